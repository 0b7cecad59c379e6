"""The window of the trainer."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from avol_studio.core.translation import tr
from avol_studio.ui.trainer.trainer_view import TrainerView


class TrainerDialog(QDialog):
    """A window of its own for the trainer, which a lesson may have taken to the main window."""

    def __init__(self, view: TrainerView, parent: QWidget) -> None:
        super().__init__(parent)
        self.view = view
        self.setWindowTitle(tr("Train a tiny network"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        room = self.screen().availableSize()
        self.resize(min(1240, room.width() - 40), min(800, room.height() - 60))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the trainer, which begins its first run when it is shown first."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.view)
        self.view.show()
        super().showEvent(event)
        self.view.setFocus()
