"""Isolates what the studio stores for the files that a test opens."""

from __future__ import annotations

import pytest

from avol_studio.services.analysis import annotation_folder


@pytest.fixture(autouse=True)
def _own_storage(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives each test its own folders: test videos of equal content share their annotations."""
    base = tmp_path_factory.getbasetemp() / "storage"
    number = len(list(base.iterdir())) if base.exists() else 0
    for name in ("analysis_folder", "annotations_folder"):
        folder = base / str(number) / name
        folder.mkdir(parents=True)
        monkeypatch.setattr(annotation_folder, name, lambda folder=folder: folder)
