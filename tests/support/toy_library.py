"""Fixtures of the search: a library of toy media and a toy checkpoint for all weights."""

from __future__ import annotations

from pathlib import Path

import pytest

from avol.embedder import Embedder
from tests.avol.retrieval.conftest import index_media
from tests.support import toys


def load_toy(weights: str) -> Embedder:
    """Return the toy embedder for every checkpoint."""
    return toys.toy_embedder()


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
