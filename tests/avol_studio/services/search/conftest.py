from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
import sklearn.manifold  # noqa: F401 - its import takes seconds, which would exceed the timeouts

from tests.support.studio import EventRecorder
from tests.support.toy_library import _shipped_toy_checkpoint, library, media

__all__ = ["_shipped_toy_checkpoint", "library", "media"]

T = TypeVar("T")


@pytest.fixture
def events() -> EventRecorder:
    return EventRecorder()


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
