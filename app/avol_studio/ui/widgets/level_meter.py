"""The level meter: loudness in dB of full scale, in zones, with the peak held."""

import time

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from avol_studio.core.state.player_state import Level
from avol_studio.ui.style import theme

FLOOR, LOUD, HOT = -60.0, -20.0, -9.0  # dB: the left end, and where the zones begin
FALL = 30.0  # dB a second that the bar falls at most, so that it can be followed
HOLD = 1.5  # seconds that a peak stays


class LevelMeter(QWidget):
    """A bar from -60 to 0 dB; green, amber from -20, red from -9; the number stands beside it.

    In place of the number it says so where a microphone clips.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Level")
        self.setToolTip("Loudness of what is played or heard, in dB of full scale")
        self._shown, self._shown_at = Level().rms_db, 0.0
        self._peak, self._peak_at = Level().peak_db, 0.0
        self._clipped = False

    def set_level(self, level: Level) -> None:
        """Follow the sound; a level without a peak of its own lets the held one go."""
        now = time.monotonic()
        fallen = self._shown - FALL * (now - self._shown_at)
        self._shown, self._shown_at = max(level.rms_db, fallen), now
        if (
            level.peak_db >= self._peak
            or level.peak_db <= level.rms_db
            or now - self._peak_at > HOLD
        ):
            self._peak, self._peak_at = level.peak_db, now
        self._clipped = level.clipped
        self.update()

    def sizeHint(self) -> QSize:
        """A bar and its ticks."""
        return QSize(theme.px(self, 200), theme.px(self, 36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Zones, level, held peak, ticks, number."""
        painter, look = QPainter(self), theme.of(self)
        painter.setFont(theme.font(self, 12))
        room = theme.px(self, 64)
        bar = QRectF(0, theme.px(self, 4), self.width() - room, theme.px(self, 10))
        self._paint_zones(painter, look, bar)
        self._paint_ticks(painter, look, bar)
        text = "−∞ dB" if self._shown <= -119 else f"{self._shown:.0f} dB"
        text = "CLIPS" if self._clipped else text
        painter.setPen(QColor(look.bad if self._clipped else look.text))
        where = QRectF(bar.right(), 0, room, bar.bottom() + bar.top())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(where, right, text.replace("-", "−"))
        painter.end()

    def _paint_zones(self, painter: QPainter, look: theme.Theme, bar: QRectF) -> None:
        x = _place(bar, self._shown)
        zones = ((FLOOR, LOUD, look.good), (LOUD, HOT, look.caution), (HOT, 0.0, look.bad))
        for low, high, colour in zones:
            left, right = _place(bar, low), _place(bar, high) - 1
            painter.fillRect(
                QRectF(left, bar.top(), right - left, bar.height()), QColor(look.hover)
            )
            lit = min(right, x) - left
            if lit > 0:
                painter.fillRect(QRectF(left, bar.top(), lit, bar.height()), QColor(colour))
        if self._peak > FLOOR and time.monotonic() - self._peak_at < HOLD:
            painter.setPen(QPen(QColor(look.text), 2))
            peak = _place(bar, self._peak)
            painter.drawLine(QPointF(peak, bar.top()), QPointF(peak, bar.bottom()))

    def _paint_ticks(self, painter: QPainter, look: theme.Theme, bar: QRectF) -> None:
        painter.setPen(QColor(look.muted))
        for tick in (-60, -40, -20, 0):
            x, wide = _place(bar, tick), theme.px(self, 32)
            left = min(max(x - wide / 2, 0), bar.right() - wide)
            align = {-60: Qt.AlignmentFlag.AlignLeft, 0: Qt.AlignmentFlag.AlignRight}
            where = QRectF(left, bar.bottom() + 2, wide, theme.px(self, 16))
            painter.drawText(
                where, align.get(tick, Qt.AlignmentFlag.AlignHCenter), f"{tick}".replace("-", "−")
            )


def _place(bar: QRectF, decibels: float) -> float:
    share = (decibels - FLOOR) / -FLOOR
    return bar.left() + min(max(share, 0.0), 1.0) * bar.width()
