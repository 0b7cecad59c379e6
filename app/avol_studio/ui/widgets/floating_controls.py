"""Full screen: the picture alone, and the controls over it while the mouse moves."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

STAYS = 2500  # ms that the controls stay after the last move of the mouse


class FloatingControls(QObject):
    """Lays `controls` over the bottom of `over` while it is on."""

    def __init__(self, controls: QWidget, over: QWidget) -> None:
        super().__init__(over)
        self._controls, self._over = controls, over
        self._on = False
        self._timer = QTimer(self, singleShot=True, interval=STAYS)
        self._timer.timeout.connect(self._hide)
        over.setMouseTracking(True)
        over.installEventFilter(self)

    def undock(self) -> None:
        """Take the controls out of their place and float them."""
        self._on = True
        self._controls.setParent(self._over)
        self._controls.setAutoFillBackground(True)
        self._controls.hide()
        self._over.setCursor(Qt.CursorShape.BlankCursor)

    def dock(self) -> None:
        """Stop floating; who owns the place puts the controls back."""
        self._on = False
        self._timer.stop()
        self._controls.setAutoFillBackground(False)
        self._over.unsetCursor()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show while the mouse moves; keep the place when the picture grows."""
        if self._on and event.type() == QEvent.Type.MouseMove:
            self._show()
        elif self._on and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _show(self) -> None:
        self._over.unsetCursor()
        self._place()
        self._controls.show()
        self._timer.start()

    def _hide(self) -> None:
        if self._controls.underMouse():
            self._timer.start()
        else:
            self._controls.hide()
            self._over.setCursor(Qt.CursorShape.BlankCursor)

    def _place(self) -> None:
        wide, high = self._over.width(), self._controls.sizeHint().height()
        self._controls.setGeometry(0, self._over.height() - high, wide, high)
