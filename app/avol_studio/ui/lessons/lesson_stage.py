"""What the activities of lessons do with window and player."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer

from avol_studio.core.state.player_state import OpenedMedia

if TYPE_CHECKING:
    from avol_studio.core.state.live_state import LiveMedia
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.playback.player import Player
    from avol_studio.services.lessons.lesson_service import LessonService
    from avol_studio.services.reference_sounds import ReferenceSounds
    from avol_studio.services.search.clip_player import ClipPlayer
    from avol_studio.ui.prediction.prediction_view import PredictionView
    from avol_studio.ui.viewport.video_view import VideoView


class LessonStage(QObject):
    """Shows moments of the lesson's video, with a sound, and with or without the map.

    view: paints in place of the hidden map. hide_results: hides what else gives the map away.
    """

    def __init__(
        self,
        viewport: VideoView,
        view: PredictionView,
        hide_results: Callable[[bool], object],
        player: Player,
        service: LessonService,
        sounds: ReferenceSounds,
        clips: ClipPlayer,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._viewport, self._view, self._hide_results = viewport, view, hide_results
        self._player, self._service = player, service
        self._sounds, self._clips = sounds, clips
        self._moment: tuple[float, str] | None = None  # to be shown once the media is open
        self._sound = ""  # the reference sound that a lesson has chosen
        player.opened.connect(self._on_media_opened)

    def show_moment(self, time: float, sound: str = "") -> None:
        """Pause at a time of the lesson's video, with its own audio or a reference sound."""
        self._moment = (time, sound)
        self.use_sound(sound)
        if self._is_of_lesson(self._player.media):
            self._player.pause()
            self._player.seek(time)

    def hide_map(self, hidden: bool, text: str = "") -> None:
        """Hide the map and everything that gives it away, or show it.

        text: shown over the image instead of the map.
        """
        self._hide_results(hidden)
        if hidden:
            self._view.show(text)
            self._viewport.set_mode(self._view)
        elif self._viewport.mode is self._view:
            self._viewport.set_mode(None)

    def play_wave(self, load: Callable[[], NDArray[np.float32]], name: str) -> None:
        """Play mono samples at 48 kHz; `load` runs in a thread."""
        self._player.pause()
        self._clips.play_wave(load, name)

    def localization(self) -> LocalizationEvent | None:
        """The map of the frame on screen; None while it is computed."""
        event, frame = self._player.last_localization, self._player.last_frame
        if event is None or frame is None:
            return None
        is_current = self._player.state.live or event.frame_index == frame.index
        return event if is_current and self._has_sound(event) else None

    def use_sound(self, name: str) -> None:
        """Replace the audio by a reference sound, named by its file; "": the video's own audio."""
        if name == self._sound:
            return
        self._sound = name
        if name:
            self._sounds.load(Path(name), self._sounds.replace_audio)
        else:
            self._sounds.replace_audio(None)

    def reset_sound(self) -> None:
        """Use the video's own audio again, also in place of a sound that a student has chosen."""
        self._sound = ""
        self._sounds.replace_audio(None)

    def _has_sound(self, event: LocalizationEvent) -> bool:
        replacement = event.sounds.replacement
        return ("" if replacement is None else replacement.name) == self._sound or not self._sound

    def _is_of_lesson(self, media: OpenedMedia | LiveMedia | None) -> bool:
        found = self._service.found
        return found is not None and isinstance(media, OpenedMedia) and media.path == found.media

    def _on_media_opened(self, media: OpenedMedia | LiveMedia) -> None:
        if self._is_of_lesson(media):
            QTimer.singleShot(0, self, self._show_moment_again)

    def _show_moment_again(self) -> None:
        self._player.pause()
        if self._moment is not None:
            self.show_moment(*self._moment)
