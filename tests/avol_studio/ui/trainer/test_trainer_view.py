"""The trainer's window, used with mouse and keyboard; the process is a fake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from avol.training.tiny.settings import TinySettings
from avol_studio.core.translation import tr
from avol_studio.services.training.state import (
    Failed,
    PauseRequest,
    PlayRequest,
    SaveRequest,
    StartRequest,
    StepRequest,
)
from avol_studio.services.training.training_service import TrainingService
from avol_studio.ui.trainer.probe_tile import ProbeTile
from avol_studio.ui.trainer.switches import TICKS
from avol_studio.ui.trainer.trainer_dialog import TrainerDialog
from avol_studio.ui.trainer.trainer_view import CONTROLS, TrainerView
from tests.avol_studio.core.test_translation import install  # noqa: F401 - a fixture
from tests.support.training import (
    FakeTrainingProcess,
    map_with_peak,
    point,
    progress,
    ready,
    result,
)

Key = Qt.Key


class Trainer:
    """A dialog on screen, whose first run is ready."""

    def __init__(self, dialog: TrainerDialog, process: FakeTrainingProcess) -> None:
        self.dialog, self.process = dialog, process
        self.view: TrainerView = dialog.view
        self.service: TrainingService = dialog.view._service

    def press(self, key: Key) -> None:
        """Press a key on the control that has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)

    def send(self, event: object) -> None:
        self.process.notify(event)
        QCoreApplication.sendPostedEvents(self.service)

    @property
    def request(self) -> object:
        return self.process.requests[-1]

    @property
    def started(self) -> TinySettings:
        """The settings of the last StartRequest."""
        return [r for r in self.process.requests if isinstance(r, StartRequest)][-1].settings


@pytest.fixture
def trainer(qtbot: QtBot) -> Iterator[Trainer]:
    parent, processes = QObject(), list[FakeTrainingProcess]()

    def start(notify: Callable[[object], None]) -> FakeTrainingProcess:
        processes.append(FakeTrainingProcess(notify))
        return processes[-1]

    service = TrainingService(parent, start)  # pyright: ignore[reportArgumentType]
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = TrainerDialog(TrainerView(service), owner)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    made = Trainer(dialog, processes[0])
    made.send(ready())
    yield made
    dialog.close()
    service.close()
    assert service.join(1)


def click(widget: QWidget, position: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=position or QPoint())


def test_the_window_prepares_a_run_and_waits(trainer: Trainer) -> None:
    assert trainer.process.requests == [StartRequest(1, TinySettings())]
    assert "press Play" in trainer.view.state.text()
    assert trainer.view.hasFocus()  # not the seed, so that the keys work


def test_transport_by_mouse(trainer: Trainer) -> None:
    view = trainer.view
    click(view.play)
    assert trainer.request == PlayRequest(0.0)
    assert view.play.text() == "Pause"
    click(view.play)
    assert trainer.request == PauseRequest()
    click(view.step)
    assert trainer.request == StepRequest(1)
    click(view.reset)
    assert trainer.request == StartRequest(2, TinySettings())
    assert not view.play.isEnabled()  # until the run is ready
    trainer.send(ready(2))
    assert view.play.isEnabled()


def test_transport_by_keys(trainer: Trainer) -> None:
    view = trainer.view
    trainer.press(Key.Key_K)
    assert trainer.request == PlayRequest(0.0)
    view.speed.setFocus()
    trainer.press(Key.Key_Up)
    assert view.speed.currentText() == "5 steps/s"
    view.play.setFocus()
    trainer.press(Key.Key_Period)
    assert trainer.request == StepRequest(1)
    trainer.press(Key.Key_K)
    assert trainer.request == PlayRequest(5.0)
    trainer.press(Key.Key_R)
    assert isinstance(trainer.request, StartRequest)


@pytest.mark.parametrize(
    ("name", "value"),
    [("flipped_labels", True), ("negatives", False), ("misaligned", False), ("little_data", True)],
)
def test_a_switch_starts_a_new_run(trainer: Trainer, name: str, value: bool) -> None:
    switch = trainer.view.controls[name]
    click(switch, QPoint(10, switch.height() // 2))
    assert trainer.started == TinySettings().model_copy(update={name: value})


@pytest.mark.parametrize(
    ("name", "presses", "value"),
    [
        ("pooling", 1, "softened max"),
        ("pooling", 2, "attention"),
        ("ticks", 2, "possible"),
        ("learning_rate", 1, 0.03),
    ],
)
def test_a_choice_starts_a_new_run(
    trainer: Trainer, name: str, presses: int, value: object
) -> None:
    combo = trainer.view.controls[name]
    combo.setFocus()
    for _ in range(presses):
        QTest.keyClick(combo, Key.Key_Down)
    assert getattr(trainer.started, name) == pytest.approx(value)


@pytest.mark.parametrize("rate", ["0.0125", "0,0125"])
def test_seed_and_a_free_learning_rate_are_typed(trainer: Trainer, rate: str) -> None:
    switches = trainer.view.switches
    assert not switches.rate.isVisible()
    switches.seed.selectAll()
    QTest.keyClicks(switches.seed, "42K")  # a letter is no seed, and no shortcut here
    QTest.keyClick(switches.seed, Key.Key_Return)
    assert trainer.started.seed == 42
    assert trainer.dialog.isVisible()
    switches.learning_rate.setFocus()
    QTest.keyClick(switches.learning_rate, Key.Key_End)
    assert switches.rate.isVisible()
    switches.rate.selectAll()
    QTest.keyClicks(switches.rate, rate)
    QTest.keyClick(switches.rate, Key.Key_Return)
    assert trainer.started == TinySettings(seed=42, learning_rate=0.0125)


def test_own_videos_are_chosen_by_folder(
    trainer: Trainer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, answers = trainer.view, iter([str(tmp_path), ""])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: next(answers))
    videos = view.switches.videos
    videos.setFocus()
    QTest.keyClick(videos, Key.Key_End)
    assert trainer.started.videos == str(tmp_path)
    assert videos.currentText() == tmp_path.name
    assert not view.controls["ticks"].isEnabled()  # own videos have no ticks
    QTest.keyClick(videos, Key.Key_End)  # cancelled
    assert trainer.started.videos == str(tmp_path)
    assert videos.currentText() == tmp_path.name
    QTest.keyClick(videos, Key.Key_Home)
    assert trainer.started.videos == ""


def test_settings_are_shown_and_started(trainer: Trainer) -> None:
    settings = TinySettings(
        seed=9, flipped_labels=True, pooling="attention", ticks="prevented", learning_rate=0.01
    )
    trainer.view.set_settings(settings)
    assert trainer.started == trainer.view.settings == settings
    switches = trainer.view.switches
    assert switches.seed.text() == "9"
    assert switches.flipped_labels.isChecked()
    assert switches.pooling.currentText() == "Attention"
    assert switches.learning_rate.currentText() == "Other…"
    assert switches.rate.text() == "0.01"


def test_a_disabled_trainer_pauses_and_ignores_its_keys(trainer: Trainer) -> None:
    click(trainer.view.play)
    trainer.view.setEnabled(False)
    assert trainer.request == PauseRequest()
    QTest.keyClick(trainer.view, Key.Key_K)
    assert trainer.request == PauseRequest()


def test_only_the_named_controls_are_shown(trainer: Trainer) -> None:
    view = trainer.view
    assert view.controls.keys() == set(CONTROLS)
    view.show_controls({"play", "pooling"})
    visible = {name for name, control in view.controls.items() if control.isVisible()}
    assert visible == {"play", "pooling"}
    view.show_controls({"play"})
    assert not view._side.isVisible()
    view.show_controls(None)
    assert all(control.isVisible() for control in view.controls.values())


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_chosen_ticks_can_be_read_beside_a_lesson(
    install: Callable[[str], None],  # noqa: F811
    trainer: Trainer,
    qtbot: QtBot,
    language: str,
) -> None:
    install(language)
    view, ticks = trainer.view, trainer.view.switches.ticks
    ticks.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # of these texts
    for n, text in enumerate(TICKS.values()):
        ticks.setItemText(n, tr(text))
    trainer.dialog.resize(890, 700)  # as in a window of 1280 pixels
    view.show_controls({"play", "ticks", "negatives"})
    ticks.setCurrentIndex(1)
    margins = 40  # px beside the text, with the chevron
    qtbot.waitUntil(lambda: ticks.shown_text(ticks.width() - margins) == ticks.currentText())


def test_every_control_has_a_name_and_a_tooltip(trainer: Trainer) -> None:
    for name, control in trainer.view.controls.items():
        if name != "view":  # two radio buttons
            assert control.accessibleName(), name
            assert control.toolTip(), name
    assert trainer.view.show_map.toolTip() and trainer.view.show_gradient.toolTip()  # noqa: PT018


def test_a_screen_reader_can_name_each_stop_of_the_tab_key(trainer: Trainer) -> None:
    for widget in trainer.dialog.findChildren(QWidget):
        stops = widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        is_viewport = isinstance(widget.parent(), QAbstractScrollArea)
        assert not stops or is_viewport or widget.accessibleName(), widget


def test_curves_and_state_follow_the_training(trainer: Trainer) -> None:
    view = trainer.view
    trainer.send(progress(20, point(10, 0.5), point(20, 0.85)))
    assert view.accuracy.values("new") == ([10.0, 20.0], [0.5, 0.85])
    assert view.accuracy.values("training")[1] == [0.6, 0.6]
    assert view.accuracy.values("grid") == ([], [])
    assert view.loss.values("steps") == ([float(n) for n in range(1, 11)], [0.7] * 10)
    assert view.state.text() == "Step 20 of 320 · accuracy on new pairs 85 % · 80 % after 20 steps"
    assert not view.save_result.isEnabled()
    trainer.send(progress(320, result=result(TinySettings(), point(20, 0.85))))
    assert "peak on the sounding object in 75 % of 60 maps" in view.state.text()
    assert not view.play.isEnabled()
    assert view.save_result.isEnabled()
    click(view.reset)
    assert view.accuracy.values("previous") == ([10.0, 20.0], [0.5, 0.85])
    assert view.accuracy.values("new") == ([], [])


def test_a_possible_shortcut_shows_the_accuracy_on_the_grid(trainer: Trainer) -> None:
    trainer.view.set_settings(TinySettings(ticks="possible"))
    trainer.send(ready(2))
    trainer.send(progress(10, point(10, 0.95, 0.7), run=2))
    assert trainer.view.accuracy.values("grid") == ([10.0], [0.7])


@pytest.mark.parametrize(
    ("tile", "peak", "text"),
    [
        (0, (3, 3, 0.9), "✓ 0.90 · on the disc"),
        (0, (10, 10, 0.9), "✗ 0.90 · on the star"),
        (0, (3, 10, 0.9), "✗ 0.90 · on the background"),
        (0, (3, 3, 0.4), "✗ 0.40 · nothing found"),
        (4, (10, 10, 0.8), "✓ 0.80 · on the star"),
        (4, (3, 3, 0.8), "✗ 0.80 · on the disc"),
        (5, (3, 3, 0.2), "✓ 0.20 · empty"),
        (5, (3, 3, 0.7), "✗ 0.70 · should be empty"),
        (5, (3, 10, 0.7), "✗ 0.70 · should be empty"),
    ],
)
def test_probes_say_what_their_map_shows(
    trainer: Trainer, tile: int, peak: tuple[int, int, float], text: str
) -> None:
    maps = np.stack([map_with_peak(*peak)] * 6)
    trainer.send(progress(10, maps=maps))
    assert trainer.view.tiles[tile].texts[1] == text
    assert text in trainer.view.tiles[tile].accessibleName()


def test_the_gradient_view_counts_cells(trainer: Trainer) -> None:
    gradients = np.zeros((6, 14, 14), np.float32)
    gradients[0, 4, 5] = 0.3
    gradients[1, :2] = -0.2
    gradients[2, 0], gradients[2, 13] = 0.1, -0.1
    gradients[3, 4, 5], gradients[3, 0, 0] = 1.0, 0.005  # below 1 % of the largest
    trainer.send(progress(10, gradients=gradients))
    view = trainer.view
    trainer.press(Key.Key_G)
    assert view.show_gradient.isChecked()
    assert [tile.texts[1] for tile in view.tiles[:5]] == [
        "▲ 1 of 196 cells", "▼ 28 of 196 cells", "▲ 14 ▼ 14 of 196 cells", "▲ 1 of 196 cells",
        "no gradient",
    ]  # fmt: skip
    assert colour_at(view.tiles[0], 4, 5) != colour_at(view.tiles[0], 4, 6)
    click(view.show_map)
    assert view.tiles[0].texts[1] != "▲ 1 of 196 cells"


def colour_at(tile: ProbeTile, row: int, column: int) -> tuple[int, int, int]:
    """The colour in the middle of a cell of the painted map."""
    rect = tile.image_rect()
    x = rect.left() + (column + 0.5) / 14 * rect.width()
    y = rect.top() + (row + 0.5) / 14 * rect.height()
    colour = tile.grab().toImage().pixelColor(round(x), round(y))
    return colour.red(), colour.green(), colour.blue()


def test_an_error_stays_until_the_reset(trainer: Trainer) -> None:
    view = trainer.view
    trainer.send(Failed(1, "The loss of step 9 is not finite; start again."))
    assert view.state.text() == "The loss of step 9 is not finite; start again."
    assert not view.play.isEnabled()
    click(view.reset)
    trainer.send(ready(2))
    assert "press Play" in view.state.text()


def test_saving_by_dialog(
    trainer: Trainer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = trainer.view
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    click(view.save_checkpoint)
    assert trainer.request == SaveRequest(tmp_path / "mine.safetensors")
    trainer.send(progress(320, result=result(TinySettings())))
    click(view.save_result)
    assert (tmp_path / "mine").read_text().startswith('{\n  "generator": "AVOL"')
    assert "Saved:" in view.state.text()


@pytest.mark.parametrize("size", [(800, 520), (1240, 800), (1600, 560)])
def test_everything_fits_into_the_window(trainer: Trainer, size: tuple[int, int]) -> None:
    dialog, view = trainer.dialog, trainer.view
    dialog.resize(*size)
    QCoreApplication.processEvents()
    assert (dialog.width(), dialog.height()) == size
    places = [QWidget.geometry(tile) for tile in view.tiles]
    assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[n + 1 :])
    assert len({place.y() for place in places}) == (1 if size == (1600, 560) else 2)
    assert all(view.rect().contains(place) for place in places)


def test_a_narrow_trainer_scrolls_below_its_switches(trainer: Trainer) -> None:
    """As in the stage of a small window, beside the column of a lesson."""
    dialog, view = trainer.dialog, trainer.view
    dialog.resize(480, 520)
    QCoreApplication.processEvents()
    assert dialog.width() == 480
    right = [tile.mapTo(view, tile.rect().topRight()).x() for tile in view.tiles]
    assert max(right) <= view.width()
    assert min(tile.width() for tile in view.tiles) >= 120
    assert view.tiles[0].y() > view.switches.height()


def test_closing_the_window_pauses(trainer: Trainer) -> None:
    click(trainer.view.play)
    QTest.keyClick(trainer.dialog, Key.Key_Escape)
    assert not trainer.dialog.isVisible()
    assert trainer.request == PauseRequest()
    trainer.dialog.show()
    assert len(trainer.process.requests) == 3  # it goes on where it was
