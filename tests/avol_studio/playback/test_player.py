"""Opening, playing, stepping, seeking and looping of coded images."""

from __future__ import annotations

import gc
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from avol_studio.core.state.player_state import OpenedMedia
from avol_studio.playback.player import Player
from tests.avol_studio.playback.conftest import Watch
from tests.conftest import ExpectedLog
from tests.support.fakes import FakeDependencies, FakeVideo


def test_opening_shows_the_first_frame_and_the_media_info(player: Player, qtbot: QtBot) -> None:
    with qtbot.waitSignals([player.opened, player.frame_shown, player.state_changed]) as signals:
        player.open(Path("clip.mp4"))
    assert isinstance(player.media, OpenedMedia)
    assert player.media.path == Path("clip.mp4")
    assert player.media.info.frame_count == len(player.media.index) == 100
    assert player.last_frame is not None
    assert player.last_frame.index == 0
    state = player.state
    assert (state.loaded, state.playing, state.has_audio) == (True, False, True)
    assert (state.start, state.duration, state.end) == (0, 4, 4)
    assert signals.signal_triggered


def test_opening_a_slow_file_does_not_block(
    stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    def slow(path: Path) -> FakeVideo:
        time.sleep(0.3)
        return FakeVideo(path)

    stage.videos["slow"] = slow
    begun = time.monotonic()
    player.open(Path("slow"))
    assert time.monotonic() - begun < 0.1
    watch.until(lambda: watch.numbers == [0])


def test_after_a_bad_file_the_former_one_stays_open(player: Player, watch: Watch) -> None:
    watch.open("clip")
    watch.go(1.0)
    media = player.media
    player.open(Path("nowhere"))
    watch.until(lambda: watch.messages)
    assert [(m.text, m.kind) for m in watch.messages] == [
        ("“nowhere” does not exist; choose another file.", "error")
    ]
    assert player.media is media
    assert player.last_frame is not None
    assert player.last_frame.index == 25
    player.step(1)
    watch.until(lambda: watch.numbers[-1] == 26)


def test_an_unexpected_error_while_opening_is_reported(
    stage: FakeDependencies, player: Player, watch: Watch, expected_log: ExpectedLog
) -> None:
    def broken(path: Path) -> FakeVideo:
        raise RuntimeError("no such codec")

    expected_log("cannot be opened")
    stage.videos["broken"] = broken
    player.open(Path("broken"))
    watch.until(lambda: watch.messages)
    assert "no such codec" in watch.messages[0].text
    assert not player.state.loaded


def test_the_last_of_two_opened_files_is_shown(
    stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    opened: list[str] = []
    player.opened.connect(lambda media: opened.append(media.path.name))
    player.open(Path("clip"))
    player.open(Path("mute"))
    watch.until(lambda: watch.numbers)
    assert opened == ["mute"]


def test_close_resets_the_player(player: Player, watch: Watch, qtbot: QtBot) -> None:
    watch.open("clip")
    with qtbot.waitSignal(player.closed):
        player.close()
    assert not player.state.loaded
    assert player.media is player.last_frame is player.last_localization is None
    for call in (player.play, player.pause, lambda: player.step(1), lambda: player.seek(1)):
        call()
    watch.open("mute")
    assert player.state.loaded


def test_steps_are_exact_in_both_directions(player: Player, watch: Watch) -> None:
    watch.open("clip")
    watch.go(1.0)
    expected = [25]
    for n in (1, 1, 1, -1, -1, -1, -1, 10, -5, 100, -200):
        player.step(n)
        expected.append(min(max(expected[-1] + n, 0), 99))
        watch.until(lambda: watch.numbers[-1] == expected[-1])
    assert watch.numbers[1:] == expected


def test_fast_steps_add_up(player: Player, watch: Watch) -> None:
    watch.open("clip")
    for _ in range(7):
        player.step(1)
    watch.until(lambda: watch.numbers[-1] == 7)


def test_seeks_are_exact_with_a_start_offset(
    stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    stage.videos["late"] = lambda path: FakeVideo(path, start=17.2)
    watch.open("late")
    assert player.state.start == pytest.approx(17.2)
    random_ = random.Random(3)
    for _ in range(20):
        number = random_.randrange(100)
        assert watch.go(17.2 + (number + random_.uniform(0.05, 0.95)) / 25) == number
    assert watch.go(-5) == 0
    assert watch.go(1e9) == 99


def test_dragging_shows_a_key_frame_before_the_exact_frame(player: Player, watch: Watch) -> None:
    watch.open("clip")
    player.seek(30 / 25, exact=False)
    watch.until(lambda: len(watch.frames) == 3)
    assert watch.numbers == [0, 24, 30]


def test_the_last_of_many_seeks_is_shown(
    stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    stage.videos["slow"] = lambda path: FakeVideo(path, delay=0.02)
    watch.open("slow")
    for number in range(10, 60):
        player.seek(number / 25)
    watch.until(lambda: watch.numbers[-1] == 59)
    assert len(watch.numbers) < 6
    assert player.state.time == pytest.approx(59 / 25)


def test_frames_appear_during_a_long_drag(
    stage: FakeDependencies, player: Player, watch: Watch, qtbot: QtBot
) -> None:
    stage.videos["slow"] = lambda path: FakeVideo(path, delay=0.05, gop=1)
    watch.open("slow")
    for number in range(1, 60):
        player.seek(number / 25, exact=False)
        qtbot.wait(10)
    assert len(watch.numbers) > 4
    watch.until(lambda: watch.numbers[-1] == 59)


def test_frames_are_shown_in_order_until_the_end(
    stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    stage.videos["brief"] = lambda path: FakeVideo(path, count=30, has_audio=False)
    watch.open("brief")
    begun = time.monotonic()
    player.play()
    watch.until(lambda: not player.state.playing)
    assert time.monotonic() - begun > 1.1
    assert watch.numbers[-1] == 29
    assert watch.numbers == sorted(set(watch.numbers))
    assert len(watch.numbers) >= 25  # a busy machine may drop a few
    player.play()
    watch.until(lambda: watch.numbers[-1] in range(1, 10))


def test_pause_and_toggle(player: Player, watch: Watch, qtbot: QtBot) -> None:
    watch.open("mute")
    player.toggle()
    watch.until(lambda: len(watch.frames) > 4)
    player.toggle()
    assert not player.state.playing
    shown = len(watch.frames)
    qtbot.wait(120)
    assert len(watch.frames) == shown
    assert player.state.time == watch.frames[-1].time


def test_playback_continues_after_a_seek(player: Player, watch: Watch) -> None:
    watch.open("mute")
    player.play()
    watch.until(lambda: len(watch.frames) > 2)
    player.seek(2.0)
    watch.until(lambda: watch.numbers[-1] > 52)
    after = watch.numbers[watch.numbers.index(50) :]
    assert after == sorted(after)
    player.seek(player.state.time - 1.5)
    watch.until(lambda: watch.numbers[-1] in range(15, 45))
    assert player.state.playing


def test_the_loop_returns_from_b_to_a(player: Player, watch: Watch) -> None:
    watch.open("mute")
    player.set_loop(0.8, 0.4)
    assert player.state.loop == (0.4, 0.8)
    player.play()
    watch.until(lambda: watch.numbers.count(12) >= 3)
    assert max(watch.numbers) <= 20
    assert watch.numbers.count(5) == 1


def test_playback_after_b_does_not_loop(player: Player, watch: Watch) -> None:
    watch.open("mute")
    player.set_loop(0.4, 0.8)
    watch.go(1.0)
    player.play()
    watch.until(lambda: watch.numbers[-1] > 30)


def test_a_looped_file_restarts(stage: FakeDependencies, player: Player, watch: Watch) -> None:
    stage.videos["brief"] = lambda path: FakeVideo(path, count=8, has_audio=False)
    watch.open("brief")
    player.set_looping(True)
    player.play()
    watch.until(lambda: watch.numbers.count(0) >= 3)
    assert player.state.playing


@pytest.mark.parametrize(("requested", "speed"), [(0.5, 0.5), (2, 2), (9, 4), (0.01, 0.25)])
def test_speed(player: Player, watch: Watch, requested: float, speed: float) -> None:
    watch.open("mute")
    player.set_speed(requested)
    assert player.state.speed == speed
    begun = time.monotonic()
    player.play()
    watch.until(lambda: player.state.time > 0.5 * speed)
    assert 0.45 < time.monotonic() - begun < 1.5


def test_changing_speed_does_not_jump(player: Player, watch: Watch) -> None:
    watch.open("mute")
    player.play()
    watch.until(lambda: watch.numbers[-1] > 8)
    before = player.state.time
    player.set_speed(2)
    assert player.state.time == pytest.approx(before, abs=0.1)


def test_state_is_emitted_only_on_changes(player: Player, watch: Watch, qtbot: QtBot) -> None:
    watch.open("mute")
    states: list[object] = []
    player.state_changed.connect(states.append)
    player.set_volume(0.5)
    player.set_volume(0.5)
    player.set_muted(True)
    player.set_muted(True)
    assert len(states) == 2
    player.set_volume(7)
    assert player.state.volume == 1


def test_an_unreadable_frame_is_reported_and_playback_works(
    stage: FakeDependencies, player: Player, watch: Watch, expected_log: ExpectedLog
) -> None:
    class DamagedVideo(FakeVideo):
        def frame(self, i: int):  # noqa: ANN202
            if 40 <= i < 50:
                raise ValueError("bad bits")
            return super().frame(i)

    expected_log("cannot be read here")
    stage.videos["damaged"] = DamagedVideo
    watch.open("damaged")
    player.seek(45 / 25)
    watch.until(lambda: watch.messages)
    assert "bad bits" in watch.messages[0].text
    assert watch.go(2.4) == 60


def test_a_failed_seek_does_not_replace_a_newer_one(
    stage: FakeDependencies, player: Player, watch: Watch, expected_log: ExpectedLog
) -> None:
    reading, release = threading.Event(), threading.Event()

    class SlowDamage(FakeVideo):
        def frame(self, i: int):  # noqa: ANN202
            if i == 40:
                reading.set()
                release.wait(5)
                raise ValueError("bad bits")
            return super().frame(i)

    expected_log("cannot be read here")
    stage.videos["damaged"] = SlowDamage
    watch.open("damaged")
    player.seek(40 / 25)
    watch.until(reading.is_set)
    player.seek(60 / 25)
    release.set()
    watch.until(lambda: watch.numbers[-1] == 60)
    assert player.state.time == 60 / 25
    assert watch.messages == []


def test_playback_continues_after_an_unreadable_frame(
    stage: FakeDependencies, player: Player, watch: Watch, expected_log: ExpectedLog
) -> None:
    class DamagedOnce(FakeVideo):
        damaged = True

        def frame(self, i: int):  # noqa: ANN202
            if i == 5 and self.damaged:
                self.damaged = False
                raise ValueError("bad bits")
            return super().frame(i)

    expected_log("cannot be read here")
    stage.videos["damaged"] = DamagedOnce
    watch.open("damaged")
    player.play()
    watch.until(lambda: watch.messages)
    assert not player.state.playing
    player.play()
    watch.until(lambda: watch.numbers[-1] > 10)


def test_an_exception_in_a_tick_does_not_stop_the_playback(
    stage: FakeDependencies, player: Player, watch: Watch, qtbot: QtBot
) -> None:
    def fail_once(index: int) -> None:
        if index == 5:
            player.dependencies.map_lookup.get = lambda index: None
            raise OSError("short file")

    watch.open("clip")
    player.dependencies.map_lookup.get = fail_once
    with qtbot.captureExceptions() as exceptions:
        player.play()
        watch.until(lambda: watch.numbers[-1] > 10)
    assert [kind for kind, *_ in exceptions] == [OSError]


def test_a_player_imports_no_heavy_modules() -> None:
    code = (
        "import sys; from PySide6.QtCore import QCoreApplication; a = QCoreApplication([]);"
        "from avol_studio.playback.player import Player; p = Player(); p.shutdown();"
        "print({'torch', 'av', 'cv2', 'onnxruntime', 'sounddevice'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_invalid_numbers_are_ignored(player: Player, watch: Watch, value: float) -> None:
    watch.open("mute")
    for call in (player.seek, player.set_speed, player.set_volume):
        call(value)
    player.play()
    watch.until(lambda: player.state.playing and player.state.time < 5)
    assert 0.25 <= player.state.speed <= 4
    assert 0 <= player.state.volume <= 1


@pytest.mark.slow
def test_many_openings_and_seeks_leak_nothing(
    stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    process = psutil.Process()

    def round_of_use() -> tuple[int, int, int]:
        for name in ("clip", "mute"):
            watch.open(name)
            for number in range(0, 100, 9):
                watch.go(number / 25)
            player.play()
            watch.wait(60)
        watch.frames.clear()
        watch.located.clear()
        stage.model.requests.clear()
        gc.collect()
        return process.memory_info().rss, process.num_threads(), process.num_fds()

    before = [round_of_use() for _ in range(5)][-1]
    after = [round_of_use() for _ in range(40)][-1]
    assert after[0] - before[0] < 20 * 2**20
    assert after[1:] <= (before[1] + 1, before[2] + 2)
