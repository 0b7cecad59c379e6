"""The picture with the map over it: the hero of the window."""

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
from avol_studio.core.settings import SMOOTHING_SECONDS, Settings
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

ECHO = 1000  # ms that the echo of a key stays
FRESH, GONE = 0.3, 1.2  # seconds of age at which a map begins to fade, and is gone


class ViewportMode(Protocol):
    """What may stand in the place of picture and map, as pictures side by side do."""

    def paint(self, painter: QPainter, rect: QRectF, image: QImage, index: int) -> None:
        """Paint into `rect`, all of the widget, from the frame of that number."""
        ...

    def image_rect(self, rect: QRectF, image: QImage) -> QRectF:
        """Where the first picture then lies."""
        ...


class VideoView(QWidget):
    """Paints the newest frame, letterboxed, and the map that belongs to it.

    While playing, a map older than `FRESH` fades and its age is written; standing still, only the
    map of the very frame on screen is shown.
    """

    double_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Picture")
        self.setAccessibleDescription("The frame, with the map of where its sound is made")
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
        self._face: ViewportMode | None = None
        self._echo_timer = QTimer(self, singleShot=True, interval=ECHO)
        self._echo_timer.timeout.connect(lambda: self.show_echo(""))

    # -- what is shown -----------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        """Show a frame now."""
        self._frame = frame
        height, width = frame.image.shape[:2]
        seen = QImage(frame.image.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        self._image = seen.convertToFormat(QImage.Format.Format_RGB32)
        self.update()

    def show_localization(self, located: LocalizationEvent | None) -> None:
        """Lay a map over the frames from now on; None takes the map away."""
        self._located, self._heat = located, None
        self._arrived = time.monotonic() - (located.age_ms / 1000 if located else 0)
        if located is not None:
            words = self._saying(located).text
            if words != self.accessibleDescription():
                self.setAccessibleDescription(words)
        self.update()

    def show_reference_maps(self, pinned: list[reference_outline.ReferenceMap]) -> None:
        """Outline where pinned sounds would be, from the same picture as the map."""
        self._pinned = pinned
        self.update()

    def clear(self) -> None:
        """Nothing is open any more."""
        self._frame, self._image, self._echo, self._pinned = None, QImage(), "", []
        self.placeholder = ""
        self.show_localization(None)

    def set_settings(self, settings: Settings) -> None:
        """Follow the settings."""
        self._settings, self._heat = settings, None
        self.update()

    def set_playing(self, playing: bool) -> None:
        """Whether an older map may stand over a newer frame."""
        self._playing = playing
        self.update()

    def set_engine(self, engine: str) -> None:
        """What the flow says of its engine; it explains why there is no map."""
        self._engine = engine
        self.update()

    def set_statistics(self, lines: list[str]) -> None:
        """Lines to show on the picture; none hides them."""
        if lines != self._statistics:
            self._statistics = lines
            self.update()

    def set_recording(self, text: str) -> None:
        """What is recorded, in words; nothing hides it."""
        if text != self._recording:
            self._recording = text
            self.update()

    def set_presenting(self, presenting: bool) -> None:
        """Whether the words on the picture are to be read from the last row."""
        self._presenting = presenting
        self.update()

    def set_placeholder(self, text: str) -> None:
        """What to say as long as there is no picture at all."""
        self.placeholder = text
        self.update()

    def set_mode(self, face: ViewportMode | None) -> None:
        """Show this in place of the one picture with its map; None: the picture again."""
        self._face = face
        self.update()

    def show_echo(self, text: str) -> None:
        """Echo what a key did, for a second."""
        self._echo = text
        if text:
            self._echo_timer.start()
        self.update()

    # -- how it stands -----------------------------------------------------------------------

    @property
    def image(self) -> QImage:
        """The frame on screen."""
        return self._image

    @property
    def image_rect(self) -> QRectF:
        """Where the picture lies in the widget: as large as fits, on whole device pixels."""
        if self._image.isNull():
            return QRectF(self.rect())
        if self._face is not None:
            return self._face.image_rect(QRectF(self.rect()), self._image)
        ratio = self.devicePixelRatioF()
        fitted = self._image.size().scaled(self._device_size(), Qt.AspectRatioMode.KeepAspectRatio)
        room = self._device_size()
        left, top = (room.width() - fitted.width()) // 2, (room.height() - fitted.height()) // 2
        return QRectF(left / ratio, top / ratio, fitted.width() / ratio, fitted.height() / ratio)

    @property
    def map_age(self) -> float:
        """Seconds since the frame of the map was on screen; infinite for one of another frame."""
        if self._located is None or self._frame is None:
            return float("inf")
        if self._located.frame_index == self._frame.index:
            return 0.0
        return time.monotonic() - self._arrived if self._playing else float("inf")

    def sizeHint(self) -> QSize:
        """A good part of a small screen."""
        return QSize(960, 540)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Full screen and back."""
        self.double_clicked.emit()

    # -- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, map, and what is said on them."""
        painter, rect = QPainter(self), self.image_rect
        if self._face is not None and self._frame is not None:
            painter.fillRect(self.rect(), QColor(theme.VIDEO_BACKGROUND))
            self._face.paint(painter, QRectF(self.rect()), self._image, self._frame.index)
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
            self._paint_picture(painter, rect)
            self._paint_map(painter, rect)
            self._paint_words(painter, rect)
        elif self.placeholder:
            area = QRectF(self.rect()).adjusted(32, 32, -32, -32)
            large = max(16.0, self.height() / 25) if self._presenting else 16.0
            overlay_text.paint_placeholder(painter, area, self.placeholder, theme.font(self, large))
        painter.end()

    def _paint_picture(self, painter: QPainter, rect: QRectF) -> None:
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
            turned = replace(pinned, map=self._turned(pinned.map))
            threshold, font = self._settings.threshold, self._font(14, bold=True)
            reference_outline.paint_outline(painter, rect, turned, threshold, font)
        painter.restore()

    def _covered(self, rect: QRectF) -> QRegion:
        """What the picture paints over; a pixel it covers only in part does not count."""
        if self._image.isNull():
            return QRegion()
        return QRegion(rect.adjusted(0.999, 0.999, -0.999, -0.999).toAlignedRect())

    def _font(self, size: float, bold: bool = False) -> QFont:
        """Letters on the picture grow with it: they are read from as far away.

        From the last row of a hall, letters of a 25th of the picture's height can still be read.
        """
        height = self.image_rect.height()
        grown = max(1.0, height / 400) if self._presenting else min(2.5, max(1.0, height / 900))
        return theme.font(self, size * grown, bold)

    def _scores(self) -> np.ndarray | None:
        """The map to draw: none in silence, where there is nothing to point at."""
        if self._located is None or not self._settings.overlay:
            return None
        answer, deaf = self._located.localization, self._deaf(self._located)
        silent = VERDICT_LABELS[answer.verdict].icon == "silence"
        return None if silent and not deaf else self._turned(answer.map)

    def _turned(self, scores: np.ndarray) -> np.ndarray:
        """A map as the picture lies: the other way round in a mirror."""
        return scores[:, ::-1] if self._settings.mirror else scores

    @staticmethod
    def _deaf(located: LocalizationEvent) -> bool:
        return located.sounds.replacement is SILENCE

    def _saying(self, located: LocalizationEvent) -> VerdictLabel:
        return SILENCE_TEST if self._deaf(located) else VERDICT_LABELS[located.localization.verdict]

    def _matches(self) -> bool:
        return self._located is not None and self._located.localization.verdict == Verdict.MATCH

    def _fade(self) -> float:
        return min(1.0, max(0.0, (GONE - self.map_age) / (GONE - FRESH)))

    def _heat_of(self, scores: np.ndarray) -> QImage | None:
        """The coloured map, made once."""
        view = self._settings.view
        if self._heat is None and view in heatmap_painter.COLORED_VIEWS:
            self._heat = heatmap_painter.heat_image(scores, self._settings, smooth=view == "heat")
        return self._heat

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        area = rect.intersected(QRectF(self.rect())).adjusted(16, 16, -16, -16)
        settings = self._settings
        if settings.badge:
            self._paint_badge(painter, area)
        coloured = settings.overlay and settings.view in heatmap_painter.COLORED_VIEWS
        if settings.legend and coloured and self._located is not None and area.height() > 300:
            key = (settings.opacity, settings.threshold, settings.colormap)
            middle = QPointF(area.right(), area.center().y())
            overlay_text.paint_legend(painter, middle, key, self._font(12))
        left = self._paint_notices(painter, area)
        if self._pinned and settings.overlay and self.map_age < GONE:
            reference_outline.paint_reference_legend(painter, left, self._pinned, self._font(14))

    def _paint_notices(self, painter: QPainter, area: QRectF) -> QPointF:
        """What is said of the studio itself; where at the left there is room above it."""
        left = area.bottomLeft()
        if self._statistics:
            stands = overlay_text.paint_statistics(painter, left, self._statistics, self._font(12))
            left = stands.topLeft() - QPointF(0, 8)
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
        saying = self._saying(self._located)
        score = None if saying.icon == "silence" else self._located.localization.score
        note = self._note(self._located, age)
        overlay_text.paint_badge(painter, area.topLeft(), saying, score, note, font)

    def _note(self, located: LocalizationEvent, age: float) -> str:
        """What must be known of this map beside its verdict."""
        notes = []
        if located.sounds.replacement is not None and not self._deaf(located):
            notes.append(f"hearing {located.sounds.replacement.name}")
        if (seconds := SMOOTHING_SECONDS.get(self._settings.smoothing)) and self._playing:
            notes.append(f"smoothed {seconds:g} s")
        if not self._settings.overlay:
            notes.append("map hidden")
        elif self._matches() and located.localization.score < self._settings.threshold:
            notes.append("below the threshold")
        if age > FRESH:
            notes.append(f"{age:.1f} s old")
        return ", ".join(notes)

    def _device_size(self) -> QSize:
        ratio = self.devicePixelRatioF()
        return QSize(round(self.width() * ratio), round(self.height() * ratio))
