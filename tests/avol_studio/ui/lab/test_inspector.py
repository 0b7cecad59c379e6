"""The inspector in the main window: stages, activations, cells, networks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from avol.errors import WeightsError
from avol.inspection.inspector import Inspector
from avol.inspection.stages import Stage
from avol_studio.services.inspection.state import Inspection, StageChoice
from avol_studio.services.share.state_link import StateLink, make_link, parse_link
from avol_studio.ui.lab.inspector_panel import ACTIVATIONS, CELL, InspectorPanel
from avol_studio.ui.lab.stage_strip import stage_name
from avol_studio.ui.main_window import MainWindow
from tests.avol_studio.core.test_translation import install  # noqa: F401 - a fixture
from tests.support.studio import give

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> InspectorPanel:
    """The shown inspector with its first result."""
    give(window, "view.inspector")
    inspected(window, qtbot)
    return window.inspector.panel


def inspected(
    window: MainWindow, qtbot: QtBot, condition: Callable[[Inspection], bool] = lambda _: True
) -> Inspection:
    """Wait for a result of the frame on screen."""
    service = window.inspector.service

    def found() -> bool:
        result, frame = service.result, window.player.last_frame
        return result is not None and result.request.frame is frame and condition(result)

    qtbot.waitUntil(found, timeout=30_000)
    assert service.result is not None
    return service.result


def text_of(panel: InspectorPanel, key: str) -> float:
    return float(panel.arithmetic.values[key].text())


def click_stage(panel: InspectorPanel, kind: str, index: int) -> None:
    QTest.mouseClick(panel.strips[kind].buttons[index], Left)  # pyright: ignore


def test_both_encoders_show_their_stages_with_shapes_and_times(panel: InspectorPanel) -> None:
    image, audio = (panel.strips[kind].buttons for kind in ("image", "audio"))
    assert [b.text() for b in image] == ["input", "conv1", "conv2", "conv3", "conv5", "conv6"]
    assert [b.shape_text for b in image] == [
        "112 × 112 × 3", "56 × 56 × 16", "28 × 28 × 32", "14 × 14 × 48", "14 × 14 × 128",
        "14 × 14 × 128",
    ]  # fmt: skip
    assert audio[0].shape_text == "64 × 96 × 1"
    assert audio[-1].shape_text == "128"
    assert all(b.time_text.endswith(" ms") for b in image[1:])
    assert image[0].time_text == "–"


def test_stages_have_names_in_the_language_of_the_window(
    install: Callable[[str], None],  # noqa: F811
) -> None:
    install("de")
    names = ("input", "block 12", "pool2", "conv3_1", "softmax")
    shown = [stage_name(Stage(name, (4,), 1.0)) for name in names]
    assert shown == ["Eingabe", "Block 12", "Pooling2", "conv3_1", "softmax"]


def test_a_click_on_a_stage_shows_its_channels_and_one_over_the_image(
    window: MainWindow, panel: InspectorPanel, qtbot: QtBot
) -> None:
    click_stage(panel, "image", 1)
    result = inspected(window, qtbot, lambda r: r.activations is not None)
    assert panel.tiles.values is not None
    assert panel.tiles.values.shape == (56, 56, 16)
    expected = result.model.image_activations(result.scored.image)[1]
    np.testing.assert_array_equal(panel.tiles.values, expected)
    before = panel.image.grab().toImage()
    other = 3 if panel.tiles.channel != 3 else 4
    QTest.mouseClick(panel.tiles, Left, pos=panel.tiles.tile_rect(other).center())
    assert panel.tiles.channel == other
    assert panel.channel.text() == f"conv1, channel {other}"
    assert panel.image.grab().toImage() != before


def test_a_stage_of_the_audio_encoder_has_low_frequencies_below(
    window: MainWindow, panel: InspectorPanel, qtbot: QtBot
) -> None:
    click_stage(panel, "audio", 0)
    result = inspected(window, qtbot, lambda r: r.activations is not None)
    assert panel.tiles.values is not None
    spectrogram = result.scored.audio_embedding.spectrogram
    np.testing.assert_array_equal(panel.tiles.values[..., 0], spectrogram[::-1])


def test_a_vector_is_shown_as_bars_with_the_value_of_one_number(
    window: MainWindow, panel: InspectorPanel, qtbot: QtBot
) -> None:
    click_stage(panel, "audio", len(panel.strips["audio"].buttons) - 1)
    result = inspected(window, qtbot, lambda r: r.activations is not None)
    embedding = result.scored.audio_embedding.embedding
    strongest = int(np.abs(embedding).argmax())
    assert panel.channel.text() == f"fc2, number {strongest}: {embedding[strongest]:.3f}"


def test_a_click_on_a_cell_shows_exactly_the_number_on_the_map(
    window: MainWindow, panel: InspectorPanel, qtbot: QtBot
) -> None:
    panel.tabs.setCurrentIndex(CELL)
    located = window.player.last_localization
    assert located is not None
    for row, column in ((0, 0), (7, 4), (13, 13)):
        point = panel.image.cell_rect(row, column).center().toPoint()
        QTest.mouseClick(panel.image, Left, pos=point)
        assert panel.arithmetic.title.text() == f"Row {row + 1}, column {column + 1}"
        assert text_of(panel, "map") == pytest.approx(
            located.localization.map[row, column], abs=6e-5
        )
        assert text_of(panel, "score") == text_of(panel, "map")
        assert text_of(panel, "logit") == pytest.approx(
            located.localization.logits[row, column], abs=6e-5
        )
        total = sum(float(panel.arithmetic.numbers.index(n, 3).data()) for n in range(128))
        assert total == pytest.approx(text_of(panel, "total"), abs=0.01)
        expected = text_of(panel, "scale") * text_of(panel, "total") + text_of(panel, "bias")
        assert expected == pytest.approx(text_of(panel, "logit"), abs=0.001)
        assert text_of(panel, "sigmoid") == pytest.approx(
            1 / (1 + np.exp(-text_of(panel, "logit"))), abs=1e-3
        )


def test_arrow_keys_go_to_the_next_cell(
    window: MainWindow, panel: InspectorPanel, qtbot: QtBot
) -> None:
    panel.choose_cell(3, 3)
    panel.image.setFocus()
    QTest.keyClick(panel.image, Qt.Key.Key_Right)
    QTest.keyClick(panel.image, Qt.Key.Key_Down)
    assert panel.cell == (4, 4)
    assert panel.arithmetic.title.text() == "Row 5, column 5"


def test_the_strongest_products_come_first_unless_sorted_by_number(
    window: MainWindow, panel: InspectorPanel, qtbot: QtBot
) -> None:
    panel.choose_cell(2, 2)
    numbers = panel.arithmetic.numbers
    terms = [abs(float(numbers.index(n, 3).data(Qt.ItemDataRole.ToolTipRole))) for n in range(128)]
    assert terms == sorted(terms, reverse=True)
    panel.strongest.click()
    assert [numbers.index(n, 0).data() for n in range(3)] == ["0", "1", "2"]


def test_another_frame_is_inspected_when_it_is_shown(
    window: MainWindow, panel: InspectorPanel, qtbot: QtBot
) -> None:
    panel.tabs.setCurrentIndex(CELL)
    with qtbot.waitSignal(window.player.localized):
        window.player.step(1)
    result = inspected(window, qtbot)
    assert result.request.frame.index == 1
    located = window.player.last_localization
    assert located is not None
    np.testing.assert_array_equal(result.scored.localization.map, located.localization.map)  # pyright: ignore


def test_it_follows_playback_and_rests_while_hidden(
    window: MainWindow, panel: InspectorPanel, qtbot: QtBot
) -> None:
    service = window.inspector.service
    seen: list[int] = []
    service.changed.connect(
        lambda: seen.append(-1 if service.result is None else service.result.request.frame.index)
    )
    window.player.play()
    qtbot.waitUntil(lambda: len(set(seen)) >= 3, timeout=30_000)
    window.player.pause()
    inspected(window, qtbot)
    give(window, "view.inspector")
    assert not window.inspector.dock.isVisible()
    assert service._thread is None
    before = service.result
    window.player.step(1)
    qtbot.wait(100)
    assert service.result is before


@pytest.mark.parametrize("network", ["ave", "l3"])
def test_networks_without_a_map_show_their_arithmetic(
    window: MainWindow, panel: InspectorPanel, qtbot: QtBot, network: str
) -> None:
    panel.tabs.setCurrentIndex(CELL)
    window.inspector.open_weights(network)
    result = inspected(window, qtbot, lambda r: r.card.network == network)
    assert not result.has_map
    assert panel.arithmetic.title.text() == "Whole image and audio"
    logit = text_of(panel, "scale") * text_of(panel, "total") + text_of(panel, "bias")
    assert logit == pytest.approx(text_of(panel, "logit"), abs=0.01)
    assert panel.arithmetic.values["map"].isHidden()
    window.inspector.open_weights("")
    inspected(window, qtbot, lambda r: r.has_map)
    assert not panel.arithmetic.values["map"].isHidden()


def test_a_checkpoint_that_cannot_be_read_is_explained(
    window: MainWindow, panel: InspectorPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    missing = tmp_path / "missing.safetensors"
    window.inspector.open_weights(missing)
    qtbot.waitUntil(lambda: "missing.safetensors" in panel._status.text(), timeout=30_000)
    assert panel.network.currentText() == "missing.safetensors"
    window.player.step(1)  # does not load it again for each frame
    qtbot.wait(50)
    assert "not found" in panel._status.text()


def test_an_engine_error_of_the_stages_leaves_the_cell_usable(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise WeightsError("No graphs; install torch.")

    monkeypatch.setattr(Inspector, "stages", fail)
    give(window, "view.inspector")
    inspected(window, qtbot)
    panel = window.inspector.panel
    assert panel._status.text() == "No graphs; install torch."
    panel.choose_cell(1, 1)
    assert text_of(panel, "map") == text_of(panel, "score")


def test_the_dock_floats_docks_and_hides_in_full_screen(
    window: MainWindow, panel: InspectorPanel, qtbot: QtBot
) -> None:
    dock = window.inspector.dock
    assert dock.isFloating()
    dock.setFloating(False)
    qtbot.waitUntil(lambda: dock.isVisible() and not dock.isFloating())
    give(window, "view.full_screen")
    qtbot.waitUntil(lambda: not dock.isVisible())
    give(window, "view.full_screen")
    qtbot.waitUntil(dock.isVisible)
    assert window.actions_by_id["view.inspector"].isChecked()


def test_arrows_go_through_the_stages_and_tab_to_the_next_encoder(
    window: MainWindow, panel: InspectorPanel, qtbot: QtBot
) -> None:
    buttons = panel.strips["image"].buttons
    buttons[0].setFocus()
    QTest.keyClick(buttons[0], Qt.Key.Key_Right)
    assert buttons[1].hasFocus()
    assert window.inspector.service.stage is not None
    assert window.inspector.service.stage.index == 1
    QTest.keyClick(buttons[1], Qt.Key.Key_Tab)
    assert panel.strips["audio"].buttons[0].hasFocus()


def test_a_lesson_shows_some_of_the_controls(panel: InspectorPanel) -> None:
    panel.controls.show({"inspector.vision", "map", "inspector.view"})
    assert panel.strips["image"].isVisible()
    assert not panel.strips["audio"].isVisible()
    assert not panel.network.isVisible()
    assert panel.findChild(type(panel.strips["image"]), "inspector.vision") is panel.strips["image"]
    panel.controls.show({"map"})
    assert panel.strips["audio"].isVisible()
    panel.controls.show(None)
    assert panel.network.isVisible()


def test_activations_are_shown_first(panel: InspectorPanel) -> None:
    assert panel.tabs.currentIndex() == ACTIVATIONS


def test_a_link_shows_the_inspector_with_its_stage_and_cell(
    window: MainWindow, panel: InspectorPanel, qtbot: QtBot
) -> None:
    click_stage(panel, "image", 1)
    panel.choose_cell(3, 4)
    window.perturbation.dock.open()
    text = make_link(StateLink(others={**window.inspector.link_state(),
                                       **window.perturbation.link_state()}))  # fmt: skip
    for controller in (window.inspector, window.perturbation):
        controller.dock.close()
        assert controller.link_state() == {}
    window.inspector.service.choose_stage(None)
    panel.cell = None
    for controller in (window.inspector, window.perturbation):
        controller.open_link_state(parse_link(text).others)
        assert controller.dock.isVisible()
    assert panel.cell == (3, 4)
    result = inspected(window, qtbot, lambda r: r.activations is not None)
    assert result.request.stage == StageChoice("image", 1)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"network": "/tmp/x.safetensors"}', '{"stage": ["image", -1]}']
)
def test_a_damaged_or_foreign_link_leaves_the_inspector(text: str, window: MainWindow) -> None:
    window.inspector.open_link_state({"inspector": text})
    assert not window.inspector.dock.isVisible()
