"""Playback > Audio track: another audio track of the open file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from avol.media.decoding.streams import AudioTrackInfo
from avol_studio.core.state.player_state import OpenedMedia
from avol_studio.services.project.project_file import load_project
from avol_studio.ui.main_window import MainWindow
from tests.support.fakes import FakeDependencies, FakeVideo

TRACKS = AudioTrackInfo(1, "aac", 2, "eng"), AudioTrackInfo(2, "ac3", 6, "deu", "Commentary")


def open_menu(window: MainWindow) -> QMenu:
    window.header.show_commands(all_commands=True)
    menus = [action.menu() for action in window.header.menus["Playback"].actions()]
    submenus = [menu for menu in menus if isinstance(menu, QMenu)]
    (menu,) = (m for m in submenus if m.title().replace("&", "") == "Audio track")
    return menu


def track_of(window: MainWindow) -> int:
    media = window.player.media
    assert isinstance(media, OpenedMedia)
    return media.info.audio_track


@pytest.fixture
def two_tracks(fakes: FakeDependencies, window: MainWindow) -> MainWindow:
    """A window; each of its files has two audio tracks."""
    selection = window.player.dependencies.audio_tracks

    def open_video(path: Path) -> FakeVideo:
        video = FakeVideo(path)
        number = selection.get(path) or 1
        video.info = replace(video.info, audio_tracks=TRACKS, audio_track=number)
        return video

    fakes.videos["clip"] = open_video
    window.store.update(autoplay=False)
    return window


def test_another_track_is_played_from_the_same_time(
    two_tracks: MainWindow, clip: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window, player = two_tracks, two_tracks.player
    assert not open_menu(window).isEnabled()
    with qtbot.waitSignal(player.localized):
        window.open(clip)
    player.seek(1.2)
    player.set_loop(0.4, 2.0)
    menu = open_menu(window)
    assert menu.isEnabled()
    texts = [action.text() for action in menu.actions()]
    assert texts == ["1: eng (aac, stereo)", "2: deu, Commentary (ac3, 6 channels)"]
    assert [action.isChecked() for action in menu.actions()] == [True, False]
    with qtbot.waitSignal(player.opened):
        menu.actions()[1].trigger()
    assert track_of(window) == 2
    assert [action.isChecked() for action in menu.actions()] == [False, True]
    qtbot.waitUntil(lambda: player.last_frame is not None and player.last_frame.time == 1.2)
    assert player.state.loop == (0.4, 2.0)
    assert not player.state.playing


def test_the_project_keeps_the_track(
    two_tracks: MainWindow, clip: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window, player = two_tracks, two_tracks.player
    for number in (1, 2):
        with qtbot.waitSignal(player.opened):
            player.select_audio_track(2) if number == 2 else window.open(clip)
    qtbot.waitUntil(window.actions_by_id["project.save"].isEnabled)
    project = tmp_path / "work.avol.json"
    window.project.save_to(project)
    assert load_project(project).audio_track == 2
    with qtbot.waitSignal(player.opened):
        player.select_audio_track(1)
    assert window.project.path == project
    player.dependencies.audio_tracks.select(clip, None)
    with qtbot.waitSignal(player.opened):
        window.open(project)
    assert track_of(window) == 2
