"""Takes that a killed process has left, torn anywhere, and what the next one makes of them."""

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
from avol.visualization.overlay_style import PLAIN
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
from tests.avol_studio.services.recording.conftest import RATE, found_at
from tests.avol_studio.services.recording.test_recorder import numbers
from tests.support.paths import ROOT

WHOLE = ["film.mp4", "take.csv", "take.mp4", "take.npz"]
LOCK = "take.lock"


def names(take: Path) -> list[str]:
    return sorted(path.name for path in take.iterdir())


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a process left that was killed in the middle of a recording."""
    take = tmp_path_factory.mktemp("videos") / "stage"
    command = [sys.executable, "-m", "tests.avol_studio.services.recording.cut_child", str(take)]
    root = ROOT
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        try:
            assert child.stdout.readline() == "recording\n"
            assert unfinished_recordings(take.parent) == []  # somebody is at work on it
            with pytest.raises(RecordingLockedError, match="in use by another AVOL"):
                finalize_recording(take, PLAIN)
        finally:
            child.kill()
    assert names(take) == sorted([MAP_LOG, TABLE, VIDEO, LOCK])
    return take


@pytest.fixture
def take(killed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(killed, tmp_path / "videos" / "stage")


def assert_whole(take: Path, pictures: int) -> None:
    """Movie, table and maps are those of the first `pictures` at least, and of one another."""
    shown = numbers(take / VIDEO)
    assert shown == list(range(len(shown)))
    assert len(shown) >= pictures
    with np.load(take / "take.npz") as maps:
        found = [round(second * RATE) for second in maps["seconds"]]
        assert maps["seconds"] == pytest.approx(np.array(found) / RATE, abs=2e-5)
        assert found == list(range(0, 2 * len(found), 2))  # none is missing
        assert len(found) >= pictures // 2 - 1
        for number, one in zip(found, maps["maps"], strict=True):
            assert one == pytest.approx(found_at(number).map)
    with (take / TABLE).open(newline="") as sheet:
        assert [float(row["pts_s"]) * RATE for row in csv.DictReader(sheet)] == pytest.approx(found)


def test_a_killed_recording_is_finished_afterwards(take: Path) -> None:
    assert unfinished_recordings(take.parent) == [take]
    assert finalize_recording(take, PLAIN)
    assert names(take) == WHOLE
    assert_whole(take, 50)
    assert numbers(take / OVERLAY_VIDEO) == numbers(take / VIDEO)
    assert unfinished_recordings(take.parent) == []


@pytest.mark.parametrize("lost", [1, 100, 700, 1500])
def test_one_that_is_torn_in_the_middle_of_a_fragment(take: Path, lost: int) -> None:
    data = (take / VIDEO).read_bytes()
    (take / VIDEO).write_bytes(data[:-lost])
    with (take / MAP_LOG).open("r+b") as log:
        log.truncate(log.seek(0, 2) - 300)
    assert finalize_recording(take, None)
    assert names(take) == WHOLE[1:]
    assert_whole(take, 25)


def test_what_a_power_cut_leaves_as_zeros_is_no_map(take: Path) -> None:
    before = len(list(load_maps(take)))
    for name in (MAP_LOG, VIDEO):
        with (take / name).open("ab") as file:
            file.write(bytes(5000))
    assert finalize_recording(take, None)
    with np.load(take / "take.npz") as maps:
        assert len(maps["maps"]) == before
    assert_whole(take, 50)


def test_finishing_that_is_cut_off_is_finished_too(
    take: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("_defragment", "_write_results"):  # killed before it, or right behind it
        with monkeypatch.context() as patch:
            patch.setattr(f"avol_studio.services.recording.finalize.{step}", die)
            with pytest.raises(KeyboardInterrupt):
                finalize_recording(take, PLAIN)
    assert (take / MAP_LOG).exists()
    assert finalize_recording(take, None)
    assert_whole(take, 50)
    before = (take / VIDEO).read_bytes()
    assert finalize_recording(take, PLAIN)  # once more changes nothing
    assert (take / VIDEO).read_bytes() == before


def test_where_there_is_no_room_it_can_be_tried_again(
    take: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("avol.io.results.row", _no_room)
        with pytest.raises(MediaError, match="No space left"):
            finalize_recording(take, PLAIN)
    assert unfinished_recordings(take.parent) == [take]
    assert finalize_recording(take, None)
    assert_whole(take, 50)


def _no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_film_that_is_given_up_is_not_drawn_at_the_next_start(take: Path) -> None:
    with pytest.raises(RenderingCancelledError):
        finalize_recording(take, PLAIN, cancelled=lambda: True)
    assert names(take) == WHOLE[1:]
    assert unfinished_recordings(take.parent) == []


def test_one_of_which_nothing_was_written_yet_is_removed(tmp_path: Path) -> None:
    for name in (VIDEO, TABLE, MAP_LOG):
        take = tmp_path / "stage"
        take.mkdir(exist_ok=True)
        (take / name).touch()
    assert unfinished_recordings(tmp_path) == [take]
    assert not finalize_recording(take, PLAIN)
    assert not take.exists()


def test_a_movie_that_lost_its_log_stays_as_it_is(take: Path) -> None:
    (take / MAP_LOG).write_bytes(b"")
    before = (take / VIDEO).read_bytes(), (take / TABLE).read_bytes()
    assert not finalize_recording(take, PLAIN)
    assert ((take / VIDEO).read_bytes(), (take / TABLE).read_bytes()) == before
    assert unfinished_recordings(take.parent) == []


def test_more_than_the_end_is_never_cut_off(take: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments_module, "TORN", 1000)
    (take / VIDEO).write_bytes(bytes(2000) + (take / VIDEO).read_bytes())
    with pytest.raises(MediaError, match="damaged before its end"):
        finalize_recording(take, PLAIN)
    assert unfinished_recordings(take.parent) == [take]


def test_a_take_of_another_process_is_left_alone_and_one_of_a_dead_one_is_not(take: Path) -> None:
    with recording_locked(take):
        assert unfinished_recordings(take.parent) == []
    assert unfinished_recordings(take.parent) == [take]
    (take / VIDEO).unlink()  # thrown away by hand
    assert unfinished_recordings(take.parent) == []


def test_a_take_without_a_map_has_an_archive_without_one(take: Path) -> None:
    assert load_start(take) == 0.0
    (take / MAP_LOG).write_bytes(pack_start(0.0))
    assert finalize_recording(take, None)
    with np.load(take / "take.npz") as maps:
        assert maps["maps"].shape == (0, 14, 14)
        assert len(maps["seconds"]) == 0


@pytest.mark.parametrize("whole", [False, True])
def test_the_command_recovers(take: Path, whole: bool, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["recover", str(take if whole else take.parent), "--no-film"])
    assert result.exit_code == 0, result.output
    assert "stage" in result.output
    assert_whole(take, 50)
    with VideoFile(take / VIDEO) as video:
        assert video.info.start == pytest.approx(0, abs=0.03)
    again = CliRunner().invoke(app, ["recover", str(take.parent)])
    assert again.exit_code == 0
    assert "Nothing is unfinished" in again.output


def test_the_command_says_what_cannot_be(take: Path) -> None:
    result = CliRunner().invoke(app, ["recover", str(take / "elsewhere")])
    assert "There is no folder" in str(result.exception)
    (take / VIDEO).write_bytes(b"no movie")
    result = CliRunner().invoke(app, ["recover", str(take)])
    assert result.exit_code == 2
    assert "damaged" in result.output
