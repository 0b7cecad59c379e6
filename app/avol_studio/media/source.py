"""The contract of a source of pictures, kept by files now and by cameras and streams alike.

A source works in a thread of its own and never blocks its owner. What happens to it, it tells by
calling `notify` from that thread with one of the events below; the frames themselves wait in the
source until the owner asks for the one that is `due`. Times are seconds on the axis of
`avol.media`; a live source stamps its frames with the studio's monotonic clock instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.media import Frame, FrameIndex, MediaInfo


class Source(Protocol):
    """Gives frames as their time comes."""

    @property
    def live(self) -> bool:
        """Whether frames come when they are taken, as from a camera, not when asked for."""
        ...

    def due(self, now: float) -> Frame | None:
        """The newest frame whose time has come at `now` and that was not given yet; never waits."""
        ...

    def next_time(self) -> float | None:
        """The time of the next frame that lies ready; None when none does."""
        ...

    def close(self) -> None:
        """Ask the thread to end; no event follows, whatever it is busy with."""
        ...

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the thread to end; whether it did."""
        ...


class SeekableSource(Source, Protocol):
    """A source whose frames can be asked for in any order."""

    def seek(self, seek: Seek) -> None:
        """Go to a frame and on from there; a newer call replaces one not yet answered."""
        ...


@dataclass(frozen=True, slots=True)
class Seek:
    """A wish for frame number `index`: that very frame, or else at once one near it.

    The exact one follows, unless a newer wish comes before it is reached.
    """

    index: int
    session: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class SourceOpened:
    """The source is open; its frame 0 follows, as if sought with the session id it was given."""

    source: Source
    info: MediaInfo
    index: FrameIndex


@dataclass(frozen=True, slots=True)
class SeekCompleted:
    """The answer to a `Seek`."""

    source: Source
    session: int
    frame: Frame
    exact: bool


@dataclass(frozen=True, slots=True)
class SourceError:
    """The source could not be opened, and is over; or a frame of it could not be read."""

    source: Source
    text: str
    session: int


@dataclass(frozen=True, slots=True)
class FrameAvailable:
    """A live source has taken a frame, which waits in it."""

    source: Source


Event = SourceOpened | SeekCompleted | SourceError | FrameAvailable


class VideoReader(Protocol):
    """What a file source asks of `avol.media.VideoFile`."""

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
    """A piece of live sound: 48 kHz mono float32, read-only, at the gain that was chosen.

    start: number of the first sample on the axis of this live run; where numbers jump, what lies
    between was lost and is silence. taken_at: monotonic second at which that sample was captured.
    """

    samples: NDArray[np.float32]
    start: int
    taken_at: float


class MediaListener(Protocol):
    """Listens in on what is live, as a recorder does; called in the threads of the devices.

    Both methods must return at once, raise nothing and change nothing.
    """

    def on_frame(self, frame: Frame) -> None:
        """Every frame that was taken, shown or not; `frame.time` is when (monotonic seconds)."""
        ...

    def on_audio(self, block: AudioBlock) -> None:
        """Every block of sound that was captured, in order."""
        ...
