"""The Audio panel."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from avol.localizer import Localization, Verdict
from avol_studio.core.state.player_state import LocalizationEvent
from avol_studio.ui.panels.audio_panel import AudioPanel


def test_the_tooltip_of_the_score_is_the_probability_of_a_match(qtbot: QtBot) -> None:
    panel = AudioPanel()
    qtbot.addWidget(panel)
    scores = np.zeros((14, 14), np.float32)

    def tooltip(verdict: Verdict, probability: float | None) -> str:
        found = Localization.of(scores, scores, verdict, probability)
        panel.show_localization(LocalizationEvent(0, 0, 0.0, found, None, True, 0, False))
        return panel._number.toolTip()

    assert tooltip(Verdict.NO_MATCH, 0.284) == "Probability of a match: 28 %"
    assert tooltip(Verdict.NO_MATCH, None) == ""
    assert tooltip(Verdict.SILENCE, 0.284) == ""
    assert tooltip(Verdict.MATCH, 0.9) == "Probability of a match: 90 %"
    panel.show_localization(None)
    assert panel._number.toolTip() == ""
