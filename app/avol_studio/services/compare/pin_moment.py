"""Puts the sound of other moments under the picture."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from avol.reference_sounds import ReferenceSound, query
from avol_studio.core.state.player_state import OpenedMedia
from avol_studio.ui.text.time_format import clock_text

if TYPE_CHECKING:
    from avol_studio.playback.player import Player
    from avol_studio.services.reference_sounds import ReferenceSounds


class MomentPinner:
    """Pins seconds of what is open at one player."""

    def __init__(self, player: Player, choice: ReferenceSounds) -> None:
        self._player, self._choice = player, choice

    def moment(self) -> None:
        """The second in the middle of A-B where both are set, else around now; live: the last."""
        state, frame = self._player.state, self._player.last_frame
        audio, (a, b) = self._player.audio, state.loop
        if frame is not None and audio.live:
            wave = audio.window_at(frame.time)
            self._choice.pin_query(query(time.strftime("Live at %H:%M:%S"), wave))
        elif a is not None and b is not None:
            self.middle(a, b)
        else:
            self.middle(state.time, state.time)

    def middle(self, begin: float, end: float) -> None:
        """The second in the middle of a stretch of the file that is open."""
        media, moment = self._player.media, (begin + end) / 2
        audio = self._player.audio
        if not isinstance(media, OpenedMedia) or not media.info.has_sound:
            return
        name = f"{clock_text(moment - self._player.state.start, 2)} of {media.stem}"

        def read() -> ReferenceSound:
            return query(name, audio.window_at(moment), str(media.path), moment)

        self._choice.pin_read(name, read)
