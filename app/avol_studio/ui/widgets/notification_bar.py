"""The bar over the picture for what a person must not miss; never a modal box."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from avol_studio.core.state.player_state import Message
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import IconButton, IconLabel

STAYS = {"warning": 8_000, "error": 15_000}  # ms
_COLOURS = {"warning": "caution", "error": "bad"}


class NotificationBar(QFrame):
    """Floats over the bottom of the page that `over` shows, and goes by itself or by its cross."""

    def __init__(self, over: QWidget, page: Callable[[], QWidget]) -> None:
        super().__init__(over)
        self._over, self._page = over, page
        self._kind = ""
        self.setProperty("card", True)
        self._icon, self._text = IconLabel(), QLabel()
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QAction("Close message", self)
        self._close.setToolTip("Close this message")
        self._close.setProperty("icon_name", "close")
        self._close.triggered.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 8, 8)
        line.setSpacing(12)
        line.addWidget(self._icon)
        line.addWidget(self._text, 1)
        line.addWidget(IconButton(self._close, 28))
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_message(self, message: Message) -> None:
        """Show a warning or an error; others are for the status line alone."""
        if message.kind not in STAYS or (message.kind == "warning" and self._holds_error()):
            return
        self._kind = message.kind
        self._icon.show_icon(message.kind, _COLOURS[message.kind])
        self._text.setText(message.text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(STAYS[message.kind])

    def _holds_error(self) -> bool:
        return self.isVisible() and self._kind == "error"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle when the window changes."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        page = self._page()
        corner = page.mapTo(self._over, QPoint(0, 0))
        wide = min(theme.px(self, 640), page.width() - 32)
        self.setFixedWidth(wide)
        self.setFixedHeight(max(self.heightForWidth(wide), theme.px(self, 48)))
        left = corner.x() + (page.width() - wide) // 2
        self.move(left, corner.y() + page.height() - self.height() - 16)
