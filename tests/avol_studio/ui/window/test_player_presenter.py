"""PlayerPresenter: when a map is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from avol_studio.core.state.player_state import LocalizationEvent
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.window.player_presenter import MERGE
from tests.avol_studio.ui.viewport.test_video_view import grey_frame, located, one_hot


@pytest.fixture
def shown(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """The frames whose maps the viewport of a playing window was given; None without a map."""
    frames, show = list[int | None](), window.stage.viewport.show_localization
    window.player._context.update_state(playing=True)

    def record(event: LocalizationEvent | None) -> None:
        frames.append(None if event is None else event.frame_index)
        show(event)

    monkeypatch.setattr(window.stage.viewport, "show_localization", record)
    return frames


def test_while_playing_a_map_is_shown_with_the_next_frame(
    window: MainWindow, shown: list[int | None], qtbot: QtBot
) -> None:
    player = window.player
    player._on_localized(located(one_hot(3, 3)))
    assert shown == []
    player.frame_shown.emit(grey_frame(1))
    assert shown == [0]
    player._on_localized(located(one_hot(5, 5), index=1))
    qtbot.waitUntil(lambda: shown == [0, 1])  # although no frame follows


def test_a_stored_map_and_that_of_a_paused_frame_are_shown_at_once(
    window: MainWindow, shown: list[int | None]
) -> None:
    player = window.player
    player._on_localized(replace(located(one_hot(3, 3)), from_cache=True))
    assert shown == [0]
    player._on_localized(located(one_hot(3, 3), index=1))
    player._context.update_state(playing=False)
    assert shown == [0, 1]  # the map that has waited
    player._on_localized(located(one_hot(3, 3), index=2))
    assert shown == [0, 1, 2]


def test_a_map_from_before_a_seek_is_not_shown(
    window: MainWindow, shown: list[int | None], qtbot: QtBot
) -> None:
    window.player._on_localized(located(one_hot(3, 3)))
    window.player._context.localization = None
    window.player.frame_shown.emit(grey_frame(1))
    qtbot.wait(2 * MERGE)
    assert shown == [None]


def test_the_setting_saves_power_in_player_and_panels(window: MainWindow) -> None:
    context, presenter = window.player._context, window.presenter
    usual = context.frame_interval, context.client.saving_rate, presenter._map_timer.interval()
    window.store.update(save_power=True)
    assert context.frame_interval == pytest.approx(1 / 15)
    assert context.client.saving_rate == 5
    assert presenter._map_timer.interval() > MERGE
    window.store.update(save_power=False)
    after = context.frame_interval, context.client.saving_rate, presenter._map_timer.interval()
    assert after == usual == (0, 0, MERGE)
