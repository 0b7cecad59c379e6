"""The button that leads out of the layout without menus."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from avol_studio.core.translation import tr

MARGIN = 16  # px


class ExitButton(QPushButton):
    """Floats in the middle of the upper edge of a widget, beside verdict and legend."""

    def __init__(self, over: QWidget, action: QAction) -> None:
        super().__init__(tr("Exit (Esc)"), over)
        self.setAccessibleName(tr("Exit full screen"))
        self.setToolTip(tr("Show the menus and panels again (Esc)"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        self._over = over
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def setVisible(self, visible: bool) -> None:
        """Show the button above everything else."""
        super().setVisible(visible)
        if visible:
            self._place()
            self.raise_()

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, MARGIN)
