"""The lanes of the timeline: ruler, audio, scores, verdicts and marks, drawn by pyqtgraph.

Importing pyqtgraph takes longer than painting the window: import this module after that.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QGraphicsRectItem, QWidget

from avol.visualization import heatmap
from avol_studio.services.analysis.audio_overview import AudioOverview
from avol_studio.ui.style import theme
from avol_studio.ui.timeline.content import TimelineContent
from avol_studio.ui.timeline.layout import EDGE, LaneRects
from avol_studio.ui.timeline.score_track import ScoreTrack
from avol_studio.ui.timeline.time_axis import TimeAxis
from avol_studio.ui.timeline.time_range import TimeRange
from avol_studio.ui.timeline.verdict_strip import verdict_pixels

POINT_PX = 2  # px between two points of a score curve
FLAG_PX = 12
OTHER_INPUT_OPACITY = 0.35
"""Of scores and verdicts while the map on screen has another sound or an altered input."""
_CURSOR_Z, _MARK_Z = 20, 10


class TimelineLanes(pg.PlotWidget):
    """One view box: seconds to the right, pixels from its top downwards."""

    def __init__(self, parent: QWidget) -> None:
        self._axis = TimeAxis()
        super().__init__(parent, axisItems={"top": self._axis}, enableMenu=False)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot_item: Any = self.getPlotItem()
        plot = self._plot_item
        plot.hideButtons()
        plot.showAxis("top")
        plot.hideAxis("left")
        plot.hideAxis("bottom")
        self._box: Any = plot.getViewBox()
        self._box.setMouseEnabled(False, False)
        self._box.invertY(True)
        self._range, self._rects = TimeRange(), LaneRects()
        self._content = TimelineContent()
        self._palette = theme.DARK
        self._markers: list[Any] = []
        self._waveform_shown: tuple[AudioOverview, float, float] | None = None
        self._make_items()

    def _make_items(self) -> None:
        self._ground = QGraphicsRectItem()
        self._ground.setPen(QColor(0, 0, 0, 0))
        self._spectrogram = pg.ImageItem(levels=(0, 255), autoDownsample=True)
        self._spectrogram.setLookupTable(heatmap.colormap_table("inferno"))
        self._waveform = pg.PlotDataItem(skipFiniteCheck=True)
        self._waveform.setClipToView(True)
        self._waveform.setDownsampling(auto=True, method="peak")
        self._scores = pg.PlotCurveItem(antialias=True)
        self._query = pg.PlotCurveItem(antialias=True, connect="finite")
        self._verdicts = pg.ImageItem()
        self._base = pg.InfiniteLine(angle=0)
        self._loop = pg.LinearRegionItem(movable=False)
        self._loop_ends = [pg.InfiniteLine(), pg.InfiniteLine()]
        self._letters = [pg.TextItem("A", anchor=(0, 1)), pg.TextItem("B", anchor=(1, 1))]
        self._selection = pg.LinearRegionItem(movable=False)
        self._hover, self._playhead = pg.InfiniteLine(), pg.InfiniteLine()
        for item in (
            self._ground, self._spectrogram, self._waveform, self._scores, self._query,
            self._verdicts, self._base,
        ):  # fmt: skip
            self._box.addItem(item, ignoreBounds=True)
        for item in (self._loop, *self._loop_ends, *self._letters, self._selection):
            item.setZValue(_MARK_Z)
            self._box.addItem(item, ignoreBounds=True)
        for item in (self._hover, self._playhead):
            item.setZValue(_CURSOR_Z)
            self._box.addItem(item, ignoreBounds=True)
        for item in (self._selection, self._hover):
            item.hide()

    # -- what is shown -----------------------------------------------------------------------

    def set_theme(self, palette: theme.Theme, font: QFont) -> None:
        """Take over the colours and the font of the window."""
        self.setBackground(palette.window)
        self._axis.set_theme(palette, font)
        self._ground.setBrush(QColor(palette.surface))
        self._waveform.setPen(palette.muted)
        self._scores.setBrush(_clear(palette.accent, 80))
        self._scores.setPen(None)
        self._query.setPen(palette.caution, width=2)
        self._base.setPen(palette.line)
        self._loop.setBrush(_clear(palette.accent, 48))
        self._selection.setBrush(_clear(palette.accent, 72))
        for region in (self._loop, self._selection):
            for line in region.lines:
                line.setPen(None)
        for line in self._loop_ends:
            line.setPen(palette.accent, width=2)
        for letter in self._letters:
            letter.setColor(palette.text)
            letter.setFont(font)
        self._playhead.setPen(palette.accent, width=1.5)
        self._hover.setPen(palette.muted, style=Qt.PenStyle.DotLine)
        self._palette = palette
        self._show_markers()
        self.update_scores()

    def set_content(self, content: TimelineContent) -> None:
        """Show other audio, scores or marks; the scores also after they changed in place."""
        before, self._content = self._content, content
        self._show_loop()
        for item in (self._scores, self._verdicts):
            item.setOpacity(1.0 if content.own_input else OTHER_INPUT_OPACITY)
        if content.markers != before.markers:
            self._show_markers()
        self._show_audio()
        self.update_scores()

    def set_range(self, shown: TimeRange, rects: LaneRects) -> None:
        """Show this part of the file in lanes of this geometry."""
        self._range, self._rects = shown, rects
        self._plot_item.layout.setContentsMargins(rects.bar.left(), 0, EDGE, 0)
        self._axis.setHeight(round(rects.ruler.height()))
        self._axis.start = shown.start
        self._box.setRange(
            xRange=(shown.low, shown.high), yRange=(0, rects.lanes_height), padding=0
        )
        self._show_loop()
        self._show_audio()
        self.update_scores()

    def set_time(self, time: float) -> None:
        """Move the playhead."""
        self._playhead.setPos(time)

    def set_hover(self, time: float | None) -> None:
        """Show the time under the mouse; None hides it."""
        self._hover.setVisible(time is not None)
        if time is not None:
            self._hover.setPos(time)

    def set_selection(self, ends: tuple[float, float] | None) -> None:
        """Show the range being dragged; None hides it."""
        self._selection.setVisible(ends is not None)
        if ends is not None:
            self._selection.setRegion(ends)

    def update_scores(self) -> None:
        """Draw the score curves and the verdicts of the part that is shown."""
        if not self._range.span:
            return
        self._show_curve(self._scores, self._content.scores, filled=True)
        self._show_curve(self._query, self._content.query_scores, filled=False)
        track = self._content.scores
        self._verdicts.setVisible(track is not None)
        if track is not None:
            pixels = verdict_pixels(track, self._range, self._columns, self._palette)
            self._verdicts.setImage(pixels, levels=(0, 255))
            self._verdicts.setRect(self._lane(self._rects.verdicts))

    # -- parts -------------------------------------------------------------------------------

    @property
    def _columns(self) -> int:
        """Columns of pixels of the score curve and the verdicts."""
        return max(1, int(self._rects.scores.width() / POINT_PX))

    def _lane(self, rect: QRectF) -> QRectF:
        """The whole width of a lane, in seconds and pixels."""
        top = rect.top() - self._rects.lanes_top
        return QRectF(self._range.low, top, self._range.span, rect.height())

    def _show_curve(self, item: Any, track: ScoreTrack | None, filled: bool) -> None:
        item.setVisible(track is not None)  # a curve that is cleared is not painted over
        if track is None:
            return
        values = track.max_scores(self._range.low, self._range.span, self._columns)
        lane = self._lane(self._rects.scores)
        times = lane.left() + (np.arange(len(values)) + 0.5) * (lane.width() / len(values))
        known = np.nan_to_num(values) if filled else values
        heights = lane.bottom() - known * lane.height()
        item.setData(times, heights, fillLevel=lane.bottom() if filled else None)

    def _show_audio(self) -> None:
        content = self._content
        audio = self._finest()
        shown = content.audio_track != "none"
        self._ground.setVisible(shown)
        self._ground.setRect(self._lane(self._rects.audio))
        if audio is None or not len(audio):
            shown = False
        self._waveform.setVisible(shown and content.audio_track == "waveform")
        self._spectrogram.setVisible(shown and content.audio_track == "spectrogram")
        if audio is None or not shown:  # hidden: a curve that is cleared is not painted over
            self._waveform_shown = None
        elif content.audio_track == "waveform":
            self._show_waveform(audio)
        else:
            self._show_spectrogram(audio)

    def _show_waveform(self, audio: AudioOverview) -> None:
        """The smallest and largest sample of each column in turn, on a square root scale."""
        lane = self._lane(self._rects.audio)
        if (audio, lane.top(), lane.height()) == self._waveform_shown:
            return
        self._waveform_shown = (audio, lane.top(), lane.height())
        times = audio.start + np.arange(len(audio)) * audio.step
        values = np.stack([audio.low, audio.high], axis=1).ravel() / np.float32(127)
        swing = np.sign(values) * np.sqrt(np.abs(values)) * (lane.height() / 2)
        self._waveform.setData(np.repeat(times, 2), lane.center().y() - swing)

    def _show_spectrogram(self, audio: AudioOverview) -> None:
        first = max(0, int((self._range.low - audio.start) / audio.step))
        last = min(len(audio), math.ceil((self._range.high - audio.start) / audio.step) + 1)
        if first >= last:
            self._spectrogram.clear()
            return
        lane = self._lane(self._rects.audio)
        self._spectrogram.setImage(audio.bands[first:last, ::-1], autoLevels=False)
        left, width = audio.start + first * audio.step, (last - first) * audio.step
        self._spectrogram.setRect(QRectF(left, lane.top(), width, lane.height()))

    def _finest(self) -> AudioOverview | None:
        """The detail where it covers the shown part and is finer, else the overview."""
        detail, overview, shown = self._content.detail, self._content.overview, self._range
        if detail is None or (overview is not None and detail.step >= overview.step):
            return overview
        end = detail.start + len(detail) * detail.step
        covers = detail.start <= shown.low + detail.step and end >= shown.high - detail.step
        return detail if covers else overview

    def _show_loop(self) -> None:
        ends = self._content.loop
        for line, letter, end in zip(self._loop_ends, self._letters, ends, strict=True):
            for item in (line, letter):
                item.setVisible(end is not None)
            if end is not None:
                line.setPos(end)
                letter.setPos(end, self._rects.lanes_height)
        self._loop.setVisible(None not in ends)
        if None not in ends:
            self._loop.setRegion(ends)

    def _show_markers(self) -> None:
        for line in self._markers:
            self._box.removeItem(line)
        self._markers = []
        for time in self._content.markers:
            line = pg.InfiniteLine(time, pen=self._palette.caution)
            line.addMarker("^", position=0.0, size=FLAG_PX)
            line.setZValue(_MARK_Z)
            self._box.addItem(line, ignoreBounds=True)
            self._markers.append(line)


def _clear(colour: str, alpha: int) -> QColor:
    """A colour with an opacity of 0..255."""
    made = QColor(colour)
    made.setAlpha(alpha)
    return made
