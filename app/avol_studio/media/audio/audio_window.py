"""Audio windows: the audio around a moment of a file or of a live input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import AUDIO_WINDOW

Floats = NDArray[np.float32]


class AudioTrackReader(Protocol):
    """Reads the audio track of a file by sample number; `avol.media.AudioTrack` implements it."""

    @property
    def channels(self) -> int:
        """Number of channels, 1 or 2."""
        ...

    def samples(self, start: int, stop: int) -> Floats:
        """Return samples start..stop as (stop - start, channels), -1..1; zeros outside the file."""
        ...

    def mono(self, start: int, stop: int) -> Floats:
        """Return samples start..stop mixed to mono: (stop - start,)."""
        ...

    def window_at(self, time: float, length: int = AUDIO_WINDOW) -> Floats:
        """Return (length,) mono samples around `time`, in seconds on the file's axis."""
        ...

    def close(self) -> None:
        """Close the file."""


OpenAudioTrack = Callable[[Path], AudioTrackReader]


class AudioWindowSource(Protocol):
    """Gives the audio window of a moment; any thread may call it."""

    @property
    def live(self) -> bool:
        """Whether audio still arrives, so that the window of a moment can change."""
        ...

    def window_at(self, time: float, length: int = AUDIO_WINDOW) -> Floats | None:
        """Return the (length,) mono samples, -1..1, that belong to `time` on the source's axis.

        None if the source has no audio. Raises AvolError if the audio cannot be read.
        """
        ...


class NoAudio:
    """The audio windows of a medium without audio: none."""

    live = False

    def window_at(self, time: float, length: int = AUDIO_WINDOW) -> None:
        """Return None."""


class FileAudio:
    """The audio windows of a file. The first window opens the file, in the calling thread.

    A window that is requested after `close` opens the file again, and closes it afterwards.
    """

    live = False

    def __init__(self, path: Path, open_track: OpenAudioTrack) -> None:
        self.path, self._open_track = path, open_track
        self._lock = Lock()
        self._track: AudioTrackReader | None = None
        self._closed = False

    def window_at(self, time: float, length: int = AUDIO_WINDOW) -> Floats:
        """Return (length,) mono samples around `time`, in seconds on the file's axis."""
        try:
            with self._lock:
                if self._track is None:
                    self._track = self._open_track(self.path)
                return self._track.window_at(time, length)
        finally:
            if self._closed:
                self.close()

    def close(self) -> None:
        """Close the file without waiting; a thread that reads a window closes it afterwards."""
        self._closed = True
        if self._lock.acquire(blocking=False):
            try:
                track, self._track = self._track, None
                if track is not None:
                    track.close()
            finally:
                self._lock.release()
