from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from avol.localization import ClassProbability, Localization, Verdict
from avol_studio.core.state.player_state import LocalizationEvent
from avol_studio.ui.panels.audio_panel import AudioPanel
from avol_studio.ui.style import theme


def located(*classes: str, verdict: Verdict = Verdict.MATCH) -> LocalizationEvent:
    scores = np.full((14, 14), 0.8, np.float32)
    heard = tuple(ClassProbability(name, 0.31) for name in classes)
    localization = Localization(scores, scores, 0.8, (0.5, 0.5), verdict, heard)
    return LocalizationEvent(0, 0, 0.0, localization, None, True, 0.0, False)


@pytest.mark.parametrize(
    "event",
    [
        None,
        located(),
        located(verdict=Verdict.SILENCE),
        located("violin"),
        located("acoustic_guitar", "electric_guitar", "vacuum_cleaner"),
    ],
)
def test_the_panel_keeps_its_height_whatever_it_shows(
    event: LocalizationEvent | None, qtbot: QtBot
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark")
    panel = AudioPanel()
    qtbot.addWidget(panel)
    panel.ensurePolished()
    height = panel.heightForWidth(318)
    assert height > 250
    panel.show_localization(event)
    assert panel.heightForWidth(318) == height


def test_without_a_camera_the_panel_does_not_promise_a_map(qtbot: QtBot) -> None:
    panel = AudioPanel()
    qtbot.addWidget(panel)
    panel.set_engine("CPU int8")
    panel.show_localization(None)
    assert panel._verdict.text() == "Computing the map…"
    panel.set_camera_stopped(True)
    assert panel._verdict.text() == "No image"
    panel.set_camera_stopped(False)
    assert panel._verdict.text() == "Computing the map…"


def test_while_a_fine_map_is_computed_the_panel_says_so(qtbot: QtBot) -> None:
    panel = AudioPanel()
    qtbot.addWidget(panel)
    for engine, text in (
        ("CPU int8, fine maps", "Computing the fine map…"),
        ("CPU int8", "Computing the map…"),
    ):
        panel.set_engine(engine)
        panel.show_localization(None)
        assert panel._verdict.text() == text


def test_a_kept_verdict_shows_no_number_that_contradicts_it(qtbot: QtBot) -> None:
    panel = AudioPanel()
    qtbot.addWidget(panel)
    found = located("violin")
    panel.show_localization(found)
    assert (panel._verdict.text(), panel._number.text()) == ("Source found", "0.80")
    panel.show_score(replace(found, localization=replace(found.localization, score=0.02)))
    assert (panel._verdict.text(), panel._number.text()) == ("Source found", "–")
    assert panel._bar.accessible_value().text == "0.00"
