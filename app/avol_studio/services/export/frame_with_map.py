"""Pairs a frame with its own map, also while playing, where maps come later than frames."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.playback.player import Player

Use = Callable[["Frame", "LocalizationEvent"], object]
MAX_FRAMES = 60
"""Frames of which one should get a map: two seconds at 30 frames/s."""


class FrameWithMap(QObject):
    """Finds the first frame from a request on that has a map.

    While paused that is the frame on screen. While playing, the map on screen is that of an earlier
    frame, and not every frame gets one.
    """

    def __init__(self, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self._uses: list[Use] = []
        self._frames: dict[int, Frame] = {}
        player.frame_shown.connect(self._on_frame)
        player.localized.connect(self._on_localized)
        player.opened.connect(self.cancel)
        player.closed.connect(self.cancel)

    def request(self, use: Use) -> None:
        """Call `use` with a frame and its map, at once or when the map comes."""
        frame, event = self._player.last_frame, self._player.last_localization
        if frame is None:
            return
        if event is not None and event.frame_index == frame.index:
            use(frame, event)
            return
        self._uses.append(use)
        self._on_frame(frame)

    def cancel(self) -> None:
        """Forget the requests."""
        self._uses.clear()
        self._frames.clear()

    def _on_frame(self, frame: Frame) -> None:
        if self._uses and len(self._frames) < MAX_FRAMES:
            self._frames[frame.index] = frame

    def _on_localized(self, event: LocalizationEvent) -> None:
        frame = self._frames.get(event.frame_index)
        if frame is not None:
            uses = tuple(self._uses)
            self.cancel()
            for use in uses:
                use(frame, event)
