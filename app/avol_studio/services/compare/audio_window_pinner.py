"""Pins audio windows of the open media as test sounds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from avol.reference_sounds import SILENCE, ReferenceSound, make_reference_sound
from avol_studio.core.state.player_state import OpenedMedia
from avol_studio.core.time_format import format_time

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from avol_studio.media.audio.audio_window import AudioWindowSource
    from avol_studio.playback.player import Player
    from avol_studio.services.reference_sounds import ReferenceSounds


class AudioWindowPinner:
    """Pins audio windows of the media that a player has open."""

    def __init__(self, player: Player, sounds: ReferenceSounds) -> None:
        self._player, self._sounds = player, sounds

    def pin_current(self) -> None:
        """Pin the audio window at the middle of the loop, else at the playback position.

        For a live source, pin the audio window of the frame on screen.
        """
        state, frame = self._player.state, self._player.last_frame
        audio, (a, b) = self._player.audio, state.loop
        if frame is not None and audio.live:
            wave = _window_at(audio, frame.time)
            self._sounds.pin_sound(make_reference_sound(time.strftime("Live at %H:%M:%S"), wave))
        elif a is not None and b is not None:
            self.pin_middle(a, b)
        else:
            self.pin_middle(state.time, state.time)

    def pin_middle(self, start: float, stop: float) -> None:
        """Pin the audio window at the middle of a span (seconds) of the open file."""
        media, middle = self._player.media, (start + stop) / 2
        audio = self._player.audio
        if not isinstance(media, OpenedMedia) or not media.info.has_audio:
            return
        name = f"{format_time(middle - self._player.state.start, 2)} of {media.stem}"

        def load() -> ReferenceSound:
            return make_reference_sound(name, _window_at(audio, middle), str(media.path), middle)

        self._sounds.load_and_pin(name, load)


def _window_at(audio: AudioWindowSource, time: float) -> NDArray[np.float32]:
    """Return the audio window at a time; silence if there is no audio."""
    wave = audio.window_at(time)
    return SILENCE.wave if wave is None else wave
