"""The video viewport: the newest frame with its map."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QImage, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QSizePolicy, QWidget

from avol.localizer import Verdict
from avol.reference_sounds import SILENCE
from avol_studio.core.settings.schema import SMOOTHING_SECONDS, Settings
from avol_studio.ui.style import theme
from avol_studio.ui.text.verdict_labels import (
    SILENCE_TEST,
    VERDICT_LABELS,
    VerdictLabel,
    waiting_label,
)
from avol_studio.ui.viewport import heatmap_painter, overlay_text, reference_outline

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.core.state.player_state import LocalizationEvent

ECHO = 1000  # ms that the feedback of a command is shown
FRESH, GONE = 0.3, 1.2  # seconds: age at which a map starts to fade, and is hidden


class ViewportMode(Protocol):
    """Paints something else in place of image and map, such as a comparison."""

    def paint(self, painter: QPainter, rect: QRectF, image: QImage, index: int) -> None:
        """Paint the frame `image` with number `index` into `rect`, the whole widget."""
        ...

    def image_rect(self, rect: QRectF, image: QImage) -> QRectF:
        """The rectangle of the first image."""
        ...


class VideoView(QWidget):
    """Paints the newest frame, letterboxed, and the map that belongs to it.

    While playing, a map older than `FRESH` fades and shows its delay. While paused, only the map of
    exactly the shown frame is drawn.
    """

    double_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Video")
        self.setAccessibleDescription("The frame with the map of the sound source")
        self.setMinimumSize(320, 180)
        self._frame: Frame | None = None
        self._image = QImage()
        self.placeholder = ""
        self._located: LocalizationEvent | None = None
        self._arrived = 0.0
        self._heat: QImage | None = None
        self._settings = Settings()
        self._playing = False
        self._engine = ""
        self._echo = ""
        self._statistics: list[str] = []
        self._recording = ""
        self._pinned: list[reference_outline.ReferenceMap] = []
        self._presenting = False
        self._mode: ViewportMode | None = None
        self._echo_timer = QTimer(self, singleShot=True, interval=ECHO)
        self._echo_timer.timeout.connect(lambda: self.show_echo(""))

    # -- content -----------------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        """Show a frame."""
        self._frame = frame
        height, width = frame.image.shape[:2]
        wrapped = QImage(frame.image.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        self._image = wrapped.convertToFormat(QImage.Format.Format_RGB32)
        self.update()

    def show_localization(self, located: LocalizationEvent | None) -> None:
        """Show a map over the frames; None removes the map."""
        self._located, self._heat = located, None
        self._arrived = time.monotonic() - (located.age_ms / 1000 if located else 0)
        if located is not None:
            text = self._verdict(located).text
            if text != self.accessibleDescription():
                self.setAccessibleDescription(text)
        self.update()

    def show_reference_maps(self, pinned: list[reference_outline.ReferenceMap]) -> None:
        """Show the outlines of the pinned sounds, of the same frame as the map."""
        self._pinned = pinned
        self.update()

    def clear(self) -> None:
        """Show the state without a file."""
        self._frame, self._image, self._echo, self._pinned = None, QImage(), "", []
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

    def set_recording(self, text: str) -> None:
        """Show the state of the recording; "" hides it."""
        if text != self._recording:
            self._recording = text
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
        self.update()

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
        return self._image

    @property
    def image_rect(self) -> QRectF:
        """The rectangle of the image: as large as fits, on whole device pixels."""
        if self._image.isNull():
            return QRectF(self.rect())
        if self._mode is not None:
            return self._mode.image_rect(QRectF(self.rect()), self._image)
        ratio = self.devicePixelRatioF()
        fitted = self._image.size().scaled(self._device_size(), Qt.AspectRatioMode.KeepAspectRatio)
        room = self._device_size()
        left, top = (room.width() - fitted.width()) // 2, (room.height() - fitted.height()) // 2
        return QRectF(left / ratio, top / ratio, fitted.width() / ratio, fitted.height() / ratio)

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

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Report a double click."""
        self.double_clicked.emit()

    # -- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, map and texts."""
        painter, rect = QPainter(self), self.image_rect
        if self._mode is not None and self._frame is not None:
            painter.fillRect(self.rect(), QColor(theme.VIDEO_BACKGROUND))
            self._mode.paint(painter, QRectF(self.rect()), self._image, self._frame.index)
            self._paint_notices(painter, QRectF(self.rect()).adjusted(16, 16, -16, -16))
            painter.end()
            return
        bars = QRegion(self.rect()) - self._covered(rect)
        for bar in iter(bars):  # pyright: ignore[reportArgumentType, reportCallIssue]
            painter.fillRect(bar, QColor(theme.VIDEO_BACKGROUND))
        if not self._image.isNull():
            painter.setRenderHint(
                QPainter.RenderHint.SmoothPixmapTransform,
                self._image.size() != rect.size().toSize() * self.devicePixelRatioF(),
            )
            self._paint_image(painter, rect)
            self._paint_map(painter, rect)
            self._paint_texts(painter, rect)
        elif self.placeholder:
            area = QRectF(self.rect()).adjusted(32, 32, -32, -32)
            large = max(16.0, self.height() / 25) if self._presenting else 16.0
            overlay_text.paint_placeholder(painter, area, self.placeholder, theme.font(self, large))
        painter.end()

    def _paint_image(self, painter: QPainter, rect: QRectF) -> None:
        painter.save()
        if self._settings.mirror:
            painter.translate(rect.left() + rect.right(), 0)
            painter.scale(-1, 1)
        painter.drawImage(rect, self._image)
        painter.restore()

    def _paint_map(self, painter: QPainter, rect: QRectF) -> None:
        scores, fade = self._scores(), self._fade()
        if fade <= 0:
            return
        painter.save()
        painter.setClipRect(rect)
        painter.setOpacity(fade)
        if scores is not None:
            font, heat = self._font(12, bold=True), self._heat_of(scores)
            heatmap_painter.paint_map(
                painter, rect, scores, self._settings, self._matches(), font, heat
            )
        for pinned in self._pinned if self._settings.overlay else ():
            mirrored = replace(pinned, map=self._mirrored(pinned.map))
            threshold, font = self._settings.threshold, self._font(14, bold=True)
            reference_outline.paint_outline(painter, rect, mirrored, threshold, font)
        painter.restore()

    def _covered(self, rect: QRectF) -> QRegion:
        """The pixels that the image covers completely."""
        if self._image.isNull():
            return QRegion()
        return QRegion(rect.adjusted(0.999, 0.999, -0.999, -0.999).toAlignedRect())

    def _font(self, size: float, bold: bool = False) -> QFont:
        """A font that scales with the image.

        An audience can read text of 1/25 of the image height from the last row of a hall.
        """
        height = self.image_rect.height()
        grown = max(1.0, height / 400) if self._presenting else min(2.5, max(1.0, height / 900))
        return theme.font(self, size * grown, bold)

    def _scores(self) -> np.ndarray | None:
        """The map to draw; None for silence, except in a silence test."""
        if self._located is None or not self._settings.overlay:
            return None
        localization, testing = self._located.localization, self._is_silence_test(self._located)
        silent = VERDICT_LABELS[localization.verdict].icon == "silence"
        return None if silent and not testing else self._mirrored(localization.map)

    def _mirrored(self, scores: np.ndarray) -> np.ndarray:
        """A map mirrored like the image."""
        return scores[:, ::-1] if self._settings.mirror else scores

    @staticmethod
    def _is_silence_test(located: LocalizationEvent) -> bool:
        return located.sounds.replacement is SILENCE

    def _verdict(self, located: LocalizationEvent) -> VerdictLabel:
        return (
            SILENCE_TEST
            if self._is_silence_test(located)
            else VERDICT_LABELS[located.localization.verdict]
        )

    def _matches(self) -> bool:
        return self._located is not None and self._located.localization.verdict == Verdict.MATCH

    def _fade(self) -> float:
        return min(1.0, max(0.0, (GONE - self.map_age) / (GONE - FRESH)))

    def _heat_of(self, scores: np.ndarray) -> QImage | None:
        """The coloured map, cached."""
        view = self._settings.view
        if self._heat is None and view in heatmap_painter.COLORED_VIEWS:
            self._heat = heatmap_painter.heat_image(scores, self._settings, smooth=view == "heat")
        return self._heat

    def _paint_texts(self, painter: QPainter, rect: QRectF) -> None:
        area = rect.intersected(QRectF(self.rect())).adjusted(16, 16, -16, -16)
        settings = self._settings
        if settings.show_verdict:
            self._paint_badge(painter, area)
        coloured = settings.overlay and settings.view in heatmap_painter.COLORED_VIEWS
        if settings.show_legend and coloured and self._located is not None and area.height() > 300:
            key = (settings.opacity, settings.threshold, settings.colormap)
            middle = QPointF(area.right(), area.center().y())
            overlay_text.paint_legend(painter, middle, key, self._font(12))
        left = self._paint_notices(painter, area)
        if self._pinned and settings.overlay and self.map_age < GONE:
            reference_outline.paint_reference_legend(painter, left, self._pinned, self._font(14))

    def _paint_notices(self, painter: QPainter, area: QRectF) -> QPointF:
        """Paint statistics, recording and feedback; returns the free corner at the left."""
        left = area.bottomLeft()
        if self._statistics:
            lines = overlay_text.paint_statistics(painter, left, self._statistics, self._font(12))
            left = lines.topLeft() - QPointF(0, 8)
        if self._recording:
            corner, red = area.bottomRight(), theme.DARK.bad
            overlay_text.paint_recording(painter, corner, self._recording, self._font(14), red)
        if self._echo:
            overlay_text.paint_echo(painter, area, self._echo, self._font(20, bold=True))
        return left

    def _paint_badge(self, painter: QPainter, area: QRectF) -> None:
        font, age = self._font(16, bold=True), self.map_age
        if self._located is None or age >= GONE:
            overlay_text.paint_badge(
                painter, area.topLeft(), waiting_label(self._engine), None, "", font
            )
            return
        verdict = self._verdict(self._located)
        score = None if verdict.icon == "silence" else self._located.localization.score
        note = self._note(self._located, age)
        overlay_text.paint_badge(painter, area.topLeft(), verdict, score, note, font)

    def _note(self, located: LocalizationEvent, age: float) -> str:
        """Qualifications of the shown map."""
        notes = []
        if located.sounds.replacement is not None and not self._is_silence_test(located):
            notes.append(f"hearing {located.sounds.replacement.name}")
        if (seconds := SMOOTHING_SECONDS.get(self._settings.smoothing)) and self._playing:
            notes.append(f"smoothed {seconds:g} s")
        if not self._settings.overlay:
            notes.append("map hidden")
        elif self._matches() and located.localization.score < self._settings.threshold:
            notes.append("below threshold")
        if age > FRESH:
            notes.append(f"delay {age:.1f} s")
        return ", ".join(notes)

    def _device_size(self) -> QSize:
        ratio = self.devicePixelRatioF()
        return QSize(round(self.width() * ratio), round(self.height() * ratio))
