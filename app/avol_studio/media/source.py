"""The protocols of media sources, and the events that they send.

A source works in a thread of its own and never blocks its owner. It sends the events below by
calling `notify` in that thread. Frames wait in the source until the owner requests the frame that
is `due`. Times are seconds on the axis of `avol.media`; a live source stamps its frames with the
monotonic clock.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avol.media import Frame, FrameIndex, MediaInfo


class Source(Protocol):
    """Gives frames when their time comes."""

    @property
    def live(self) -> bool:
        """Whether frames come when they are captured, as from a camera."""
        ...

    def due(self, now: float) -> Frame | None:
        """Return the newest frame due at `now` that was not returned before; never waits."""
        ...

    def next_time(self) -> float | None:
        """Return the time of the next frame that is ready, or None."""
        ...

    def close(self) -> None:
        """Request the thread to end; no event follows."""
        ...

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether the thread has ended."""
        ...


@dataclass(frozen=True, slots=True)
class Seek:
    """A request for frame number `index`.

    If not `exact`, a frame near it comes first; the exact frame follows unless a newer seek
    replaces it.
    """

    index: int
    session: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class SourceOpened:
    """Event: the source is open; frame 0 follows as the result of a seek with its session id."""

    source: Source
    info: MediaInfo
    index: FrameIndex


@dataclass(frozen=True, slots=True)
class SeekCompleted:
    """Event: the result of a `Seek`."""

    source: Source
    session: int
    frame: Frame
    exact: bool


@dataclass(frozen=True, slots=True)
class SourceError:
    """Event: the source cannot be opened and has ended, or a frame cannot be read.

    session: of the seek that failed, or to which the frame belongs. audio_only: the file contains
    audio but no video.
    """

    source: Source
    text: str
    session: int
    audio_only: bool = False


@dataclass(frozen=True, slots=True)
class FrameAvailable:
    """Event: a live source has captured a frame, which waits in it."""

    source: Source


Event = SourceOpened | SeekCompleted | SourceError | FrameAvailable


class VideoReader(Protocol):
    """Reads the frames of a file; `avol.media.VideoFile` implements it."""

    @property
    def info(self) -> MediaInfo: ...

    @property
    def index(self) -> FrameIndex: ...

    def frame(self, i: int) -> Frame: ...

    def frame_while(self, i: int, keep_going: Callable[[], bool]) -> Frame | None: ...

    def frames(self, start: int = 0, stop: int | None = None) -> Iterator[Frame]: ...

    def preview(self, i: int) -> Frame: ...

    def close(self) -> None: ...


OpenVideo = Callable[[Path], VideoReader]


@dataclass(frozen=True, slots=True, eq=False)
class AudioBlock:
    """A block of live audio: 48 kHz mono float32, read-only, with the gain applied.

    start: number of the first sample since the live input was opened; a jump in the numbers is
    lost audio. captured_at: monotonic time at which that sample was captured.
    """

    samples: NDArray[np.float32]
    start: int
    captured_at: float


class MediaListener(Protocol):
    """Receives all live frames and audio, as a recorder does, in the threads of the devices.

    Both methods must return at once and modify nothing.
    """

    def on_frame(self, frame: Frame) -> None:
        """Receive a captured frame, shown or not; `frame.time` is its monotonic time."""
        ...

    def on_audio(self, block: AudioBlock) -> None:
        """Receive the next block of captured audio."""
        ...


def deliver(listeners: Iterable[MediaListener], call: Callable[[MediaListener], None]) -> None:
    """Call a method of each listener; an error reaches log and window, but not the device."""
    for listener in listeners:
        try:
            call(listener)
        except Exception:
            failed = (*sys.exc_info(), threading.current_thread())
            threading.excepthook(threading.ExceptHookArgs(failed))
