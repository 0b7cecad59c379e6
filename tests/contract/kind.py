"""A kind of media file: what is written, and what every reader must find in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

CLICKS = (0.24, 1.76, 2.04)
"""Seconds of the clicks: the times of the frames 6, 44 and 51 at 25 frames per second."""
COUNT = 60  # frames
SECONDS = 2.4
RATE = 48_000

Options = dict[str, str]
Edit = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Video:
    """A video stream of numbered images.

    times: seconds of the frames from `start` on; default: `count` frames at `rate`. first: number
    of the first image. turn: quarter turns counter-clockwise by which the stored images are turned;
    the display rotation turns them back. aspect: width over height of a stored pixel. matrix,
    full_range: how colours are converted and declared; "" declares nothing. mirrored: the stored
    images are mirrored left to right. packed: each B-frame is stored with the P-frame before it, as
    DivX does. resized: number of frames after which the stored images have another size.
    """

    codec: str = "libx264"
    pix_fmt: str = "yuv420p"
    options: Options = field(default_factory=dict)
    size: tuple[int, int] = (160, 120)
    count: int = COUNT
    rate: Fraction | int = 25
    times: tuple[float, ...] = ()
    start: float = 0.0
    first: int = 0
    gop: int = 12
    b_frames: int = 2
    turn: int = 0
    aspect: Fraction = Fraction(1)
    interlaced: bool = False
    matrix: str = ""
    full_range: bool = False
    tick: Fraction | None = None
    default: bool = False
    mirrored: bool = False
    packed: bool = False
    resized: tuple[int, tuple[int, int]] | None = None

    def seconds(self) -> list[float]:
        """Return the times of the frames."""
        times = self.times or [float(k / Fraction(self.rate)) for k in range(self.count)]
        return [self.start + time for time in times]


@dataclass(frozen=True)
class Audio:
    """An audio stream: silence with clicks.

    gains: amplitude of each channel. gap: seconds between which packets are missing. offset: a
    constant added to all samples.
    """

    codec: str = "aac"
    rate: int = RATE
    gains: tuple[float, ...] = (1, 1)
    clicks: tuple[float, ...] = CLICKS
    seconds: float = SECONDS
    start: float = 0.0
    gap: tuple[float, float] = (0.0, 0.0)
    offset: float = 0.0
    options: Options = field(default_factory=dict)
    bit_rate: int = 0
    default: bool = False

    def stored_clicks(self) -> list[float]:
        """Return the seconds of the clicks from `start` on, without those in the gap."""
        low, high = self.gap
        return [time for time in self.clicks if not low <= time < high]


@dataclass(frozen=True)
class Other:
    """A stream that is neither video nor audio: subtitles, data, cover art.

    packets: start and duration in seconds, and content.
    """

    codec: str
    packets: tuple[tuple[float, float, bytes], ...]
    cover: bool = False
    size: tuple[int, int] | None = None


Stream = Video | Audio | Other


@dataclass(frozen=True)
class Kind:
    """One kind of file. `name` selects the container unless `format` does.

    streams: in the order of the file; the first video and the first audio are those that readers
    must choose, unless `chosen` gives their positions. options: of the muxer. streamed: written
    without seeking, as to a pipe. shifted: the container moves the first decoding time to 0, of the
    file or of each stream. delay: seconds that the muxer adds. axis: seconds that readers add.
    from_zero: what lies before 0 s is hidden. edit: changes the written bytes. then: files whose
    bytes follow. keep: frames and seconds of audio that must be found at least in a file that ends
    early; the frames after them may be damaged.

    time_ms, click_ms: tolerances. lag_ms: a delay of the whole video that the container leaves open
    (AVI has no presentation times). colors: tolerance of the corner colours in levels of 255; gray:
    they have become gray.
    """

    name: str
    streams: tuple[Stream, ...] = (Video(), Audio())
    format: str = ""
    options: Options = field(default_factory=dict)
    chosen: tuple[int, ...] = ()
    streamed: bool = False
    shifted: Literal["", "file", "streams"] = ""
    delay: float = 0.0
    axis: float = 0.0
    from_zero: bool = False
    edit: Edit | None = None
    then: tuple[Kind, ...] = ()
    keep: tuple[int, float] | None = None
    time_ms: float = 0.6
    click_ms: float = 0.3
    lag_ms: float = 0.0
    colors: float = 14
    gray: bool = False

    @property
    def video(self) -> Video | None:
        """The video stream that readers must choose."""
        return next((s for s in self._order() if isinstance(s, Video)), None)

    @property
    def audio(self) -> Audio | None:
        """The audio stream that readers must choose."""
        return next((s for s in self._order() if isinstance(s, Audio)), None)

    def _order(self) -> tuple[Stream, ...]:
        return (*(self.streams[k] for k in self.chosen), *self.streams)
