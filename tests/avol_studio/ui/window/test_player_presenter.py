"""PlayerPresenter: when a map is shown."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from avol.embedder import AudioEmbedding, ImageEmbedding
from avol.localization import Localization
from avol.reference_sounds import SILENCE
from avol_studio.core.model_loader import LoadModel
from avol_studio.core.state.player_state import LocalizationEvent
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.viewport.map_age import delay_note
from avol_studio.ui.window.player_presenter import MERGE
from tests.avol_studio.ui.viewport.test_video_view import grey_frame, located, one_hot
from tests.support.fakes import FakeModel
from tests.support.studio import LONG


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


def late(index: int) -> LocalizationEvent:
    """A map that comes after its frame was shown."""
    return replace(located(one_hot(3, 3), index=index), age_ms=20.0)


def test_while_playing_a_late_map_is_shown_with_the_next_frame(
    window: MainWindow, shown: list[int | None], qtbot: QtBot
) -> None:
    player = window.player
    player._on_localized(late(0))
    assert shown == []
    player.frame_shown.emit(grey_frame(1))
    assert shown == [0]
    player._on_localized(late(1))
    qtbot.waitUntil(lambda: shown == [0, 1])  # although no frame follows


def test_a_map_that_comes_with_its_frame_is_shown_with_it(
    window: MainWindow, shown: list[int | None]
) -> None:
    window.player.frame_shown.emit(grey_frame(1))
    window.player._on_localized(replace(late(1), age_ms=0.0))
    assert shown[-1] == 1


def test_a_stored_map_and_that_of_a_paused_frame_are_shown_at_once(
    window: MainWindow, shown: list[int | None]
) -> None:
    player = window.player
    player._on_localized(replace(late(0), age_ms=0.0, from_cache=True))
    assert shown == [0]
    player._on_localized(late(1))
    player._context.update_state(playing=False)
    assert shown == [0, 1]  # the map that has waited
    player._on_localized(late(2))
    assert shown == [0, 1, 2]


def test_a_map_from_before_a_seek_is_not_shown(
    window: MainWindow, shown: list[int | None], qtbot: QtBot
) -> None:
    window.player._on_localized(late(0))
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


# -- maps that are out of date ---------------------------------------------------------------


class HalfModel(FakeModel):
    """A model whose scores are half as high."""

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        found = super().localize(image, audio)
        return replace(found, score=found.score / 2)


def shown_score(window: MainWindow) -> float | None:
    event = window.stage.viewport._map.located
    return None if event is None else event.localization.score


def use_model(window: MainWindow, monkeypatch: pytest.MonkeyPatch, load: LoadModel) -> None:
    monkeypatch.setattr(window.models, "loader", lambda threads=None: load)
    window.models.changed.emit()


def test_another_model_is_not_given_the_stored_maps_of_the_former_one(
    playing: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, service = playing, playing.analysis.service
    service.start()
    qtbot.waitUntil(lambda: service.progress.stage == "done", timeout=LONG)
    assert shown_score(window) == 1.0
    use_model(window, monkeypatch, HalfModel)
    qtbot.waitUntil(lambda: shown_score(window) == 0.5, timeout=LONG)
    window.player.step(1)
    window.player.step(-1)
    qtbot.waitUntil(lambda: service.progress.stage == "done", timeout=LONG)
    qtbot.waitUntil(lambda: shown_score(window) is not None)
    assert shown_score(window) == 0.5


def test_while_another_model_loads_a_still_image_has_no_map_and_the_timeline_no_scores(
    playing: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, loading = playing, Event()

    def load() -> FakeModel:
        loading.wait(60)
        return HalfModel()

    scores = window.presenter._scores
    assert scores is not None
    assert scores.known_fraction > 0
    try:
        use_model(window, monkeypatch, load)
        qtbot.waitUntil(lambda: shown_score(window) is None)
        assert window.stage.audio._number.text() == "–"
        assert window.presenter._scores is not None
        assert window.presenter._scores.known_fraction == 0
    finally:
        loading.set()
    qtbot.waitUntil(lambda: shown_score(window) == 0.5, timeout=LONG)


def test_the_timeline_has_the_scores_of_the_audio_of_the_file_only(
    playing: MainWindow, qtbot: QtBot
) -> None:
    window, scores = playing, playing.presenter._scores
    assert scores is not None
    known = scores.known_fraction
    window.presentation.sounds.replace_audio(SILENCE)
    window.player.step(1)
    qtbot.waitUntil(lambda: (event := window.player.last_localization) is not None
                    and event.frame_index == 1 and event.sounds.replacement is SILENCE)  # fmt: skip
    assert scores.known_fraction == known
    assert not window.stage.timeline.content.own_input
    window.presentation.sounds.replace_audio(None)
    assert window.stage.timeline.content.own_input


def test_image_and_audio_panel_lose_a_late_map_together_although_no_frame_follows(
    playing: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, badges = playing, list[str]()
    monkeypatch.setattr("avol_studio.ui.window.player_presenter.GONE", 0.5)
    monkeypatch.setattr("avol_studio.ui.viewport.text_overlay.GONE", 0.5)
    monkeypatch.setattr(
        "avol_studio.ui.viewport.text_painter.paint_badge",
        lambda *args: badges.append(args[2].text) or QRectF(),
    )
    window.player._context.update_state(playing=True)
    window.player._on_localized(located(one_hot(3, 3), index=0))
    window.player.frame_shown.emit(grey_frame(1))
    assert window.stage.audio._verdict.text() == "Source found"
    qtbot.waitUntil(lambda: badges[-1:] == ["Computing the map…"], timeout=LONG)
    assert window.stage.audio._verdict.text() == "Computing the map…"


@pytest.mark.parametrize(
    ("age", "note"),
    [(0.0, ""), (0.29, ""), (0.31, "delay 0.5 s"), (0.5, "delay 0.5 s"), (1.2, "delay 1.5 s")],
)
def test_the_delay_of_a_map_is_rounded(age: float, note: str) -> None:
    assert delay_note(age) == note


def test_on_pause_the_audio_panel_shows_no_map_of_an_earlier_frame(
    playing: MainWindow, qtbot: QtBot
) -> None:
    window, player = playing, playing.player
    player._context.update_state(playing=True)
    player._on_localized(located(one_hot(3, 3), index=0))
    window.presenter._show_waiting()
    assert window.stage.audio._number.text() == "1.00"
    player._context.frame = grey_frame(1)
    player._context.update_state(playing=False)
    assert window.stage.audio._number.text() == "–"
