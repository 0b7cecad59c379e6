"""The Audio panel."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from avol.localization import Localization, Verdict
from avol_studio.core.state.player_state import LocalizationEvent
from avol_studio.ui.panels.audio_panel import AudioPanel
from avol_studio.ui.widgets.spectrogram_view import SpectrogramView


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


def test_the_spectrogram_is_not_painted_again_where_no_shade_is_removed(qtbot: QtBot) -> None:
    view = SpectrogramView()
    qtbot.addWidget(view)
    view.set_spectrogram(np.zeros((20, 30), np.float32))
    with qtbot.waitExposed(view):
        view.show()
    changes, scene = list[object](), view._plot.scene()
    qtbot.wait(50)
    scene.changed.connect(changes.append)
    view.set_attribution(None)
    qtbot.wait(50)
    assert changes == []
    view.set_attribution(np.zeros((20, 30), np.float32))
    qtbot.waitUntil(lambda: changes != [])
    changes.clear()
    view.set_attribution(None)
    qtbot.waitUntil(lambda: changes != [])
