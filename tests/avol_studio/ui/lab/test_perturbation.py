"""Perturbations in the main window: editors, controls, the strip below the image, variants."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTableWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from avol.media import load_image
from avol.perturbation import (
    NEUTRAL,
    AudioPerturbation,
    ErasedArea,
    ImagePerturbation,
    Perturbation,
    Rectangle,
)
from avol_studio.core.state.player_state import LocalizationEvent
from avol_studio.services.inspection.state import Inspection
from avol_studio.ui.lab.perturbation_panel import PerturbationPanel
from avol_studio.ui.lab.perturbation_text import perturbation_text
from avol_studio.ui.main_window import MainWindow
from tests.support.studio import give

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> PerturbationPanel:
    """The shown perturbations with the first result."""
    give(window, "view.perturbation")
    qtbot.waitUntil(lambda: window.inspector.service.result is not None, timeout=30_000)
    return window.perturbation.panel


def altered(window: MainWindow, qtbot: QtBot) -> tuple[LocalizationEvent, Inspection]:
    """Wait for the map on screen and the result of the present settings."""
    wanted = None if window.perturbation.settings.is_neutral else window.perturbation.settings
    service, player = window.inspector.service, window.player

    def found() -> bool:
        located, result = player.last_localization, service.result
        is_located = located is not None and located.perturbation == wanted
        return is_located and result is not None and result.request.perturbation == wanted

    qtbot.waitUntil(found, timeout=30_000)
    assert player.last_localization is not None
    assert service.result is not None
    return player.last_localization, service.result


def drag(widget: QWidget, start: tuple[float, float], stop: tuple[float, float]) -> None:
    """Drag with the left button."""
    first, last = (QPoint(round(x), round(y)) for x, y in (start, stop))
    QTest.mousePress(widget, Left, pos=first)
    QTest.mouseMove(widget, (first + last) / 2)
    QTest.mouseMove(widget, last)
    QTest.mouseRelease(widget, Left, pos=last)


def item_of(panel: PerturbationPanel, row: int, column: int) -> QTableWidgetItem:
    item = panel.variants.item(row, column)
    assert item is not None
    return item


def test_a_drag_over_the_spectrogram_erases_a_band_and_a_click_restores_it(
    window: MainWindow, panel: PerturbationPanel, qtbot: QtBot
) -> None:
    editor = panel.spectrogram
    plot = editor.plot_rect
    drag(editor, (plot.left() + 10, plot.center().y()), (plot.left() + 60, plot.bottom() + 5))
    (area,) = panel.settings.audio.erased
    assert (area.start, area.stop, area.low_hz) == (0.0, 3.0, 0.0)
    assert 900 < area.high_hz < 2500  # the middle of the mel scale of 125..7500 Hz
    located, result = altered(window, qtbot)
    assert located.audio_embedding is not None
    rows = result.card.spectrogram.bin_hz < area.high_hz * 0.7
    floor = np.log(result.card.spectrogram.offset)
    np.testing.assert_allclose(located.audio_embedding.spectrogram[rows], floor, atol=0.05)
    assert result.original is not None
    assert result.original.audio_embedding.spectrogram[rows].max() > floor + 1
    QTest.mouseClick(editor, Left, pos=editor.area_rect(area).center().toPoint())
    assert panel.settings == NEUTRAL
    altered(window, qtbot)


@pytest.mark.parametrize(("mode", "all_times", "all_bands"), [(1, False, True), (2, False, False)])
def test_times_and_areas_are_erased_in_their_modes(
    panel: PerturbationPanel, mode: int, all_times: bool, all_bands: bool
) -> None:
    panel.erase_mode.setCurrentIndex(mode)
    plot = panel.spectrogram.plot_rect
    quarter, half = plot.left() + plot.width() / 4, plot.left() + plot.width() / 2
    drag(panel.spectrogram, (quarter, plot.top() + 20), (half, plot.bottom() - 20))
    (area,) = panel.settings.audio.erased
    assert area.start == pytest.approx(0.25, abs=0.01)
    assert area.stop == pytest.approx(0.5, abs=0.01)
    assert ((area.low_hz, area.high_hz) == (0.0, 24_000.0)) is all_bands


def test_a_rectangle_covers_the_network_s_image_and_not_the_video(
    window: MainWindow, panel: PerturbationPanel, qtbot: QtBot
) -> None:
    rect = panel.image.image_rect
    frame = window.player.last_frame
    assert frame is not None
    before = frame.image.copy()
    x = rect.left() + rect.width() / 2
    drag(panel.image, (x, rect.top() - 3), (rect.right() + 3, rect.bottom() + 3))
    (area,) = panel.settings.image.rectangles
    assert (area.left, area.top, area.right, area.bottom) == pytest.approx((0.5, 0, 1, 1), abs=0.01)
    _, result = altered(window, qtbot)
    size = result.scored.image.shape[0]
    assert (result.scored.image[:, round(size * 0.52) :] == 127).all()
    assert result.original is not None
    left = slice(0, round(size * 0.48))
    np.testing.assert_array_equal(result.scored.image[:, left], result.original.image[:, left])
    np.testing.assert_array_equal(frame.image, before)
    panel.undo_mask.click()
    assert panel.settings == NEUTRAL


def test_the_brush_paints_and_follows_a_mirrored_image(
    window: MainWindow, panel: PerturbationPanel, qtbot: QtBot
) -> None:
    panel.image_controls.mirror.click()
    panel.mask_mode.setCurrentIndex(1)
    rect = panel.image.image_rect
    left = rect.left() + rect.width() / 4
    drag(panel.image, (left, rect.top() + 5), (left, rect.bottom() - 5))
    (stroke,) = panel.settings.image.strokes
    assert all(x == pytest.approx(0.75, abs=0.02) for x, _ in stroke.points)
    _, result = altered(window, qtbot)
    size = result.scored.image.shape[0]
    assert (result.scored.image[size // 4 : -size // 4, size // 4] == 127).all()


def test_every_control_changes_its_setting(panel: PerturbationPanel) -> None:
    audio, image = panel.audio_controls, panel.image_controls
    for slider in (audio.shift, audio.pitch, audio.noise, image.blur, image.hue):
        slider.slider.setFocus()
        QTest.keyClick(slider.slider, Qt.Key.Key_End)
    image.grey.click()
    assert panel.settings == Perturbation(
        AudioPerturbation(shift=2.0, pitch=12.0, noise_dbfs=0.0),
        ImagePerturbation(hue=180.0, blur=0.1, grey=True),
    )
    QTest.keyClick(audio.noise.slider, Qt.Key.Key_Home)
    assert panel.settings.audio.noise_dbfs is None


@pytest.mark.parametrize(("down", "low", "high"), [(1, 0, 2000), (2, 2000, 24_000), (3, 500, 4000)])
def test_a_filter_begins_with_usual_frequencies(
    panel: PerturbationPanel, down: int, low: float, high: float
) -> None:
    panel.audio_controls.filter.setFocus()
    for _ in range(down):
        QTest.keyClick(panel.audio_controls.filter, Qt.Key.Key_Down)
    assert (panel.settings.audio.low_hz, panel.settings.audio.high_hz) == (low, high)
    assert panel.audio_controls.low.isVisibleTo(panel) == (low > 0)
    assert panel.audio_controls.high.isVisibleTo(panel) == (high < 24_000)


def test_another_sound_and_silence_replace_the_audio(
    window: MainWindow, panel: PerturbationPanel, qtbot: QtBot
) -> None:
    combo = panel.audio_controls.sound
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert panel.settings.audio.muted
    located, _ = altered(window, qtbot)
    assert located.localization.verdict.value == "silence"
    assert panel.altered.score.text() == "–"
    index = combo.findData("White noise")
    combo.setCurrentIndex(index - 1)
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert panel.settings.audio == AudioPerturbation(sound="White noise")


def test_the_strip_stays_until_the_input_is_reset_also_in_full_screen(
    window: MainWindow, panel: PerturbationPanel, qtbot: QtBot
) -> None:
    badge = window.perturbation.badge
    assert not badge.isVisible()
    panel.image_controls.grey.click()
    assert badge.isVisible()
    assert badge.text == "grey"
    give(window, "view.perturbation")  # hiding the panel does not end it
    assert badge.isVisible()
    give(window, "view.full_screen")
    qtbot.waitUntil(window.isFullScreen)
    assert badge.isVisible()
    give(window, "view.full_screen")
    QTest.mouseClick(badge.button, Left)
    assert not badge.isVisible()
    assert window.perturbation.settings == NEUTRAL
    assert not panel.image_controls.grey.isChecked()
    qtbot.waitUntil(
        lambda: (
            window.player.last_localization is not None
            and window.player.last_localization.is_original
        )
    )


def test_maps_of_an_altered_input_are_not_stored(
    window: MainWindow, panel: PerturbationPanel, qtbot: QtBot
) -> None:
    scores = window.presenter._scores
    assert scores is not None
    known = scores.known_fraction
    panel.image_controls.grey.click()
    with qtbot.waitSignal(window.player.localized):
        window.player.step(1)
    altered(window, qtbot)
    maps = window.analysis.service.maps
    assert maps is None or not maps.available[1]
    assert scores.known_fraction == known


def test_both_scores_are_shown(window: MainWindow, panel: PerturbationPanel, qtbot: QtBot) -> None:
    assert panel.original.score.text() != "–"
    assert panel.altered.score.text() == "–"
    original = panel.original.score.text()
    panel.image_controls.grey.click()
    located, result = altered(window, qtbot)
    assert panel.original.score.text() == original
    assert panel.altered.score.text() == f"{located.localization.score:.2f}"
    assert result.scored.score == located.localization.score


def test_variants_are_kept_renamed_applied_and_deleted(
    window: MainWindow, panel: PerturbationPanel, qtbot: QtBot
) -> None:
    controller, table = window.perturbation, panel.variants
    panel.image_controls.grey.click()
    located, _ = altered(window, qtbot)
    QTest.mouseClick(panel.keep, Left)
    panel.image_controls.mirror.click()
    altered(window, qtbot)
    QTest.mouseClick(panel.keep, Left)
    assert [v.name for v in controller.variants] == ["Original", "Variant 1", "Variant 2"]
    name, score, text = (item_of(panel, 1, column) for column in (0, 1, 5))
    assert score.text() == f"{located.localization.score:.2f}"
    assert text.text() == "grey"
    assert not name.icon().isNull()
    table.editItem(name)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "My grey")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: controller.variants[1].name == "My grey")
    table.selectRow(1)
    QTest.mouseClick(panel.apply, Left)
    assert panel.settings == Perturbation(image=ImagePerturbation(grey=True))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert [v.name for v in controller.variants] == ["Original", "Variant 2"]


def test_variants_are_exported_as_csv_and_png(
    window: MainWindow, panel: PerturbationPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.image_controls.grey.click()
    _, result = altered(window, qtbot)
    QTest.mouseClick(panel.keep, Left)
    with qtbot.waitSignal(window.perturbation.exporter.message) as message:
        QTest.mouseClick(panel.export, Left)
    assert message.args is not None
    assert message.args[0].kind == "info"
    folder = tmp_path / "pictures"
    with (folder / "clip variants.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ["Original", "Variant 1"]
    assert Perturbation.from_json(rows[1]["settings"]).image.grey
    assert float(rows[1]["score"]) == pytest.approx(result.scored.score, abs=1e-4)
    image = load_image(folder / "clip variants.2.png")
    assert image.shape[1] / image.shape[0] == pytest.approx(192 / 180, abs=0.02)
    assert (folder / "clip variants.1.png").is_file()


def test_settings_can_be_set_and_read_as_a_value(
    window: MainWindow, panel: PerturbationPanel, qtbot: QtBot
) -> None:
    settings = Perturbation(
        AudioPerturbation(pitch=-3, erased=(ErasedArea(low_hz=100, high_hz=200),)),
        ImagePerturbation(rectangles=(Rectangle(0, 0, 0.1, 0.1),), mirror=True),
    )
    window.perturbation.set_settings(settings)
    assert window.perturbation.settings == settings
    assert panel.audio_controls.pitch.value == -3
    assert panel.image_controls.mirror.isChecked()
    altered(window, qtbot)
    give(window, "perturbation.reset")
    assert window.perturbation.settings == NEUTRAL


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        (NEUTRAL, ""),
        (Perturbation(AudioPerturbation(pitch=3, low_hz=100)), "pitch +3.0, high-pass 100 Hz"),
        (Perturbation(AudioPerturbation(high_hz=900)), "low-pass 900 Hz"),
        (Perturbation(AudioPerturbation(low_hz=9, high_hz=90)), "band-pass 9 to 90 Hz"),
        (
            Perturbation(AudioPerturbation(sound="a/b.wav", shift=-1)),
            "sound b.wav, audio shifted -1.00 s",
        ),
        (Perturbation(AudioPerturbation(muted=True, noise_dbfs=-20)), "muted, noise -20 dB"),
        (
            Perturbation(image=ImagePerturbation(30, True, 0.02, mirror=True)),
            "hue +30°, grey, blur 2.0 %, mirrored",
        ),
        (
            Perturbation(
                AudioPerturbation(erased=(ErasedArea(),)),
                ImagePerturbation(rectangles=2 * (Rectangle(0, 0, 1, 1),)),
            ),
            "1 area erased, 2 masks",
        ),
    ],
)
def test_settings_are_described_in_plain_words(settings: Perturbation, text: str) -> None:
    assert perturbation_text(settings) == text


def test_a_lesson_shows_some_of_the_controls(panel: PerturbationPanel) -> None:
    panel.controls.show({"perturbation.erase", "perturbation.scores", "inspector.view"})
    assert panel.spectrogram.isVisible()
    for hidden in (panel.image, panel.audio_controls.pitch, panel.keep, panel.variants):
        assert not hidden.isVisible()
    panel.controls.show(None)
    assert panel.image.isVisible()


def test_a_link_restores_the_settings_and_opens_no_files(
    window: MainWindow, panel: PerturbationPanel
) -> None:
    settings = Perturbation(AudioPerturbation(sound="White noise", pitch=2))
    controller = window.perturbation
    controller.set_settings(settings)
    link = controller.link_state()
    controller.set_settings(NEUTRAL)
    assert "perturbation" not in controller.link_state()
    controller.open_link_state(link)
    assert controller.settings == settings
    own = Perturbation(AudioPerturbation(sound="/home/me/secret.wav"))
    controller.open_link_state({"perturbation": own.to_json()})
    controller.open_link_state({"perturbation": "damaged"})
    assert controller.settings == settings
    controller.set_settings(own)
    assert "perturbation" not in controller.link_state()


def test_a_lesson_limits_the_controls_and_hides_the_docks_before_the_map_is_revealed(
    window: MainWindow, panel: PerturbationPanel
) -> None:
    assert {"perturbation.pitch", "inspector.view"} <= window.control_ids
    window.limit_controls(None, frozenset({"audio", "perturbation.pitch"}))
    assert panel.audio_controls.pitch.isVisible()
    assert not panel.audio_controls.noise.isVisible()
    window.limit_controls(None, None)
    assert panel.audio_controls.noise.isVisible()
    window.stage.hide_results(True)
    assert not window.perturbation.dock.isVisible()
    window.stage.hide_results(False)
    assert window.perturbation.dock.isVisible()


def test_tab_stays_in_the_docked_panel_s_order(
    window: MainWindow, panel: PerturbationPanel, qtbot: QtBot
) -> None:
    window.perturbation.dock.setFloating(False)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    panel.keep.setFocus()
    QTest.keyClick(panel.keep, Qt.Key.Key_Tab)
    assert window.focusWidget() is panel.mask_mode  # Reset is disabled
