"""Fixtures: media and a library of them."""

from pathlib import Path

import pytest

from avol.retrieval.library.indexing import IndexResult, index_files
from tests.support import toys


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """A folder with two images, two audio files and a video of two seconds."""
    folder = tmp_path / "media"
    (folder / "deep").mkdir(parents=True)
    toys.write_image(folder, "red")
    toys.write_image(folder / "deep", "green")
    toys.write_audio(folder, "green")
    toys.write_audio(folder, "blue", 2.2)
    toys.write_video(folder, "video")
    (folder / "notes.txt").write_text("not a media file")
    return folder


@pytest.fixture
def library(tmp_path: Path, media: Path) -> Path:
    """A library of the media."""
    folder = tmp_path / "library"
    index_media(folder, media)
    return folder


def index_media(folder: Path, *paths: Path, **options: object) -> IndexResult:
    """Update a library with the toy network."""
    return index_files(paths, folder, toys.toy_embedder(), "toy", **options)  # pyright: ignore[reportArgumentType]
