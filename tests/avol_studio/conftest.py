"""What the tests of the studio share: storage of their own, and fakes of media and model."""

from __future__ import annotations

import pytest

from avol_studio.services.analysis import annotation_folder
from tests.support.fakes import FakeDependencies, FakeVideo


@pytest.fixture(autouse=True)
def _own_storage(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives each test its own folders: test videos of equal content share their annotations."""
    base = tmp_path_factory.getbasetemp() / "storage"
    number = len(list(base.iterdir())) if base.exists() else 0
    for name in ("analysis_folder", "annotations_folder"):
        folder = base / str(number) / name
        folder.mkdir(parents=True)
        monkeypatch.setattr(annotation_folder, name, lambda folder=folder: folder)


@pytest.fixture
def fakes() -> FakeDependencies:
    """One file can be opened, named clip; its content is synthetic."""
    fakes = FakeDependencies()
    fakes.videos["clip"] = FakeVideo
    return fakes
