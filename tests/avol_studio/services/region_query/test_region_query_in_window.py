"""Asking the picture in the window: point, see the line and the best seconds, play them, leave."""

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
from tests.avol_studio.services.region_query.conftest import HearingModel, square
from tests.support.fakes import FakeStudioParts, FakeVideo
from tests.support.studio import LONG, give, make_window, on_screen, open_clip

CLICK = 2.5


class FakeExplainer(AttributionProcess):
    """Keeps what it is asked; answers when told to."""

    def __init__(self, weights: str, notify: Notify) -> None:
        super().__init__(weights, notify)
        self.asked: list[AttributionRequest] = []

    def request(self, request: AttributionRequest) -> None:
        self.asked.append(request)

    def answer(self) -> None:
        why = self.asked[-1]
        drive = np.zeros_like(why.spectrogram)
        drive[40:60, 90:110] = 1
        self._notify(AttributionResult(why, drive))


@pytest.fixture
def fakes() -> FakeStudioParts:
    fakes = FakeStudioParts()
    fakes.videos["clip"] = FakeVideo
    fakes.videos["mute"] = lambda path: FakeVideo(path, has_sound=False)
    fakes.clicks, fakes.model = (CLICK,), HearingModel()
    return fakes


@pytest.fixture
def window(
    fakes: FakeStudioParts, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window with the clip open, paused where it clicks."""
    monkeypatch.setattr(
        "avol_studio.core.model_selection.loader", lambda *_, **__: lambda: fakes.model
    )
    made = make_window(fakes, tmp_path, analyse=False, autoplay=False)
    made.region_query.service._start_attribution = FakeExplainer
    made.region_query.service.set_model(HearingModel)
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"pictures")
    with on_screen(made, qtbot):
        open_clip(made, clip, qtbot)
        yield made


def place(window: MainWindow, x: float, y: float) -> QPoint:
    picture = window.stage.viewport.image_rect
    left, top = picture.left() + x * picture.width(), picture.top() + y * picture.height()
    return QPointF(left, top).toPoint()


def point_at(window: MainWindow, x: float, y: float) -> None:
    give(window, "query.select")
    QTest.mouseClick(window.stage.viewport, Qt.MouseButton.LeftButton, pos=place(window, x, y))


def heard(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the sound track is heard."""
    asking = window.region_query.service
    qtbot.waitUntil(lambda: asking.curve is not None and asking.curve.progress == 1, timeout=LONG)


@pytest.fixture
def asked(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The bright square of the picture at the click was pointed at."""
    window.player.seek(CLICK)
    qtbot.waitUntil(lambda: shown(window) == round(CLICK * 25), timeout=LONG)
    x, y, *_ = square(round(CLICK * 25))
    point_at(window, x, y)
    heard(window, qtbot)
    return window


def shown(window: MainWindow) -> int:
    located = window.player.last_localization
    return -1 if located is None or not located.exact else located.frame_index


def test_pointing_at_a_place_finds_its_seconds(asked: MainWindow) -> None:
    asking, panel = asked.region_query.service, asked.region_query.body
    assert asked.stage.panels["region_query"].expanded
    assert asking.matches
    assert abs(asking.matches[0].time - CLICK) <= 0.5
    rows = [line for line in panel.rows if line.isVisible() and line.isEnabled()]
    assert len(rows) == len(asking.matches)
    assert "score 1.00" in rows[0].accessibleName()
    assert panel._what.text() == "Score 1.00, rank 1 of 196"
    assert asked.stage.timeline._answer is not None
    assert asked.region_query.outline.isVisible()
    assert asked.stage.viewport.cursor().shape() != Qt.CursorShape.CrossCursor


def test_a_region_is_asked_about_by_its_best_cell(window: MainWindow, qtbot: QtBot) -> None:
    give(window, "query.select")
    view, ends = window.stage.viewport, (place(window, 0.02, 0.02), place(window, 0.98, 0.98))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=ends[0])
    QTest.mouseMove(view, ends[1])
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=ends[1])
    heard(window, qtbot)
    question, curve = window.region_query.service.query, window.region_query.service.curve
    assert question is not None
    assert not question.is_cell
    assert window.region_query.service.cell_rank is None
    assert curve is not None
    assert curve.scores.max() == 1
    assert window.region_query.body._what.text() == "This part of the picture"


def test_asking_while_it_plays_pauses(window: MainWindow, qtbot: QtBot) -> None:
    window.player.play()
    point_at(window, 0.5, 0.5)
    assert not window.player.state.playing
    heard(window, qtbot)
    assert window.region_query.body._note.text().startswith("No second of the sound track matches.")


def test_seconds_that_hardly_match_are_called_so(asked: MainWindow) -> None:
    asking, note = asked.region_query.service, asked.region_query.body._note
    assert "None reaches" not in note.text()
    assert asking.curve is not None
    asking.curve = replace(asking.curve, scores=asking.curve.scores * np.float32(0.4))
    asked.region_query.body.follow()
    assert note.text().startswith("None reaches 0.5")


def test_the_best_second_plays_and_the_line_stays(asked: MainWindow, qtbot: QtBot) -> None:
    best = asked.region_query.service.matches
    QTest.mouseClick(asked.region_query.body.rows[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.player.state.playing)
    qtbot.waitUntil(lambda: asked.player.state.time >= best[0].time - 0.5)
    assert asked.region_query.service.query is not None
    assert asked.actions_by_id["go.return"].isEnabled()
    asked.player.pause()
    give(asked, "query.play_next")
    assert asked.player.state.playing


def test_a_cell_is_explained_on_its_own_frame(asked: MainWindow, qtbot: QtBot) -> None:
    explainer = asked.region_query.service._attribution_process
    assert isinstance(explainer, FakeExplainer)
    assert len(explainer.asked) == 1
    assert asked.region_query.service.computing_attribution
    with qtbot.waitSignal(asked.region_query.service.changed):
        explainer.answer()
    spectrogram = asked.stage.audio._spectrogram
    assert asked.region_query.service.attribution is not None
    assert not spectrogram._shade.isNull()
    assert "drove this score" in asked.region_query.body._note.text()
    asked.player.step(-3)
    qtbot.waitUntil(lambda: shown(asked) == round(CLICK * 25) - 3, timeout=LONG)
    assert asked.region_query.service.query is not None


def test_what_cannot_be_explained_is_said(asked: MainWindow, qtbot: QtBot) -> None:
    explainer = asked.region_query.service._attribution_process
    assert isinstance(explainer, FakeExplainer)
    with qtbot.waitSignal(asked.region_query.message) as said:
        explainer._notify(AttributionError(explainer.asked[0], "It is not known; ask again."))
    assert said.args
    assert said.args[0].text == "It is not known; ask again."
    assert not asked.region_query.service.computing_attribution


@pytest.mark.parametrize("command", ["query.clear", "view.cancel"])
def test_the_question_goes_by_its_command_and_by_esc(asked: MainWindow, command: str) -> None:
    give(asked, command)
    assert asked.region_query.service.query is None
    assert asked.stage.timeline._answer is None
    assert not asked.region_query.outline.isVisible()
    assert asked.region_query.body._note.text() == HINT
    assert not asked.actions_by_id["query.clear"].isEnabled()
    assert not asked.actions_by_id["view.cancel"].isEnabled()


def test_esc_gives_up_pointing(window: MainWindow) -> None:
    give(window, "query.select")
    give(window, "view.cancel")
    assert not window.region_query.rubber_band.waiting
    QTest.mouseClick(window.stage.viewport, Qt.MouseButton.LeftButton, pos=place(window, 0.5, 0.5))
    assert window.region_query.service.query is None


def test_the_next_question_hears_nothing_anew(asked: MainWindow, qtbot: QtBot) -> None:
    listener = asked.region_query.service._track_embedder
    point_at(asked, 0.5, 0.5)
    heard(asked, qtbot)
    assert asked.region_query.service._track_embedder is listener


def test_another_file_is_not_asked(asked: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    mute = tmp_path / "mute.mp4"
    mute.write_bytes(b"pictures")
    with qtbot.waitSignal(asked.player.opened, timeout=LONG):
        asked.open(mute)
    assert asked.region_query.service.query is None
    assert asked.region_query.service._track_embedder is None
    assert not asked.actions_by_id["query.select"].isEnabled()


def test_in_a_mirror_the_place_is_the_one_that_is_seen(window: MainWindow, qtbot: QtBot) -> None:
    window.store.update(mirror=True)
    point_at(window, 0.9, 0.3)
    question = window.region_query.service.query
    assert question is not None
    assert question.region[0] == pytest.approx(0.1, abs=0.01)
    heard(window, qtbot)


def test_weights_that_cannot_be_loaded_are_said(
    window: MainWindow, qtbot: QtBot, make_trouble: Callable[[], HearingModel]
) -> None:
    window.region_query.service.set_model(make_trouble)
    with qtbot.waitSignal(window.region_query.message, timeout=LONG) as said:
        point_at(window, 0.5, 0.5)
    assert said.args
    assert said.args[0].text == "No such weights; choose others."
    assert window.region_query.service.query is None


@pytest.fixture
def make_trouble() -> Callable[[], HearingModel]:
    from avol.errors import WeightsError

    def load() -> HearingModel:
        raise WeightsError("No such weights; choose others.")

    return load
