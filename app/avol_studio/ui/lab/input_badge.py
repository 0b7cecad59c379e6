"""The strip below the image that says what of the network's input is altered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton

from avol_studio.core.translation import tr
from avol_studio.ui.widgets.basic import ElidedLabel, IconLabel, label, row


class InputBadge(QFrame):
    """Shown as long as the input is altered, in full screen too; a button ends that."""

    reset = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(tr("Altered input"))
        self._text = ElidedLabel(Qt.AlignmentFlag.AlignLeft, "muted")
        button = QPushButton(tr("Reset"))
        button.setAccessibleName(tr("Reset the input"))
        button.setToolTip(tr("Give the network the original input again"))
        button.clicked.connect(self.reset)
        self.button = button
        line = row(IconLabel("warning", "caution"), label(tr("Altered input")), self._text, button)
        line.setContentsMargins(12, 4, 4, 4)
        line.setStretch(2, 1)
        self.setLayout(line)
        self.hide()

    @property
    def text(self) -> str:
        """What is altered."""
        return self._text.text()

    def show_text(self, text: str) -> None:
        """Show what is altered; "" hides the strip."""
        self._text.setText(text)
        self._text.setToolTip(text)
        self.setVisible(bool(text))
