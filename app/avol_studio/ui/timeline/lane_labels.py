"""The names of the lanes, left of them, and what each lane shows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from avol_studio.core.translation import tr
from avol_studio.ui.style import theme
from avol_studio.ui.timeline.layout import EDGE, LaneRects

GAP = 6  # px between a name and its lane
MIN_WIDTH = 480  # px at normal text; a narrower timeline shows no names


@dataclass(frozen=True, slots=True)
class LaneText:
    """The name of a lane, "" for one that explains itself, and a sentence for its tooltip."""

    name: str
    explanation: str


LANES: dict[str, LaneText] = {
    "ruler": LaneText("", tr("Time since the start; double-click shows the whole file")),
    "audio": LaneText(tr("Audio"), tr("Audio: its waveform or log spectrogram")),
    "scores": LaneText(
        tr("Score"), tr("Highest score of each frame, 0 to 1; filled by playing or analysing")
    ),
    "verdicts": LaneText(
        tr("Verdict"),
        tr(
            "Verdict: a full band is a source found, its lower half no known source, a thin line "
            "an unfamiliar sound or silence; the line below marks the analysed part"
        ),
    ),
    "bar": LaneText("", tr("Position: drag to scrub, release for the exact frame")),
}
"""By the name of the field of `LaneRects`."""
OTHER_INPUT = tr("Of the file as it is, not of the sound or the altered input on screen")
"""Explains scores and verdicts while the map on screen has another input."""


def labels_width(width: float, font: QFont) -> float:
    """Pixels that the names need; 0 if the timeline is too narrow for them."""
    if width < MIN_WIDTH * font.pixelSize() / 12:
        return 0.0
    metrics = QFontMetricsF(font)
    return max(metrics.horizontalAdvance(lane.name) for lane in LANES.values()) + GAP


def explanation_at(point: QPointF, rects: LaneRects, own_input: bool) -> str:
    """The explanation of the lane at the height of a point; "" between two lanes.

    own_input: whether the map on screen is of the file as it is, like the scores.
    """
    for field, lane in LANES.items():
        rect: QRectF = getattr(rects, field)
        if rect.top() <= point.y() < rect.bottom():
            other = not own_input and field in ("scores", "verdicts")
            return OTHER_INPUT if other else lane.explanation
    return ""


class LaneLabels(QWidget):
    """Paints the names of the lanes; the mouse does not notice it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._rects, self._font = LaneRects(), QFont()
        self.hide()

    def set_rects(self, rects: LaneRects, font: QFont) -> None:
        """Show the names left of these lanes; hide them if there is no room."""
        self._rects, self._font = rects, font
        self.setGeometry(0, 0, int(rects.bar.left()), int(rects.bar.bottom()))
        self.setVisible(rects.bar.left() > EDGE)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each name at the middle of its lane."""
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(QColor(theme.of(self).muted))
        line = QFontMetricsF(self._font).height()
        for field, lane in LANES.items():
            rect: QRectF = getattr(self._rects, field)
            if lane.name and rect.height():
                area = QRectF(0, rect.center().y() - line / 2, rect.left() - GAP, line)
                right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(area, right, lane.name)
        painter.end()
