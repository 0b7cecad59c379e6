"""Moments that were found play: their own pictures and their own sound."""

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


def test_what_is_read(tmp_path: Path) -> None:
    film = load_clip(toys.write_video(tmp_path, "film", ("red", "green", "blue", "red")), 2.5)
    assert len(film.frames) == 75
    assert abs(len(film.audio) - 3 * 48_000) <= 2048
    middles = [film.frames[n].mean(axis=(0, 1)).argmax() for n in (12, 37, 62)]
    assert middles == [1, 2, 0]
    sound = load_clip(toys.write_audio(tmp_path, "blue", 2.0), 0.5)
    assert sound.frames == ()
    assert sound.audio.shape == (96_000, 2)
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
    made = ClipPlayer(device, owner)
    yield made
    made.close()


def test_it_plays_to_the_end(
    player: ClipPlayer, device: FakeDevice, tmp_path: Path, qtbot: QtBot
) -> None:
    shown: list[np.ndarray] = []
    player.frame_ready.connect(shown.append)
    film = toys.write_video(tmp_path, "film")
    with qtbot.waitSignal(player.finished, timeout=20_000):
        player.play(film, 1.5)
        qtbot.waitUntil(lambda: player.playing, timeout=20_000)
        assert device.open_output is not None
        heard = device.open_output.pump(12_000)
    assert not player.playing
    assert shown
    assert all(picture.mean(axis=(0, 1)).argmax() == 2 for picture in shown)
    spectrum = np.abs(np.fft.rfft(heard[:, 0]))
    assert abs(spectrum.argmax() * 4 - toys.HERTZ["blue"]) < 20
    qtbot.waitUntil(lambda: device.open_output is None)


def test_a_newer_one_takes_its_place(
    player: ClipPlayer, device: FakeDevice, tmp_path: Path, qtbot: QtBot
) -> None:
    player.play(toys.write_audio(tmp_path, "red"), 0.5)
    player.play(toys.write_audio(tmp_path, "blue"), 0.5)
    with qtbot.waitSignal(player.finished, timeout=20_000):
        pass
    qtbot.waitUntil(lambda: device.open_output is None)


def test_without_a_loudspeaker_the_pictures_play(
    player: ClipPlayer, device: FakeDevice, tmp_path: Path, qtbot: QtBot
) -> None:
    device.broken = True
    film = toys.write_video(tmp_path, "film")
    with qtbot.waitSignals([player.frame_ready, player.finished], timeout=20_000):
        player.play(film, 0.5)


def test_what_cannot_be_read_is_said(player: ClipPlayer, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(player.message, timeout=20_000) as said:
        player.play(tmp_path / "none.mp4", 0.0)
    assert "none.mp4" in said.args[0].text  # pyright: ignore[reportOptionalSubscript]
