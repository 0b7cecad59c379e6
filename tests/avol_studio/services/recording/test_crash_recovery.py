"""Recordings of a killed process, truncated anywhere, are finalized by the next one."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from avol.errors import MediaError
from avol.media import VideoFile
from avol.media.encoding import fragments as fragments_module
from avol.visualization.overlay_style import DEFAULT_STYLE
from avol_studio.cli.main import app
from avol_studio.services.recording.finalize import (
    OVERLAY_VIDEO,
    RenderingCancelledError,
    finalize_recording,
    unfinished_recordings,
)
from avol_studio.services.recording.map_log import MAP_LOG, load_maps, load_start, pack_start
from avol_studio.services.recording.recording_files import TABLE, VIDEO
from avol_studio.services.recording.recording_lock import RecordingLockedError, recording_locked
from tests.avol_studio.services.recording.conftest import RATE, map_of
from tests.avol_studio.services.recording.test_recorder import frame_numbers
from tests.support.paths import ROOT

ALL_FILES = ["film.mp4", "take.csv", "take.mp4", "take.npz"]
LOCK = "take.lock"


def file_names(recording: Path) -> list[str]:
    return sorted(path.name for path in recording.iterdir())


@pytest.fixture(scope="module")
def killed_recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the folder of a process that was killed while recording."""
    recording = tmp_path_factory.mktemp("videos") / "stage"
    command = [
        sys.executable,
        "-m",
        "tests.avol_studio.services.recording.crashing_child",
        str(recording),
    ]
    root = ROOT
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        try:
            assert child.stdout.readline() == "recording\n"
            assert unfinished_recordings(recording.parent) == []  # the process holds the lock
            with pytest.raises(RecordingLockedError, match="in use by another AVOL"):
                finalize_recording(recording, DEFAULT_STYLE)
        finally:
            child.kill()
    assert file_names(recording) == sorted([MAP_LOG, TABLE, VIDEO, LOCK])
    return recording


@pytest.fixture
def recording(killed_recording: Path, tmp_path: Path) -> Path:
    return shutil.copytree(killed_recording, tmp_path / "videos" / "stage")


def assert_complete(recording: Path, frames: int) -> None:
    """Video, table and maps agree and contain at least the first `frames` frames."""
    shown = frame_numbers(recording / VIDEO)
    assert shown == list(range(len(shown)))
    assert len(shown) >= frames
    with np.load(recording / "take.npz") as maps:
        found = [round(seconds * RATE) for seconds in maps["seconds"]]
        assert maps["seconds"] == pytest.approx(np.array(found) / RATE, abs=2e-5)
        assert found == list(range(0, 2 * len(found), 2))  # none is missing
        assert len(found) >= frames // 2 - 1
        for number, one in zip(found, maps["maps"], strict=True):
            assert one == pytest.approx(map_of(number).map)
    with (recording / TABLE).open(newline="") as sheet:
        assert [float(row["pts_s"]) * RATE for row in csv.DictReader(sheet)] == pytest.approx(found)


def test_killed_recording_is_finalized_afterwards(recording: Path) -> None:
    assert unfinished_recordings(recording.parent) == [recording]
    assert finalize_recording(recording, DEFAULT_STYLE)
    assert file_names(recording) == ALL_FILES
    assert_complete(recording, 50)
    assert frame_numbers(recording / OVERLAY_VIDEO) == frame_numbers(recording / VIDEO)
    assert unfinished_recordings(recording.parent) == []


@pytest.mark.parametrize("lost", [1, 100, 700, 1500])
def test_recording_truncated_inside_a_fragment_is_finalized(recording: Path, lost: int) -> None:
    data = (recording / VIDEO).read_bytes()
    (recording / VIDEO).write_bytes(data[:-lost])
    with (recording / MAP_LOG).open("r+b") as log:
        log.truncate(log.seek(0, 2) - 300)
    assert finalize_recording(recording, None)
    assert file_names(recording) == ALL_FILES[1:]
    assert_complete(recording, 25)


def test_zeros_at_the_end_of_the_log_are_no_map(recording: Path) -> None:
    before = len(list(load_maps(recording)))
    for name in (MAP_LOG, VIDEO):
        with (recording / name).open("ab") as file:
            file.write(bytes(5000))
    assert finalize_recording(recording, None)
    with np.load(recording / "take.npz") as maps:
        assert len(maps["maps"]) == before
    assert_complete(recording, 50)


def test_interrupted_finalization_can_be_repeated(
    recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("_defragment", "_write_results"):  # interrupted before or after the results
        with monkeypatch.context() as patch:
            patch.setattr(f"avol_studio.services.recording.finalize.{step}", die)
            with pytest.raises(KeyboardInterrupt):
                finalize_recording(recording, DEFAULT_STYLE)
    assert (recording / MAP_LOG).exists()
    assert finalize_recording(recording, None)
    assert_complete(recording, 50)
    before = (recording / VIDEO).read_bytes()
    assert finalize_recording(recording, DEFAULT_STYLE)  # a second call changes nothing
    assert (recording / VIDEO).read_bytes() == before


def test_finalization_can_be_repeated_after_a_full_disk(
    recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("avol.io.results.table_row", _no_room)
        with pytest.raises(MediaError, match="No space left"):
            finalize_recording(recording, DEFAULT_STYLE)
    assert unfinished_recordings(recording.parent) == [recording]
    assert finalize_recording(recording, None)
    assert_complete(recording, 50)


def _no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_cancelled_overlay_video_is_rendered_at_the_next_start(recording: Path) -> None:
    with pytest.raises(RenderingCancelledError):
        finalize_recording(recording, DEFAULT_STYLE, cancelled=lambda: True)
    assert set(file_names(recording)) == {MAP_LOG, *ALL_FILES[1:]}
    assert unfinished_recordings(recording.parent) == [recording]
    assert finalize_recording(recording, DEFAULT_STYLE)
    assert file_names(recording) == ALL_FILES


def test_empty_recording_is_removed(tmp_path: Path) -> None:
    for name in (VIDEO, TABLE, MAP_LOG):
        recording = tmp_path / "stage"
        recording.mkdir(exist_ok=True)
        (recording / name).touch()
    assert unfinished_recordings(tmp_path) == [recording]
    assert not finalize_recording(recording, DEFAULT_STYLE)
    assert not recording.exists()


def test_video_with_an_empty_log_is_kept(recording: Path) -> None:
    (recording / MAP_LOG).write_bytes(b"")
    before = (recording / VIDEO).read_bytes(), (recording / TABLE).read_bytes()
    assert not finalize_recording(recording, DEFAULT_STYLE)
    assert ((recording / VIDEO).read_bytes(), (recording / TABLE).read_bytes()) == before
    assert unfinished_recordings(recording.parent) == []


def test_video_damaged_before_its_end_is_kept(
    recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fragments_module, "MAX_FRAGMENT_BYTES", 1000)
    (recording / VIDEO).write_bytes(bytes(2000) + (recording / VIDEO).read_bytes())
    with pytest.raises(MediaError, match="damaged before its end"):
        finalize_recording(recording, DEFAULT_STYLE)
    assert unfinished_recordings(recording.parent) == [recording]


def test_only_unlocked_recordings_are_unfinished(recording: Path) -> None:
    with recording_locked(recording):
        assert unfinished_recordings(recording.parent) == []
    assert unfinished_recordings(recording.parent) == [recording]
    (recording / VIDEO).unlink()  # deleted by the user
    assert unfinished_recordings(recording.parent) == []


def test_recording_without_maps_has_an_empty_archive(recording: Path) -> None:
    assert load_start(recording) == 0.0
    (recording / MAP_LOG).write_bytes(pack_start(0.0))
    assert finalize_recording(recording, None)
    with np.load(recording / "take.npz") as maps:
        assert maps["maps"].shape == (0, 14, 14)
        assert len(maps["seconds"]) == 0


@pytest.mark.parametrize("whole", [False, True])
def test_recover_command_finalizes_recordings(recording: Path, whole: bool, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        app, ["recover", str(recording if whole else recording.parent), "--no-film"]
    )
    assert result.exit_code == 0, result.output
    assert "stage" in result.output
    assert_complete(recording, 50)
    with VideoFile(recording / VIDEO) as video:
        assert video.info.start == pytest.approx(0, abs=0.03)
    again = CliRunner().invoke(app, ["recover", str(recording.parent)])
    assert again.exit_code == 0
    assert "No interrupted recordings" in again.output


def test_recover_command_reports_errors(recording: Path) -> None:
    result = CliRunner().invoke(app, ["recover", str(recording / "elsewhere")])
    assert "is no folder" in str(result.exception)
    (recording / VIDEO).write_bytes(b"no movie")
    result = CliRunner().invoke(app, ["recover", str(recording)])
    assert result.exit_code == 2
    assert "damaged" in result.output
