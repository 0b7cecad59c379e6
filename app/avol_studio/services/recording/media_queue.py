"""What waits for the encoder of a recording: frames, audio, maps, and actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING

from avol_studio.media.source import AudioBlock

if TYPE_CHECKING:
    from avol.localization import Localization
    from avol.media import Frame

AUDIO_PRIORITY_SIZE = 1000  # items (about 8 s) beyond which frames are dropped for audio
MAX_SIZE = 30_000  # audio blocks and maps while the disk stalls: 4 minutes, 60 MB


@dataclass(frozen=True, slots=True)
class CapturedMap:
    """The map of the frame that was captured at a monotonic second.

    note: what it belongs to, in English; "" for the audio and the image as captured.
    """

    localization: Localization
    captured_at: float
    note: str = ""


class MediaQueue:
    """A queue from the threads of the devices to the encoder, which drops what it has no room for.

    Audio has priority over frames. `dropped` counts the frames, `lost_samples` the samples of audio
    that found no room.
    """

    def __init__(self) -> None:
        self._items: SimpleQueue[object] = SimpleQueue()
        self._lock = Lock()
        self.queued_frames = self.dropped = self.lost_samples = 0

    def put_frame(self, frame: Frame, limit: int) -> None:
        """Queue a frame; it is dropped and counted if `limit` frames are queued."""
        with self._lock:
            if self.queued_frames >= limit:
                self.dropped += 1
                return
            self.queued_frames += 1
        self._items.put(frame)

    def put_audio(self, block: AudioBlock) -> None:
        """Queue an audio block; its samples are counted as lost if the queue is full."""
        if self._has_room:
            self._items.put(block)
        else:
            self.lost_samples += len(block.samples)

    def put_map(self, captured: CapturedMap) -> None:
        """Queue a map, unless the queue is full."""
        if self._has_room:
            self._items.put(captured)

    def put_action(self, action: Callable[[], object] | None) -> None:
        """Queue a call, in its place between frames and audio; None: the end."""
        self._items.put(action)

    def get(self, timeout: float) -> object | None:
        """Wait for the next item; `queue.Empty` is raised after `timeout` seconds."""
        return self._items.get(timeout=timeout)

    def take_frame(self, may_drop: bool) -> bool:
        """Count a frame as taken; returns whether to encode it, or to drop it for audio."""
        dropped = may_drop and self.overloaded
        with self._lock:
            self.queued_frames -= 1
            self.dropped += dropped
        return not dropped

    def reset_counts(self) -> None:
        """Count what is lost from zero."""
        with self._lock:
            self.dropped = self.lost_samples = 0

    def empty(self) -> bool:
        """Whether nothing waits."""
        return self._items.empty()

    @property
    def overloaded(self) -> bool:
        """Whether frames have to be dropped to catch up with audio."""
        return self._items.qsize() > AUDIO_PRIORITY_SIZE

    @property
    def _has_room(self) -> bool:
        return self._items.qsize() < MAX_SIZE
