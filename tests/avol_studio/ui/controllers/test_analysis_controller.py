"""Analysis, markers and timeline, through their commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from avol_studio.services.analysis.annotation_folder import AnnotationFolder
from avol_studio.services.analysis.preview_loader import Thumbnail
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.timeline.thumbnail_popup import ThumbnailPopup
from tests.support.fakes import SIZE, number_of
from tests.support.studio import give, move_mouse


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
    assert markers.times == window.stage.timeline.content.markers == (1.0, 2.0, 3.0)
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
    track = window.stage.timeline.content.scores
    assert track is not None
    assert track.known_fraction == 1


def shown_number(popup: ThumbnailPopup) -> int:
    """The number that the image of the popup encodes."""
    image = popup._image.scaled(SIZE[1], SIZE[0]).convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(*SIZE, 4)
    return number_of(pixels[..., :3])


def test_the_frame_at_the_mouse_is_previewed(inspecting: MainWindow, qtbot: QtBot) -> None:
    timeline = inspecting.stage.timeline
    popup = inspecting.findChild(ThumbnailPopup)
    assert popup is not None
    for time, index in ((2.25, 56), (2.5, 62), (2.25, 56)):
        move_mouse(timeline, QPoint(round(timeline.time_range.x(time + 0.02)), 60))
        qtbot.waitUntil(lambda text=f"0:0{index / 25:.2f}": popup._text == text)
        assert shown_number(popup) == index
    below = timeline.mapTo(inspecting, QPoint(0, 0)).y()
    assert popup.isVisible()
    assert popup.geometry().bottom() <= below
    timeline.hovered.emit(None)
    assert not popup.isVisible()


def test_a_preview_of_a_key_frame_says_so(inspecting: MainWindow, qtbot: QtBot) -> None:
    timeline, controller = inspecting.stage.timeline, inspecting.analysis
    popup = inspecting.findChild(ThumbnailPopup)
    assert popup is not None
    media = controller.service.media
    assert media is not None
    controller._hover = 2.25
    image = np.zeros((20, 20, 3), np.uint8)
    controller._on_thumbnail(Thumbnail(48, media.index.time(48), image))
    assert popup._text == "earlier: 0:01.92"
    controller._on_thumbnail(Thumbnail(60, media.index.time(60), image))  # of an older request
    assert popup._text == "earlier: 0:01.92"
    timeline.hovered.emit(None)


def test_a_selected_range_sets_the_loop(inspecting: MainWindow) -> None:
    inspecting.stage.timeline.range_selected.emit((3.0, 1.0))
    assert inspecting.player.state.loop == (1.0, 3.0)


def test_a_damaged_marker_file_is_empty(
    tmp_path: Path, make_window: Callable[[], MainWindow]
) -> None:
    markers = make_window().analysis.markers
    folder = AnnotationFolder(tmp_path / "file", ("file", "former"))
    folder.path.mkdir()
    folder.markers.write_text("{damaged")
    markers.load(folder.markers)
    assert markers.times == ()
    markers.add(2.0)
    assert json.loads(folder.markers.read_text()) == [2.0]
    assert (folder.path / "markers.bad").read_text() == "{damaged"
