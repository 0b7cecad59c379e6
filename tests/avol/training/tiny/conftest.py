import pytest

from avol.training.tiny import pairs, training
from avol.training.tiny.settings import TinySettings
from avol.training.tiny.world import World, load_world


@pytest.fixture(scope="session")
def world() -> World:
    return load_world(TinySettings())


@pytest.fixture(autouse=True)
def _few_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few validation pairs, and a point of the curve after every second step."""
    monkeypatch.setattr(pairs, "VALIDATION_PAIRS", 16)
    monkeypatch.setattr(training, "POINT_STEPS", 2)
