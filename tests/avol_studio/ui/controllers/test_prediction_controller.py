"""Predict first in the main window: rounds, teams, points, and what must stay hidden."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from avol.lessons import prediction_game
from avol.lessons.prediction_game import Round
from avol_studio.ui.main_window import MainWindow
from tests.support.fakes import square_of
from tests.support.studio import LONG, give, open_clip

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def game(
    window: MainWindow, clip: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    """A game of two rounds on 1.0 s and 2.0 s: a source in view, and none."""
    row, column = square_of(25)
    box = (column / 14, row / 14, (column + 1) / 14, (row + 1) / 14)
    rounds = (Round(1.0, (box,)), Round(2.0, ()))
    monkeypatch.setattr(prediction_game, "rounds_of", lambda *_: rounds)
    monkeypatch.setattr(
        "avol_studio.ui.controllers.prediction_controller.rounds_of", lambda *_: rounds
    )
    window.store.update(autoplay=False)
    open_clip(window, clip, qtbot)
    give(window, "predict.start")
    return window


def wait_for_moment(window: MainWindow, time: float, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: not window.player.state.playing and abs(window.player.state.time - time) < 0.03,
        timeout=LONG,
    )


def place_of(window: MainWindow, x: float, y: float) -> QPoint:
    rect = window.stage.viewport.image_rect
    return QPoint(round(rect.left() + x * rect.width()), round(rect.top() + y * rect.height()))


def test_a_class_plays_with_keys_and_large_texts(game: MainWindow, qtbot: QtBot) -> None:
    prediction, bar = game.prediction, game.prediction.bar
    wait_for_moment(game, 1.0, qtbot)
    game.resize(1920, 1080)
    assert bar.points.fontInfo().pixelSize() >= 28
    assert bar.next.fontInfo().pixelSize() >= 20
    assert bar.end.mapTo(game, bar.end.rect().topRight()).x() < 1920
    QTest.mouseClick(bar.nothing, LEFT)
    assert bar.next.hasFocus()
    QTest.keyClick(bar.next, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: prediction.view.revealed, timeout=LONG)
    QTest.keyClick(bar.next, Qt.Key.Key_Return)
    wait_for_moment(game, 2.0, qtbot)
    assert game.focusWidget() is not bar.end  # Enter does not end the game by chance
    assert prediction.running


def test_a_game_of_one_team(game: MainWindow, qtbot: QtBot) -> None:
    prediction, bar, viewport = game.prediction, game.prediction.bar, game.stage.viewport
    row, column = square_of(25)
    assert bar.isVisible()
    wait_for_moment(game, 1.0, qtbot)
    assert viewport.mode is prediction.view
    assert not game.stage.timeline.isVisible()
    assert not game.stage.panels["audio"].isVisible()
    assert not bar.next.isEnabled()
    QTest.mouseClick(viewport, LEFT, pos=place_of(game, (column + 0.5) / 14, (row + 0.5) / 14))
    assert len(prediction.view.markers) == 1
    QTest.mouseClick(bar.next, LEFT)
    qtbot.waitUntil(lambda: prediction.view.revealed, timeout=LONG)
    assert "Right!" in prediction.view.text
    assert "Network: right" in prediction.view.text
    QTest.mouseClick(bar.next, LEFT)
    wait_for_moment(game, 2.0, qtbot)
    QTest.mouseClick(bar.nothing, LEFT)
    QTest.mouseClick(bar.next, LEFT)
    qtbot.waitUntil(lambda: prediction.view.revealed, timeout=LONG)
    assert "Network: wrong" in prediction.view.text  # the fake model always finds a source
    QTest.mouseClick(bar.next, LEFT)
    assert prediction.view.text == "Result: You 2  ·  Network 1"
    QTest.mouseClick(bar.next, LEFT)
    assert not prediction.running
    assert not bar.isVisible()
    assert viewport.mode is None
    assert game.stage.timeline.isVisible()


def test_teams_point_in_turn(game: MainWindow, qtbot: QtBot) -> None:
    prediction, bar = game.prediction, game.prediction.bar
    bar.teams.setCurrentIndex(1)
    bar.teams.activated.emit(1)
    wait_for_moment(game, 1.0, qtbot)
    assert prediction.view.text.startswith("Team A")
    QTest.mouseClick(game.stage.viewport, LEFT, pos=place_of(game, 0.9, 0.9))
    assert prediction.view.text.startswith("Team B")
    row, column = square_of(25)
    place = place_of(game, (column + 0.5) / 14, (row + 0.5) / 14)
    QTest.mouseClick(game.stage.viewport, LEFT, pos=place)
    QTest.mouseClick(game.stage.viewport, LEFT, pos=place)  # more clicks do not count
    assert [marker.letter for marker in prediction.view.markers] == ["A", "B"]
    QTest.mouseClick(bar.next, LEFT)
    qtbot.waitUntil(lambda: prediction.view.revealed, timeout=LONG)
    assert "Right: Team B" in prediction.view.text
    assert "Team A 0  ·  Team B 1" in bar.points.text()


def test_a_mirrored_image_is_pointed_at_as_it_is_seen(game: MainWindow, qtbot: QtBot) -> None:
    game.store.update(mirror=True)
    wait_for_moment(game, 1.0, qtbot)
    QTest.mouseClick(game.stage.viewport, LEFT, pos=place_of(game, 0.25, 0.5))
    (marker,) = game.prediction.view.markers
    assert (marker.x, marker.y) == pytest.approx((0.75, 0.5), abs=0.02)


@pytest.mark.parametrize("how", ["escape", "command", "close"])
def test_a_game_ends_and_leaves_the_window_as_before(how: str, game: MainWindow) -> None:
    if how == "escape":
        give(game, "view.cancel")
    elif how == "command":
        give(game, "predict.start")
    else:
        game.player.close()
    assert not game.prediction.running
    assert game.stage.viewport.mode is None
    assert not game.prediction.bar.isVisible()


def test_without_a_file_the_demo_is_played(window: MainWindow, clip: Path, qtbot: QtBot) -> None:
    window.prediction._demo = clip
    window.update_commands()
    give(window, "predict.start")
    qtbot.waitUntil(lambda: window.prediction.running, timeout=LONG)
    assert window.player.state.loaded
