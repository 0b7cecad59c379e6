"""Recording as the window sees it: on a player that shows a looped file as if it were live."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from avol.core.constants import SAMPLE_RATE
from avol.media import AudioTrack, VideoFile
from avol_studio.core.settings import Settings
from avol_studio.core.state.device_choice import LiveRequest, parse_camera, parse_microphone
from avol_studio.core.state.player_state import Message
from avol_studio.playback.player import Player
from avol_studio.services.recording.recorder import Recorder
from avol_studio.services.recording.recording_service import RecordingService, RecordingState
from tests.avol_studio.services.recording.conftest import Stream, until
from tests.support.fakes import FakeStudioParts, FakeVideo
from tests.support.synthetic import click_audio, coded_images, make_media

LONG = 30_000  # ms


class RecordingBench:
    """A live player, its recordings, and all that was said."""

    def __init__(self, player: Player, recordings: RecordingService, folder: Path) -> None:
        self.player, self.recordings, self.folder = player, recordings, folder
        self.said: list[Message] = []
        self.states: list[RecordingState] = []
        recordings.message.connect(self.said.append)
        recordings.changed.connect(self.states.append)

    def take(self) -> Path:
        """The folder of the only take."""
        (found,) = self.folder.iterdir()
        return found


@pytest.fixture
def stage() -> FakeStudioParts:
    stage = FakeStudioParts()
    stage.videos["clip"] = FakeVideo
    return stage


@pytest.fixture
def desk(
    stage: FakeStudioParts, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RecordingBench]:
    # On a busy machine, threads of low priority would delay the tests by minutes.
    monkeypatch.setattr("os.setpriority", lambda *_: None, raising=False)
    player = Player(dependencies=stage.parts())
    recordings = RecordingService(player, tmp_path / "videos", player)
    recordings.set_settings(Settings(view="peak"))
    yield RecordingBench(player, recordings, tmp_path / "videos")
    recordings.close()
    player.shutdown()
    player.deleteLater()


@pytest.fixture
def live(desk: RecordingBench, tmp_path: Path, qtbot: QtBot) -> RecordingBench:
    """A film of two seconds, looped; it clicks once each time round."""
    sound = click_audio([1.0], 2.0, SAMPLE_RATE)
    film = make_media(tmp_path / "stage.mp4", coded_images(50, 192, 108), audio=sound)
    camera = parse_camera(str(film))
    with qtbot.waitSignal(desk.player.localized, timeout=LONG):
        desk.player.open_live(LiveRequest(camera, parse_microphone(None, camera)))
    return desk


def watch(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()), timeout=LONG)


def test_a_take_of_what_is_live_with_its_sound_its_maps_and_its_film(
    live: RecordingBench, qtbot: QtBot
) -> None:
    assert live.recordings.can_record
    assert live.recordings.toggle() == "Recording"
    watch(qtbot, lambda: live.recordings.state.progress.seconds > 2.5)
    assert live.recordings.state.recording
    assert live.recordings.state.free_bytes > 0
    assert live.recordings.toggle() == "Recording stopped"
    watch(qtbot, lambda: live.said)
    assert live.said[-1].text == f"Saved video, table and maps in {live.take()}."
    assert live.said[-1].folder == live.take()
    assert live.take().name.startswith("stage")
    assert {path.name for path in live.take().iterdir()} == {
        "film.mp4", "take.mp4", "take.csv", "take.npz",
    }  # fmt: skip
    with VideoFile(live.take() / "take.mp4") as take, VideoFile(live.take() / "film.mp4") as film:
        assert take.info.frame_count == film.info.frame_count > 20
        length = take.info.duration
    maps = np.load(live.take() / "take.npz")
    assert len(maps["maps"]) > 0
    assert maps["seconds"].min() >= 0
    assert maps["seconds"].max() < length
    with AudioTrack(live.take() / "film.mp4") as track:
        assert np.abs(track.mono(0, track.stop)).max() > 0.3
    assert any(state.rendering is not None for state in live.states)
    watch(qtbot, lambda: live.recordings.state.rendering is None)


def test_the_last_seconds_can_be_saved_after_the_fact(live: RecordingBench, qtbot: QtBot) -> None:
    watch(qtbot, lambda: live.recordings.state.progress.replay_seconds > 1.5)
    assert live.recordings.save_replay() == "Saving the last 30 s"
    watch(qtbot, lambda: live.said)
    assert "Saved video" in live.said[-1].text
    with VideoFile(live.take() / "take.mp4") as take:
        assert take.info.duration > 1.2


def test_it_says_where_the_last_seconds_are_not_kept(live: RecordingBench) -> None:
    live.recordings.set_settings(Settings(keep_last=False))
    assert live.recordings.save_replay() == ""
    assert "switch it on" in live.said[-1].text


def test_closing_in_the_middle_leaves_a_take_that_plays(live: RecordingBench, qtbot: QtBot) -> None:
    live.recordings.toggle()
    watch(qtbot, lambda: live.recordings.state.progress.bytes > 0)
    live.recordings.close()
    with VideoFile(live.take() / "take.mp4") as take:
        assert take.info.frame_count > 5
    names = {path.name for path in live.take().iterdir()}
    assert names == {"take.mp4", "take.csv", "take.npz"}


def test_turning_to_a_file_ends_the_take(live: RecordingBench, qtbot: QtBot) -> None:
    live.recordings.toggle()
    watch(qtbot, lambda: live.recordings.state.progress.bytes > 0)
    live.player.open("clip")
    watch(qtbot, lambda: live.said)
    assert "Saved video" in live.said[-1].text
    assert not live.recordings.can_record
    assert live.recordings.toggle() == ""


def test_without_anything_live_there_is_nothing_to_record(desk: RecordingBench) -> None:
    assert not desk.recordings.can_record
    assert desk.recordings.toggle() == ""
    assert desk.recordings.save_replay() == ""
    assert not desk.folder.exists()


def test_takes_that_were_cut_off_are_finished_in_one_sentence(
    desk: RecordingBench, qtbot: QtBot
) -> None:
    for name in ("matinee", "night"):
        take = cut_off(desk.folder / name)
    desk.recordings.recover()
    watch(qtbot, lambda: desk.said)
    assert [message.text for message in desk.said] == [
        f"Recovered 2 interrupted recordings in {desk.folder}."
    ]
    assert {path.name for path in take.iterdir()} == {
        "film.mp4", "take.mp4", "take.csv", "take.npz",
    }  # fmt: skip
    assert any(state.rendering is not None for state in desk.states)
    watch(qtbot, lambda: desk.recordings.state.rendering is None)
    desk.recordings.recover()
    desk.recordings.close()
    assert len(desk.said) == 1


def test_a_take_that_cannot_be_finished_says_why_and_the_others_are(
    desk: RecordingBench, qtbot: QtBot
) -> None:
    whole, torn = cut_off(desk.folder / "matinee"), cut_off(desk.folder / "night")
    (torn / "take.mp4").write_bytes(b"no movie")
    desk.recordings.recover()
    watch(qtbot, lambda: len(desk.said) == 2)
    said = sorted(desk.said, key=lambda message: message.kind)
    assert str(torn) in said[0].text
    assert "damaged" in said[0].text
    assert (torn / "take.mp4").read_bytes() == b"no movie"
    assert said[1].text == f"Recovered an interrupted recording in {whole}."


def cut_off(folder: Path) -> Path:
    """A take of a second and a half, as a process leaves it that ends in the middle."""
    recorder = Recorder(lambda event: None)
    recorder.start_recording(folder)
    Stream(recorder).run(40)
    until(lambda: recorder._queue.empty() and recorder.progress.bytes > 0)
    left = shutil.copytree(folder, folder.with_name("left"))
    recorder.close()
    assert recorder.join(10)
    shutil.rmtree(folder)
    (left / "take.lock").unlink()
    return left.rename(folder)
