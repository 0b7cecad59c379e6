from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import sklearn.manifold  # noqa: F401 - its import takes seconds, which would exceed the timeouts

from avol.embedder import Embedder
from avol_studio.services.search.state import IndexProgress
from tests.avol.retrieval.conftest import index_media
from tests.support import toys
from tests.support.studio import EventRecorder

T = TypeVar("T")


class SearchEvents(EventRecorder):
    """Records the events of the search threads."""

    def wait_until_idle(self) -> None:
        """Wait until no task runs."""
        self.wait(IndexProgress, count=sum(not p.total for p in self.all(IndexProgress)) + 1)


def load_toy(weights: str) -> Embedder:
    """Return the toy embedder for every checkpoint."""
    return toys.toy_embedder()


@pytest.fixture
def events() -> SearchEvents:
    return SearchEvents()


@pytest.fixture(autouse=True)
def _shipped_toy_checkpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avol.retrieval.checkpoint_choice.default_checkpoint", lambda: "toy")
    monkeypatch.setattr("avol.checkpoints.load_model_card", lambda _: toys.toy_card())


@pytest.fixture
def media(tmp_path: Path) -> Path:
    return toys.write_media(tmp_path / "media")


@pytest.fixture
def library(tmp_path: Path, media: Path) -> Path:
    index_media(tmp_path / "library", media)
    return tmp_path / "library"


@pytest.fixture
def close_later() -> Iterator[Callable[[T], T]]:
    """Closes the workers of a test at its end."""
    workers: list = []

    def keep(worker: T) -> T:
        workers.append(worker)
        return worker

    yield keep
    for worker in workers:
        worker.close()
        worker.join(20)
