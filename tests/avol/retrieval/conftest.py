from pathlib import Path

import pytest

from avol.retrieval.library.indexing import Indexed, index
from tests.support import toys


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """A folder with two pictures, two sounds and a film of two seconds."""
    folder = tmp_path / "media"
    (folder / "deep").mkdir(parents=True)
    toys.write_image(folder, "red")
    toys.write_image(folder / "deep", "green")
    toys.write_audio(folder, "green")
    toys.write_audio(folder, "blue", 2.2)
    toys.write_video(folder, "film")
    (folder / "notes.txt").write_text("no medium")
    return folder


@pytest.fixture
def library(tmp_path: Path, media: Path) -> Path:
    """A library of these."""
    folder = tmp_path / "library"
    take_in(folder, media)
    return folder


def take_in(folder: Path, *paths: Path, **options: object) -> Indexed:
    """Bring a library up to date with the toy."""
    return index(paths, folder, toys.toy_embedder(), "toy", **options)  # pyright: ignore[reportArgumentType]
