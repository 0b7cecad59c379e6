"""The timeline: drag to look, let go for the exact frame, wheel to come closer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from avol_studio.core.state.player_state import PlayerState
from avol_studio.services.analysis.audio_overview import AudioOverview
from avol_studio.services.analysis.preview_loader import CLOSE
from avol_studio.ui.style import theme
from avol_studio.ui.timeline import painting
from avol_studio.ui.timeline.audio_layer import TrackKind
from avol_studio.ui.timeline.layout import EDGE, Parts, height, lay_out
from avol_studio.ui.timeline.score_track import ScoreTrack
from avol_studio.ui.timeline.time_range import TimeRange

NOTCH = 1.25  # how much closer one notch of the wheel brings
_CTRL = Qt.KeyboardModifier.ControlModifier
SNAP = 6  # px around a marker's flag that count as the flag


class Timeline(QWidget):
    """Where we are in a file, what is heard there and what was found.

    Drag to look (a frame near at once), let go for the exact frame. Shift and drag marks a range
    from A to B (with Ctrl held too, to search with it), Ctrl and drag picks one whose sound is
    wanted. The wheel zooms around the mouse; with Shift, or the middle button held, it pans.
    """

    pressed = Signal()
    dragged = Signal(float)
    released = Signal(float)
    range_selected = Signal(object)  # (A, B) in seconds
    search_requested = Signal()
    """What was marked last is to be searched with."""
    audio_range_selected = Signal(object)  # (from, to) in seconds
    hovered = Signal(object)  # seconds under the mouse, or None
    detail_requested = Signal(object)  # TimeRange that wants the sound close up

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription(
            "Drag to look through the file, ← and → go 5 s, + and − zoom; Shift and drag marks "
            "A–B, with Ctrl too it searches with A–B; Ctrl and drag puts that sound under the "
            "picture"
        )
        self.markers: tuple[float, ...] = ()
        self._state, self._time, self._view = PlayerState(), 0.0, TimeRange()
        self._scores: ScoreTrack | None = None
        self._answer: ScoreTrack | None = None
        self._sound: AudioOverview | None = None
        self._close_up: AudioOverview | None = None
        self._strip: TrackKind = "waveform"
        self._hover: float | None = None
        self._drag: str = ""  # "seek", "range", "pick" or "pan"
        self._anchor = 0.0
        self._layers: QPixmap | None = None

    # -- what it shows -----------------------------------------------------------------------

    @property
    def time_range(self) -> TimeRange:
        """The stretch that is shown."""
        return self._view

    def set_state(self, state: PlayerState) -> None:
        """Follow the player."""
        changed = (state.start, state.end) != (self._view.start, self._view.stop)
        if changed or state.loop != self._state.loop:
            self._layers = None
        self._state = state
        self.setEnabled(state.loaded)
        if changed:
            self._show(self._view.for_file(state.start, state.end))
        self.set_time(state.time)

    def set_time(self, time: float) -> None:
        """Where the picture is, in seconds on the file's axis; turns the page when it leaves."""
        if self._drag:
            return
        self._time = time
        if self._state.playing and self._view.zoomed and not self._view.contains(time):
            self._show(self._view.pan(time - self._view.low - 0.1 * self._view.span))
        self.update()

    def set_scores(self, scores: ScoreTrack | None) -> None:
        """The curve to draw."""
        self._scores = scores
        self.redraw()

    def set_query_scores(self, answer: ScoreTrack | None) -> None:
        """How well each second matches what the picture was asked; None: nothing was."""
        if answer is not self._answer:
            self._answer = answer
            self.redraw()

    def set_audio_overview(self, sound: AudioOverview | None) -> None:
        """The sound of the whole file, as far as it is known."""
        self._sound = sound
        if sound is None:
            self._close_up = None
        self.redraw()

    def set_audio_detail(self, sound: AudioOverview) -> None:
        """The sound of about what is shown, more finely."""
        self._close_up = sound
        self.redraw()

    def set_markers(self, times: tuple[float, ...]) -> None:
        """The moments that were marked, in seconds on the file's axis."""
        self.markers = times
        self.redraw()

    def set_audio_track(self, strip: TrackKind) -> None:
        """How the sound is drawn."""
        self._strip = strip
        self.updateGeometry()
        self.redraw()

    def redraw(self) -> None:
        """Draw all layers anew: what they are drawn from has changed."""
        self._layers = None
        self.update()

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Show `factor` times as much, around a time or around where the picture is."""
        self._show(self._view.zoom(factor, self._time if around is None else around))

    def show_all(self) -> None:
        """Show the whole file."""
        self._show(self._view.full())

    def sizeHint(self) -> QSize:
        """High enough for all layers, as wide as there is room."""
        return QSize(320, height(self._scale(), self._strip != "none"))

    def _scale(self) -> float:
        return theme.px(self, 100) / 100

    def _parts(self) -> Parts:
        return lay_out(self.width(), self._scale(), self._strip != "none")

    def _show(self, view: TimeRange) -> None:
        view = replace(view, left=EDGE, width=max(1, self.width() - 2 * EDGE))
        if view != self._view:
            self._view = view
            self.redraw()
            if 0 < view.span <= CLOSE and self._strip != "none":
                self.detail_requested.emit(view)

    # -- mouse -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag: through the file, a range, or the view."""
        x = event.position().x()
        if not self._state.duration:
            return
        if event.button() == Qt.MouseButton.MiddleButton:
            self._drag, self._anchor = "pan", self._view.time(x)
        elif event.button() == Qt.MouseButton.LeftButton:
            keys = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | _CTRL)
            self._drag = "pick" if keys == _CTRL else "range" if keys else "seek"
            self._anchor = self._view.time(x)
            if self._drag == "seek":
                self.pressed.emit()
                self._drag_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the time under the mouse, and go on dragging."""
        self._hover = event.position().x()
        if self._drag:
            self._drag_to(event)
        if self._state.duration and self._drag != "pan":
            self.hovered.emit(self._view.time(self._hover))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go exactly there; a click on a marker's flag goes to the marker."""
        drag, self._drag = self._drag, ""
        if drag == "seek":
            self._time = self._marker_at(event.position()) or self._view.time(event.position().x())
            self.released.emit(self._time)
        elif drag == "range" and self._view.time(event.position().x()) != self._anchor:
            self.range_selected.emit((self._anchor, self._view.time(event.position().x())))
            if event.modifiers() & _CTRL:
                self.search_requested.emit()
        elif drag == "pick":
            self.audio_range_selected.emit((self._anchor, self._view.time(event.position().x())))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the ruler: the whole file."""
        if self._parts().ruler.contains(event.position()):
            self.show_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come closer, or move along."""
        turn, side = event.angleDelta().y() / 120, event.angleDelta().x() / 120
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not side:
            turn, side = 0.0, turn
        if side:
            self._show(self._view.pan(-side * self._view.span / 10))
        elif turn:
            self.zoom(NOTCH**-turn, self._view.time(event.position().x()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """The time under the mouse goes with the mouse."""
        self._hover = None
        self.hovered.emit(None)
        self.update()

    def _drag_to(self, event: QMouseEvent) -> None:
        time = self._view.time(event.position().x())
        if self._drag == "pan":
            self._show(self._view.pan(self._anchor - time))
        elif self._drag == "seek":
            self._time = time
            self.dragged.emit(time)
        self.update()

    def _marker_at(self, place: QPointF) -> float | None:
        """The marker whose flag is there."""
        near = [t for t in self.markers if abs(self._view.x(t) - place.x()) <= SNAP]
        return near[0] if near and self._parts().ruler.contains(place) else None

    # -- painting ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as there is room."""
        self._show(self._view)
        self._layers = None

    def changeEvent(self, event: QEvent) -> None:
        """Other colours or letters: draw anew."""
        super().changeEvent(event)
        self._layers = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The layers, drawn only when they changed, and on them what moves."""
        parts, look = self._parts(), theme.of(self)
        painter = QPainter(self)
        if self._state.duration:
            painter.drawPixmap(0, 0, self._drawn(parts, look))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(self, 12))
        painting.paint_bar(painter, look, parts.bar, self._view, self._state, self._time)
        if self._state.duration:
            if self._drag in ("range", "pick") and self._hover is not None:
                self._paint_new_range(painter, look, parts)
            grown = bool(self._drag) or self._hover is not None
            painting.paint_handle(painter, look, parts, self._view, self._time, grown)
            if self._hover is not None:
                moment = self._view.time(self._hover) - self._state.start
                painting.paint_moment(painter, look, parts, self._hover, moment, self._view.span)
        painter.end()

    def _paint_new_range(self, painter: QPainter, look: theme.Theme, parts: Parts) -> None:
        x = sorted((self._view.x(self._anchor), self._hover or 0.0))
        colour = QColor(look.accent)
        colour.setAlpha(72)
        painter.fillRect(QRectF(x[0], parts.body.top(), x[1] - x[0], parts.body.height()), colour)

    def _drawn(self, parts: Parts, look: theme.Theme) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._layers is None or self._layers.devicePixelRatio() != ratio:
            self._layers = QPixmap(self.size() * ratio)
            self._layers.setDevicePixelRatio(ratio)
            self._layers.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._layers)
            painter.setFont(theme.font(self, 12))
            shown = painting.Shown(
                self._view, self._sound, self._close_up, self._strip, self._scores,
                self._answer, self.markers, self._state.loop,
            )  # fmt: skip
            painting.paint_layers(painter, look, parts, shown)
            painter.end()
        return self._layers
