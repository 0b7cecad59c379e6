"""Search in the window: the panel asks by itself, shows, plays, takes in; maps and regions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from avol.retrieval.library.library import Library
from avol.retrieval.projection import project
from avol.retrieval.query.search import Hit
from avol_studio.media.source import AudioBlock
from avol_studio.services.search import search_service as kits
from avol_studio.services.search.live_audio_tap import LiveAudioTap
from avol_studio.services.search.state import AudioRange, EmbeddingMap, LibraryState, SearchHit
from avol_studio.ui.dialogs.embedding_map import EmbeddingMapDialog
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.panels.search_panel import LOOKS
from tests.avol_studio.services.search.conftest import load
from tests.support import toys
from tests.support.fakes import FakeStudioParts, FakeVideo
from tests.support.studio import LONG, make_window, on_screen, open_clip


@pytest.fixture
def fakes() -> FakeStudioParts:
    fakes = FakeStudioParts()
    fakes.videos["clip"] = FakeVideo
    fakes.clicks = tuple(n / 4 for n in range(40))
    return fakes


@pytest.fixture
def window(
    fakes: FakeStudioParts,
    tmp_path: Path,
    media: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    """A window with the clip open, paused, and a starter library of toys to be made."""
    monkeypatch.setattr(kits, "default_library_folder", lambda: tmp_path / "starter")
    monkeypatch.setattr(kits, "default_library_files", lambda: [media])
    monkeypatch.setattr(
        "avol_studio.ui.panels.search_panel.default_library_folder", lambda: tmp_path / "starter"
    )
    monkeypatch.setattr("avol_studio.services.search.search_service.load_embedder", load)
    made = make_window(fakes, tmp_path, analyse=False, autoplay=False)
    made.search.service._load = load
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"pictures")
    with on_screen(made, qtbot):
        open_clip(made, clip, qtbot)
        yield made


@pytest.fixture
def searching(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The panel expanded, its first answer there."""
    with qtbot.waitSignal(window.search.service.library_changed, timeout=LONG):
        window.actions_by_id["view.search"].trigger()
    qtbot.waitUntil(lambda: [len(found) for found in names(window)] == [3, 3], timeout=LONG)
    return window


def names(window: MainWindow) -> tuple[list[str], list[str]]:
    """The files in the two strips."""
    view = window.search.body
    strips = (view.image_hits.tiles, view.audio_hits.tiles)
    found = [[t.hit.hit.path.name for t in tiles if t.hit is not None] for tiles in strips]
    return found[0], found[1]


def test_folded_away_it_costs_nothing(window: MainWindow) -> None:
    assert not window.stage.panels["search"].expanded
    assert not window.search.service.active
    assert window.search.service._query_thread is None
    assert window.search.service._index_thread is None


def test_unfolded_it_answers(searching: MainWindow, qtbot: QtBot) -> None:
    looks, sounds = names(searching)
    assert sorted(looks) == ["blue.png", "green.png", "red.png"]
    assert sorted(sounds) == ["blue.wav", "green.wav", "red.wav"]
    tile = searching.search.body.image_hits.tiles[0]
    assert looks[0] in tile.toolTip()
    assert "score" in tile.accessibleName()
    searching.actions_by_id["view.search"].trigger()
    assert not searching.search.service.active


def test_nothing_is_asked_twice(
    searching: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit = searching.search.service
    qtbot.wait(100)
    asked: list[object] = []
    assert kit._query_thread is not None
    monkeypatch.setattr(kit._query_thread, "request", asked.append)
    kit._send_request()
    kit._send_request()
    assert len(asked) <= 1
    searching.actions_by_id["step.forward"].trigger()
    player = searching.player
    qtbot.waitUntil(lambda: player.last_frame is not None and player.last_frame.index == 1)
    before = len(asked)
    kit._send_request()
    assert len(asked) == before + 1


def test_a_click_plays_in_place(
    searching: MainWindow, fakes: FakeStudioParts, qtbot: QtBot
) -> None:
    view = searching.search.body
    tile = next(t for t in view.image_hits.tiles if t.hit and t.hit.hit.path.name == "red.png")
    with qtbot.waitSignal(searching.search.service.clip_player.frame_ready, timeout=LONG):
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert view.preview.isVisible()
    assert not searching.player.state.playing
    searching.search.service.clip_player.stop()
    assert not view.preview.isVisible()


def test_a_missing_file_is_said(searching: MainWindow, media: Path, qtbot: QtBot) -> None:
    (media / "red.png").unlink()
    searching.search.service.play(media / "red.png", 0.0)
    assert "does not exist any more" in searching.stage.messages.text


def test_a_double_click_opens_at_the_moment(
    searching: MainWindow, fakes: FakeStudioParts, tmp_path: Path, qtbot: QtBot
) -> None:
    fakes.videos["other"] = FakeVideo
    (path := tmp_path / "other.mp4").write_bytes(b"pictures")
    hit = Hit(1, path, 2.5, None, "pictures", 1.0)
    searching.search.body.opened.emit(SearchHit(hit, None, False))
    player = searching.player
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


def test_dropped_files_are_taken_in_and_found(
    searching: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(searching.search.service.library_changed, timeout=LONG) as changed:
        drop(searching.search.body, toys.write_image(tmp_path, "violet", color="blue"))
    state = changed.args[0]  # pyright: ignore[reportOptionalSubscript]
    assert isinstance(state, LibraryState)
    assert state.images == 4
    qtbot.waitUntil(lambda: "violet.png" in names(searching)[0], timeout=LONG)


def test_another_library_is_kept_for_the_next_start(
    searching: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    kit = searching.search.service
    with qtbot.waitSignal(kit.library_changed, timeout=LONG):
        kit.set_library(tmp_path / "mine")
    assert kit.library == tmp_path / "mine"
    assert searching.store.value.library == str(tmp_path / "mine")
    with qtbot.waitSignal(kit.library_changed, timeout=LONG):
        searching.actions_by_id["search.sample"].trigger()
    assert kit.library == tmp_path / "starter"


def test_a_region_is_dragged(searching: MainWindow, qtbot: QtBot) -> None:
    kit, viewport = searching.search.service, searching.stage.viewport
    searching.actions_by_id["search.region"].trigger()
    rect = viewport.image_rect
    start = (rect.topLeft() + QPointF(rect.width() / 2, 1)).toPoint()
    stop = (rect.bottomRight() - QPointF(1, rect.height() / 2)).toPoint()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, QPoint(stop.x() - 5, stop.y()))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=stop)
    assert isinstance(kit._query, tuple)
    assert kit._query == pytest.approx((0.5, 0, 1, 0.5), abs=0.02)
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor
    searching.actions_by_id["search.now"].trigger()
    assert kit._query is None
    searching.actions_by_id["search.region"].trigger()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=start)
    assert kit._query is None


def test_the_sound_from_a_to_b(searching: MainWindow, qtbot: QtBot) -> None:
    player, kit = searching.player, searching.search.service
    assert not searching.actions_by_id["search.range"].isEnabled()
    player.set_loop(0.5, 3.0)
    searching.actions_by_id["search.range"].trigger()
    assert isinstance(kit._query, AudioRange)
    assert kit._query.times == (1.0, 2.0)
    view = searching.search.body
    assert view._heard.text() == "Looks like the sound from A to B"
    searching.actions_by_id["search.now"].trigger()
    assert view._heard.text() == LOOKS


def test_a_range_is_dragged_on_the_timeline(window: MainWindow, qtbot: QtBot) -> None:
    timeline, kit, panel = (
        window.stage.timeline,
        window.search.service,
        window.stage.panels["search"],
    )
    assert not panel.expanded
    keys = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    start, stop = (QPoint(round(timeline.time_range.x(time)), 40) for time in (1.0, 3.0))
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, keys, start)
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, keys, stop)
    assert isinstance(kit._query, AudioRange)
    assert kit._query.times == pytest.approx((1.5, 2.5), abs=0.1)
    assert panel.expanded
    assert window.actions_by_id["search.range"] in timeline.actions()


def test_figures_and_map_come_up(searching: MainWindow, qtbot: QtBot) -> None:
    desk = searching.search
    with qtbot.waitSignal(desk.service.metrics_ready, timeout=LONG):
        searching.actions_by_id["search.evaluate"].trigger()
    assert desk.metrics_dialog is not None
    assert desk.metrics_dialog.isVisible()
    panel = searching.stage.panels["search"]
    panel.set_expanded(False)
    told: list[str] = []
    desk.service.progress_changed.connect(lambda progress: told.append(progress.activity))
    with qtbot.waitSignal(desk.service.map_ready, timeout=LONG):
        searching.actions_by_id["search.map"].trigger()
    assert panel.expanded  # it takes seconds, and the panel says so
    assert "Computing the library map" in told
    assert desk.map_dialog is not None
    assert desk.map_dialog.isVisible()
    assert len(desk.map_dialog.plots) == 1


@pytest.fixture
def shown_map(library: Path, qtbot: QtBot) -> Iterator[EmbeddingMapDialog]:
    owner = QWidget()
    qtbot.addWidget(owner)
    made = EmbeddingMapDialog(owner)
    with Library(library) as opened:
        made.show_embedding_map(EmbeddingMap(library, "Toy", project(opened)), beside=False)
    made.show()
    yield made
    made.close()


def test_a_dot_is_clicked(shown_map: EmbeddingMapDialog, qtbot: QtBot) -> None:
    space = shown_map.plots[0]
    points = space.scatters["sounds"].points()
    assert len(points) == 3
    with qtbot.waitSignal(shown_map.clicked) as clicked:
        space.scatters["sounds"].sigClicked.emit(space.scatters["sounds"], points[:1], None)
    item = clicked.args[0]  # pyright: ignore[reportOptionalSubscript]
    assert item.path.suffix == ".wav"
    assert item.path.name in space._tip(int(points[0].data()))


def test_two_spaces_side_by_side(
    shown_map: EmbeddingMapDialog, library: Path, make: Callable[[], EmbeddingMap]
) -> None:
    shown_map.show_embedding_map(make(), beside=True)
    assert len(shown_map.plots) == 2
    shown_map.show_embedding_map(make(), beside=True)
    assert len(shown_map.plots) == 2
    shown_map.show_embedding_map(make(), beside=False)
    assert len(shown_map.plots) == 1


def test_asking_for_what_is_not_aligned(shown_map: EmbeddingMapDialog, qtbot: QtBot) -> None:
    button = next(b for b in shown_map.findChildren(QPushButton) if "L3-Net" in b.text())
    with qtbot.waitSignal(shown_map.unaligned_requested):
        button.click()


@pytest.fixture
def make(library: Path) -> Callable[[], EmbeddingMap]:
    def made() -> EmbeddingMap:
        with Library(library) as opened:
            return EmbeddingMap(library, "Another", project(opened))

    return made


def test_the_last_second_of_what_is_live() -> None:
    ear = LiveAudioTap()
    assert ear.latest_window() is None
    for n in range(30):
        block = np.full(4800, n, np.float32)
        ear.on_audio(AudioBlock(block, 4800 * n, n / 10))
    second = ear.latest_window()
    assert second is not None
    assert second.shape == (48_000,)
    assert (second[0], second[-1]) == (20, 29)
    ear.clear()
    assert ear.latest_window() is None
