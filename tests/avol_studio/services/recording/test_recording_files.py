"""Files of a recording: folders, full disks, power failures."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from avol.errors import MediaError
from avol.media.encoding.fragments import Fragment
from avol_studio.services.recording import recording_files as files_module
from avol_studio.services.recording.finalize import OVERLAY_VIDEO, finalize_recording
from avol_studio.services.recording.map_log import MAP_LOG
from avol_studio.services.recording.recorder import Recorder
from avol_studio.services.recording.recording_files import (
    DISK_RESERVE,
    TABLE,
    VIDEO,
    RecordingFiles,
    create_unique_folder,
)
from tests.avol_studio.services.recording.conftest import (
    PEAK,
    LiveSource,
    RecorderEvents,
    frame_numbers,
    wait_until,
)


def test_unwritable_folder_is_rejected(
    recorder: Recorder, events: RecorderEvents, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    recorder.start_recording(blocked / "stage")
    assert "choose another" in events.rejected().text
    assert not recorder.progress.recording


def test_a_full_disk_needs_space_not_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", lambda path, **_: full(path) if path.name == "a" else None)
    with pytest.raises(MediaError, match="free some space"):
        create_unique_folder(tmp_path / "a")


def test_full_disk_ends_the_recording_with_an_error(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    stream.run(60)
    wait_until(lambda: recorder._queue.empty() and recorder.progress.bytes > 0)
    recording = recorder._files
    assert recording is not None
    file = recording._video._file
    room = [300]

    def write(data: memoryview) -> int:
        if room[0] <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = file.write(data[: room[0]])
        room[0] -= written
        return written

    class Full:
        def __getattr__(self, name: str) -> object:
            return write if name == "write" else getattr(file, name)

    recording._video._file = Full()  # pyright: ignore[reportAttributeAccessIssue]
    stream.run(60)
    finished = events.finished()
    assert "disk is full" in finished.error
    assert str(folder) in finished.error
    assert frame_numbers(folder / VIDEO) == list(range(len(frame_numbers(folder / VIDEO))))
    assert len(frame_numbers(folder / VIDEO)) >= 25
    finalize_recording(finished.files.folder, PEAK)
    assert (folder / OVERLAY_VIDEO).exists()
    assert not recorder.progress.recording


def test_recording_leaves_a_disk_reserve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = DISK_RESERVE + 99

    monkeypatch.setattr(files_module.shutil, "disk_usage", lambda path: Usage)
    recording = RecordingFiles(tmp_path / "take")
    with pytest.raises(Exception, match="disk is full"):
        recording.append_fragment(b"", Fragment(bytes(100), 0.0))
    recording.append_fragment(b"", Fragment(bytes(99), 0.0))
    recording.close()
    assert (tmp_path / "take" / VIDEO).stat().st_size == 99


def test_full_disk_rejects_a_recording(
    recorder: Recorder, events: RecorderEvents, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = DISK_RESERVE - 1

    monkeypatch.setattr(files_module.shutil, "disk_usage", lambda path: Usage)
    recorder.start_recording(folder)
    assert "nothing can be recorded" in events.rejected().text
    assert not folder.exists()
    assert not recorder.progress.recording


def test_recording_gets_a_new_folder(tmp_path: Path) -> None:
    assert [create_unique_folder(tmp_path / "stage").name for _ in range(3)] == [
        "stage", "stage (2)", "stage (3)",
    ]  # fmt: skip


def test_files_are_written_to_the_disk_itself_at_the_end_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    sync = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda file: (synced.append(os.fstat(file).st_ino), sync(file))
    )
    recording = RecordingFiles(tmp_path / "take")
    for n in range(5):
        recording.append_fragment(b"head", Fragment(bytes(100), float(n)))
    assert not synced
    recording.close()
    written = [tmp_path / "take", *(tmp_path / "take").iterdir()]
    assert {path.name for path in written} >= {VIDEO, TABLE}
    kept = {path.stat().st_ino for path in written if path.name in ("take", VIDEO, TABLE, MAP_LOG)}
    assert set(synced) == kept
    assert len(synced) == 4


def test_an_empty_recording_is_removed_without_waiting_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    RecordingFiles(tmp_path / "take").close()
    assert not synced
    assert not (tmp_path / "take").exists()
