"""Recording as the window sees it: on a player that shows a looped file as if it were live."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.flow.live_player import LivePlayer
from app.flow.state import Message
from app.recording.recordings import Recordings, RecordingState
from app.settings import Settings
from app.sources.choices import LiveRequest, parse_camera, parse_microphone
from avol.media import SoundTrack, VideoFile
from avol.sound import SECOND
from tests.fakes import FakeVideo, Stage
from tests.synthetic import clicks, make_media, numbered

LONG = 30_000  # ms


class Desk:
    """A live player, its recordings, and all that was said."""

    def __init__(self, player: LivePlayer, recordings: Recordings, folder: Path) -> None:
        self.player, self.recordings, self.folder = player, recordings, folder
        self.said: list[Message] = []
        self.states: list[RecordingState] = []
        recordings.said.connect(self.said.append)
        recordings.changed.connect(self.states.append)

    def take(self) -> Path:
        """The folder of the only take."""
        (found,) = self.folder.iterdir()
        return found


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.videos["clip"] = FakeVideo
    return stage


@pytest.fixture
def desk(stage: Stage, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    player = LivePlayer(parts=stage.parts())
    recordings = Recordings(player, tmp_path / "videos", player)
    recordings.set_settings(Settings(view="peak"))
    yield Desk(player, recordings, tmp_path / "videos")
    recordings.close()
    player.shutdown()
    player.deleteLater()


@pytest.fixture
def live(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Desk:
    """A film of two seconds, looped; it clicks once each time round."""
    sound = clicks([1.0], 2.0, SECOND)
    film = make_media(tmp_path / "stage.mp4", numbered(50, 192, 108), sound=sound)
    camera = parse_camera(str(film))
    with qtbot.waitSignal(desk.player.located, timeout=LONG):
        desk.player.open_live(LiveRequest(camera, parse_microphone(None, camera)))
    return desk


def watch(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()), timeout=LONG)


def test_a_take_of_what_is_live_with_its_sound_its_maps_and_its_film(
    live: Desk, qtbot: QtBot
) -> None:
    assert live.recordings.can_record
    assert live.recordings.toggle() == "Recording"
    watch(qtbot, lambda: live.recordings.state.progress.seconds > 2.5)
    assert live.recordings.state.recording
    assert live.recordings.state.free_bytes > 0
    assert live.recordings.toggle() == "Recording ended"
    watch(qtbot, lambda: live.said)
    assert live.said[-1].text == f"Saved film, take and table in {live.take()}."
    assert live.take().name.startswith("stage")
    assert {path.name for path in live.take().iterdir()} == {
        "film.mp4", "take.mp4", "take.csv", "take.npz",
    }  # fmt: skip
    with VideoFile(live.take() / "take.mp4") as take, VideoFile(live.take() / "film.mp4") as film:
        assert take.facts.frame_count == film.facts.frame_count > 20
        length = take.facts.duration
    maps = np.load(live.take() / "take.npz")
    assert len(maps["maps"]) > 0
    assert maps["seconds"].min() >= 0
    assert maps["seconds"].max() < length
    with SoundTrack(live.take() / "film.mp4") as track:
        assert np.abs(track.mono(0, track.stop)).max() > 0.3
    assert any(state.filming is not None for state in live.states)
    watch(qtbot, lambda: live.recordings.state.filming is None)


def test_the_last_seconds_can_be_saved_after_the_fact(live: Desk, qtbot: QtBot) -> None:
    watch(qtbot, lambda: live.recordings.state.progress.last_seconds > 1.5)
    assert live.recordings.save_last() == "Saving the last 30 s"
    watch(qtbot, lambda: live.said)
    assert "Saved film" in live.said[-1].text
    with VideoFile(live.take() / "take.mp4") as take:
        assert take.facts.duration > 1.2


def test_it_says_where_the_last_seconds_are_not_kept(live: Desk) -> None:
    live.recordings.set_settings(Settings(keep_last=False))
    assert live.recordings.save_last() == ""
    assert "switch that on" in live.said[-1].text


def test_closing_in_the_middle_leaves_a_take_that_plays(live: Desk, qtbot: QtBot) -> None:
    live.recordings.toggle()
    watch(qtbot, lambda: live.recordings.state.progress.bytes > 0)
    live.recordings.close()
    with VideoFile(live.take() / "take.mp4") as take:
        assert take.facts.frame_count > 5
    names = {path.name for path in live.take().iterdir()}
    assert names == {"take.mp4", "take.csv", "take.npz"}


def test_turning_to_a_file_ends_the_take(live: Desk, qtbot: QtBot) -> None:
    live.recordings.toggle()
    watch(qtbot, lambda: live.recordings.state.progress.bytes > 0)
    live.player.open("clip")
    watch(qtbot, lambda: live.said)
    assert "Saved film" in live.said[-1].text
    assert not live.recordings.can_record
    assert live.recordings.toggle() == ""


def test_without_anything_live_there_is_nothing_to_record(desk: Desk) -> None:
    assert not desk.recordings.can_record
    assert desk.recordings.toggle() == ""
    assert desk.recordings.save_last() == ""
    assert not desk.folder.exists()
