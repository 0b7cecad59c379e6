"""The Audio panel."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pytestqt.qtbot import QtBot

from avol.embedder import AudioEmbedding
from avol.localization import Localization, Verdict
from avol_studio.core.state.player_state import Level, LocalizationEvent
from avol_studio.ui.panels.audio_panel import AudioPanel
from avol_studio.ui.widgets.level_meter import LevelMeter
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


def test_the_spectrogram_and_the_level_never_belong_to_another_moment(qtbot: QtBot) -> None:
    panel = AudioPanel()
    qtbot.addWidget(panel)
    panel.show()
    scores = np.zeros((14, 14), np.float32)
    audio = AudioEmbedding(np.zeros(128, np.float32), np.zeros((20, 30), np.float32), -20.0)
    complete = LocalizationEvent(
        0, 0, 0.0, Localization.of(scores, scores, Verdict.MATCH), audio, True, 0, False
    )
    stored = replace(complete, frame_index=9, audio_embedding=None, from_cache=True)

    def shows_audio() -> bool:
        level = panel._meter.accessible_value().text
        assert level in ("−20 dBFS", "−∞ dBFS")
        assert panel._spectrogram._image.isVisible() == (level == "−20 dBFS")
        return level == "−20 dBFS"

    panel.show_localization(complete, still=True)
    assert shows_audio()
    panel.show_localization(stored, still=True)  # its audio follows
    assert not shows_audio()
    panel.show_localization(complete, still=True)
    assert shows_audio()
    panel.show_localization(None, still=True)
    assert not shows_audio()
    panel.show_localization(complete, still=True)
    panel.show_localization(stored)  # while playing it does not flicker
    assert shows_audio()
    panel.clear()
    assert not shows_audio()


def test_the_level_of_a_still_frame_does_not_fall_from_that_of_the_frame_before(
    qtbot: QtBot,
) -> None:
    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.set_level(Level(rms_db=-12.0))
    meter.set_level(Level(rms_db=-50.0))
    assert meter.accessible_value().text == "−50 dBFS"
    meter.set_level(Level(rms_db=-12.0, peak_db=-3.0))
    meter.set_level(Level(rms_db=-50.0, peak_db=-40.0))
    assert meter.accessible_value().text == "−12 dBFS"  # while playing it falls slowly
