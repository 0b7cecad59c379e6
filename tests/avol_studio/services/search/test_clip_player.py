"""The clip player plays the frames and the audio of a search hit."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from avol.errors import MediaError
from avol_studio.media.audio.audio_device import AudioOutputDevice, FillCallback
from avol_studio.services.search import clip_player
from avol_studio.services.search.clip_player import ClipPlayer, load_clip
from tests.support import toys
from tests.support.fakes import FakeDevice, FakeOutput
from tests.support.synthetic import make_media, tone_audio


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


def test_a_mono_device_plays_channels_that_cancel(
    player: ClipPlayer,
    device: FakeDevice,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(FakeOutput, "channels", 1)
    tone = tone_audio(2.0, 48_000)[:, :1]
    stereo = 0.5 * np.concatenate([tone, -tone], axis=1) / np.abs(tone).max()
    file = make_media(tmp_path / "a.wav", audio=stereo, audio_codec="pcm_f32le")
    player.play(file, 1.0)
    qtbot.waitUntil(lambda: player.playing, timeout=20_000)
    assert device.open_output is not None
    samples = device.open_output.pump(12_000)
    assert np.abs(samples).max() == pytest.approx(0.5, rel=0.02)


def test_newer_clip_replaces_the_current_one(
    player: ClipPlayer, device: FakeDevice, tmp_path: Path, qtbot: QtBot
) -> None:
    player.play(toys.write_audio(tmp_path, "red"), 0.5)
    player.play(toys.write_audio(tmp_path, "blue"), 0.5)
    with qtbot.waitSignal(player.finished, timeout=20_000):
        pass
    qtbot.waitUntil(lambda: device.open_output is None)


@pytest.mark.parametrize("end", ["stop", "close"])
def test_an_output_that_opens_too_late_is_closed(
    player: ClipPlayer, device: FakeDevice, tmp_path: Path, qtbot: QtBot, end: str
) -> None:
    opening, release = threading.Event(), threading.Event()

    def open_slowly(fill: FillCallback) -> AudioOutputDevice:
        opening.set()
        release.wait(20)
        return device(fill)

    player._open_output = open_slowly
    player.play(toys.write_audio(tmp_path, "red"), 0.5)
    qtbot.waitUntil(opening.is_set, timeout=20_000)
    getattr(player, end)()
    release.set()
    player.close()
    assert player.join(20)
    assert [output.closed for output in device.outputs] == [True]


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
