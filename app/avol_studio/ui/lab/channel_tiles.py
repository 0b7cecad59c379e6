"""The activations of a stage: a tile for each channel, or a bar for each number."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from avol_studio.core.translation import number, tr
from avol_studio.services.inspection.activations import Activations
from avol_studio.ui.lab.activation_colors import activation_color, activation_image
from avol_studio.ui.style import theme

Floats = NDArray[np.float32]
GAP = 4  # px
_BAR_HEIGHT = 160


class ChannelTiles(QWidget):
    """Tiles of (rows, columns, channels), or bars of (numbers,); one channel is chosen.

    All channels of a stage share one scale. `strongest_first` sorts them by their maximum.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Channels"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._shown: Activations | None = None
        self.channel = 0
        self._order: NDArray[np.intp] = np.zeros(0, np.intp)
        self._strongest_first = False

    # -- content -----------------------------------------------------------------------------

    @property
    def values(self) -> Floats | None:
        """The numbers of the stage."""
        return None if self._shown is None else self._shown.values

    def show_activations(self, shown: Activations | None) -> None:
        """Show the activations of a stage; a new shape begins with its strongest channel."""
        before, self._shown = self._shown, shown
        shape = None if shown is None else shown.values.shape
        if before is None or before.values.shape != shape:
            self.channel = 0 if shown is None else int(shown.strengths.argmax())
            self.updateGeometry()
        self._sort()

    def set_strongest_first(self, strongest_first: bool) -> None:
        """Sort by number, or by the strongest activation."""
        self._strongest_first = strongest_first
        self._sort()

    def choose(self, channel: int) -> None:
        """Choose a channel."""
        if self.values is not None and 0 <= channel < self.values.shape[-1]:
            self.channel = channel
            self.update()
            self._scroll_to(self._rect_of(self._place_of(channel)))
            self.chosen.emit(channel)

    @property
    def is_grid(self) -> bool:
        """Whether tiles are shown; else bars."""
        return self._shown is not None and self._shown.is_grid

    def channel_levels(self) -> NDArray[np.uint8] | None:
        """The colour levels of the chosen channel (rows, columns); None for bars."""
        shown = self._shown
        return shown.levels[self.channel] if shown is not None and shown.is_grid else None

    def tile_rect(self, channel: int) -> QRect:
        """Where a channel is shown."""
        return self._rect_of(self._place_of(channel))

    def channel_at(self, point: QPoint) -> int | None:
        """The channel at a point."""
        for place in range(len(self._order)):
            if self._rect_of(place).contains(point):
                return int(self._order[place])
        return None

    # -- layout ------------------------------------------------------------------------------

    def _sort(self) -> None:
        count = 0 if self.values is None else self.values.shape[-1]
        self._order = np.arange(count)
        if self._strongest_first and self._shown is not None and count:
            self._order = np.argsort(-self._shown.strengths, kind="stable")
        self.update()

    def _tile(self) -> QSize:
        if self.values is None or not self.is_grid:
            return QSize(1, 1)
        rows, columns = self.values.shape[:2]
        side = theme.px(self, 64)
        return QSize(max(8, round(side * min(1.0, columns / rows))),
                     max(8, round(side * min(1.0, rows / columns))))  # fmt: skip

    def _columns(self, width: int) -> int:
        return max(1, (width + GAP) // (self._tile().width() + GAP))

    def _place_of(self, channel: int) -> int:
        return int(np.flatnonzero(self._order == channel)[0])

    def _rect_of(self, place: int) -> QRect:
        if not self.is_grid:
            count = max(1, len(self._order))
            left, right = (round(self.width() * n / count) for n in (place, place + 1))
            return QRect(left, 0, max(1, right - left), theme.px(self, _BAR_HEIGHT))
        row, column = divmod(place, self._columns(self.width()))
        tile = self._tile()
        return QRect(QPoint(column * (tile.width() + GAP), row * (tile.height() + GAP)), tile)

    def hasHeightForWidth(self) -> bool:
        """The height follows from the number of tiles in a row."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all tiles."""
        if not self.is_grid:
            return theme.px(self, _BAR_HEIGHT)
        rows = -(-len(self._order) // self._columns(width))
        return rows * (self._tile().height() + GAP)

    def sizeHint(self) -> QSize:
        """Some tiles in a row."""
        wide = theme.px(self, 240)
        return QSize(wide, self.heightForWidth(wide))

    # -- Qt events ---------------------------------------------------------------------------

    def resizeEvent(self, event: object) -> None:
        """The number of tiles in a row changes the height."""
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the channel below the mouse."""
        channel = self.channel_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and channel is not None:
            self.choose(channel)

    def event(self, event: QEvent) -> bool:
        """Take the arrow keys, and name the channel below the mouse."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        if isinstance(event, QHelpEvent):
            channel = self.channel_at(event.pos())
            if channel is not None and self.values is not None:
                QToolTip.showText(event.globalPos(), self._text_of(channel), self)
                return True
        return super().event(event)

    def _takes(self, event: QKeyEvent) -> bool:
        return event.key() in self._steps() and not event.modifiers()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go to another channel."""
        step = self._steps().get(Qt.Key(event.key()))
        if step is None or not len(self._order):
            super().keyPressEvent(event)
            return
        place = min(max(self._place_of(self.channel) + step, 0), len(self._order) - 1)
        self.choose(int(self._order[place]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles of the exposed part."""
        painter, palette = QPainter(self), theme.of(self)
        shown = self._shown
        if shown is not None and shown.is_grid:
            for place, channel in enumerate(self._order.tolist()):
                rect = self._rect_of(place)
                if rect.intersects(event.rect()):
                    painter.drawImage(rect, activation_image(shown.levels[channel]))
                    self._mark(painter, rect, channel, palette)
        elif shown is not None:
            self._paint_bars(painter, shown, palette)
        if self.hasFocus():
            theme.paint_ring(painter, QRectF(self.visibleRegion().boundingRect()), palette.accent)
        painter.end()

    def _mark(self, painter: QPainter, rect: QRect, channel: int, palette: theme.Theme) -> None:
        if channel == self.channel:
            painter.setPen(QColor(palette.text))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.setPen(QColor(palette.accent))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_bars(self, painter: QPainter, shown: Activations, palette: theme.Theme) -> None:
        values = shown.values
        high = theme.px(self, _BAR_HEIGHT)
        lowest = min(0.0, float(values.min()))
        room = max(float(values.max()), 0.0) - lowest or 1.0
        zero = high * (1 + lowest / room)
        painter.fillRect(QRect(0, 0, self.width(), high), QColor(theme.VIDEO_BACKGROUND))
        for place, channel in enumerate(self._order.tolist()):
            rect, value = self._rect_of(place), float(values[channel])
            top, bottom = sorted((zero, zero - value / room * high))
            bar = QRectF(rect.left(), top, max(1, rect.width() - 1), max(1.0, bottom - top))
            chosen = channel == self.channel
            color = (
                QColor(palette.accent) if chosen else activation_color(int(shown.levels[channel]))
            )
            painter.fillRect(bar, color.lighter(130))

    def _text_of(self, channel: int) -> str:
        values = self.values
        assert values is not None
        of_channel = values[..., channel]
        if values.ndim == 1:
            return tr("Number {channel}: {value}").format(
                channel=channel, value=number(float(of_channel), 3)
            )
        return tr("Channel {channel}: {low} to {high}").format(
            channel=channel,
            low=number(float(of_channel.min()), 2),
            high=number(float(of_channel.max()), 2),
        )

    def _steps(self) -> dict[Qt.Key, int]:
        row = self._columns(self.width()) if self.is_grid else 10
        return {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -row,
            Qt.Key.Key_Down: row,
        }

    def _scroll_to(self, rect: QRect) -> None:
        parent = self.parentWidget()
        area = None if parent is None else parent.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureVisible(rect.center().x(), rect.center().y(), 0, rect.height())
