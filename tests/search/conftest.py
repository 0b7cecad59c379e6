from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import sklearn.manifold  # noqa: F401 - takes seconds, which no wait should have to allow for

from app.search.state import Progress
from avol.embedder import Embedder
from tests.retrieval import toys
from tests.retrieval.conftest import take_in

T = TypeVar("T")


class Ears:
    """What was told, from whatever thread."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def __call__(self, event: object) -> None:
        self.told.append(event)

    def all(self, kind: type[T]) -> list[T]:
        """Everything of a kind."""
        return [event for event in self.told if isinstance(event, kind)]

    def wait(self, kind: type[T], count: int = 1, seconds: float = 60.0) -> T:
        """The `count`th of a kind."""
        deadline = time.monotonic() + seconds
        while len(self.all(kind)) < count:
            assert time.monotonic() < deadline, f"no {kind.__name__} among {self.told}"
            time.sleep(0.005)
        return self.all(kind)[count - 1]

    def rest(self) -> None:
        """Wait until nothing is under way."""
        self.wait(Progress, sum(not p.total for p in self.all(Progress)) + 1)


def load(weights: str) -> Embedder:
    """The toy, whatever is asked for."""
    return toys.embedder()


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture(autouse=True)
def _toy_comes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avol.retrieval.weights.shipped", lambda: "toy")
    monkeypatch.setattr("avol.checkpoints.load_card", lambda _: toys.card())


@pytest.fixture
def media(tmp_path: Path) -> Path:
    (folder := tmp_path / "media").mkdir()
    for colour in toys.COLOURS:
        toys.picture(folder, colour)
        toys.sound(folder, colour)
    return folder


@pytest.fixture
def library(tmp_path: Path, media: Path) -> Path:
    take_in(tmp_path / "library", media)
    return tmp_path / "library"


@pytest.fixture
def closing() -> Iterator[Callable[[T], T]]:
    """Closes at the end what it is given."""
    made: list = []

    def keep(one: T) -> T:
        made.append(one)
        return one

    yield keep
    for one in made:
        one.close()
        one.join(20)
