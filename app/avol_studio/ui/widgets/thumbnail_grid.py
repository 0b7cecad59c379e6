"""A grid of search hits, best first, each with its score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from avol_studio.core.time_format import format_time
from avol_studio.core.translation import number, tr
from avol_studio.ui.style import icons, theme

if TYPE_CHECKING:
    from avol_studio.services.search.state import SearchHit

COLUMNS = 4
STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -COLUMNS, Qt.Key.Key_Down: COLUMNS,
}  # fmt: skip
"""How far each arrow key goes in the order of the tiles."""


class Tile(QAbstractButton):
    """One search hit; empty until it has one."""

    opened = Signal()
    left = Signal(object)  # Qt.Key: the arrow key that goes to another tile

    def __init__(self) -> None:
        super().__init__()
        self.hit: SearchHit | None = None
        self._image = QImage()
        self._playing = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_hit(None)

    def show_hit(self, hit: SearchHit | None) -> None:
        """Show a hit; None: an empty tile."""
        same = hit is not None and self.hit is not None and hit.hit.id == self.hit.hit.id
        self.hit = hit
        self.setEnabled(hit is not None)
        if hit is None:
            self._image = QImage()
            self.setAccessibleName(tr("Empty search result"))
            self.setToolTip(tr("Empty search result"))
        else:
            if not same:
                self._image = QImage.fromData(hit.thumbnail or b"")
            time = format_time(max(0.0, hit.hit.time))
            name = tr("{name} at {time}").format(name=hit.hit.path.name, time=time)
            missing = tr("; the file is missing") if hit.missing else ""
            self.setAccessibleName(
                tr("{name}, score {score}{missing}").format(
                    name=name, score=number(hit.hit.score, 2), missing=missing
                )
            )
            hint = tr("Click (Enter) plays it here, double-click (Ctrl+Enter) opens it")
            more = tr("+{} in this file").format(hit.more) + "\n" if hit.more else ""
            self.setToolTip(f"{name}{missing}\n{more}{hint}")
        self.update()

    def event(self, event: QEvent) -> bool:
        """Take the arrow keys from the shortcuts of the window."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and _is_arrow(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go to another tile, Ctrl+Enter opens the file."""
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if _is_arrow(event):
            self.left.emit(Qt.Key(event.key()))
        elif ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def show_playing(self, playing: bool) -> None:
        """Mark the tile while its hit plays."""
        self._playing = playing
        self.update()

    def sizeHint(self) -> QSize:
        """A quarter of the panel, with the score below."""
        return QSize(theme.px(self, 66), theme.px(self, 66))

    def mouseDoubleClickEvent(self, event: object) -> None:
        """Open the file of the hit."""
        self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint image, frame and score."""
        painter, palette = QPainter(self), theme.of(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        area = QRectF(1, 1, self.width() - 2, self.height() - theme.px(self, 18))
        active = self._playing or (self.underMouse() and self.hit is not None)
        self._paint_image(painter, area, palette)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(palette.accent if active else palette.line))
        painter.drawRoundedRect(area, 6, 6)
        if self.hasFocus():
            theme.paint_ring(painter, QRectF(self.rect()), palette.accent)
        if self.hit is not None:
            painter.setFont(theme.font(self, 12))
            painter.setPen(QColor(palette.accent if self._playing else palette.muted))
            below = QRectF(0, area.bottom() + 1, self.width(), theme.px(self, 16))
            text = tr("missing") if self.hit.missing else number(self.hit.hit.score, 2)
            text += f"  +{self.hit.more}" if self.hit.more else ""
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()

    def _paint_image(self, painter: QPainter, area: QRectF, palette: theme.Theme) -> None:
        corners = QPainterPath()
        corners.addRoundedRect(area, 6, 6)
        painter.save()
        painter.setClipPath(corners)
        painter.fillRect(area, QColor(palette.raised))
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
    """Tiles in rows; a click plays a hit, a double click opens its file."""

    chosen = Signal(object)  # SearchHit
    opened = Signal(object)  # SearchHit

    def __init__(self, name: str, count: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self.tiles = [Tile() for _ in range(count)]
        for n, tile in enumerate(self.tiles):
            grid.addWidget(tile, n // COLUMNS, n % COLUMNS)
            tile.clicked.connect(lambda _=False, tile=tile: self._emit(tile, self.chosen))
            tile.opened.connect(lambda tile=tile: self._emit(tile, self.opened))
            tile.left.connect(lambda key, n=n: self._go(n, key))

    def show_hits(self, thumbs: tuple[SearchHit, ...]) -> None:
        """Show hits; the remaining tiles are empty."""
        for n, tile in enumerate(self.tiles):
            tile.show_hit(thumbs[n] if n < len(thumbs) else None)

    def show_playing(self, id: int | None) -> None:
        """Mark the hit with this id, which plays."""
        for tile in self.tiles:
            tile.show_playing(tile.hit is not None and tile.hit.hit.id == id)

    def _go(self, n: int, key: Qt.Key) -> None:
        """Focus the tile beside, above or below tile `n`, if it has a hit."""
        target = n + STEPS[key]
        if 0 <= target < len(self.tiles) and self.tiles[target].isEnabled():
            self.tiles[target].setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _emit(tile: Tile, signal: SignalInstance) -> None:
        if tile.hit is not None:
            signal.emit(tile.hit)


def _is_arrow(event: QKeyEvent) -> bool:
    others = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in STEPS and not others
