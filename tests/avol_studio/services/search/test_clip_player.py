"""The clip player plays the frames and the audio of a search hit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from avol.errors import MediaError
from avol_studio.services.search import clip_player
from avol_studio.services.search.clip_player import ClipPlayer, load_clip
from tests.support import toys
from tests.support.fakes import FakeDevice


def test_clip_contains_frames_and_audio_around_the_time(tmp_path: Path) -> None:
    video = load_clip(toys.write_video(tmp_path, "video", ("red", "green", "blue", "red")), 2.5)
    assert len(video.frames) == 75
    assert abs(len(video.audio) - 3 * 48_000) <= 2048
    middles = [video.frames[n].mean(axis=(0, 1)).argmax() for n in (12, 37, 62)]
    assert middles == [1, 2, 0]
    audio = load_clip(toys.write_audio(tmp_path, "blue", 2.0), 0.5)
    assert audio.frames == ()
    assert audio.audio.shape == (96_000, 2)
    still = load_clip(toys.write_image(tmp_path, "green"), 0.0)
    assert len(still.frames) == 75
    assert not still.audio.size
    with pytest.raises(MediaError):
        load_clip(tmp_path / "none.mp4", 0.0)


@pytest.fixture
def device() -> FakeDevice:
    return FakeDevice()


@pytest.fixture
def player(
    device: FakeDevice, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ClipPlayer]:
    monkeypatch.setattr(clip_player, "CLIP_SECONDS", 0.4)
    owner = QObject()
    clip_player_ = ClipPlayer(device, owner)
    yield clip_player_
    clip_player_.close()


def test_clip_plays_to_its_end(
    player: ClipPlayer, device: FakeDevice, tmp_path: Path, qtbot: QtBot
) -> None:
    shown: list[np.ndarray] = []
    player.frame_ready.connect(shown.append)
    video = toys.write_video(tmp_path, "video")
    with qtbot.waitSignal(player.finished, timeout=20_000):
        player.play(video, 1.5)
        qtbot.waitUntil(lambda: player.playing, timeout=20_000)
        assert device.open_output is not None
        samples = device.open_output.pump(12_000)
    assert not player.playing
    assert shown
    assert all(image.mean(axis=(0, 1)).argmax() == 2 for image in shown)
    spectrum = np.abs(np.fft.rfft(samples[:, 0]))
    assert abs(spectrum.argmax() * 4 - toys.HERTZ["blue"]) < 20
    qtbot.waitUntil(lambda: device.open_output is None)


def test_newer_clip_replaces_the_current_one(
    player: ClipPlayer, device: FakeDevice, tmp_path: Path, qtbot: QtBot
) -> None:
    player.play(toys.write_audio(tmp_path, "red"), 0.5)
    player.play(toys.write_audio(tmp_path, "blue"), 0.5)
    with qtbot.waitSignal(player.finished, timeout=20_000):
        pass
    qtbot.waitUntil(lambda: device.open_output is None)


def test_frames_play_without_an_output_device(
    player: ClipPlayer, device: FakeDevice, tmp_path: Path, qtbot: QtBot
) -> None:
    device.broken = True
    video = toys.write_video(tmp_path, "video")
    with qtbot.waitSignals([player.frame_ready, player.finished], timeout=20_000):
        player.play(video, 0.5)


def test_unreadable_file_shows_a_message(player: ClipPlayer, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(player.message, timeout=20_000) as message:
        player.play(tmp_path / "none.mp4", 0.0)
    assert "none.mp4" in message.args[0].text  # pyright: ignore[reportOptionalSubscript]
