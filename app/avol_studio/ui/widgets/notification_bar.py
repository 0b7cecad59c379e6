"""The bar over the image for warnings and errors."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from avol_studio.core.state.player_state import Message, Offer
from avol_studio.core.translation import tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import IconButton, IconLabel, row

HIDE_MS = {"warning": 8_000, "error": 15_000}  # ms
OFFER_MS = 30_000
_COLOURS = {"warning": "caution", "error": "bad"}


class NotificationBar(QFrame):
    """Floats over the bottom of a page until its time is over or it is closed."""

    def __init__(self, over: QWidget, page: Callable[[], QWidget]) -> None:
        super().__init__(over)
        self._over, self._page = over, page
        self._kind = ""
        self.setProperty("card", True)
        self._icon, self._text = IconLabel(), QLabel()
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QAction(tr("Close message"), self)
        self._close.setToolTip(tr("Close this message"))
        self._close.setProperty("icon_name", "close")
        self._close.triggered.connect(self.hide)
        self._line = row(self._icon, self._text, IconButton(self._close, 28), spacing=12)
        self._line.setStretch(1, 1)
        self._offers = row()
        self._offers.setAlignment(Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 8)
        column.addLayout(self._line)
        column.addLayout(self._offers)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The shown message."""
        return self._text.text()

    def show_message(self, message: Message) -> None:
        """Show a warning, an error or an offer; other messages only appear in the status bar.

        An empty message withdraws an offer.
        """
        if not message.text and self._offers.count():
            self.hide()
        notable = message.kind in HIDE_MS or message.offers
        if not notable or (message.kind != "error" and self._holds_error()):
            return
        self._show_offers(message.offers)
        self._kind = message.kind
        self._icon.show_icon(message.kind, _COLOURS.get(message.kind, "muted"))
        self._text.setText(message.text)
        self._line.invalidate()  # else it has the height of the text before
        self._update_geometry()
        self.show()
        self.raise_()
        self._timer.start(OFFER_MS if message.offers else HIDE_MS[message.kind])

    def _show_offers(self, offers: tuple[Offer, ...]) -> None:
        while (item := self._offers.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for offer in offers:
            button = QPushButton(offer.text)
            button.setAccessibleName(offer.text)
            button.setToolTip(offer.text)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self.hide)
            button.clicked.connect(offer.run)
            self._offers.addWidget(button)
            button.show()  # at once: a hidden button has no height in the layout

    def _holds_error(self) -> bool:
        return self.isVisible() and self._kind == "error"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay centred when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._update_geometry()
        return False

    def follow_page(self) -> None:
        """Move to the page that is shown now, once it has its size."""
        if self.isVisible():
            QTimer.singleShot(0, self, self._update_geometry)

    def _update_geometry(self) -> None:
        page = self._page()
        corner = page.mapTo(self._over, QPoint(0, 0))
        wide = min(theme.px(self, 640), page.width() - 32)
        self.setFixedWidth(wide)
        self.setFixedHeight(max(self.heightForWidth(wide), theme.px(self, 48)))
        left = corner.x() + (page.width() - wide) // 2
        self.move(left, corner.y() + page.height() - self.height() - 16)
