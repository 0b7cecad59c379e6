"""The level meter: level in dB re full scale, in zones, with peak hold."""

import time

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from avol_studio.core.state.player_state import Level
from avol_studio.core.translation import tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.accessible import BAR, AccessibleValue

FLOOR, LOUD, HOT = -60.0, -20.0, -9.0  # dB: the left end, and where the zones begin
FALL = 30.0  # dB per second that the bar falls at most
HOLD = 1.5  # seconds that a peak is held


class LevelMeter(QWidget):
    """A bar from -60 to 0 dB with its number: green, amber from -20, red from -9.

    While the microphone clips, "CLIPS" replaces the number.
    """

    accessible_role = BAR

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Level"))
        self.setToolTip(tr("Level of the audio in dB re full scale"))
        self._shown, self._shown_at = Level().rms_db, 0.0
        self._peak, self._peak_at = Level().peak_db, 0.0
        self._clipped = False

    def set_level(self, level: Level) -> None:
        """Show a level; one without a peak of its own, that of a still frame, at once."""
        now, still = time.monotonic(), level.peak_db <= level.rms_db
        fallen = self._shown - FALL * (now - self._shown_at)
        self._shown, self._shown_at = level.rms_db if still else max(level.rms_db, fallen), now
        if still or level.peak_db >= self._peak or now - self._peak_at > HOLD:
            self._peak, self._peak_at = level.peak_db, now
        self._clipped = level.clipped
        self.update(0, 0, self.width(), self._bar().toAlignedRect().bottom() + 1)  # not the ticks

    def sizeHint(self) -> QSize:
        """The size of the bar and its ticks."""
        return QSize(theme.px(self, 200), theme.px(self, 36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint zones, level, held peak, ticks and number."""
        painter, palette = QPainter(self), theme.of(self)
        painter.setFont(theme.font(self, 12))
        bar = self._bar()
        self._paint_zones(painter, palette, bar)
        if event.rect().bottom() > bar.bottom():
            self._paint_ticks(painter, palette, bar)
        painter.setPen(QColor(palette.bad if self._clipped else palette.text))
        where = QRectF(bar.right(), 0, self.width() - bar.right(), bar.bottom() + bar.top())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(where, right, self._text())
        painter.end()

    def _bar(self) -> QRectF:
        return QRectF(0, theme.px(self, 4), self.width() - theme.px(self, 64), theme.px(self, 10))

    def accessible_value(self) -> AccessibleValue:
        """The level in dB."""
        return AccessibleValue(self._text(), min(max(self._shown, FLOOR), 0.0), FLOOR, 0.0)

    def _text(self) -> str:
        if self._clipped:
            return tr("CLIPS")
        return "−∞ dBFS" if self._shown <= -119 else f"{self._shown:.0f} dBFS".replace("-", "−")

    def _paint_zones(self, painter: QPainter, palette: theme.Theme, bar: QRectF) -> None:
        x = _x(bar, self._shown)
        zones = ((FLOOR, LOUD, palette.good), (LOUD, HOT, palette.caution), (HOT, 0.0, palette.bad))
        for low, high, colour in zones:
            left, right = _x(bar, low), _x(bar, high) - 1
            painter.fillRect(
                QRectF(left, bar.top(), right - left, bar.height()), QColor(palette.hover)
            )
            filled = min(right, x) - left
            if filled > 0:
                painter.fillRect(QRectF(left, bar.top(), filled, bar.height()), QColor(colour))
        if self._peak > FLOOR and time.monotonic() - self._peak_at < HOLD:
            painter.setPen(QPen(QColor(palette.text), 2))
            peak = _x(bar, self._peak)
            painter.drawLine(QPointF(peak, bar.top()), QPointF(peak, bar.bottom()))

    def _paint_ticks(self, painter: QPainter, palette: theme.Theme, bar: QRectF) -> None:
        painter.setPen(QColor(palette.muted))
        for tick in (-60, -40, -20, 0):
            x, wide = _x(bar, tick), theme.px(self, 32)
            left = min(max(x - wide / 2, 0), bar.right() - wide)
            align = {-60: Qt.AlignmentFlag.AlignLeft, 0: Qt.AlignmentFlag.AlignRight}
            where = QRectF(left, bar.bottom() + 2, wide, theme.px(self, 16))
            painter.drawText(
                where, align.get(tick, Qt.AlignmentFlag.AlignHCenter), f"{tick}".replace("-", "−")
            )


def _x(bar: QRectF, decibels: float) -> float:
    fraction = (decibels - FLOOR) / -FLOOR
    return bar.left() + min(max(fraction, 0.0), 1.0) * bar.width()
