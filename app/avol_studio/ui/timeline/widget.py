"""The timeline: drag to scrub, release for the exact frame, turn the wheel to zoom."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from avol_studio.core.state.player_state import PlayerState
from avol_studio.core.time_format import format_time
from avol_studio.core.translation import tr
from avol_studio.services.analysis.audio_overview import AudioOverview
from avol_studio.services.analysis.preview_loader import MAX_DETAIL_SPAN
from avol_studio.ui.style import theme
from avol_studio.ui.timeline.content import AudioTrack, TimelineContent
from avol_studio.ui.timeline.hover_label import HoverLabel
from avol_studio.ui.timeline.lane_labels import LaneLabels, explanation_at, labels_width
from avol_studio.ui.timeline.layout import EDGE, LaneRects, height, lane_rects
from avol_studio.ui.timeline.score_track import ScoreTrack
from avol_studio.ui.timeline.time_range import TimeRange
from avol_studio.ui.widgets.accessible import SLIDER, AccessibleValue
from avol_studio.ui.widgets.announcer import announce
from avol_studio.ui.widgets.pacer import Pacer
from avol_studio.ui.widgets.plot_library import plot_library

if TYPE_CHECKING:
    from avol_studio.ui.timeline.lanes import TimelineLanes

NOTCH = 1.25  # zoom factor of one notch of the wheel
_CTRL = Qt.KeyboardModifier.ControlModifier
SNAP = 6  # px around a marker that count as the marker
SCORES_INTERVAL = 200  # ms between two drawings of the scores while playing


class Timeline(QWidget):
    """Playhead, audio, scores, verdicts, markers and loop of an open file.

    Drag scrubs, release seeks the exact frame. Shift+drag selects a loop, Ctrl+Shift+drag also
    searches with it, Ctrl+drag selects audio to compare. The wheel zooms around the mouse; with
    Shift, or with the middle button held, it pans.
    """

    accessible_role = SLIDER

    pressed = Signal()
    dragged = Signal(float)
    released = Signal(float)
    range_selected = Signal(object)  # (A, B) in seconds
    search_requested = Signal()
    """A search with the range that was selected last is requested."""
    audio_range_selected = Signal(object)  # (from, to) in seconds
    hovered = Signal(object)  # seconds under the mouse, or None
    detail_requested = Signal(object)  # TimeRange whose audio is wanted in detail

    _lanes: TimelineLanes | None = None  # Qt calls changeEvent before __init__ has ended

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleDescription(
            tr(
                "Drag: scrub. ← and →: 5 s. + and −: zoom. Shift+drag: loop. Ctrl+drag: use as "
                "test sound. Ctrl+Shift+drag: search"
            )
        )
        self.content = TimelineContent()
        self._state, self._time, self._range = PlayerState(), 0.0, TimeRange()
        self._hover: float | None = None
        self._drag: str = ""  # "seek", "range", "pick" or "pan"
        self._anchor = 0.0
        self._shown_at: int | None = None  # device pixel of the playhead
        self._hover_label = HoverLabel(self)
        self._labels = LaneLabels(self)
        self.scores_pacer = Pacer(SCORES_INTERVAL, self)
        plot_library.ready.connect(self._on_plot_library)

    # -- what it shows -----------------------------------------------------------------------

    @property
    def time_range(self) -> TimeRange:
        """The part of the file that is shown."""
        return self._range

    def set_state(self, state: PlayerState) -> None:
        """Show the state of the player."""
        moved = (state.start, state.end) != (self._range.start, self._range.stop)
        before, self._state = self._state, state
        self.setEnabled(state.loaded)
        if moved:
            self._show(self._range.for_file(state.start, state.end))
        if moved or state.loop != before.loop:
            self._show_content(loop=state.loop)
        self.set_time(state.time)

    def set_time(self, time: float) -> None:
        """Move the playhead to a time in seconds; scrolls on where it leaves the shown part."""
        if self._drag:
            return
        self._time = time
        if self.hasFocus() and not self._state.playing:
            announce(self, self._position_text(time))
        if self._state.playing and self._range.zoomed and not self._range.contains(time):
            self._show(self._range.pan(time - self._range.low - 0.1 * self._range.span))
        if self._pixel_of(time) != self._shown_at:
            self._update_cursor()

    def _position_text(self, time: float) -> str:
        now, end = (format_time(t - self._state.start) for t in (time, self._state.end))
        return tr("{now} of {end}").format(now=now, end=end)

    def _pixel_of(self, time: float) -> int:
        """The device pixel of the playhead; most frames of a long file share one."""
        return round(self._range.x(time) * self.devicePixelRatioF())

    def set_scores(self, scores: ScoreTrack | None) -> None:
        """Show these scores; None: none."""
        self._show_content(scores=scores)

    def update_scores(self) -> None:
        """Draw the scores again: their track has changed. While playing, not for each frame."""
        self.scores_pacer.run(self._draw_scores, now=not self._state.playing)

    def _draw_scores(self) -> None:
        if self._lanes is not None:
            self._lanes.update_scores()

    def set_own_input(self, own: bool) -> None:
        """Tell whether the map on screen is of the file as it is, like the scores."""
        if own != self.content.own_input:
            self._show_content(own_input=own)

    def set_query_scores(self, scores: ScoreTrack | None) -> None:
        """Show how well each second matches the selected region; None: no region is selected."""
        if scores is not self.content.query_scores:
            self._show_content(query_scores=scores)

    def set_audio_overview(self, audio: AudioOverview | None) -> None:
        """Show the audio of the whole file, as far as it is known."""
        self._show_content(overview=audio, detail=None if audio is None else self.content.detail)

    def set_audio_detail(self, audio: AudioOverview) -> None:
        """Show the audio of about the shown part in more detail."""
        self._show_content(detail=audio)

    def set_markers(self, times: tuple[float, ...]) -> None:
        """Show markers at these times in seconds."""
        self._show_content(markers=times)

    def set_audio_track(self, track: AudioTrack) -> None:
        """Show the audio as waveform or spectrogram, or hide it."""
        self.content = replace(self.content, audio_track=track)
        self.updateGeometry()
        self._place()
        self._show_content()

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Show `factor` times as much, around a time or around the playhead."""
        self._show(self._range.zoom(factor, self._time if around is None else around))

    def show_all(self) -> None:
        """Show the whole file."""
        self._show(self._range.full())

    def sizeHint(self) -> QSize:
        """High enough for all lanes, as wide as there is room."""
        return QSize(320, height(self._scale(), self.content.audio_track != "none"))

    def _scale(self) -> float:
        return theme.px(self, 100) / 100

    def _rects(self) -> LaneRects:
        labels = labels_width(self.width(), theme.font(self, 12))
        return lane_rects(self.width(), self._scale(), self.content.audio_track != "none", labels)

    def _show(self, shown: TimeRange) -> None:
        bar = self._rects().bar
        shown = replace(shown, left=bar.left(), width=bar.width())
        if shown != self._range:
            self._range = shown
            self._place()
            if 0 < shown.span <= MAX_DETAIL_SPAN and self.content.audio_track != "none":
                self.detail_requested.emit(shown)

    # -- lanes -------------------------------------------------------------------------------

    def _place(self) -> None:
        """Bring the lanes in line with range and size."""
        lanes, rects = self._open_lanes(), self._rects()
        if lanes is not None:
            bottom = rects.lanes_top + rects.lanes_height
            lanes.setGeometry(0, 0, self.width(), math.ceil(bottom))
            lanes.set_range(self._range, rects)
            self._labels.set_rects(rects, theme.font(self, 12))
        else:
            self._labels.hide()
        self._update_cursor()

    def _open_lanes(self) -> TimelineLanes | None:
        """The lanes while a file is open, once pyqtgraph is imported."""
        if self._lanes is None and self._range.span and not plot_library.loading:
            self._make_lanes()
        if self._lanes is not None:
            self._lanes.setVisible(bool(self._range.span))
        return self._lanes if self._range.span else None

    def _make_lanes(self) -> None:
        from avol_studio.ui.timeline.lanes import TimelineLanes

        self._lanes = TimelineLanes(self)
        self._lanes.set_theme(theme.of(self), theme.font(self, 12))
        self._labels.raise_()
        self._hover_label.raise_()

    def _on_plot_library(self) -> None:
        if self._lanes is None:  # also without a file: later they would delay its first frame
            self._make_lanes()
        self._place()
        self._show_content()

    def _show_content(self, **changes: Any) -> None:
        self.content = replace(self.content, **changes)
        if self._lanes is not None and self._range.span:
            self._lanes.set_content(self.content)

    def _update_cursor(self) -> None:
        """Move playhead, time under the mouse and selection."""
        self._shown_at = self._pixel_of(self._time)
        hover = None if self._hover is None else self._range.time(self._hover)
        if self._lanes is not None:
            self._lanes.set_time(self._time)
            self._lanes.set_hover(hover if self._state.duration else None)
            selecting = self._drag in ("range", "pick")
            selection = None if hover is None or not selecting else (self._anchor, hover)
            self._lanes.set_selection(selection)
        shown = self._hover if self._state.duration else None
        self._hover_label.show_time(shown, self._range, self._state.start)
        self.update(self._rects().bar.toAlignedRect().adjusted(-EDGE, -2, EDGE, 2))

    # -- mouse -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start to scrub, to select a range, or to pan."""
        x = event.position().x()
        if not self._state.duration:
            return
        if event.button() == Qt.MouseButton.MiddleButton:
            self._drag, self._anchor = "pan", self._range.time(x)
        elif event.button() == Qt.MouseButton.LeftButton:
            keys = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | _CTRL)
            self._drag = "pick" if keys == _CTRL else "range" if keys else "seek"
            self._anchor = self._range.time(x)
            if self._drag == "seek":
                self.pressed.emit()
                self._drag_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the time under the mouse; continue a drag."""
        self._hover = event.position().x()
        if self._drag:
            self._drag_to(event)
        if self._state.duration and self._drag != "pan":
            self.hovered.emit(self._range.time(self._hover))
        self._update_cursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Seek the exact time; a click on a marker seeks the marker."""
        drag, self._drag = self._drag, ""
        time = self._range.time(event.position().x())
        if drag == "seek":
            self._time = self._marker_at(event.position()) or time
            self.released.emit(self._time)
        elif drag == "range" and time != self._anchor:
            self.range_selected.emit((self._anchor, time))
            if event.modifiers() & _CTRL:
                self.search_requested.emit()
        elif drag == "pick":
            self.audio_range_selected.emit((self._anchor, time))
        self._update_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the ruler: show the whole file."""
        if self._rects().ruler.contains(event.position()):
            self.show_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom or pan."""
        turn, side = event.angleDelta().y() / 120, event.angleDelta().x() / 120
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not side:
            turn, side = 0.0, turn
        if side:
            self._show(self._range.pan(-side * self._range.span / 10))
        elif turn:
            self.zoom(NOTCH**-turn, self._range.time(event.position().x()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the time under the mouse."""
        self._hover = None
        self.hovered.emit(None)
        self._update_cursor()

    def _drag_to(self, event: QMouseEvent) -> None:
        time = self._range.time(event.position().x())
        if self._drag == "pan":
            self._show(self._range.pan(self._anchor - time))
        elif self._drag == "seek":
            self._time = time
            self.dragged.emit(time)
        self._update_cursor()

    def _marker_at(self, point: QPointF) -> float | None:
        """The marker whose flag, at the ruler, is at a point."""
        near = [t for t in self.content.markers if abs(self._range.x(t) - point.x()) <= SNAP]
        flags = self._rects().ruler.adjusted(0, 0, 0, 2 * SNAP)
        return near[0] if near and flags.contains(point) else None

    def accessible_value(self) -> AccessibleValue:
        """The position in seconds since the start."""
        now, end = self._time - self._state.start, self._state.duration
        return AccessibleValue(self._position_text(self._time), now, 0.0, end)

    def set_accessible_number(self, seconds: float) -> None:
        """Seek to a time since the start."""
        self.released.emit(self._state.start + min(max(seconds, 0.0), self._state.duration))

    def event(self, event: QEvent) -> bool:
        """Explain the lane under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = explanation_at(QPointF(event.pos()), self._rects(), self.content.own_input)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    # -- painting ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the lanes to the width."""
        self._show(self._range)

    def changeEvent(self, event: QEvent) -> None:
        """Take over other colours and text sizes."""
        super().changeEvent(event)
        if self._lanes is not None and event.type() in (
            QEvent.Type.PaletteChange,
            QEvent.Type.FontChange,
            QEvent.Type.StyleChange,
        ):
            self._lanes.set_theme(theme.of(self), theme.font(self, 12))
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar to drag on, filled up to the playhead, with its handle."""
        bar, palette, painter = self._rects().bar, theme.of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = bar.center().y()
        x = min(max(self._range.x(self._time), bar.left()), bar.right())
        for right, colour in ((bar.right(), palette.hover), (x, palette.accent)):
            if colour == palette.hover or self._state.duration:
                painter.setBrush(QColor(colour))
                groove = QRectF(bar.left(), middle - 2, right - bar.left(), 4)
                painter.drawRoundedRect(groove, 2, 2)
        if self._state.duration and self._range.contains(self._time):
            painter.setPen(QPen(QColor(palette.accent), 1.5))
            painter.drawLine(QPointF(x, bar.top() - 2), QPointF(x, middle))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.text))
            radius = 8 if self._drag or self._hover is not None else 6
            painter.drawEllipse(QPointF(x, middle), radius, radius)
        if self.hasFocus():
            theme.paint_ring(painter, bar.adjusted(-EDGE + 1, -1, EDGE - 1, 1), palette.accent)
        painter.end()
