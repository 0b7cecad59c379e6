"""Fakes of the player's dependencies: clock, video, audio, output device, model.

Images encode their number in the brightness of 16 blocks along the top edge, and show a bright
square in a cell that follows from the number. Audio is silent except for clicks at known samples.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE as RATE
from avol.embedder import NO_AUDIO_DBFS, AudioEmbedding, ImageEmbedding
from avol.errors import DeviceError, MediaError
from avol.localization import Localization, Verdict
from avol.media import Frame, FrameIndex, MediaInfo
from avol.score_scale import IDENTITY
from avol_studio.media.audio.audio_device import AudioOutputDevice, FillCallback
from avol_studio.playback.dependencies import PlayerDependencies

BLOCK = 12  # pixels
BITS = 16
SIZE = (BLOCK * 15, BLOCK * BITS)  # height, width


class FakeClock:
    """A clock that a test advances."""

    def __init__(self, now: float = 100.0) -> None:
        self._now = now

    def __call__(self) -> float:
        return self._now

    def advance(self, seconds: float) -> None:
        """Advance the time."""
        self._now += seconds


def coded_image(number: int) -> NDArray[np.uint8]:
    """Return a gray image (H, W, 3) that encodes its number and has one bright square."""
    image = np.full((*SIZE, 3), 40, np.uint8)
    for bit in range(BITS):
        image[:BLOCK, bit * BLOCK : (bit + 1) * BLOCK] = 220 if number >> bit & 1 else 20
    row, column = square_of(number)
    top, left = BLOCK * (1 + row), round(column * SIZE[1] / 14)
    image[top : top + BLOCK, left : left + BLOCK] = 255
    return image


def number_of(image: NDArray[np.uint8]) -> int:
    """Return the number that a coded image encodes, also after lossy compression."""
    centres = image[BLOCK // 2, BLOCK // 2 : BITS * BLOCK : BLOCK].mean(axis=-1)
    return sum(1 << bit for bit, value in enumerate(centres) if value > 120)


def square_of(number: int) -> tuple[int, int]:
    """Return the row and column, 0..13, of the bright square in image `number`."""
    return number % 14, number // 14 % 14


class FakeVideo:
    """A video of coded images with a key frame every `gop` frames."""

    def __init__(
        self,
        path: Path,
        count: int = 100,
        rate: int = 25,
        start: float = 0.0,
        gop: int = 12,
        has_audio: bool = True,
        delay: float = 0.0,
    ) -> None:
        height, width = SIZE
        base, offset = Fraction(1, rate * 100), round(start * rate * 100)
        pts = offset + 100 * np.arange(count)
        self.index = FrameIndex(pts, np.arange(count) % gop == 0, base)
        sound = (RATE, 1, "pcm") if has_audio else (0, 0, "")
        self.info = MediaInfo(
            path, width, height, 0, count, base, start, count / rate, Fraction(rate),
            has_audio, sound[0], sound[1], "fake", sound[2],
        )  # fmt: skip
        self.delay = delay
        self.closed = False

    def frame(self, i: int) -> Frame:
        assert not self.closed
        time.sleep(self.delay)
        image = coded_image(i)
        image.flags.writeable = False
        return Frame(image, int(self.index.pts[i]), self.index.time(i), i)

    def frame_while(self, i: int, keep_going: Callable[[], bool]) -> Frame | None:
        return self.frame(i) if keep_going() else None

    def frames(self, start: int = 0, stop: int | None = None) -> Iterator[Frame]:
        for i in range(start, len(self.index) if stop is None else stop):
            yield self.frame(i)

    def preview(self, i: int) -> Frame:
        return self.frame(self.index.keyframe_before(i))

    def close(self) -> None:
        self.closed = True


class FakeTrack:
    """Silence with a click (one sample of value 1) at each of the given times."""

    channels = 1

    def __init__(self, clicks: tuple[float, ...] = ()) -> None:
        self._clicks = [round(click * RATE) for click in clicks]

    def samples(self, start: int, stop: int) -> NDArray[np.float32]:
        samples = np.zeros((stop - start, 1), np.float32)
        for click in self._clicks:
            if start <= click < stop:
                samples[click - start] = 1
        return samples

    def mono(self, start: int, stop: int) -> NDArray[np.float32]:
        return self.samples(start, stop)[:, 0]

    def window_at(self, time: float, length: int = RATE) -> NDArray[np.float32]:
        stop = round(time * RATE) + RATE // 2
        return self.samples(stop - length, stop)[:, 0]

    def close(self) -> None:
        pass


class FakeOutput:
    """An output that plays when a test calls `pump`, with `latency` seconds; never if `dead`."""

    channels = 2

    def __init__(self, fill: FillCallback, latency: float = 0.04) -> None:
        self._fill, self.latency = fill, latency
        self.closed = self.dead = False

    def pump(self, count: int) -> NDArray[np.float32]:
        """Return the next (count, 2) samples that the player delivers."""
        if self.dead:
            return np.zeros((count, self.channels), np.float32)
        out = np.full((count, self.channels), np.nan, np.float32)
        self._fill(out, self.latency)
        return out

    def close(self) -> None:
        self.closed = True


class FakeDevice:
    """Opens FakeOutputs; raises DeviceError while `broken`."""

    def __init__(self) -> None:
        self.broken = False
        self.outputs: list[FakeOutput] = []

    def __call__(self, fill: FillCallback) -> AudioOutputDevice:
        if self.broken:
            raise DeviceError("There is no output device; connect one.")
        self.outputs.append(FakeOutput(fill))
        return self.outputs[-1]

    @property
    def open_output(self) -> FakeOutput | None:
        """The output that is open, or None."""
        return next((output for output in self.outputs if not output.closed), None)


class FakeModel:
    """A model whose map peaks in the bright square; it stores its requests.

    delay: seconds that `encode_image` takes.
    """

    engine_name = identity = "fake"
    audio_window, image_size, scale = RATE, 64, IDENTITY
    class_names: tuple[str, ...] = ()
    taught_in_use: tuple[str, ...] = ()

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay
        self.requests: list[tuple[int, NDArray[np.float32]]] = []  # image number, audio window
        self.threads: set[int] = set()
        self._wave = np.zeros(RATE, np.float32)

    def encode_audio(self, wave: NDArray[np.float32] | None) -> AudioEmbedding:
        self._wave = np.zeros(RATE, np.float32) if wave is None else wave
        level = NO_AUDIO_DBFS if wave is None else -20.0
        return AudioEmbedding(np.zeros(128, np.float32), np.zeros((257, 200), np.float32), level)

    def encode_image(self, image: NDArray[np.uint8]) -> ImageEmbedding:
        time.sleep(self.delay)
        self.threads.add(threading.get_ident())
        self.requests.append((number_of(image), self._wave))
        row, column = square_of(number_of(image))
        embedding = np.zeros((14, 14, 128), np.float32)
        embedding[row, column] = 1
        return ImageEmbedding(embedding)

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        heat = image.embedding[..., 0]
        row, column = np.unravel_index(heat.argmax(), heat.shape)
        peak = (float(column + 0.5) / 14, float(row + 0.5) / 14)
        return Localization(heat, heat, float(heat.max()), peak, Verdict.MATCH)


class FakeDependencies:
    """The dependencies of a player as fakes; a test may change every attribute."""

    def __init__(self) -> None:
        self.seconds: Callable[[], float] = time.monotonic
        self.device = FakeDevice()
        self.model = FakeModel()
        self.videos: dict[str, Callable[[Path], FakeVideo]] = {}
        self.clicks: tuple[float, ...] = ()

    def dependencies(self) -> PlayerDependencies:
        """Return the dependencies; they read the attributes at each use."""
        return PlayerDependencies(
            open_video=self._open_video,
            open_track=lambda path: FakeTrack(self.clicks),
            open_output=self.device,
            load_model=lambda: self.model,
            load_background_model=FakeModel,
            seconds=self.seconds,
        )

    def _open_video(self, path: Path) -> FakeVideo:
        if path.stem not in self.videos:
            raise MediaError(f"“{path.name}” does not exist; choose another file.")
        return self.videos[path.stem](path)
