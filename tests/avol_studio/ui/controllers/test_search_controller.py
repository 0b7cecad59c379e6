"""Search in the main window: continuous queries, playback, indexing, maps, regions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from avol.retrieval.library.library import Library
from avol.retrieval.projection import project_library
from avol.retrieval.query.search import Hit
from avol_studio.services.search import search_service
from avol_studio.services.search.state import AudioMoments, EmbeddingMap, LibraryState, SearchHit
from avol_studio.ui.dialogs.embedding_map import EmbeddingMapDialog
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.panels.search_panel import IMAGES
from tests.support import toys
from tests.support.fakes import FakeDependencies, FakeVideo
from tests.support.studio import LONG, make_window, move_mouse, on_screen, open_clip
from tests.support.toy_library import _shipped_toy_checkpoint, library, load_toy, media

__all__ = ["_shipped_toy_checkpoint", "library", "media"]


@pytest.fixture
def fakes() -> FakeDependencies:
    fakes = FakeDependencies()
    fakes.videos["clip"] = FakeVideo
    fakes.clicks = tuple(n / 4 for n in range(40))
    return fakes


@pytest.fixture
def window(
    fakes: FakeDependencies,
    tmp_path: Path,
    media: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    """A window with a paused clip and a default library of toy media."""
    monkeypatch.setattr(search_service, "default_library_folder", lambda: tmp_path / "starter")
    monkeypatch.setattr(search_service, "default_library_files", lambda: [media])
    monkeypatch.setattr(
        "avol_studio.ui.panels.search_panel.default_library_folder", lambda: tmp_path / "starter"
    )
    monkeypatch.setattr("avol_studio.services.search.search_service.load_embedder", load_toy)
    main_window = make_window(fakes, tmp_path, analyze_on_open=False, autoplay=False)
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"video")
    with on_screen(main_window, qtbot):
        open_clip(main_window, clip, qtbot)
        yield main_window


@pytest.fixture
def search_window(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The panel expanded, with the first result."""
    with qtbot.waitSignal(window.search.service.library_changed, timeout=LONG):
        window.actions_by_id["view.search"].trigger()
    qtbot.waitUntil(lambda: [len(found) for found in hit_names(window)] == [3, 3], timeout=LONG)
    return window


def hit_names(window: MainWindow) -> tuple[list[str], list[str]]:
    """Return the file names in the two grids of hits."""
    view = window.search.body
    strips = (view.image_hits.tiles, view.audio_hits.tiles)
    found = [[t.hit.hit.path.name for t in tiles if t.hit is not None] for tiles in strips]
    return found[0], found[1]


def test_collapsed_panel_starts_no_threads(window: MainWindow) -> None:
    assert not window.stage.panels["search"].expanded
    assert not window.search.service.active
    assert window.search.service._query_thread._thread.ident is None
    assert window.search.service._index_thread._thread.ident is None


def test_expanded_panel_shows_results(search_window: MainWindow, qtbot: QtBot) -> None:
    looks, sounds = hit_names(search_window)
    assert sorted(looks) == ["blue.png", "green.png", "red.png"]
    assert sorted(sounds) == ["blue.wav", "green.wav", "red.wav"]
    tile = search_window.search.body.image_hits.tiles[0]
    assert looks[0] in tile.toolTip()
    assert "score" in tile.accessibleName()
    search_window.actions_by_id["view.search"].trigger()
    assert not search_window.search.service.active


def test_same_frame_is_not_requested_twice(
    search_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = search_window.search.service
    qtbot.wait(100)
    requests: list[object] = []
    monkeypatch.setattr(service._query_thread, "request", requests.append)
    service._send_request()
    service._send_request()
    assert len(requests) <= 1
    search_window.actions_by_id["step.forward"].trigger()
    player = search_window.player
    qtbot.waitUntil(lambda: player.last_frame is not None and player.last_frame.index == 1)
    before = len(requests)
    service._send_request()
    assert len(requests) == before + 1


def test_click_plays_the_hit(
    search_window: MainWindow, fakes: FakeDependencies, qtbot: QtBot
) -> None:
    view = search_window.search.body
    tile = next(t for t in view.image_hits.tiles if t.hit and t.hit.hit.path.name == "red.png")
    with qtbot.waitSignal(search_window.search.service.clip_player.frame_ready, timeout=LONG):
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert view.preview.isVisible()
    assert not search_window.player.state.playing
    search_window.search.service.clip_player.stop()
    assert not view.preview.isVisible()


def test_missing_file_shows_a_message(search_window: MainWindow, media: Path, qtbot: QtBot) -> None:
    (media / "red.png").unlink()
    search_window.search.service.play(media / "red.png", 0.0)
    assert "does not exist any more" in search_window.stage.messages.text


def test_double_click_opens_the_file_at_the_hit(
    search_window: MainWindow, fakes: FakeDependencies, tmp_path: Path, qtbot: QtBot
) -> None:
    fakes.videos["other"] = FakeVideo
    (path := tmp_path / "other.mp4").write_bytes(b"pictures")
    hit = Hit(1, path, 2.5, None, "image", 1.0)
    search_window.search.body.opened.emit(SearchHit(hit, None, False))
    player = search_window.player
    qtbot.waitUntil(lambda: player.last_frame is not None and player.last_frame.time == 2.48)


def drop(target: object, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    target.dropEvent(  # pyright: ignore[reportAttributeAccessIssue]
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip


def test_dropped_files_are_indexed_and_found(
    search_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(search_window.search.service.library_changed, timeout=LONG) as changed:
        drop(search_window.search.body, toys.write_image(tmp_path, "violet", color="blue"))
    state = changed.args[0]  # pyright: ignore[reportOptionalSubscript]
    assert isinstance(state, LibraryState)
    assert state.folder == tmp_path / "own"  # the sample library stays as it is
    assert state.images == 1
    assert search_window.search.body._library.text() == "My library"
    qtbot.waitUntil(lambda: hit_names(search_window)[0] == ["violet.png"], timeout=LONG)


def test_selected_library_is_stored_in_the_settings(
    search_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    service = search_window.search.service
    with qtbot.waitSignal(service.library_changed, timeout=LONG):
        service.set_library(tmp_path / "mine")
    assert service.library == tmp_path / "mine"
    assert search_window.store.value.library == str(tmp_path / "mine")
    with qtbot.waitSignal(service.library_changed, timeout=LONG):
        search_window.actions_by_id["search.sample"].trigger()
    assert service.library == tmp_path / "starter"


def test_dragged_region_becomes_the_query(search_window: MainWindow, qtbot: QtBot) -> None:
    service, viewport = search_window.search.service, search_window.stage.viewport
    search_window.actions_by_id["search.region"].trigger()
    rect = viewport.image_rect
    start = (rect.topLeft() + QPointF(rect.width() / 2, 1)).toPoint()
    stop = (rect.bottomRight() - QPointF(1, rect.height() / 2)).toPoint()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    move_mouse(viewport, QPoint(stop.x() - 5, stop.y()), Qt.MouseButton.LeftButton)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=stop)
    assert isinstance(service._query, tuple)
    assert service._query == pytest.approx((0.5, 0, 1, 0.5), abs=0.02)
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor
    search_window.actions_by_id["search.now"].trigger()
    assert service._query is None
    search_window.actions_by_id["search.region"].trigger()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=start)
    assert service._query is None


def test_loop_range_becomes_the_query(search_window: MainWindow, qtbot: QtBot) -> None:
    player, service = search_window.player, search_window.search.service
    assert not search_window.actions_by_id["search.range"].isEnabled()
    player.set_loop(0.5, 3.0)
    search_window.actions_by_id["search.range"].trigger()
    assert isinstance(service._query, AudioMoments)
    assert service._query.times == (1.0, 2.0)
    view = search_window.search.body
    assert view._images_title.text() == "Images matching the audio from A to B"
    search_window.actions_by_id["search.now"].trigger()
    assert view._images_title.text() == IMAGES


def test_dragged_timeline_range_becomes_the_query(window: MainWindow, qtbot: QtBot) -> None:
    timeline, service, panel = (
        window.stage.timeline,
        window.search.service,
        window.stage.panels["search"],
    )
    assert not panel.expanded
    keys = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    start, stop = (QPoint(round(timeline.time_range.x(time)), 40) for time in (1.0, 3.0))
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, keys, start)
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, keys, stop)
    assert isinstance(service._query, AudioMoments)
    assert service._query.times == pytest.approx((1.5, 2.5), abs=0.1)
    assert panel.expanded
    assert window.actions_by_id["search.range"] in timeline.actions()


def test_metrics_and_map_dialogs_open(search_window: MainWindow, qtbot: QtBot) -> None:
    controller = search_window.search
    with qtbot.waitSignal(controller.service.metrics_ready, timeout=LONG):
        search_window.actions_by_id["search.evaluate"].trigger()
    assert controller.metrics_dialog is not None
    assert controller.metrics_dialog.isVisible()
    panel = search_window.stage.panels["search"]
    panel.set_expanded(False)
    activities: list[str] = []
    controller.service.progress_changed.connect(
        lambda progress: activities.append(progress.activity)
    )
    with qtbot.waitSignal(controller.service.map_ready, timeout=LONG):
        search_window.actions_by_id["search.map"].trigger()
    assert panel.expanded  # the panel shows the progress
    assert "Computing the library map" in activities
    assert controller.map_dialog is not None
    assert controller.map_dialog.isVisible()
    assert len(controller.map_dialog.plots) == 1


@pytest.fixture
def shown_map(library: Path, qtbot: QtBot) -> Iterator[EmbeddingMapDialog]:
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = EmbeddingMapDialog(owner)
    with Library(library) as opened:
        dialog.show_embedding_map(
            EmbeddingMap(library, "Toy", project_library(opened)), compare=False
        )
    dialog.show()
    yield dialog
    dialog.close()


def test_click_on_a_point_selects_its_item(shown_map: EmbeddingMapDialog, qtbot: QtBot) -> None:
    space = shown_map.plots[0]
    points = space.scatters["audio"].points()
    assert len(points) == 3
    with qtbot.waitSignal(shown_map.clicked) as clicked:
        space.scatters["audio"].sigClicked.emit(space.scatters["audio"], points[:1], None)
    item = clicked.args[0]  # pyright: ignore[reportOptionalSubscript]
    assert item.path.suffix == ".wav"
    assert item.path.name in space._tip(int(points[0].data()))


def test_two_maps_are_shown_side_by_side(
    shown_map: EmbeddingMapDialog, library: Path, make_map: Callable[[], EmbeddingMap]
) -> None:
    shown_map.show_embedding_map(make_map(), compare=True)
    assert len(shown_map.plots) == 2
    shown_map.show_embedding_map(make_map(), compare=True)
    assert len(shown_map.plots) == 2
    shown_map.show_embedding_map(make_map(), compare=False)
    assert len(shown_map.plots) == 1


def test_button_requests_the_unaligned_map(shown_map: EmbeddingMapDialog, qtbot: QtBot) -> None:
    button = next(b for b in shown_map.findChildren(QPushButton) if "L3-Net" in b.text())
    with qtbot.waitSignal(shown_map.unaligned_requested):
        button.click()


@pytest.fixture
def make_map(library: Path) -> Callable[[], EmbeddingMap]:
    def create() -> EmbeddingMap:
        with Library(library) as opened:
            return EmbeddingMap(library, "Another", project_library(opened))

    return create
