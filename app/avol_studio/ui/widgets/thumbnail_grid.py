"""A strip of small pictures: what was found, best first, each with its score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from avol_studio.ui.style import icons, theme
from avol_studio.ui.text.time_format import clock_text

if TYPE_CHECKING:
    from avol_studio.services.search.state import SearchHit

COLUMNS = 4


class Tile(QAbstractButton):
    """One moment that was found; empty until it shows one."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.hit: SearchHit | None = None
        self._image = QImage()
        self._playing = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_hit(None)

    def show_hit(self, hit: SearchHit | None) -> None:
        """Another moment, or none."""
        same = hit is not None and self.hit is not None and hit.hit.id == self.hit.hit.id
        self.hit = hit
        self.setEnabled(hit is not None)
        if hit is None:
            self._image = QImage()
            self.setAccessibleName("Nothing found")
            self.setToolTip("Nothing found here yet")
        else:
            if not same:
                self._image = QImage.fromData(hit.thumbnail or b"")
            words = f"{hit.hit.path.name} at {clock_text(max(0.0, hit.hit.time))}"
            lost = "; the file is missing" if hit.missing else ""
            self.setAccessibleName(f"{words}, score {hit.hit.score:.2f}{lost}")
            self.setToolTip(f"{words}{lost}\nClick plays it here, double-click opens it")
        self.update()

    def show_playing(self, playing: bool) -> None:
        """Whether this is the one that plays."""
        self._playing = playing
        self.update()

    def sizeHint(self) -> QSize:
        """A quarter of the panel, its score below."""
        return QSize(theme.px(self, 66), theme.px(self, 66))

    def mouseDoubleClickEvent(self, event: object) -> None:
        """Open the file in the studio."""
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; Space is a key of the whole window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, frame, score."""
        painter, look = QPainter(self), theme.of(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        area = QRectF(1, 1, self.width() - 2, self.height() - theme.px(self, 18))
        lit = self._playing or self.hasFocus() or (self.underMouse() and self.hit is not None)
        self._paint_picture(painter, area, look)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(look.accent if lit else look.line))
        painter.drawRoundedRect(area, 6, 6)
        if self.hit is not None:
            painter.setFont(theme.font(self, 12))
            painter.setPen(QColor(look.accent if self._playing else look.muted))
            below = QRectF(0, area.bottom() + 1, self.width(), theme.px(self, 16))
            text = "missing" if self.hit.missing else f"{self.hit.hit.score:.2f}"
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()

    def _paint_picture(self, painter: QPainter, area: QRectF, look: theme.Theme) -> None:
        corners = QPainterPath()
        corners.addRoundedRect(area, 6, 6)
        painter.save()
        painter.setClipPath(corners)
        painter.fillRect(area, QColor(look.raised))
        if not self._image.isNull():
            size = self._image.size().scaled(
                area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
            )
            whole = QRectF(0, 0, size.width(), size.height())
            whole.moveCenter(area.center())
            painter.setOpacity(0.4 if self.hit is not None and self.hit.missing else 1.0)
            painter.drawImage(whole, self._image)
        if self._playing:
            side = theme.px(self, 20)
            disc = QRectF(area.right() - side - 2, area.bottom() - side - 2, side, side)
            painter.setOpacity(1.0)
            icons.draw(painter, "volume", disc, theme.ON_VIDEO)
        painter.restore()


class ThumbnailGrid(QWidget):
    """Tiles in rows; a click plays, a double-click opens."""

    chosen = Signal(object)  # Thumb
    opened = Signal(object)  # Thumb

    def __init__(self, name: str, count: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self.tiles = [Tile() for _ in range(count)]
        for n, tile in enumerate(self.tiles):
            grid.addWidget(tile, n // COLUMNS, n % COLUMNS)
            tile.clicked.connect(lambda _=False, tile=tile: self._tell(tile, self.chosen.emit))
            tile.opened.connect(lambda tile=tile: self._tell(tile, self.opened.emit))

    def show_hits(self, thumbs: tuple[SearchHit, ...]) -> None:
        """Show what was found; tiles beyond it are empty."""
        for n, tile in enumerate(self.tiles):
            tile.show_hit(thumbs[n] if n < len(thumbs) else None)

    def show_playing(self, moment: int | None) -> None:
        """Mark the moment that plays."""
        for tile in self.tiles:
            tile.show_playing(tile.hit is not None and tile.hit.hit.id == moment)

    def _tell(self, tile: Tile, tell: object) -> None:
        if tile.hit is not None and callable(tell):
            tell(tile.hit)
