"""Measures the latency of scrubbing: preview, exact frame with its map, cached positions.

The time runs from the call of the player to its signal in the GUI thread, without painting. The
processor time of the whole process in between is valid on a busy machine too.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QEventLoop

from avol.errors import DeviceError, MediaError
from avol_studio.bench.reference_frames import digest, reference_digests
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.playback.player import Player

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.media.audio.audio_device import AudioOutputDevice, FillCallback

TIMEOUT = 120.0  # seconds for one frame with its map


@dataclass(frozen=True)
class Quantiles:
    """Quantiles in milliseconds."""

    p50: float
    p95: float


@dataclass(frozen=True)
class ScrubReport:
    """Latency of scrubbing to random positions of a file, `frames` positions per measurement.

    preview_ms: until a frame near the position. exact_cold_ms: until the exact frame and its map,
    at positions visited for the first time; exact_frame_ms: until the frame. opencv_ms: until
    OpenCV has read the same frames, in turn. exact_cached_ms: frame and map at positions visited
    before. cpu: processor time of the whole process meanwhile. wrong_frames: shown frames whose
    pixels differ from sequential decoding.
    """

    preview_ms: Quantiles
    exact_cold_ms: Quantiles
    exact_frame_ms: Quantiles
    opencv_ms: Quantiles
    exact_cached_ms: Quantiles
    preview_cpu_ms: Quantiles
    exact_frame_cpu_ms: Quantiles
    opencv_cpu_ms: Quantiles
    wrong_frames: int
    frames: int
    opened_ms: float
    rss_mb: float

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionaries for JSON."""
        return asdict(self)


def bench_scrub(
    path: Path, frames: int = 30, dependencies: PlayerDependencies | None = None, seed: int = 0
) -> ScrubReport:
    """Scrub a video to positions spread over it, in random order.

    Args:
        path: the video.
        frames: positions per measurement; fewer if the video has not enough frames.
        dependencies: of the player; the audio output is not used.
        seed: random seed of the order.

    Raises:
        MediaError: the video cannot be read.
    """
    import psutil

    app = QCoreApplication.instance() or QCoreApplication([])
    driver = _Driver(dependencies or PlayerDependencies())
    try:
        media = driver.open(path)
        rng = np.random.default_rng(seed)
        count = min(frames, len(media.index) // 2)
        spread = np.linspace(1, len(media.index) - 1, 2 * count).astype(int)
        positions = rng.permutation(spread).reshape(2, count).tolist()
        opencv = _OpenCV(path)
        preview, cold, reference = zip(
            *(
                (driver.preview(i), driver.seek(j), opencv.seek(j))
                for i, j in zip(*positions, strict=True)
            ),
            strict=True,
        )
        cached = [driver.seek(j)[1].wall for j in rng.permutation(positions[1]).tolist()]
        memory = psutil.Process().memory_info().rss / 2**20
    finally:
        driver.player.shutdown()
        app.processEvents()
    expected = reference_digests(path, {i for i, _ in driver.shown})
    wrong = sum(expected.get(i) != actual for i, actual in driver.shown)
    return ScrubReport(
        preview_ms=_quantiles([times.wall for times in preview]),
        exact_cold_ms=_quantiles([with_map.wall for _, with_map in cold]),
        exact_frame_ms=_quantiles([frame.wall for frame, _ in cold]),
        opencv_ms=_quantiles([times.wall for times in reference]),
        exact_cached_ms=_quantiles(cached),
        preview_cpu_ms=_quantiles([times.cpu for times in preview]),
        exact_frame_cpu_ms=_quantiles([frame.cpu for frame, _ in cold]),
        opencv_cpu_ms=_quantiles([times.cpu for times in reference]),
        wrong_frames=wrong,
        frames=count,
        opened_ms=round(driver.opened_ms, 1),
        rss_mb=round(memory, 1),
    )


@dataclass(frozen=True, slots=True)
class _Times:
    """Milliseconds by the clock, and of the processor in all threads."""

    wall: float
    cpu: float


class _Stopwatch:
    """Measures from its creation on."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> _Times:
        """Return the times since the creation."""
        wall, cpu = time.perf_counter() - self._wall, time.process_time() - self._cpu
        return _Times(wall * 1000, cpu * 1000)


class _Driver:
    """Seeks in a player and waits for the results."""

    def __init__(self, dependencies: PlayerDependencies) -> None:
        self.player = Player(dependencies=replace(dependencies, open_output=_no_output))
        self.shown: list[tuple[int, bytes]] = []  # index and digest of every frame
        self.opened_ms = 0.0
        self._new_frames: list[Frame] = []
        self._error = ""
        self.player.frame_shown.connect(self._new_frames.append)
        self.player.message.connect(self._on_message)

    def open(self, path: Path) -> OpenedMedia:
        """Open a file, and wait for its first map."""
        self.player.open(path)
        self.opened_ms = self._wait(lambda: self.player.media is not None).wall
        self._wait(lambda: self._is_localized(0))
        return self._media

    def preview(self, i: int) -> _Times:
        """Times until any frame; waits for the exact one afterwards, without timing it."""
        self.player.seek(self._time(i), exact=False)
        elapsed = self._wait(lambda: bool(self._new_frames))
        self._wait(lambda: self._is_localized(i))
        return elapsed

    def seek(self, i: int) -> tuple[_Times, _Times]:
        """Times until frame `i`, and until it has its map."""
        start = _Stopwatch()
        self.player.seek(self._time(i))
        frame = self._wait(lambda: self._is_shown(i), start)
        return frame, self._wait(lambda: self._is_localized(i), start)

    @property
    def _media(self) -> OpenedMedia:
        media = self.player.media
        assert isinstance(media, OpenedMedia)
        return media

    def _time(self, i: int) -> float:
        return self._media.index.time(i)

    def _is_shown(self, i: int) -> bool:
        frame = self.player.last_frame
        return frame is not None and frame.index == i

    def _is_localized(self, i: int) -> bool:
        event = self.player.last_localization
        return self._is_shown(i) and event is not None and event.exact and event.frame_index == i

    def _wait(self, done: Callable[[], bool], start: _Stopwatch | None = None) -> _Times:
        """Process events until `done`; returns the times since `start` (None: the call)."""
        start = start or _Stopwatch()
        while not done():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if self._error or start.read().wall > 1000 * TIMEOUT:
                raise MediaError(self._error or "No frame was shown in time; try again.")
        elapsed = start.read()
        self.shown += [(frame.index, digest(frame.image)) for frame in self._new_frames]
        self._new_frames.clear()
        return elapsed

    def _on_message(self, message: Message) -> None:
        if message.kind == "error":
            self._error = message.text


class _OpenCV:
    """Reads the same frames with OpenCV, on all threads, as a reference."""

    def __init__(self, path: Path) -> None:
        from avol.core.opencv import cv2

        self._capture = cv2.VideoCapture(str(path))

    def seek(self, i: int) -> _Times:
        """Times until frame `i` is read as RGB."""
        from avol.core.opencv import cv2

        start = _Stopwatch()
        self._capture.set(cv2.CAP_PROP_POS_FRAMES, i)
        found, image = self._capture.read()
        if found:
            cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        return start.read()


def _no_output(fill: FillCallback) -> AudioOutputDevice:
    raise DeviceError("The scrub benchmark plays no audio; this needs no remedy.")


def _quantiles(times: tuple[float, ...] | list[float]) -> Quantiles:
    p50, p95 = np.percentile(times, (50, 95))
    return Quantiles(round(float(p50), 1), round(float(p95), 1))
