"""The recording service on a player that simulates a camera from a video file."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from avol.core.constants import SAMPLE_RATE
from avol.io.results import load_origin
from avol.media import AudioTrack, VideoFile
from avol.perturbation import ImagePerturbation, Perturbation
from avol.reference_sounds import SILENCE
from avol_studio.core.settings.schema import Settings
from avol_studio.core.state.device_choice import LiveRequest, parse_camera, parse_microphone
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import Message, SoundSelection
from avol_studio.playback.player import Player
from avol_studio.services.recording.finalize import RenderingCancelledError, unfinished_recordings
from avol_studio.services.recording.map_log import MAP_LOG
from avol_studio.services.recording.recorder import Recorder
from avol_studio.services.recording.recording_service import RecordingService, RecordingState
from tests.avol_studio.services.recording.conftest import LiveSource, wait_until
from tests.support.fakes import FakeDependencies
from tests.support.synthetic import click_audio, coded_images, make_media

LONG = 30_000  # ms


class RecordingBench:
    """A live player with its recording service, messages and states."""

    def __init__(self, player: Player, recordings: RecordingService, folder: Path) -> None:
        self.player, self.recordings, self.folder = player, recordings, folder
        self.messages: list[Message] = []
        self.states: list[RecordingState] = []
        recordings.message.connect(self.messages.append)
        recordings.changed.connect(self.states.append)

    def recording(self) -> Path:
        """Return the folder of the only recording."""
        (found,) = self.folder.iterdir()
        return found


@pytest.fixture
def bench(
    fakes: FakeDependencies, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RecordingBench]:
    # On a busy machine, threads of low priority would delay the tests by minutes.
    monkeypatch.setattr("os.setpriority", lambda *_: None, raising=False)
    player = Player(dependencies=fakes.dependencies())
    recordings = RecordingService(player, tmp_path / "videos", player)
    recordings.set_settings(Settings(view="peak"))
    yield RecordingBench(player, recordings, tmp_path / "videos")
    recordings.close()
    assert recordings.join(20)
    player.shutdown()
    player.deleteLater()


@pytest.fixture
def live(bench: RecordingBench, tmp_path: Path, qtbot: QtBot) -> RecordingBench:
    """Opens a looped video of two seconds with one click."""
    audio = click_audio([1.0], 2.0, SAMPLE_RATE)
    video = make_media(tmp_path / "stage.mp4", coded_images(50, 192, 108), audio=audio)
    camera = parse_camera(str(video))
    with qtbot.waitSignal(bench.player.localized, timeout=LONG):
        bench.player.open_live(LiveRequest(camera, parse_microphone(None, camera)))
    return bench


def wait_for(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()), timeout=LONG)


def test_the_replay_buffer_follows_the_setting_that_saves_power(live: RecordingBench) -> None:
    recorder = live.recordings._recorder
    assert recorder is not None
    intervals: list[float] = []
    for saving in (False, True, False):
        live.recordings.set_settings(Settings(save_power=saving))
        intervals.append(recorder.replay_interval)
    assert intervals == [0, pytest.approx(1 / 15), 0]


def test_live_recording_has_video_audio_maps_and_overlay_video(
    live: RecordingBench, qtbot: QtBot
) -> None:
    assert live.recordings.can_record
    assert live.recordings.toggle() == "Starting to record"
    wait_for(qtbot, lambda: live.recordings.state.progress.seconds > 2.5)
    assert live.recordings.state.progress.recording
    assert live.recordings.state.free_bytes > 0
    assert live.recordings.toggle() == "Recording stopped"
    wait_for(qtbot, lambda: live.messages)
    assert live.messages[-1].text == f"Saved video, table and maps in {live.recording()}."
    assert live.messages[-1].folder == live.recording()
    assert live.recording().name.startswith("stage")
    assert {path.name for path in live.recording().iterdir()} == {
        "film.mp4", "take.mp4", "take.csv", "take.npz",
    }  # fmt: skip
    with (
        VideoFile(live.recording() / "take.mp4") as recording,
        VideoFile(live.recording() / "film.mp4") as overlay,
    ):
        assert recording.info.frame_count == overlay.info.frame_count > 20
        length = recording.info.duration
    maps = np.load(live.recording() / "take.npz")
    assert len(maps["maps"]) > 0
    assert maps["seconds"].min() >= 0
    assert maps["seconds"].max() < length
    with AudioTrack(live.recording() / "film.mp4") as track:
        assert np.abs(track.mono(0, track.stop)).max() > 0.3
    assert any(state.rendering is not None for state in live.states)
    wait_for(qtbot, lambda: live.recordings.state.rendering is None)


def test_a_recording_names_what_the_maps_on_screen_belonged_to(
    live: RecordingBench, qtbot: QtBot
) -> None:
    live.player.client.set_sounds(SoundSelection(SILENCE))
    live.player.client.set_perturbation(Perturbation(image=ImagePerturbation(mirror=True)))
    with qtbot.waitSignal(
        live.player.localized, timeout=LONG, check_params_cb=lambda e: e.perturbation is not None
    ):
        pass
    live.recordings.set_settings(Settings(view="peak", record_texts=True, keep_replay_buffer=False))
    live.recordings.toggle()
    wait_for(qtbot, lambda: live.recordings.state.progress.seconds > 1.5)
    live.recordings.toggle()
    wait_for(qtbot, lambda: live.messages)
    assert "the overlay video says so" in live.messages[-1].text
    archive = live.recording() / "take.npz"
    assert load_origin(archive) == "silence test, altered input"
    assert len(np.load(archive)["maps"]) > 0


def test_replay_buffer_is_saved(live: RecordingBench, qtbot: QtBot) -> None:
    wait_for(qtbot, lambda: live.recordings.state.progress.replay_seconds > 1.5)
    assert live.recordings.save_replay() in ("Saving the last 2 s", "Saving the last 3 s")
    wait_for(qtbot, lambda: live.messages)
    with VideoFile(live.recording() / "take.mp4") as recording:
        seconds = recording.info.duration
    assert seconds > 1.2
    text = live.messages[-1].text
    assert text in [
        f"Saved the last {n} s in {live.recording()}." for n in (int(seconds), int(seconds) + 1)
    ]


def test_disabled_replay_buffer_shows_a_warning(live: RecordingBench) -> None:
    live.recordings.set_settings(Settings(keep_replay_buffer=False))
    assert live.recordings.save_replay() == ""
    assert "switch it on" in live.messages[-1].text


def test_closing_finalizes_the_running_recording(live: RecordingBench, qtbot: QtBot) -> None:
    live.recordings.toggle()
    wait_for(qtbot, lambda: live.recordings.state.progress.bytes > 0)
    live.recordings.close()
    assert live.recordings.join(20)
    with VideoFile(live.recording() / "take.mp4") as recording:
        assert recording.info.frame_count > 5
    file_names = {path.name for path in live.recording().iterdir()}
    assert {"take.mp4", "take.csv"} < file_names
    assert not live.recording().joinpath("film.mp4").exists()
    next_start = RecordingService(live.player, live.folder)
    next_start.recover()
    wait_for(qtbot, lambda: not live.recording().joinpath(MAP_LOG).exists())
    assert live.recording().joinpath("film.mp4").is_file()
    next_start.close()
    assert next_start.join(20)


def test_recording_restarts_in_a_new_session_without_replay_buffer(
    live: RecordingBench, qtbot: QtBot
) -> None:
    """The end of the recording before does not stop the new one."""
    live.recordings.set_settings(Settings(keep_replay_buffer=False))
    media = live.player.media
    assert isinstance(media, LiveMedia)
    live.player.open_live(media.request)
    live.recordings.toggle()
    wait_for(qtbot, lambda: live.recordings.state.progress.recording)
    live.recordings.toggle()
    live.recordings.toggle()  # at once
    assert live.recordings.active
    wait_for(qtbot, lambda: len(list(live.folder.iterdir())) == 2)
    wait_for(qtbot, lambda: live.recordings.state.progress.recording)
    live.recordings.toggle()
    wait_for(qtbot, lambda: len(live.messages) == 2)
    assert all(message.text.startswith("Saved") for message in live.messages)


def test_opening_a_file_stops_the_recording(live: RecordingBench, qtbot: QtBot) -> None:
    live.recordings.toggle()
    wait_for(qtbot, lambda: live.recordings.state.progress.bytes > 0)
    live.player.open("clip")
    wait_for(qtbot, lambda: live.messages)
    assert "Saved video" in live.messages[-1].text
    assert not live.recordings.can_record
    assert live.recordings.toggle() == ""


def test_recording_requires_live_media(bench: RecordingBench) -> None:
    assert not bench.recordings.can_record
    assert bench.recordings.toggle() == ""
    assert bench.recordings.save_replay() == ""
    assert not bench.folder.exists()


def test_interrupted_recordings_are_recovered_with_one_message(
    bench: RecordingBench, qtbot: QtBot
) -> None:
    for name in ("matinee", "night"):
        recording = make_interrupted(bench.folder / name)
    bench.recordings.recover()
    wait_for(qtbot, lambda: bench.messages)
    assert [message.text for message in bench.messages] == [
        f"Recovered 2 interrupted recordings in {bench.folder}."
    ]
    assert {path.name for path in recording.iterdir()} == {
        "film.mp4", "take.mp4", "take.csv", "take.npz",
    }  # fmt: skip
    assert any(state.rendering is not None for state in bench.states)
    wait_for(qtbot, lambda: bench.recordings.state.rendering is None)
    bench.recordings.recover()
    bench.recordings.close()
    assert bench.recordings.join(20)
    assert len(bench.messages) == 1


def test_damaged_recording_reports_an_error_and_others_are_recovered(
    bench: RecordingBench, qtbot: QtBot
) -> None:
    whole, torn = (
        make_interrupted(bench.folder / "matinee"),
        make_interrupted(bench.folder / "night"),
    )
    (torn / "take.mp4").write_bytes(b"no movie")
    bench.recordings.recover()
    wait_for(qtbot, lambda: len(bench.messages) == 2)
    messages = sorted(bench.messages, key=lambda message: message.kind)
    assert str(torn) in messages[0].text
    assert "damaged" in messages[0].text
    assert (torn / "take.mp4").read_bytes() == b"no movie"
    assert messages[1].text == f"Recovered an interrupted recording in {whole}."


def make_interrupted(folder: Path) -> Path:
    """Return an unfinished recording of 1.5 s, as a crashed process leaves it."""
    recorder = Recorder(lambda event: None)
    recorder.start_recording(folder)
    LiveSource(recorder).run(40)
    wait_until(lambda: recorder._queue.empty() and recorder.progress.bytes > 0)
    left = shutil.copytree(folder, folder.with_name("left"))
    recorder.close()
    assert recorder.join(10)
    shutil.rmtree(folder)
    (left / "take.lock").unlink()
    return left.rename(folder)


def test_closing_does_not_wait_for_a_recording_that_is_finalized(
    bench: RecordingBench, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    recording = make_interrupted(bench.folder / "matinee")
    begun, release = threading.Event(), threading.Event()

    def render(*_: object) -> None:
        begun.set()
        release.wait(20)
        raise RenderingCancelledError("cancelled")

    monkeypatch.setattr("avol_studio.services.recording.finalize._render_overlay", render)
    bench.recordings.recover()
    wait_for(qtbot, begun.is_set)
    bench.recordings.close()
    assert not bench.recordings.join(0.01)
    release.set()
    assert bench.recordings.join(20)
    assert (recording / MAP_LOG).is_file()
    assert unfinished_recordings(bench.folder) == [recording]
