from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from avol.media import VideoWriter
from avol_studio.media.source import Event
from avol_studio.media.sources.file_source import FileSource
from avol_studio.playback.dependencies import PlayerDependencies
from tests.support.fakes import FakeVideo, coded_image

COUNT = 60


def _write(path: Path, name: str, first: float = 0.0) -> Path:
    """A video of coded images with audio: 25 per second, some with jitter."""
    target = path / f"{name}.mp4"
    late = np.random.default_rng(1).uniform(0, 0.01, COUNT) if name == "uneven" else [0.0] * COUNT
    height, width = coded_image(0).shape[:2]
    with VideoWriter(target, width, height, Fraction(25), (48_000, 1), crf=10) as writer:
        for number in range(COUNT):
            writer.add_frame(coded_image(number), first + number / 25 + float(late[number]))
            writer.add_audio(np.zeros((1920, 1), np.float32))
    return target


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Real files by name."""
    folder = tmp_path_factory.mktemp("clips")
    return {name: _write(folder, name) for name in ("even", "uneven")}


class Opened:
    """A source and its events."""

    def __init__(self, path: Path, open_video: Callable | None = None) -> None:
        self.events: queue.Queue[Event] = queue.Queue()
        opener = open_video or PlayerDependencies().open_video
        self.source = FileSource(path, 1, self.events.put, opener)  # pyright: ignore[reportArgumentType]

    def event(self, timeout: float = 5) -> Event:
        """The next event."""
        return self.events.get(timeout=timeout)


@pytest.fixture
def open_source() -> Iterator[Callable[..., Opened]]:
    """Opens file sources and ends them after the test."""
    opened: list[Opened] = []

    def open_source(path: Path, open_video: Callable | None = None) -> Opened:
        opened.append(Opened(path, open_video))
        return opened[-1]

    yield open_source
    for each in opened:
        each.source.close()
    assert all(each.source.join(2) for each in opened)


@pytest.fixture(params=["even", "uneven", "fake"])
def opened(
    request: pytest.FixtureRequest, clips: dict[str, Path], open_source: Callable[..., Opened]
) -> Opened:
    """One source of each kind: the contract holds for all of them."""
    if request.param == "fake":
        return open_source(Path("fake"), lambda path: FakeVideo(path, count=COUNT))
    return open_source(clips[request.param])
