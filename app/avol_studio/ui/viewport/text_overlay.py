"""The texts over the image: verdict, legend, statistics, recording, feedback of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter

from avol.visualization.steady_verdict import shown_score
from avol_studio.core.model_input_note import model_input_note
from avol_studio.core.settings.schema import SMOOTHING_SECONDS
from avol_studio.core.translation import short_number, tr
from avol_studio.ui.text.verdict_labels import VERDICT_LABELS, waiting_label
from avol_studio.ui.viewport import reference_outline, text_painter
from avol_studio.ui.viewport.map_age import FRESH, GONE, delay_note
from avol_studio.ui.viewport.map_overlay import MapOverlay

if TYPE_CHECKING:
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.ui.text.recording_label import RecordingNotice

_MARGIN = 16


class TextOverlay:
    """Places and paints the texts that describe the shown map and the state of the studio.

    map_overlay: the map that the texts describe. font: returns a font for a size and a weight (bold
    or not).
    """

    def __init__(self, map_overlay: MapOverlay, font: Callable[[float, bool], QFont]) -> None:
        self._map, self._font = map_overlay, font
        self.engine = ""
        """The state of the engine, which explains a missing map."""
        self.echo = ""
        """The feedback of a command."""
        self.statistics: list[str] = []
        self.recording: tuple[RecordingNotice, ...] = ()
        self.frozen = False
        """Whether a live image stands still on request."""
        self.errors: tuple[str, ...] = ()
        """What is wrong with the camera and the microphone."""
        self.camera_stopped = False
        """Whether no frames come from the camera, so that an old one may stay."""

    def paint(self, painter: QPainter, view: QRectF, image: QRectF, age: float) -> None:
        """Paint all texts.

        view: the whole widget. image: the rectangle of the image. age: of the map, in seconds.
        """
        area = image.intersected(view).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        settings, map_overlay = self._map.settings, self._map
        badge = self._paint_badge(painter, area, age) if settings.show_verdict else QRectF()
        map_overlay.badge = badge
        described = map_overlay.coloured and map_overlay.located is not None
        if settings.show_legend and described and area.height() > 160:
            key = (settings.opacity, settings.threshold, settings.colormap)
            visible = area.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
            text_painter.paint_legend(painter, view, visible, badge, key, self._font(12, False))
        left = self._paint_notices(painter, area)
        if map_overlay.pinned and settings.overlay and age < GONE:
            font = self._font(14, False)
            reference_outline.paint_reference_legend(painter, left, map_overlay.pinned, font)

    def paint_notices(self, painter: QPainter, view: QRectF) -> None:
        """Paint only what does not belong to the map: statistics, recording and feedback."""
        self._paint_notices(painter, view.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN))

    def _paint_notices(self, painter: QPainter, area: QRectF) -> QPointF:
        """Paint statistics, recording and feedback; returns the free corner at the left."""
        left, small = area.bottomLeft(), self._font(12, False)
        if self.statistics:
            lines = text_painter.paint_statistics(painter, left, self.statistics, small)
            left = lines.topLeft() - QPointF(0, 8)
        right, font, room = area.bottomRight(), self._font(14, False), 0.75 * area.width()
        for notice in self.recording:
            above = text_painter.paint_recording(painter, right, room, notice, font)
            right = above.topRight() - QPointF(0, 8)
        warnings = [(tr("FROZEN"), "pause", 16)] if self.frozen else []
        warnings += [(error, "warning", 13) for error in self.errors]
        for text, icon, size in warnings:
            bold = self._font(size, True)
            above = text_painter.paint_warning(painter, right, room, text, icon, bold)
            right = above.topRight() - QPointF(0, 8)
        if self.echo:
            text_painter.paint_echo(painter, area, self.echo, self._font(20, True))
        return left

    def _paint_badge(self, painter: QPainter, area: QRectF, age: float) -> QRectF:
        font, located = self._font(16, True), self._map.located
        if located is None or age >= GONE:
            waiting = waiting_label(self.engine, self.camera_stopped)
            return text_painter.paint_badge(painter, area.topLeft(), waiting, None, "", font)
        localization = located.localization
        verdict = VERDICT_LABELS[localization.verdict]
        score = shown_score(localization)
        note = self._note(located, age)
        return text_painter.paint_badge(painter, area.topLeft(), verdict, score, note, font)

    def _note(self, located: LocalizationEvent, age: float) -> str:
        """Qualifications of the shown map."""
        settings, notes = self._map.settings, [_input_note(located)]
        score = shown_score(located.localization)
        seconds = SMOOTHING_SECONDS.get(settings.smoothing, 0)
        if seconds > FRESH and self._map.playing:
            notes.append(tr("smoothed {seconds} s").format(seconds=short_number(seconds, 1)))
        if not settings.overlay:
            notes.append(tr("map hidden"))
        elif self._map.matches and score is not None and score < settings.threshold:
            notes.append(tr("below threshold"))
        notes.append(delay_note(age))
        return ", ".join(filter(None, notes))


def spoken_verdict(located: LocalizationEvent) -> str:
    """The verdict of a map and what replaces the audio or alters the input, for a screen reader."""
    verdict, note = VERDICT_LABELS[located.localization.verdict].text, _input_note(located)
    return f"{verdict}, {note}" if note else verdict


def _input_note(located: LocalizationEvent) -> str:
    return model_input_note(located.sounds.replacement, located.perturbation)
