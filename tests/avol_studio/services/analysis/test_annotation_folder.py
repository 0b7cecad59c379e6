"""Annotations belong to the content of a file and lie in the data folder."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import platformdirs
import pytest

from avol.core.fingerprint import former_fingerprint
from avol_studio.services.analysis import annotation_folder as module
from avol_studio.services.analysis.annotation_folder import Storage, identify_file
from avol_studio.services.analysis.markers import Markers


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "cache", tmp_path / "data" / "annotations")


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "video.mp4"
    path.write_bytes(bytes(range(256)) * 100)
    return path


def annotate_before_0_2(storage: Storage, video: Path) -> Path:
    """Store what version 0.1 stored for a video; returns its folder."""
    folder = storage.cache / former_fingerprint(video)
    (folder / "model").mkdir(parents=True)
    (folder / "markers.json").write_text("[1.5]")
    (folder / "boxes.json").write_text('{"format": 1, "frames": []}')
    (folder / "model" / "maps.f32").write_bytes(b"maps")
    return folder


def test_the_default_folder_is_that_of_user_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    storage = Storage.of(None)
    data = Path(platformdirs.user_data_path("avol", appauthor=False))
    assert storage.annotations == data / "annotations"
    assert Path(platformdirs.user_cache_path("avol", appauthor=False)) in storage.cache.parents


def test_a_copy_and_a_renamed_video_have_the_same_folder(storage: Storage, video: Path) -> None:
    folder = identify_file(video, storage)
    copy = video.with_name("copy.mkv")
    shutil.copyfile(video, copy)
    os.utime(copy, (0, 0))
    assert identify_file(copy, storage).path == folder.path
    moved = video.rename(video.with_name("moved.mp4"))
    assert identify_file(moved, storage).path == folder.path


def test_an_edited_video_has_another_folder(storage: Storage, video: Path) -> None:
    folder, status = identify_file(video, storage), video.stat()
    content = bytearray(video.read_bytes())
    content[12_345] ^= 1
    video.write_bytes(content)
    os.utime(video, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert identify_file(video, storage).path != folder.path


def test_what_version_0_1_stored_is_found(storage: Storage, video: Path) -> None:
    annotate_before_0_2(storage, video)
    other = storage.cache / "of-another-video" / "markers.json"
    other.parent.mkdir()
    other.write_text("[9.0]")
    folder = identify_file(video, storage)
    assert json.loads(folder.markers.read_text()) == [1.5]
    assert json.loads(folder.boxes.read_text()) == {"format": 1, "frames": []}
    maps = storage.cache / folder.fingerprint
    assert (maps / "model" / "maps.f32").read_bytes() == b"maps"
    assert (maps / "markers.json").read_text() == "[1.5]"  # the copy in the cache is kept
    copied = storage.annotations / "of-another-video" / "markers.json"
    assert copied.read_text() == "[9.0]"  # safe from cleaners of the cache before it is opened
    shutil.rmtree(storage.cache)
    assert json.loads(identify_file(video, storage).markers.read_text()) == [1.5]


def test_newer_annotations_are_not_replaced_by_old_ones(storage: Storage, video: Path) -> None:
    annotate_before_0_2(storage, video)
    folder = identify_file(video, storage)
    folder.markers.write_text("[]")
    assert identify_file(video, storage).markers.read_text() == "[]"


def test_an_interrupted_migration_is_completed(
    storage: Storage, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = annotate_before_0_2(storage, video)
    copy = module._copy_new

    def fail(source: Path, target: Path) -> None:
        if source.name == "boxes.json":
            raise OSError("interrupted")
        copy(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(module, "_copy_new", fail)
        with pytest.raises(OSError, match="interrupted"):
            identify_file(video, storage)
    assert sorted(file.name for file in old.iterdir()) == ["boxes.json", "markers.json", "model"]
    folder = identify_file(video, storage)
    assert folder.markers.exists()
    assert folder.boxes.exists()


@pytest.mark.parametrize("text", ['{"format": 2, "markers": [1.0]}', '{"version": 7}'])
def test_markers_of_a_newer_version_are_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "markers.json"
    path.write_text(text)
    markers, messages = Markers(), []
    markers.message.connect(messages.append)
    markers.load(path)
    assert "newer AVOL" in messages[0].text
    markers.add(2.0)
    assert markers.times == (2.0,)
    assert [file.read_text() for file in tmp_path.iterdir()] == [text]


@pytest.mark.parametrize("text", ["{", "[NaN]", '["x"]', "[[1]]", "[" * 100_000, "3"])
def test_damaged_markers_are_kept_as_a_copy(tmp_path: Path, text: str) -> None:
    path = tmp_path / "markers.json"
    path.write_text(text)
    markers, messages = Markers(), []
    markers.message.connect(messages.append)
    markers.load(path)
    assert "markers.bad" in messages[0].text
    markers.add(2.0)
    assert json.loads(path.read_text()) == [2.0]
    assert (tmp_path / "markers.bad").read_text() == text


def test_markers_that_cannot_be_saved_are_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    markers, messages = Markers(), []
    markers.message.connect(messages.append)
    markers.load(tmp_path / "file" / "markers.json")
    markers.add(2.0)
    assert markers.times == (2.0,)
    assert messages
    assert all(message.kind == "warning" for message in messages)
