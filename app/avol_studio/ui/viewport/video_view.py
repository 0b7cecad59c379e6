"""The video viewport: the newest frame with its map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from avol_studio.core.translation import tr
from avol_studio.ui.style import theme
from avol_studio.ui.viewport import text_painter
from avol_studio.ui.viewport.image_geometry import ImageGeometry
from avol_studio.ui.viewport.image_zoom import ImageZoom
from avol_studio.ui.viewport.map_overlay import MapOverlay
from avol_studio.ui.viewport.scaled_image import ScaledFrame
from avol_studio.ui.viewport.text_overlay import TextOverlay, spoken_verdict
from avol_studio.ui.widgets.accessible import GRAPHIC
from avol_studio.ui.widgets.announcer import announce

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.core.settings.schema import Settings
    from avol_studio.core.state.live_state import LiveState
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.ui.text.recording_label import RecordingNotice
    from avol_studio.ui.viewport.reference_outline import ReferenceMap
    from avol_studio.ui.viewport.viewport_mode import ViewportMode

ECHO = 1000  # ms that the feedback of a command is shown


class VideoView(QWidget):
    """Paints the newest frame, letterboxed, and the map that belongs to it.

    While playing, a map older than `FRESH` fades and shows its delay. While paused, only the map of
    exactly the shown frame is drawn.
    """

    accessible_role = GRAPHIC

    double_clicked = Signal()
    resized = Signal()
    """The widgets that lie over the viewport have to follow it."""
    tool_started = Signal(object)
    """The tool (an object) that takes the mouse from now on; others end."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Video"))
        self.setAccessibleDescription(tr("The frame with the map of the sound source"))
        self.setMinimumSize(240, 100)
        self._frame: Frame | None = None
        self._scaled = ScaledFrame()
        self._fit: tuple[tuple[float, QSize, QSize], QRectF] | None = None  # cache of `_fitted`
        self.placeholder = ""
        self._map = MapOverlay(self._font)
        self._texts = TextOverlay(self._map, self._font)
        self._presenting = False
        self._text_scale: float | None = None  # cache of `_font`
        self._mode: ViewportMode | None = None
        self.zoom = ImageZoom(self, self._room, self._fitted, self._local)
        self.zoom.stepped.connect(self.show_echo)
        self._echo_timer = QTimer(self, singleShot=True, interval=ECHO)
        self._echo_timer.timeout.connect(lambda: self.show_echo(""))

    # -- content -----------------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        """Show a frame."""
        self._frame, self._scaled = frame, ScaledFrame(frame.image)
        self.update()

    def show_localization(self, located: LocalizationEvent | None) -> None:
        """Show a map over the frames; None removes the map."""
        self._map.set_localization(located)
        if located is not None:
            announce(self, spoken_verdict(located))
        self.update()

    def show_reference_maps(self, pinned: list[ReferenceMap]) -> None:
        """Show the outlines of the pinned sounds, of the same frame as the map."""
        if pinned or self._map.pinned:
            self._map.pinned = pinned
            self.update()

    def clear(self) -> None:
        """Show the state without a file."""
        self._frame, self._scaled, self.placeholder = None, ScaledFrame(), ""
        self._texts.echo, self._map.pinned = "", []
        self.show_localization(None)

    def set_settings(self, settings: Settings) -> None:
        """Take over the settings of the map and its texts."""
        self._map.set_settings(settings)
        self.update()

    def set_playing(self, playing: bool) -> None:
        """Set whether an older map may be drawn over a newer frame."""
        self._map.playing = playing
        self.update()

    def set_engine(self, engine: str) -> None:
        """Set the state of the engine, which explains a missing map."""
        if engine != self._texts.engine:
            self._texts.engine = engine
            self.update()

    def set_statistics(self, lines: list[str]) -> None:
        """Show these statistics; an empty list hides them."""
        if lines != self._texts.statistics:
            self._texts.statistics = lines
            self.update()

    def set_recording(self, notices: tuple[RecordingNotice, ...]) -> None:
        """Show these notices about the recording."""
        if notices != self._texts.recording:
            self._texts.recording = notices
            self.update()

    def set_frozen(self, frozen: bool) -> None:
        """Show that a live image stands still on request."""
        if frozen != self._texts.frozen:
            self._texts.frozen = frozen
            self.update()

    def show_devices(self, state: LiveState) -> None:
        """Show the errors of camera and microphone, and no map if no frames come."""
        errors = tuple(filter(None, (state.camera_error, state.microphone_error)))
        if errors != self._texts.errors:
            announce(self, " ".join(errors))
        self._texts.errors, self._texts.camera_stopped = errors, state.camera_stopped
        self.update()

    def set_presenting(self, presenting: bool) -> None:
        """Set whether the texts are enlarged for an audience."""
        self._presenting, self._text_scale = presenting, None
        self.update()

    def set_placeholder(self, text: str) -> None:
        """Set the text that is shown while there is no image."""
        self.placeholder = text
        self.update()

    def set_mode(self, mode: ViewportMode | None) -> None:
        """Let a mode paint in place of image and map; None: image and map."""
        self._mode = mode
        self.zoom.changed.emit()
        self.update()

    @property
    def mode(self) -> ViewportMode | None:
        """The mode that paints in place of image and map."""
        return self._mode

    def show_echo(self, text: str) -> None:
        """Show the feedback of a command for a second."""
        self._texts.echo = text
        if text:
            self._echo_timer.start()
        self.update()

    # -- state -------------------------------------------------------------------------------

    @property
    def image(self) -> QImage:
        """The shown frame."""
        return self._scaled.image

    @property
    def image_rect(self) -> QRectF:
        """The rectangle of the (first) image: as large as fits, on whole pixels, then zoomed."""
        return QRectF(self.rect()) if self._frame is None else self.zoom.rect

    @property
    def image_geometry(self) -> ImageGeometry:
        """Where the (first) image is, and whether it is mirrored."""
        return ImageGeometry(self.image_rect, self._map.settings.mirror)

    def _mode_rects(self) -> tuple[QRectF, ...]:
        """The rectangles of the images of a mode."""
        if self._mode is None or self._frame is None:
            return ()
        return self._mode.image_rects(QRectF(self.rect()), self.image)

    def _room(self) -> QRectF:
        """The rectangle that the image may fill."""
        return next(iter(self._mode_rects()), QRectF(self.rect()))

    def _local(self, point: QPointF) -> QPointF:
        """The same point of the image in `_room`."""
        rects = self._mode_rects()
        hit = next((rect for rect in rects if rect.contains(point)), None)
        return point if hit is None else point - hit.topLeft() + rects[0].topLeft()

    def _fitted(self) -> QRectF:
        """The rectangle of the whole image; empty without one."""
        if rects := self._mode_rects():
            return rects[0]
        ratio, room = self.devicePixelRatioF(), self._pixels_of(QRectF(self.rect()))
        key = (ratio, room, self._scaled.size)
        if self._fit is not None and self._fit[0] == key:
            return QRectF(self._fit[1])
        fitted = self._scaled.size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (room.width() - fitted.width()) // 2, (room.height() - fitted.height()) // 2
        wide, high = fitted.width() / ratio, fitted.height() / ratio
        self._fit = key, QRectF(left / ratio, top / ratio, wide, high)
        return QRectF(self._fit[1])

    @property
    def map_age(self) -> float:
        """Seconds since the frame of the map was shown; infinite if it may not be drawn."""
        if self._texts.camera_stopped and self._map.playing:
            return float("inf")
        return self._map.age(None if self._frame is None else self._frame.index)

    def sizeHint(self) -> QSize:
        """The preferred size."""
        return QSize(960, 540)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Report another size."""
        super().resizeEvent(event)
        self._text_scale = None
        self.resized.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Report a double click."""
        self.double_clicked.emit()

    # -- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, map and texts."""
        painter, rect = QPainter(self), self.image_rect
        self._text_scale = None
        if self._mode is not None and self._frame is not None:
            painter.fillRect(self.rect(), QColor(theme.VIDEO_BACKGROUND))
            self._mode.paint(painter, QRectF(self.rect()), self.image, self._frame.index)
            self._texts.paint_notices(painter, QRectF(self.rect()))
            painter.end()
            return
        bars = QRegion(self.rect()) - self._covered(rect)
        for bar in iter(bars):  # pyright: ignore[reportArgumentType, reportCallIssue]
            painter.fillRect(bar, QColor(theme.VIDEO_BACKGROUND))
        if self._frame is not None:
            self._paint_image(painter, rect)
            age, zoomed = self.map_age, self.zoom.factor != 1.0
            self._map.paint(painter, rect, age, None if zoomed else self._pixels_of(rect))
            self._texts.paint(painter, QRectF(self.rect()), rect, age)
        elif self.placeholder:
            area = QRectF(self.rect()).adjusted(32, 32, -32, -32)
            large = max(16.0, self.height() / 25) if self._presenting else 16.0
            text_painter.paint_placeholder(painter, area, self.placeholder, theme.font(self, large))
            self._texts.paint_notices(painter, QRectF(self.rect()))
        painter.end()

    def _paint_image(self, painter: QPainter, rect: QRectF) -> None:
        mirrored = self._map.settings.mirror
        if self.zoom.factor == 1.0:
            painter.drawImage(rect, self._scaled.at(self._pixels_of(rect), mirrored))
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if mirrored:
            painter.translate(rect.left() + rect.right(), 0)
            painter.scale(-1, 1)
        painter.drawImage(rect, self.image)
        painter.restore()

    def _covered(self, rect: QRectF) -> QRegion:
        """The pixels that the image covers completely."""
        if self._frame is None:
            return QRegion()
        return QRegion(rect.adjusted(0.999, 0.999, -0.999, -0.999).toAlignedRect())

    def _font(self, size: float, bold: bool = False) -> QFont:
        """A font that scales with the image.

        An audience can read text of 1/25 of the image height from the last row of a hall.
        """
        if self._text_scale is None:
            height = min(self.image_rect.height(), self.height())
            grown = max(1.0, height / (400 if self._presenting else 900))
            self._text_scale = grown if self._presenting else min(2.5, grown)
        return theme.font(self, size * self._text_scale, bold)

    def _pixels_of(self, rect: QRectF) -> QSize:
        """The size of a rectangle in device pixels."""
        return (rect.size() * self.devicePixelRatioF()).toSize()
