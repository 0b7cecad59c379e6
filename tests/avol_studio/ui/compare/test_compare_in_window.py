"""Comparison of sounds and models in the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QRadioButton
from pytestqt.qtbot import QtBot

from avol.reference_sounds import NOISE, SILENCE
from avol_studio.services.compare.state import ComparedModel
from avol_studio.ui.compare.layout import CompareFigure
from avol_studio.ui.compare.painter import verdict_text
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.viewport.image_zoom import STEP
from tests.avol_studio.ui.commands.test_commands import press
from tests.avol_studio.ui.viewport.test_image_zoom import drag, turn_wheel
from tests.support.checkpoints import tiny_card, write_checkpoint
from tests.support.fakes import FakeDependencies, FakeModel
from tests.support.studio import give


def board(window: MainWindow) -> CompareFigure:
    """What is drawn now."""
    frame = window.player.last_frame
    assert frame is not None
    return window.compare.view.figure(window.stage.viewport.image, frame.index)


def titles(window: MainWindow) -> list[str]:
    return [pane.title for pane in board(window).panes]


def all_localized(window: MainWindow, count: int) -> bool:
    panes = board(window).panes
    return len(panes) == count and all(pane.localization is not None for pane in panes)


def colours(window: MainWindow) -> np.ndarray:
    image = window.stage.viewport.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def test_pinned_sounds_are_compared(playing: MainWindow, qtbot: QtBot) -> None:
    window = playing
    one = colours(window)
    press(window, "Y")
    assert titles(window) == ["Original audio"]
    assert "U pins the current second" in window.stage.status.message_label.text()
    for key in ("U", "Ctrl+Alt+U", "Shift+U"):
        press(window, key)
    qtbot.waitUntil(lambda: all_localized(window, 4))
    assert sorted(titles(window)[1:]) == ["0:00.00 of clip", "Silence", "White noise"]
    assert [pane.style and pane.style.letter for pane in board(window).panes] == [
        None,
        "A",
        "B",
        "C",
    ]
    assert all(pane.spectrogram is not None for pane in board(window).panes)
    assert np.abs(colours(window).astype(int) - one).max() > 60
    give(window, "step.forward")
    qtbot.waitUntil(lambda: all_localized(window, 4))
    press(window, "Ctrl+Shift+U")
    assert not window.actions_by_id["replace.clear"].isEnabled()
    qtbot.waitUntil(lambda: titles(window) == ["Original audio"])
    press(window, "Y")
    assert window.actions_by_id["compare.sounds"].isChecked() is False


def test_pin_command_starts_the_comparison(playing: MainWindow, qtbot: QtBot) -> None:
    give(playing, "replace.noise")
    assert playing.actions_by_id["compare.sounds"].isChecked()
    qtbot.waitUntil(lambda: all_localized(playing, 2))
    give(playing, "replace.noise")
    assert "already pinned" in playing.stage.status.message_label.text()
    assert [query for _, query in playing.presentation.sounds.pinned] == [NOISE]


def test_middle_of_loop_or_dragged_range_is_pinned(playing: MainWindow, qtbot: QtBot) -> None:
    playing.player.set_loop(1.0, 2.0)
    give(playing, "replace.moment")
    timeline = playing.stage.timeline
    held, y = Qt.KeyboardModifier.ControlModifier, 60
    low, high = (QPoint(round(timeline.time_range.x(t)), y) for t in (2.0, 3.0))
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, held, low)
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, held, high)
    qtbot.waitUntil(lambda: len(playing.presentation.sounds.pinned) == 2)
    first, second = titles(playing)[1:]
    assert first == "0:01.50 of clip"
    assert float(second.split(" of ")[0].removeprefix("0:")) == pytest.approx(2.5, abs=0.03)


def test_audio_file_is_pinned_from_the_dialog(
    playing: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    give(playing, "replace.file")
    assert not playing.actions_by_id["compare.sounds"].isChecked()
    away = tmp_path / "horn.wav"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(away), ""))
    give(playing, "replace.file")
    qtbot.waitUntil(lambda: "horn.wav" in playing.stage.status.message_label.text())


def test_models_are_compared_with_agreement(playing: MainWindow, qtbot: QtBot) -> None:
    window, service = playing, playing.compare.service
    press(window, "Shift+Y")
    assert window.actions_by_id["compare.models"].isChecked()
    qtbot.waitUntil(lambda: all_localized(window, 3))
    assert titles(window) == ["avol", "Image only", "Silent audio"]
    first, image_only, silence = board(window).panes
    assert verdict_text(image_only) == "normalised, brightest = 1"
    assert image_only.spectrogram is None
    assert (
        silence.note == "same peak in 100 % of 1 frame · rank corr. 1.00"
    )  # the fake model ignores the audio
    assert first.note == ""
    give(window, "step.forward")
    qtbot.waitUntil(lambda: "of 2" in board(window).panes[2].note)
    rows = window.compare.body._rows
    assert [line.agreement.text() for line in rows] == [c.note for c in board(window).panes[1:]]
    service.remove(service.models[0])
    assert titles(window) == ["avol", "Silent audio"]
    press(window, "Shift+Y")
    assert service._thread is None


def test_paused_comparison_shows_the_map_of_its_frame(
    playing: MainWindow, fakes: FakeDependencies, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, service = playing, playing.compare.service
    slow = FakeModel(0.2)
    service._add(ComparedModel("slow", lambda: slow))
    window.compare.show_mode("models")
    qtbot.waitUntil(lambda: all_localized(window, 2))
    give(window, "step.forward")
    qtbot.waitUntil(lambda: window.player.last_frame.index == 1)  # pyright: ignore[reportOptionalMemberAccess]
    late = board(window).panes[1]
    if late.localization is None:  # unless this machine was held up
        assert late.note == "computing…"
    qtbot.waitUntil(lambda: all_localized(window, 2))
    first, second = board(window).panes
    assert first.localization is not None
    assert second.localization is not None
    assert second.localization.peak == first.localization.peak


def test_playing_comparison_shows_the_delay(playing: MainWindow, qtbot: QtBot) -> None:
    slow = FakeModel(0.5)
    playing.compare.service._add(ComparedModel("slow", lambda: slow))
    playing.compare.show_mode("models")
    give(playing, "play.toggle")
    qtbot.waitUntil(lambda: "delay" in board(playing).panes[1].note, timeout=20_000)
    assert board(playing).panes[1].strength < 1


def test_checkpoint_is_compared_or_reports_its_error(
    playing: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    good = write_checkpoint(tmp_path, tiny_card(name="tiny"))
    bad = tmp_path / "torn.safetensors"
    bad.write_bytes(b"torn")
    for path in (good, bad):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, p=path: (str(p), ""))
        give(playing, "compare.checkpoint")
    assert [model.name for model in playing.compare.service.models] == ["tiny", "torn"]
    said = playing.stage.status.message_label
    qtbot.waitUntil(lambda: "torn.card.json" in said.text(), timeout=60_000)
    qtbot.waitUntil(lambda: all_localized(playing, 2), timeout=60_000)
    assert titles(playing) == ["avol", "tiny"]


def test_at_most_three_models_without_duplicates(playing: MainWindow) -> None:
    for id in ("compare.image_only", "compare.image_only", "compare.silence"):
        give(playing, id)
    service = playing.compare.service
    assert len(service.models) == 2
    service._add(ComparedModel("third", FakeModel))
    assert not playing.actions_by_id["compare.default_weights"].isEnabled()
    service._add(ComparedModel("fourth", FakeModel))
    assert "remove one" in playing.stage.status.message_label.text()
    service.set_own(FakeModel)
    assert len(service.models) == 3


def test_compared_variants_follow_the_model_of_the_studio(playing: MainWindow) -> None:
    service = playing.compare.service
    other = ComparedModel("other", partial(FakeModel, 0.0))
    service._add(other)
    service.add_own("silence")
    load = partial(FakeModel, 0.0)
    service.set_own(load)
    assert service.models[0] is other
    assert service.models[1].load is load


def test_panel_selects_the_comparison(playing: MainWindow) -> None:
    give(playing, "view.compare")
    assert playing.actions_by_id["view.compare"].isChecked()
    radios = {b.text(): b for b in playing.compare.body.findChildren(QRadioButton)}
    radios["Compare sounds"].click()
    assert playing.actions_by_id["compare.sounds"].isChecked()
    radios["Compare models"].click()
    assert playing.actions_by_id["compare.models"].isChecked()
    assert not playing.actions_by_id["compare.sounds"].isChecked()
    radios["One image"].click()
    assert not playing.actions_by_id["compare.models"].isChecked()
    press(playing, "Y")
    assert radios["Compare sounds"].isChecked()


def test_comparison_is_saved_as_a_figure(playing: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    give(playing, "replace.silence")
    qtbot.waitUntil(lambda: all_localized(playing, 2))
    for _ in range(2):
        give(playing, "compare.figure")
    folder = tmp_path / "pictures"
    name = "clip 0.000 s comparison"
    names = {f"{name}{n}.{kind}" for n in ("", " (2)") for kind in ("png", "svg")}
    qtbot.waitUntil(lambda: {p.name for p in folder.glob("*")} == names, timeout=20_000)
    qtbot.waitUntil(lambda: "(2).png and .svg" in playing.stage.status.message_label.text())
    assert "frame 0" in (folder / f"{name}.svg").read_text()


def test_waveform_of_a_live_moment_is_kept(playing: MainWindow) -> None:
    """A second that is heard live is frozen under the time of day."""

    class Live:
        live = True

        def window_at(self, time: float, length: int = 48_000) -> np.ndarray:
            return np.full(length, 0.5, np.float32)

    playing.player._context.client.audio = Live()
    give(playing, "replace.moment")
    ((_, frozen),) = playing.presentation.sounds.pinned
    assert frozen.name.startswith("Live at ")
    assert frozen.wave[0] == 0.5
    assert frozen is not SILENCE


def corner_colours(window: MainWindow, pane: QRectF) -> np.ndarray:
    """The colours at the corners of a pane, as on the screen."""
    shown, inset = colours(window).astype(int), 4
    xs = [round(pane.left()) + inset, round(pane.right()) - inset]
    ys = [round(pane.top()) + inset, round(pane.bottom()) - inset]
    return np.array([shown[y, x] for y in ys for x in xs])


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("number", [0, 1])
def test_all_images_of_a_comparison_are_zoomed_together(
    playing: MainWindow, qtbot: QtBot, number: int, mirror: bool
) -> None:
    """The wheel over one image enlarges the same part of each."""
    window, viewport = playing, playing.stage.viewport
    window.store.update(mirror=mirror, overlay=False)
    give(window, "replace.noise")
    qtbot.waitUntil(lambda: all_localized(window, 2))
    panes = window.compare.view.image_rects(QRectF(viewport.rect()), viewport.image)
    at = panes[number].topLeft() + QPointF(panes[number].width() * 0.25, panes[number].height() / 2)
    before = viewport.image_rect
    assert before == panes[0]
    turn_wheel(viewport, at, 5)
    factor = STEP**5
    assert viewport.zoom.factor == pytest.approx(factor)
    part = board(window).part
    assert (part.width(), part.height()) == pytest.approx((1 / factor, 1 / factor))
    assert part.left() + 0.25 * part.width() == pytest.approx(0.25, abs=2e-3)
    assert part.top() + 0.5 * part.height() == pytest.approx(0.5, abs=2e-3)
    first, second = (corner_colours(window, pane) for pane in panes)
    assert np.abs(first - second).max() <= 2
    image = viewport.image
    for shown, (x, y) in zip(first, ((0, 0), (1, 0), (0, 1), (1, 1)), strict=True):
        inset = 4 / panes[0].width()
        u = part.left() + part.width() * (x + inset * (1 - 2 * x))
        v = part.top() + part.height() * (y + 4 / panes[0].height() * (1 - 2 * y))
        column = (1 - u if mirror else u) * image.width()
        expected = image.pixelColor(int(column), int(v * image.height()))
        colour = (expected.red(), expected.green(), expected.blue())
        assert np.abs(shown - colour).max() < 40
    give(window, "image.zoom_reset")
    assert viewport.image_rect == before


def test_a_zoomed_comparison_is_moved_by_a_drag(playing: MainWindow, qtbot: QtBot) -> None:
    window, viewport = playing, playing.stage.viewport
    give(window, "replace.noise")
    qtbot.waitUntil(lambda: all_localized(window, 2))
    give(window, "image.zoom_in")
    _, second = window.compare.view.image_rects(QRectF(viewport.rect()), viewport.image)
    before, start = viewport.image_rect, second.center().toPoint()
    drag(viewport, start, start + QPoint(7, 5))
    moved = viewport.image_rect.topLeft() - before.topLeft()
    assert (moved.x(), moved.y()) == pytest.approx((7, 5))


def test_another_model_does_not_put_its_name_to_the_map_of_the_former_one(
    playing: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = playing
    press(window, "Shift+Y")
    qtbot.waitUntil(lambda: all_localized(window, 3))
    monkeypatch.setattr(window.models, "loader", lambda threads=None: FakeModel)
    monkeypatch.setattr(type(window.models), "weights_name", "other")
    window.models.changed.emit()
    assert titles(window)[0] == "other"
    assert all(pane.localization is None for pane in board(window).panes)
    qtbot.waitUntil(lambda: all_localized(window, 3))


def test_a_long_agreement_is_not_cut_and_does_not_widen_the_panels(
    playing: MainWindow, qtbot: QtBot
) -> None:
    window = playing
    press(window, "Shift+Y")
    qtbot.waitUntil(lambda: all_localized(window, 3))
    agreement = window.compare.body._rows[1].agreement
    agreement.setText("gleiche Spitze in 100 % von 1 Bildern · Rangkorr. 1,00")
    qtbot.wait(50)
    area = window.stage._panel_area
    column = window.stage._panel_column.parentWidget()
    assert column is not None
    assert column.width() == area.viewport().width()
    assert agreement.height() >= agreement.heightForWidth(agreement.width())
    line = agreement.fontMetrics().height()
    assert agreement.height() > 1.5 * line
