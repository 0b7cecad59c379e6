"""The banner over the image that explains what the mouse does now, until that ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QPushButton

from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import paragraph, row

if TYPE_CHECKING:
    from avol_studio.ui.viewport.video_view import VideoView

MARGIN = 16  # px


class ModeBanner(QFrame):
    """One line over the bottom of a viewport, with a button that ends the mode."""

    def __init__(self, viewport: VideoView, cancel: Callable[[], object], button: str) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setProperty("card", True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._text = paragraph()
        self._button = QPushButton(button)
        self._button.setAccessibleName(button)
        self._button.setToolTip(f"{button} (Esc)")
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(cancel)
        line = row(self._text, self._button, spacing=16)
        line.setContentsMargins(16, 8, 8, 8)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    @property
    def text(self) -> str:
        """The shown text; "" while it is hidden."""
        return self._text.text() if self.isVisible() else ""

    def show_text(self, text: str) -> None:
        """Show a text until the next one; "" hides the banner."""
        if text:
            self._text.setText(text)
            self._place()
            self._viewport.installEventFilter(self)
            self.raise_()
        else:
            self._viewport.removeEventFilter(self)
        self.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the viewport while shown."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        room = self._viewport.width() - 2 * MARGIN
        letters = self._text.fontMetrics().horizontalAdvance(self._text.text())
        wide = min(letters + self._button.sizeHint().width() + 64, room)
        self.setFixedWidth(wide)
        self.setFixedHeight(max(self.heightForWidth(wide), theme.px(self, 48)))
        top = self._viewport.height() - self.height() - MARGIN
        self.move((self._viewport.width() - wide) // 2, max(0, top))
