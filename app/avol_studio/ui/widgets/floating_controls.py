"""Controls over the image in full screen, shown while the mouse moves."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

HIDE_MS = 2500  # after the last move of the mouse


class FloatingControls(QObject):
    """Places `controls` over the bottom of `over` while they are undocked."""

    shown = Signal(bool)
    """Whether the floating controls are visible."""

    def __init__(self, controls: QWidget, over: QWidget) -> None:
        super().__init__(over)
        self._controls, self._over = controls, over
        self._undocked = False
        self._timer = QTimer(self, singleShot=True, interval=HIDE_MS)
        self._timer.timeout.connect(self._hide)
        over.setMouseTracking(True)

    def undock(self) -> None:
        """Take the controls out of their layout and float them."""
        self._undocked = True
        self._over.installEventFilter(self)
        self._controls.setParent(self._over)
        self._controls.setAutoFillBackground(True)
        self._controls.hide()
        self._over.setCursor(Qt.CursorShape.BlankCursor)

    def dock(self) -> None:
        """Stop floating; the owner of the layout adds the controls again."""
        self._undocked = False
        self._over.removeEventFilter(self)
        self._timer.stop()
        self._controls.setAutoFillBackground(False)
        self._over.unsetCursor()

    def reveal(self) -> None:
        """Show the controls for a moment, or as long as one of them has the focus."""
        if self._undocked:
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the controls while the mouse moves; follow the size of the image."""
        if event.type() == QEvent.Type.MouseMove:
            self._show()
        elif event.type() == QEvent.Type.Resize:
            self._update_geometry()
        return False

    def _show(self) -> None:
        self._over.unsetCursor()
        self._update_geometry()
        self._controls.show()
        self._timer.start()
        self.shown.emit(True)

    def _hide(self) -> None:
        focused = QApplication.focusWidget()
        holds_focus = focused is not None and self._controls.isAncestorOf(focused)
        # Not underMouse(): it stays on when the controls move away from a mouse that rests.
        mouse = self._controls.mapFromGlobal(QCursor.pos())
        if self._controls.rect().contains(mouse) or holds_focus:
            self._timer.start()
        else:
            self._controls.hide()
            self._over.setCursor(Qt.CursorShape.BlankCursor)
            self.shown.emit(False)

    def _update_geometry(self) -> None:
        wide, high = self._over.width(), self._controls.sizeHint().height()
        self._controls.setGeometry(0, self._over.height() - high, wide, high)
