"""The video viewport: the newest frame with its map."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
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

from avol.localizer import Verdict
from avol.reference_sounds import SILENCE
from avol_studio.core.settings.schema import SMOOTHING_SECONDS, Settings
from avol_studio.core.translation import number, tr
from avol_studio.ui.style import theme
from avol_studio.ui.text.sound_names import sound_name
from avol_studio.ui.text.verdict_labels import VERDICT_LABELS, waiting_label
from avol_studio.ui.viewport import heatmap_painter, overlay_text, reference_outline
from avol_studio.ui.viewport.image_zoom import ImageZoom
from avol_studio.ui.viewport.peak_label import paint_peak_label
from avol_studio.ui.viewport.scaled_image import ScaledFrame
from avol_studio.ui.widgets.accessible import GRAPHIC
from avol_studio.ui.widgets.announcer import announce

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.ui.text.recording_label import RecordingNotice
    from avol_studio.ui.viewport.viewport_mode import ViewportMode

ECHO = 1000  # ms that the feedback of a command is shown
FRESH, GONE = 0.3, 1.2  # seconds: age at which a map starts to fade, and is hidden
MERGE = 16  # ms that a map waits while playing, to be painted with the next frame
_BELOW_OUTLINES = 0.35  # opacity of the heat below the outlines of pinned sounds


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
        self._located: LocalizationEvent | None = None
        self._arrived = 0.0
        self._heat: QImage | None = None
        self._settings = Settings()
        self._playing = False
        self._engine = ""
        self._echo = ""
        self._statistics: list[str] = []
        self._recording: tuple[RecordingNotice, ...] = ()
        self._frozen = False
        self._pinned: list[reference_outline.ReferenceMap] = []
        self._presenting = False
        self._mode: ViewportMode | None = None
        self.zoom = ImageZoom(self, self._room, self._fitted, self._local)
        self.zoom.stepped.connect(self.show_echo)
        self._echo_timer = QTimer(self, singleShot=True, interval=ECHO)
        self._echo_timer.timeout.connect(lambda: self.show_echo(""))
        self._map_timer = QTimer(self, singleShot=True, interval=MERGE)
        self._map_timer.timeout.connect(self.update)

    # -- content -----------------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        """Show a frame."""
        self._frame, self._scaled = frame, ScaledFrame(frame.image)
        self._map_timer.stop()
        self.update()

    def show_localization(self, located: LocalizationEvent | None) -> None:
        """Show a map over the frames; None removes the map."""
        self._located, self._heat = located, None
        self._arrived = time.monotonic() - (located.age_ms / 1000 if located else 0)
        if located is not None:
            text = VERDICT_LABELS[located.localization.verdict].text
            announce(self, ", ".join((text, *self._sound_note(located))))
        self._update_map()

    def show_reference_maps(self, pinned: list[reference_outline.ReferenceMap]) -> None:
        """Show the outlines of the pinned sounds, of the same frame as the map."""
        if pinned or self._pinned:
            self._pinned = pinned
            self._update_map()

    def _update_map(self) -> None:
        """Paint a new map: while playing, together with the next frame if it comes soon."""
        if not self._playing or self._located is None:
            self.update()
        elif not self._map_timer.isActive():
            self._map_timer.start()

    def clear(self) -> None:
        """Show the state without a file."""
        self._frame, self._scaled, self._echo, self._pinned = None, ScaledFrame(), "", []
        self.placeholder = ""
        self.show_localization(None)

    def set_settings(self, settings: Settings) -> None:
        """Take over the settings of the map and its texts."""
        self._settings, self._heat = settings, None
        self.update()

    def set_playing(self, playing: bool) -> None:
        """Set whether an older map may be drawn over a newer frame."""
        self._playing = playing
        self.update()

    def set_engine(self, engine: str) -> None:
        """Set the state of the engine, which explains a missing map."""
        self._engine = engine
        self.update()

    def set_statistics(self, lines: list[str]) -> None:
        """Show these statistics; an empty list hides them."""
        if lines != self._statistics:
            self._statistics = lines
            self.update()

    def set_recording(self, notices: tuple[RecordingNotice, ...]) -> None:
        """Show these notices about the recording."""
        if notices != self._recording:
            self._recording = notices
            self.update()

    def set_frozen(self, frozen: bool) -> None:
        """Show that a live image stands still."""
        if frozen != self._frozen:
            self._frozen = frozen
            self.update()

    def set_presenting(self, presenting: bool) -> None:
        """Set whether the texts are enlarged for an audience."""
        self._presenting = presenting
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
        self._echo = text
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
        if self._located is None or self._frame is None:
            return float("inf")
        if self._located.frame_index == self._frame.index:
            return 0.0
        return time.monotonic() - self._arrived if self._playing else float("inf")

    def sizeHint(self) -> QSize:
        """The preferred size."""
        return QSize(960, 540)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Report another size."""
        super().resizeEvent(event)
        self.resized.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Report a double click."""
        self.double_clicked.emit()

    # -- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, map and texts."""
        painter, rect = QPainter(self), self.image_rect
        if self._mode is not None and self._frame is not None:
            painter.fillRect(self.rect(), QColor(theme.VIDEO_BACKGROUND))
            self._mode.paint(painter, QRectF(self.rect()), self.image, self._frame.index)
            self._paint_notices(painter, QRectF(self.rect()).adjusted(16, 16, -16, -16))
            painter.end()
            return
        bars = QRegion(self.rect()) - self._covered(rect)
        for bar in iter(bars):  # pyright: ignore[reportArgumentType, reportCallIssue]
            painter.fillRect(bar, QColor(theme.VIDEO_BACKGROUND))
        if self._frame is not None:
            self._paint_image(painter, rect)
            self._paint_map(painter, rect)
            self._paint_texts(painter, rect)
        elif self.placeholder:
            area = QRectF(self.rect()).adjusted(32, 32, -32, -32)
            large = max(16.0, self.height() / 25) if self._presenting else 16.0
            overlay_text.paint_placeholder(painter, area, self.placeholder, theme.font(self, large))
        painter.end()

    def _paint_image(self, painter: QPainter, rect: QRectF) -> None:
        if self.zoom.factor == 1.0:
            painter.drawImage(rect, self._scaled.at(self._pixels_of(rect), self._settings.mirror))
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._settings.mirror:
            painter.translate(rect.left() + rect.right(), 0)
            painter.scale(-1, 1)
        painter.drawImage(rect, self.image)
        painter.restore()

    def _paint_map(self, painter: QPainter, rect: QRectF) -> None:
        scores, fade = self._scores(), self._fade()
        if fade <= 0:
            return
        painter.save()
        painter.setClipRect(rect)
        outlined = bool(self._pinned) and self._settings.view in heatmap_painter.COLORED_VIEWS
        painter.setOpacity(fade * (_BELOW_OUTLINES if outlined else 1))
        if scores is not None:
            font, heat = self._font(12, bold=True), self._heat_of(scores, self._pixels_of(rect))
            style = self._settings
            heatmap_painter.paint_map(painter, rect, scores, style, self._matches(), font, heat)
        painter.setOpacity(fade)
        for pinned in self._pinned if self._settings.overlay else ():
            mirrored = replace(pinned, map=self._mirrored(pinned.map))
            threshold, font = self._settings.threshold, self._font(14, bold=True)
            reference_outline.paint_outline(painter, rect, mirrored, threshold, font)
        if scores is not None and self._located is not None and not self._pinned:
            localization, font = self._located.localization, self._font(13, bold=True)
            paint_peak_label(painter, rect, localization, self._settings.mirror, font)
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
        height = min(self.image_rect.height(), self.height())
        grown = max(1.0, height / 400) if self._presenting else min(2.5, max(1.0, height / 900))
        return theme.font(self, size * grown, bold)

    def _scores(self) -> np.ndarray | None:
        """The map to draw; None without sound."""
        if self._located is None or not self._settings.overlay:
            return None
        localization = self._located.localization
        return self._mirrored(localization.map) if localization.verdict.has_sound else None

    def _mirrored(self, scores: np.ndarray) -> np.ndarray:
        """A map mirrored like the image."""
        return scores[:, ::-1] if self._settings.mirror else scores

    def _matches(self) -> bool:
        return self._located is not None and self._located.localization.verdict == Verdict.MATCH

    def _fade(self) -> float:
        return min(1.0, max(0.0, (GONE - self.map_age) / (GONE - FRESH)))

    def _heat_of(self, scores: np.ndarray, size: QSize) -> QImage | None:
        """The coloured map, cached; a smooth one at the size of the screen, unless zoomed."""
        view = self._settings.view
        if view not in heatmap_painter.COLORED_VIEWS:
            return None
        sized = view == "heat" and self.zoom.factor == 1.0
        if self._heat is None or (sized and self._heat.size() != size):
            self._heat = heatmap_painter.heat_image(
                scores, self._settings, view == "heat", size.toTuple() if sized else None
            )
        return self._heat

    def _pixels_of(self, rect: QRectF) -> QSize:
        """The size of a rectangle in device pixels."""
        return (rect.size() * self.devicePixelRatioF()).toSize()

    def _paint_texts(self, painter: QPainter, rect: QRectF) -> None:
        area = rect.intersected(QRectF(self.rect())).adjusted(16, 16, -16, -16)
        settings = self._settings
        badge = self._paint_badge(painter, area) if settings.show_verdict else QRectF()
        coloured = settings.overlay and settings.view in heatmap_painter.COLORED_VIEWS
        if settings.show_legend and coloured and self._located is not None and area.height() > 160:
            key = (settings.opacity, settings.threshold, settings.colormap)
            view, image = QRectF(self.rect()), area.adjusted(-16, -16, 16, 16)
            overlay_text.paint_legend(painter, view, image, badge, key, self._font(12))
        left = self._paint_notices(painter, area)
        if self._pinned and settings.overlay and self.map_age < GONE:
            reference_outline.paint_reference_legend(painter, left, self._pinned, self._font(14))

    def _paint_notices(self, painter: QPainter, area: QRectF) -> QPointF:
        """Paint statistics, recording and feedback; returns the free corner at the left."""
        left = area.bottomLeft()
        if self._statistics:
            lines = overlay_text.paint_statistics(painter, left, self._statistics, self._font(12))
            left = lines.topLeft() - QPointF(0, 8)
        right, font = area.bottomRight(), self._font(14)
        for notice in self._recording:
            above = overlay_text.paint_recording(painter, right, notice, font)
            right = above.topRight() - QPointF(0, 8)
        if self._frozen:
            overlay_text.paint_frozen(painter, right, self._font(16, bold=True))
        if self._echo:
            overlay_text.paint_echo(painter, area, self._echo, self._font(20, bold=True))
        return left

    def _paint_badge(self, painter: QPainter, area: QRectF) -> QRectF:
        font, age = self._font(16, bold=True), self.map_age
        if self._located is None or age >= GONE:
            return overlay_text.paint_badge(
                painter, area.topLeft(), waiting_label(self._engine), None, "", font
            )
        localization = self._located.localization
        verdict = VERDICT_LABELS[localization.verdict]
        score = localization.score if localization.verdict.has_sound else None
        note = self._note(self._located, age)
        return overlay_text.paint_badge(painter, area.topLeft(), verdict, score, note, font)

    @staticmethod
    def _sound_note(located: LocalizationEvent) -> list[str]:
        """The sound that replaces the audio, if any."""
        replacement = located.sounds.replacement
        if replacement is None:
            return []
        if replacement is SILENCE:
            return [tr("silence test")]
        return [tr("audio: {name}").format(name=sound_name(replacement.name))]

    def _note(self, located: LocalizationEvent, age: float) -> str:
        """Qualifications of the shown map."""
        notes = self._sound_note(located)
        notes += [] if located.perturbation is None else [tr("altered input")]
        seconds = SMOOTHING_SECONDS.get(self._settings.smoothing, 0)
        if seconds > FRESH and self._playing:
            notes.append(tr("smoothed {seconds} s").format(seconds=f"{seconds:g}"))
        if not self._settings.overlay:
            notes.append(tr("map hidden"))
        elif self._matches() and located.localization.score < self._settings.threshold:
            notes.append(tr("below threshold"))
        if age > FRESH:
            notes.append(tr("delay {age} s").format(age=number(age, 1)))
        return ", ".join(notes)
