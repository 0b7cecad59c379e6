"""Audio output, the playback clock, and failing output devices."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from avol.errors import MediaError
from avol_studio.core.state.player_state import Level
from avol_studio.media.audio.audio_output import STALLED
from avol_studio.playback.player import Player
from tests.avol_studio.playback.conftest import Watch, perform
from tests.support.fakes import RATE, FakeClock, FakeDependencies, FakeOutput, FakeVideo

CLICKS = (0.4, 1.0, 1.6, 2.2)  # seconds, each the time of a frame


@pytest.fixture
def clock(stage: FakeDependencies) -> FakeClock:
    stage.seconds = clock = FakeClock()
    stage.clicks = CLICKS
    return clock


@pytest.fixture
def player(clock: FakeClock, stage: FakeDependencies, qtbot: QtBot) -> Iterator[Player]:
    player = Player(dependencies=stage.dependencies())
    yield player
    player.shutdown()
    player.deleteLater()


@pytest.mark.parametrize(("speed", "slack"), [(1.0, 0.021), (0.5, 0.10), (2.0, 0.05)])
@pytest.mark.parametrize("start", [0.0, 0.8])
def test_clicks_are_synchronous_with_their_frames(
    stage: FakeDependencies, clock: FakeClock, watch: Watch,
    speed: float, slack: float, start: float,
) -> None:  # fmt: skip
    player, begun = watch.player, clock()
    shown_at: dict[float, float] = {}
    player.frame_shown.connect(lambda frame: shown_at.setdefault(frame.time, clock() - begun))
    watch.open("clip")
    player.set_speed(speed)
    watch.go(start)
    player.play()
    played = np.concatenate(perform(stage, clock, watch, lambda: player.state.time > 2.4))[:, 0]
    loud = np.flatnonzero(np.abs(played) > 0.1)
    starts = loud[np.diff(loud, prepend=-RATE) > RATE // 10]
    played_at = starts / RATE + 0.04  # the latency of the fake output
    expected = [shown_at[click] for click in CLICKS if click > start]
    assert len(played_at) == len(expected)
    assert np.abs(played_at - expected).max() < slack


def test_volume_and_mute_do_not_change_the_clock(
    stage: FakeDependencies, clock: FakeClock, watch: Watch
) -> None:
    player = watch.player
    player.set_volume(0.25)
    watch.open("clip")
    player.play()
    attenuated = np.concatenate(perform(stage, clock, watch, lambda: player.state.time > 0.7))
    assert attenuated.max() == 0.25
    player.set_muted(True)
    silent = np.concatenate(perform(stage, clock, watch, lambda: player.state.time > 1.3))
    assert silent.max() == 0
    player.set_muted(False)
    assert np.concatenate(perform(stage, clock, watch, lambda: player.state.time > 1.9)).max() > 0


def test_pause_is_silent_at_once(stage: FakeDependencies, clock: FakeClock, watch: Watch) -> None:
    player = watch.player
    watch.open("clip")
    player.play()
    perform(stage, clock, watch, lambda: player.state.time > 0.2)
    player.pause()
    output = stage.device.open_output
    assert output is not None
    output.pump(480)  # the fade
    assert not np.concatenate([output.pump(480) for _ in range(60)]).any()


def test_the_level_is_that_of_the_played_audio(
    stage: FakeDependencies, clock: FakeClock, watch: Watch
) -> None:
    player, levels = watch.player, []
    player.levels.connect(levels.append)
    watch.open("clip")
    player.play()
    perform(stage, clock, watch, lambda: any(level.peak_db == 0 for level in levels))
    assert 0.4 < player.state.time < 0.6
    player.pause()
    assert levels[-1] == Level(-120, -120)


def test_without_an_output_the_video_plays_and_one_warning_is_shown(
    stage: FakeDependencies, clock: FakeClock, watch: Watch
) -> None:
    player = watch.player
    stage.device.broken = True
    watch.open("clip")
    player.play()
    perform(stage, clock, watch, lambda: player.state.time > 0.5)
    player.pause()
    player.play()
    perform(stage, clock, watch, lambda: player.state.time > 1.0)
    assert [(m.text, m.kind) for m in watch.messages] == [
        ("There is no output device; connect one.", "warning")
    ]
    assert watch.numbers == sorted(set(watch.numbers))


def stall(stage: FakeDependencies, clock: FakeClock, watch: Watch, seconds: float) -> FakeOutput:
    """Play a long file, stall the output for `seconds`, and return the stalled output."""
    stage.videos["long"] = lambda path: FakeVideo(path, count=2000)
    watch.open("long")
    watch.player.play()
    perform(stage, clock, watch, lambda: watch.player.state.time > 0.2)
    stalled = stage.device.open_output
    assert stalled is not None
    at, begun = watch.player.state.time, clock()
    while clock() < begun + seconds:
        clock.advance(0.02)  # no callback
        watch.wait(2)
    assert watch.player.state.time > at + seconds - 1
    return stalled


def duration_of(stage: FakeDependencies, clock: FakeClock, watch: Watch, seconds: float) -> float:
    """Return the time that it takes to play `seconds`."""
    start = watch.player.state.time
    return (
        len(perform(stage, clock, watch, lambda: watch.player.state.time > start + seconds)) / 100
    )


def test_a_short_stall_shows_no_warning(
    stage: FakeDependencies, clock: FakeClock, watch: Watch
) -> None:
    stalled = stall(stage, clock, watch, 1.2)
    assert 0.7 < duration_of(stage, clock, watch, 1) < 1.3
    assert stage.device.open_output is stalled
    assert not watch.messages


def test_a_stalled_output_drives_the_clock_again_after_its_return(
    stage: FakeDependencies, clock: FakeClock, watch: Watch
) -> None:
    stall(stage, clock, watch, 2.3)
    limit = clock() + 20  # the sound thread may lag behind the clock on a busy machine
    while not watch.messages and clock() < limit:
        clock.advance(0.02)
        watch.wait(2)
    assert [(m.text, m.kind) for m in watch.messages[:1]] == [(STALLED, "warning")]
    perform(stage, clock, watch, lambda: len(watch.messages) > 1)
    assert watch.messages[1].kind == "info"
    assert 0.2 < duration_of(stage, clock, watch, 0.3) < 0.6


def test_a_dead_output_is_replaced(stage: FakeDependencies, clock: FakeClock, watch: Watch) -> None:
    stage.videos["long"] = lambda path: FakeVideo(path, count=2000)
    stalled = stall(stage, clock, watch, 0.3)
    stalled.dead = stage.device.broken = True
    perform(stage, clock, watch, lambda: watch.player.state.time > 6)
    assert stalled.closed
    assert [(m.text, m.kind) for m in watch.messages] == [(STALLED, "warning")]
    stage.device.broken = False
    perform(stage, clock, watch, lambda: len(watch.messages) > 1)
    assert watch.messages[1].kind == "info"
    assert stage.device.open_output not in (None, stalled)
    assert 0.2 < duration_of(stage, clock, watch, 0.3) < 0.6


def test_playback_does_not_wait_for_an_output_that_never_starts(
    stage: FakeDependencies, clock: FakeClock, watch: Watch
) -> None:
    player = watch.player
    stage.videos["long"] = lambda path: FakeVideo(path, count=2000)
    watch.open("long")
    player.play()
    for _ in range(100):
        clock.advance(0.05)
        watch.wait(5)
        if watch.messages:
            break
    assert player.state.time > 0.5
    assert len(watch.messages) == 1


def test_unreadable_audio_is_reported_once(
    stage: FakeDependencies, clock: FakeClock, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> np.ndarray:
        raise MediaError("The audio of “clip” is damaged; try another copy.")

    monkeypatch.setattr("tests.support.fakes.FakeTrack.samples", unreadable)
    stage.device.broken = False
    watch.open("clip")
    watch.player.play()
    perform(stage, clock, watch, lambda: watch.player.state.time > 0.8)
    texts = {message.text for message in watch.messages}
    assert texts == {"The audio of “clip” is damaged; try another copy."}


def test_a_paused_output_is_closed_after_a_delay(
    stage: FakeDependencies, clock: FakeClock, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol_studio.media.audio.audio_output.LINGER", 0.05)
    watch.open("clip")
    watch.player.play()
    perform(stage, clock, watch, lambda: watch.player.state.time > 0.2)
    watch.player.pause()
    watch.until(lambda: stage.device.open_output is None)
