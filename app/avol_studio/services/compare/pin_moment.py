"""Puts the sound of other moments under the picture."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from avol.reference_sounds import ReferenceSound, query
from avol_studio.core.state.player_state import OpenedMedia
from avol_studio.ui.text.time_format import clock_text

if TYPE_CHECKING:
    from avol_studio.playback.live_player import LivePlayer
    from avol_studio.services.reference_sounds import ReferenceSounds


class MomentPinner:
    """Pins seconds of what is open at one player."""

    def __init__(self, player: LivePlayer, choice: ReferenceSounds) -> None:
        self._player, self._choice = player, choice

    def moment(self) -> None:
        """The second in the middle of A-B where both are set, else around now; live: the last."""
        state, frame = self._player.state, self._player.last_frame
        source, (a, b) = self._player.sound_source, state.loop
        if frame is not None and source is not None and not isinstance(source, Path):
            wave = source.second_at(frame.time)
            self._choice.pin_query(query(time.strftime("Live at %H:%M:%S"), wave))
        elif a is not None and b is not None:
            self.middle(a, b)
        else:
            self.middle(state.time, state.time)

    def middle(self, begin: float, end: float) -> None:
        """The second in the middle of a stretch of the file that is open."""
        media, moment = self._player.media, (begin + end) / 2
        source, open_track = self._player.sound_source, self._player.parts.open_track
        if not isinstance(media, OpenedMedia) or not isinstance(source, Path):
            return
        name = f"{clock_text(moment - self._player.state.start, 2)} of {media.stem}"

        def read() -> ReferenceSound:
            with closing(open_track(source)) as track:
                return query(name, track.second_at(moment), str(source), moment)

        self._choice.pin_read(name, read)
