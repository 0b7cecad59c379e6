"""Region query in the main window: select, show matches, play them, clear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from avol_studio.core.threads.worker_thread import Notify
from avol_studio.services.region_query.attribution_process import (
    AttributionError,
    AttributionProcess,
    AttributionRequest,
    AttributionResult,
)
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.panels.region_query_panel import HINT
from tests.avol_studio.services.region_query.conftest import ClickModel, cell_of
from tests.support.fakes import FakeDependencies, FakeVideo
from tests.support.studio import LONG, give, make_window, move_mouse, on_screen, open_clip

CLICK = 2.5


class FakeAttributionProcess(AttributionProcess):
    """Stores its requests; a test sends the result."""

    def __init__(self, weights: str, notify: Notify) -> None:
        super().__init__(weights, notify)
        self.requests: list[AttributionRequest] = []

    def request(self, request: AttributionRequest) -> None:
        self.requests.append(request)

    def send_result(self) -> None:
        request = self.requests[-1]
        attribution = np.zeros_like(request.spectrogram)
        attribution[40:60, 90:110] = 1
        self._notify(AttributionResult(request, attribution))


@pytest.fixture(autouse=True)
def _normal_thread_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps the normal priority: on a busy machine, threads of low priority would time out."""
    monkeypatch.setattr("os.setpriority", lambda *_: None, raising=False)


@pytest.fixture
def fakes() -> FakeDependencies:
    fakes = FakeDependencies()
    fakes.videos["clip"] = FakeVideo
    fakes.videos["mute"] = lambda path: FakeVideo(path, has_audio=False)
    fakes.clicks, fakes.model = (CLICK,), ClickModel()
    return fakes


@pytest.fixture
def window(
    fakes: FakeDependencies, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window with a paused clip."""
    monkeypatch.setattr(
        "avol_studio.core.model_selection.loader", lambda *_, **__: lambda: fakes.model
    )
    main_window = make_window(fakes, tmp_path, analyze_on_open=False, autoplay=False)
    main_window.region_query.service._start_attribution = FakeAttributionProcess
    main_window.region_query.service.set_model(ClickModel)
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"pictures")
    with on_screen(main_window, qtbot):
        open_clip(main_window, clip, qtbot)
        yield main_window


def widget_position(window: MainWindow, x: float, y: float) -> QPoint:
    rect = window.stage.viewport.image_rect
    left, top = rect.left() + x * rect.width(), rect.top() + y * rect.height()
    return QPointF(left, top).toPoint()


def query_point(window: MainWindow, x: float, y: float) -> None:
    give(window, "query.select")
    QTest.mouseClick(
        window.stage.viewport, Qt.MouseButton.LeftButton, pos=widget_position(window, x, y)
    )


def wait_until_embedded(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until all audio of the file is embedded."""
    service = window.region_query.service
    qtbot.waitUntil(lambda: service.curve is not None and service.curve.progress == 1, timeout=LONG)


@pytest.fixture
def queried_window(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window in which the bright square of the frame at the click was queried."""
    window.player.seek(CLICK)
    qtbot.waitUntil(lambda: exact_frame_index(window) == round(CLICK * 25), timeout=LONG)
    x, y, *_ = cell_of(round(CLICK * 25))
    query_point(window, x, y)
    wait_until_embedded(window, qtbot)
    return window


def exact_frame_index(window: MainWindow) -> int:
    located = window.player.last_localization
    return -1 if located is None or not located.exact else located.frame_index


def test_clicked_cell_finds_its_audio_windows(queried_window: MainWindow) -> None:
    service, panel = queried_window.region_query.service, queried_window.region_query.body
    assert queried_window.stage.panels["region_query"].expanded
    assert service.matches
    assert abs(service.matches[0].time - CLICK) <= 0.5
    rows = [row for row in panel.rows if row.isVisible() and row.isEnabled()]
    assert len(rows) == len(service.matches)
    assert "score 1.00" in rows[0].accessibleName()
    assert panel._heading.text() == "Score 1.00 (rank 1 of 196 cells)"
    assert queried_window.stage.timeline.content.query_scores is not None
    assert queried_window.region_query.outline.isVisible()
    assert queried_window.stage.viewport.cursor().shape() != Qt.CursorShape.CrossCursor


def test_region_is_scored_by_its_best_cell(window: MainWindow, qtbot: QtBot) -> None:
    give(window, "query.select")
    view, ends = (
        window.stage.viewport,
        (widget_position(window, 0.02, 0.02), widget_position(window, 0.98, 0.98)),
    )
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=ends[0])
    move_mouse(view, ends[1], Qt.MouseButton.LeftButton)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=ends[1])
    wait_until_embedded(window, qtbot)
    query, curve = window.region_query.service.query, window.region_query.service.curve
    assert query is not None
    assert not query.is_cell
    assert window.region_query.service.cell_rank is None
    assert curve is not None
    assert curve.scores.max() == 1
    assert window.region_query.body._heading.text() == "Selected region"


def test_query_pauses_playback(window: MainWindow, qtbot: QtBot) -> None:
    window.player.play()
    query_point(window, 0.5, 0.5)
    assert not window.player.state.playing
    wait_until_embedded(window, qtbot)
    assert window.region_query.body._note.text().startswith("No matching second found.")


def test_weak_matches_are_labelled(queried_window: MainWindow) -> None:
    service, note = queried_window.region_query.service, queried_window.region_query.body._note
    assert "No second reaches" not in note.text()
    assert service.curve is not None
    service.curve = replace(service.curve, scores=service.curve.scores * np.float32(0.4))
    queried_window.region_query.body.follow()
    assert note.text().startswith("No second reaches the threshold 0.5")


def test_best_match_plays_and_the_query_stays(queried_window: MainWindow, qtbot: QtBot) -> None:
    best = queried_window.region_query.service.matches
    QTest.mouseClick(queried_window.region_query.body.rows[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: queried_window.player.state.playing)
    qtbot.waitUntil(lambda: queried_window.player.state.time >= best[0].time - 0.5)
    assert queried_window.region_query.service.query is not None
    assert queried_window.actions_by_id["go.return"].isEnabled()
    queried_window.player.pause()
    give(queried_window, "query.play_next")
    assert queried_window.player.state.playing


def test_attribution_is_shown_on_the_frame_of_the_query(
    queried_window: MainWindow, qtbot: QtBot
) -> None:
    attribution_process = queried_window.region_query.service._attribution_process
    assert isinstance(attribution_process, FakeAttributionProcess)
    assert len(attribution_process.requests) == 1
    assert queried_window.region_query.service.computing_attribution
    with qtbot.waitSignal(queried_window.region_query.service.changed):
        attribution_process.send_result()
    spectrogram = queried_window.stage.audio._spectrogram
    assert queried_window.region_query.service.attribution is not None
    assert spectrogram._shade.image is not None
    assert "drove this score" in queried_window.region_query.body._note.text()
    queried_window.player.step(-3)
    qtbot.waitUntil(
        lambda: exact_frame_index(queried_window) == round(CLICK * 25) - 3, timeout=LONG
    )
    assert queried_window.region_query.service.query is not None


def test_attribution_error_shows_a_message(queried_window: MainWindow, qtbot: QtBot) -> None:
    attribution_process = queried_window.region_query.service._attribution_process
    assert isinstance(attribution_process, FakeAttributionProcess)
    with qtbot.waitSignal(queried_window.region_query.message) as signal:
        attribution_process._notify(
            AttributionError(attribution_process.requests[0], "The attribution failed; try again.")
        )
    assert signal.args
    assert signal.args[0].text == "The attribution failed; try again."
    assert not queried_window.region_query.service.computing_attribution


@pytest.mark.parametrize("command", ["query.clear", "view.cancel"])
def test_query_is_cleared_by_command_and_by_escape(
    queried_window: MainWindow, command: str
) -> None:
    give(queried_window, command)
    assert queried_window.region_query.service.query is None
    assert queried_window.stage.timeline.content.query_scores is None
    assert not queried_window.region_query.outline.isVisible()
    assert queried_window.region_query.body._note.text() == HINT
    assert not queried_window.actions_by_id["query.clear"].isEnabled()
    assert not queried_window.actions_by_id["view.cancel"].isEnabled()


def test_escape_cancels_the_selection(window: MainWindow) -> None:
    give(window, "query.select")
    give(window, "view.cancel")
    assert not window.region_query.rubber_band.waiting
    QTest.mouseClick(
        window.stage.viewport, Qt.MouseButton.LeftButton, pos=widget_position(window, 0.5, 0.5)
    )
    assert window.region_query.service.query is None


def test_next_query_reuses_the_audio_embeddings(queried_window: MainWindow, qtbot: QtBot) -> None:
    embedder = queried_window.region_query.service._track_embedder
    query_point(queried_window, 0.5, 0.5)
    wait_until_embedded(queried_window, qtbot)
    assert queried_window.region_query.service._track_embedder is embedder


def test_opening_another_file_clears_the_query(
    queried_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    mute = tmp_path / "mute.mp4"
    mute.write_bytes(b"pictures")
    with qtbot.waitSignal(queried_window.player.opened, timeout=LONG):
        queried_window.open(mute)
    assert queried_window.region_query.service.query is None
    assert queried_window.region_query.service._track_embedder is None
    assert not queried_window.actions_by_id["query.select"].isEnabled()


def test_mirrored_view_queries_the_visible_cell(window: MainWindow, qtbot: QtBot) -> None:
    window.store.update(mirror=True)
    query_point(window, 0.9, 0.3)
    query = window.region_query.service.query
    assert query is not None
    assert query.region[0] == pytest.approx(0.1, abs=0.01)
    wait_until_embedded(window, qtbot)


def test_unloadable_model_shows_a_message(
    window: MainWindow, qtbot: QtBot, failing_load: Callable[[], ClickModel]
) -> None:
    window.region_query.service.set_model(failing_load)
    with qtbot.waitSignal(window.region_query.message, timeout=LONG) as signal:
        query_point(window, 0.5, 0.5)
    assert signal.args
    assert signal.args[0].text == "No such weights; choose others."
    assert window.region_query.service.query is None


@pytest.fixture
def failing_load() -> Callable[[], ClickModel]:
    from avol.errors import WeightsError

    def load() -> ClickModel:
        raise WeightsError("No such weights; choose others.")

    return load
