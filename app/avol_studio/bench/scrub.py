"""How soon a scrub is answered: a preview, the exact frame with its map, and both once more.

Measured through the player that the window talks to, from asking until its signal has arrived in
the thread of the window; only the painting is not in it.
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
from avol_studio.bench.reference_frames import digest, true_digests
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.playback.player import Player

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.media.audio.audio_device import AudioOutputDevice, FillCallback

PATIENCE = 120.0  # seconds after which an answer is taken for lost


@dataclass(frozen=True)
class Quantiles:
    """Milliseconds over all tries."""

    p50: float
    p95: float


@dataclass(frozen=True)
class ScrubReport:
    """What scrubbing to random places of a file took, `frames` places of each kind.

    preview_ms: until a picture near the place was there. exact_cold_ms: until the very frame and
    its map were there, at places not visited before. exact_cached_ms: the same at places visited
    before, others in between. wrong_frames: pictures shown, of all kinds, that differ in any bit
    from what decoding the file straight on gives for the number they were shown as.
    """

    preview_ms: Quantiles
    exact_cold_ms: Quantiles
    exact_cached_ms: Quantiles
    wrong_frames: int
    frames: int
    opened_ms: float
    rss_mb: float

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionaries, fit for JSON."""
        return asdict(self)


def bench_scrub(
    path: Path, frames: int = 30, parts: PlayerDependencies | None = None, seed: int = 0
) -> ScrubReport:
    """Scrub a video to places spread over it in random order.

    Args:
        path: the video.
        frames: how many places of each kind; fewer where the video has not so many pictures.
        parts: as of the player; its sound output is not used, for nothing is played.
        seed: of the order.

    Raises:
        MediaError: the video cannot be read.
    """
    import psutil

    app = QCoreApplication.instance() or QCoreApplication([])
    hand = _Hand(parts or PlayerDependencies())
    try:
        media = hand.open(path)
        chance = np.random.default_rng(seed)
        count = min(frames, len(media.index) // 2)
        spread = np.linspace(1, len(media.index) - 1, 2 * count).astype(int)
        places = chance.permutation(spread).reshape(2, count).tolist()
        pairs = [(hand.look(i), hand.seek(j)) for i, j in zip(*places, strict=True)]
        preview, cold = zip(*pairs, strict=True)
        cached = [hand.seek(j) for j in chance.permutation(places[1]).tolist()]
        memory = psutil.Process().memory_info().rss / 2**20
    finally:
        hand.player.shutdown()
        app.processEvents()
    right = true_digests(path, {i for i, _ in hand.shown})
    wrong = sum(right.get(i) != seen for i, seen in hand.shown)
    return ScrubReport(
        preview_ms=_quantiles(preview),
        exact_cold_ms=_quantiles(cold),
        exact_cached_ms=_quantiles(cached),
        wrong_frames=wrong,
        frames=count,
        opened_ms=round(hand.opened_ms, 1),
        rss_mb=round(memory, 1),
    )


class _Hand:
    """Asks a player for places and waits for what it asked for."""

    def __init__(self, parts: PlayerDependencies) -> None:
        self.player = Player(dependencies=replace(parts, open_output=_no_output))
        self.shown: list[tuple[int, bytes]] = []  # number and digest of every picture
        self.opened_ms = 0.0
        self._fresh: list[Frame] = []
        self._trouble = ""
        self.player.frame_shown.connect(self._fresh.append)
        self.player.message.connect(self._on_message)

    def open(self, path: Path) -> OpenedMedia:
        """Open a file, and wait for its first map."""
        self.player.open(path)
        self.opened_ms = self._wait(lambda: self.player.media is not None)
        self._wait(lambda: self._is_located(0))
        return self._media

    def look(self, i: int) -> float:
        """Milliseconds until any picture came; the exact one is then waited for, untimed."""
        self.player.seek(self._time(i), exact=False)
        spent = self._wait(lambda: bool(self._fresh))
        self._wait(lambda: self._is_located(i))
        return spent

    def seek(self, i: int) -> float:
        """Milliseconds until frame `i` and its map came."""
        start = time.perf_counter()
        self.player.seek(self._time(i))
        return self._wait(lambda: self._is_located(i), start)

    @property
    def _media(self) -> OpenedMedia:
        media = self.player.media
        assert isinstance(media, OpenedMedia)
        return media

    def _time(self, i: int) -> float:
        return self._media.index.time(i)

    def _is_located(self, i: int) -> bool:
        frame, located = self.player.last_frame, self.player.last_localization
        shown = frame is not None and frame.index == i
        return shown and located is not None and located.exact and located.frame_index == i

    def _wait(self, over: Callable[[], bool], start: float | None = None) -> float:
        """Let events come until `over`; milliseconds since `start`, or since now."""
        start = time.perf_counter() if start is None else start
        while not over():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if self._trouble or time.perf_counter() - start > PATIENCE:
                raise MediaError(self._trouble or "The frame did not come in time; try again.")
        spent = (time.perf_counter() - start) * 1000
        self.shown += [(frame.index, digest(frame.image)) for frame in self._fresh]
        self._fresh.clear()
        return spent

    def _on_message(self, message: Message) -> None:
        if message.kind == "error":
            self._trouble = message.text


def _no_output(fill: FillCallback) -> AudioOutputDevice:
    raise DeviceError("Nothing is played while scrubbing is measured; there is nothing to do.")


def _quantiles(times: tuple[float, ...] | list[float]) -> Quantiles:
    p50, p95 = np.percentile(times, (50, 95))
    return Quantiles(round(float(p50), 1), round(float(p95), 1))
