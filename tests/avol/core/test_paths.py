"""Paths as text, and the files of a folder."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avol.core.paths import display_text, find_files, is_file, is_utf8, path_to_text, text_to_path

NAMES = st.binary(min_size=1, max_size=12).filter(lambda name: b"\0" not in name)


@given(NAMES, st.booleans())
def test_every_path_becomes_text_and_back(name: bytes, absolute: bool) -> None:
    path = Path("/folder" if absolute else "folder", os.fsdecode(name).strip("/") or "x")
    text = path_to_text(path)
    assert is_utf8(text)
    assert text_to_path(text) == path


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (b"/a/caf\xe9 1.mp4", "file:///a/caf%E9%201.mp4"),
        (b"caf\xe9.mp4", "file:caf%E9.mp4"),
        ("/a/café.mp4".encode(), "/a/café.mp4"),
        (b"file:x", "file:file%3Ax"),
    ],
)
def test_only_paths_that_are_not_utf8_become_uris(path: bytes, text: str) -> None:
    assert path_to_text(Path(os.fsdecode(path))) == text


def test_a_name_is_displayed_with_marks_for_unknown_bytes() -> None:
    assert display_text(os.fsdecode(b"caf\xe9.mp4")) == "caf�.mp4"
    assert display_text("café.mp4") == "café.mp4"


def test_files_are_found_but_not_folders_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    (tmp_path / "folder.mp4" / "in.MP4").touch()
    (tmp_path / "lost.mp4").symlink_to(tmp_path / "nothing")
    (tmp_path / "a.txt").touch()
    found = find_files(tmp_path, {".mp4"})
    assert [path.name for path in found] == ["in.MP4", "lost.mp4"]
    assert [is_file(path) for path in found] == [True, False]


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", ""])
def test_texts_that_cannot_be_paths_are_no_files(name: str) -> None:
    assert not is_file(Path(name))
