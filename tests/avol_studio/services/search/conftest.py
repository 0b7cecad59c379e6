from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import sklearn.manifold  # noqa: F401 - takes seconds, which no wait should have to allow for

from avol.embedder import Embedder
from avol_studio.services.search.state import IndexProgress
from tests.avol.retrieval.conftest import take_in
from tests.support import toys
from tests.support.studio import EventRecorder

T = TypeVar("T")


class SearchEars(EventRecorder):
    """Knows when nothing is under way."""

    def rest(self) -> None:
        """Wait until nothing is."""
        self.wait(IndexProgress, count=sum(not p.total for p in self.all(IndexProgress)) + 1)


def load(weights: str) -> Embedder:
    """The toy, whatever is asked for."""
    return toys.toy_embedder()


@pytest.fixture
def ears() -> SearchEars:
    return SearchEars()


@pytest.fixture(autouse=True)
def _toy_comes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avol.retrieval.checkpoint_choice.shipped", lambda: "toy")
    monkeypatch.setattr("avol.checkpoints.load_card", lambda _: toys.toy_card())


@pytest.fixture
def media(tmp_path: Path) -> Path:
    (folder := tmp_path / "media").mkdir()
    for colour in toys.COLORS:
        toys.write_image(folder, colour)
        toys.write_audio(folder, colour)
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
