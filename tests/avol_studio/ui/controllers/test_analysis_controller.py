"""Analysis, markers and timeline, through their commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from avol_studio.services.analysis.analysis_cache import AnalysisCache
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.timeline.thumbnail_popup import ThumbnailPopup
from tests.support.studio import give


@pytest.fixture
def inspecting(playing: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window that has identified the open file."""
    qtbot.waitUntil(lambda: playing.analysis.markers.has_file)
    return playing


def go(window: MainWindow, qtbot: QtBot, index: int) -> None:
    media = window.analysis.service.media
    assert media is not None
    window.player.seek(media.index.time(index))
    qtbot.waitUntil(lambda: index_of(window) == index)


def index_of(window: MainWindow) -> int:
    frame = window.player.last_frame
    return -1 if frame is None else frame.index


def test_markers_are_added_visited_removed_and_undone(inspecting: MainWindow, qtbot: QtBot) -> None:
    window, markers = inspecting, inspecting.analysis.markers
    assert not window.actions_by_id["marker.next"].isEnabled()
    for index in (50, 25, 75):
        go(window, qtbot, index)
        give(window, "marker.add")
    assert markers.times == window.stage.timeline.markers == (1.0, 2.0, 3.0)
    give(window, "marker.previous")
    qtbot.waitUntil(lambda: index_of(window) == 50)
    give(window, "marker.next")
    qtbot.waitUntil(lambda: index_of(window) == 75)
    give(window, "marker.remove")
    assert markers.times == (1.0, 2.0)
    give(window, "edit.undo")
    assert markers.times == (1.0, 2.0, 3.0)
    give(window, "edit.undo")
    assert markers.times == (1.0, 2.0)
    give(window, "edit.redo")
    assert markers.times == (1.0, 2.0, 3.0)
    give(window, "edit.redo")
    assert markers.times == (1.0, 2.0)
    assert not window.actions_by_id["edit.redo"].isEnabled()


def test_markers_are_loaded_when_the_file_is_opened_again(
    inspecting: MainWindow, clip: Path, qtbot: QtBot
) -> None:
    window, markers = inspecting, inspecting.analysis.markers
    go(window, qtbot, 30)
    give(window, "marker.add")
    give(window, "file.close")
    assert markers.times == ()
    assert not window.actions_by_id["edit.undo"].isEnabled()
    window.open(clip)
    qtbot.waitUntil(lambda: markers.times == (1.2,))


def test_the_timeline_zooms_by_keys(inspecting: MainWindow) -> None:
    view = inspecting.stage.timeline
    give(inspecting, "timeline.zoom_in")
    give(inspecting, "timeline.zoom_in")
    assert view.time_range.zoomed
    give(inspecting, "timeline.zoom_out")
    assert view.time_range.span < view.time_range.stop - view.time_range.start
    give(inspecting, "timeline.zoom_all")
    assert not view.time_range.zoomed
    assert not inspecting.actions_by_id["timeline.zoom_all"].isEnabled()


def test_the_audio_track_can_be_selected(inspecting: MainWindow) -> None:
    high = inspecting.stage.timeline.sizeHint().height()
    give(inspecting, "timeline.next_track")
    assert inspecting.store.value.timeline_track == "spectrogram"
    give(inspecting, "timeline.next_track")
    assert inspecting.store.value.timeline_track == "none"
    assert inspecting.stage.timeline.sizeHint().height() < high
    give(inspecting, "timeline.next_track")
    assert inspecting.store.value.timeline_track == "waveform"


def test_the_analysis_is_started_paused_and_stopped(inspecting: MainWindow, qtbot: QtBot) -> None:
    window, analysis = inspecting, inspecting.analysis.service
    assert not window.actions_by_id["analysis.cancel"].isEnabled()
    give(window, "analysis.toggle")
    assert window.actions_by_id["analysis.toggle"].isChecked()
    give(window, "analysis.toggle")
    assert analysis.progress.stage == "paused"
    give(window, "analysis.cancel")
    assert analysis.progress.stage == "off"
    give(window, "analysis.toggle")
    qtbot.waitUntil(lambda: analysis.progress.stage == "done", timeout=20_000)
    assert analysis.progress.analyzed == 100
    track = window.stage.timeline._scores
    assert track is not None
    assert track.known_fraction == 1


def test_a_thumbnail_is_shown_under_the_mouse(inspecting: MainWindow, qtbot: QtBot) -> None:
    timeline = inspecting.stage.timeline
    popup = inspecting.findChild(ThumbnailPopup)
    assert popup is not None
    QTest.mouseMove(timeline, QPoint(round(timeline.time_range.x(2.0)), 60))
    qtbot.waitUntil(popup.isVisible)
    below = timeline.mapTo(inspecting, QPoint(0, 0)).y()
    assert popup.geometry().bottom() <= below
    timeline.hovered.emit(None)
    assert not popup.isVisible()


def test_a_selected_range_sets_the_loop(inspecting: MainWindow) -> None:
    inspecting.stage.timeline.range_selected.emit((3.0, 1.0))
    assert inspecting.player.state.loop == (1.0, 3.0)


def test_a_damaged_marker_file_is_empty(
    tmp_path: Path, make_window: Callable[[], MainWindow]
) -> None:
    markers = make_window().analysis.markers
    folder = AnalysisCache(tmp_path, "file")
    folder.markers.parent.mkdir()
    folder.markers.write_text("{damaged")
    markers.load(folder.markers)
    assert markers.times == ()
    markers.add(2.0)
    assert json.loads(folder.markers.read_text()) == [2.0]
