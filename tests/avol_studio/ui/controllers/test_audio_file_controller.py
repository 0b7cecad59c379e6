"""Files with audio only, and videos without audio."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from avol.errors import NoVideoError
from avol_studio.ui.main_window import MainWindow
from tests.support.fakes import FakeDependencies, FakeVideo
from tests.support.synthetic import make_media, tone_audio

LONG = 20_000  # ms


@pytest.fixture
def horn(tmp_path: Path, fakes: FakeDependencies) -> Path:
    """An audio file."""

    def open_video(path: Path) -> FakeVideo:
        raise NoVideoError(f"“{path.name}” has no video; open a video file instead.")

    fakes.videos["horn"] = open_video  # pyright: ignore[reportArgumentType]
    return make_media(tmp_path / "horn.wav", audio=tone_audio(1.5, 48_000), audio_codec="pcm_s16le")


def offers(window: MainWindow) -> dict[str, QPushButton]:
    buttons = window.stage.messages.findChildren(QPushButton)
    return {button.text(): button for button in buttons if button.isVisible()}


def test_an_audio_file_is_used_for_the_map(playing: MainWindow, horn: Path, qtbot: QtBot) -> None:
    playing.open(horn)
    qtbot.waitUntil(lambda: bool(offers(playing)))
    assert playing.stage.messages.text == "“horn.wav” contains only audio."
    assert list(offers(playing)) == ["Use for the map", "Search with it"]
    for width in (800, 1280):
        playing.resize(width, 600)
        QApplication.processEvents()
        for button in offers(playing).values():  # not cut
            assert button.width() >= button.sizeHint().width()
            assert playing.stage.messages.rect().contains(button.geometry())
    offers(playing)["Use for the map"].click()
    sounds = playing.presentation.sounds
    qtbot.waitUntil(lambda: sounds.value.replacement is not None, timeout=LONG)
    assert sounds.value.replacement is sounds.pinned[0][1]
    assert playing.player.media is not None
    assert playing.player.media.name == "clip.mp4"
    assert not playing.stage.messages.isVisible()


def test_an_audio_file_is_a_query(
    playing: MainWindow, horn: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    playing.store.update(library=str(tmp_path / "library"))
    playing.open(horn)
    qtbot.waitUntil(lambda: bool(offers(playing)))
    offers(playing)["Search with it"].click()
    body = playing.search.body
    qtbot.waitUntil(lambda: body._images_title.text() == "Images matching this sound", timeout=LONG)
    assert playing.stage.panels["search"].expanded


def test_without_a_medium_an_image_is_chosen_for_the_sound(
    window: MainWindow, horn: Path, clip: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(clip), ""))
    window.open(horn)
    qtbot.waitUntil(lambda: bool(offers(window)))
    offers(window)["Choose an image…"].click()
    sounds = window.presentation.sounds
    qtbot.waitUntil(lambda: sounds.value.replacement is not None, timeout=LONG)
    assert window.player.media is not None
    assert window.player.media.name == "clip.mp4"


def test_a_video_without_audio_offers_to_add_some(
    window: MainWindow, horn: Path, clip: Path, fakes: FakeDependencies, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    fakes.videos["clip"] = lambda path: FakeVideo(path, has_audio=False)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(horn), ""))
    window.open(clip)
    qtbot.waitUntil(lambda: bool(offers(window)))
    assert window.stage.messages.text == "“clip.mp4” has no audio track."
    offers(window)["Add audio…"].click()
    sounds = window.presentation.sounds
    qtbot.waitUntil(lambda: sounds.value.replacement is not None, timeout=LONG)


def test_an_offer_ends_with_its_file(
    window: MainWindow, clip: Path, tmp_path: Path, fakes: FakeDependencies, qtbot: QtBot
) -> None:
    fakes.videos["clip"] = lambda path: FakeVideo(path, has_audio=False)
    fakes.videos["other"] = FakeVideo
    window.open(clip)
    qtbot.waitUntil(lambda: bool(offers(window)))
    other = tmp_path / "other.mp4"
    other.write_bytes(b"video")
    with qtbot.waitSignal(window.player.opened, timeout=LONG):
        window.open(other)
    assert not window.stage.messages.isVisible()
    assert window.stage.status.message_label.text() == ""


def test_the_buttons_of_a_second_offer_are_not_cut(
    playing: MainWindow, horn: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("horn.wav", "horn 2.wav"):
        sound = tmp_path / name
        sound.write_bytes(horn.read_bytes())
        playing.open(sound)
        qtbot.waitUntil(lambda name=name: name in playing.stage.messages.text)
        QApplication.processEvents()
        for button in offers(playing).values():
            assert button.height() >= button.sizeHint().height()
