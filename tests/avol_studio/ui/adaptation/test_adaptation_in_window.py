"""Adaptations in the window: commands, dialog, keeping, reverting, undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from avol.core.constants import SAMPLE_RATE
from avol.core.estimate import Estimate
from avol.evaluation.adaptation import annotations, room
from avol.evaluation.adaptation.annotations import AdaptationResult
from avol.evaluation.adaptation.comparison import Comparison
from avol.evaluation.localization.boxes import BoxItem
from avol.localizer import Localizer
from avol.teaching.adaptation import Adaptation, Measurement
from avol_studio.services.adaptation.state import AdaptationStep
from avol_studio.services.annotation.annotation_store import BoxAnnotation, FrameAnnotation
from avol_studio.ui.main_window import MainWindow
from tests.support.fakes import FakeDependencies
from tests.support.studio import LONG
from tests.support.synthetic import frame_times, make_media, tone_audio
from tests.support.teachable import SHA256
from tests.support.teachable_studio import teachable_dependencies

BOX = (0.25, 0.25, 0.5, 0.625)
ADAPTATION = Adaptation(
    kind="annotations",
    created="2026-01-01T00:00:00+00:00",
    weights_sha256=SHA256,
    weights="toy 1",
    data="12 moments",
    measurements=(
        Measurement(
            "ece", Estimate(0.3, 0.25, 0.35), Estimate(0.1, 0.05, 0.15),
            Estimate(-0.2, -0.25, -0.15),
        ),
    ),
    baselines={"image centre: pointing": Estimate(0.7, 0.6, 0.8)},
    scale=((-3.0, 0.0, 3.0), (0.0, 0.5, 0.9)),
)  # fmt: skip


@pytest.fixture
def fakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeDependencies:
    """Real files, and weights that learn in milliseconds."""
    return teachable_dependencies(tmp_path, monkeypatch)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    image = np.full((96, 128, 3), 90, np.uint8)
    wave = tone_audio(2, SAMPLE_RATE, 1, 200.0).astype(np.float32)
    return make_media(tmp_path / "clip.mp4", [image] * 20, frame_times(20, 10), audio=wave)


@pytest.fixture
def opened(window: MainWindow, clip: Path, qtbot: QtBot) -> MainWindow:
    """The file paused, with a box in its first frame."""
    window.store.update(autoplay=False)
    with qtbot.waitSignal(window.analysis.service.identified, timeout=LONG):
        window.open(clip)
    frame = FrameAnnotation(time=0.0, boxes=(BoxAnnotation(box=BOX, label="dog"),))
    window.annotation.store.set_frame("Draw", frame)
    return window


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def loaded(window: MainWindow) -> Localizer:
    """The model in use."""
    model = window.models.loader()()
    assert isinstance(model, Localizer)
    return model


def step(window: MainWindow) -> AdaptationStep:
    return window.adaptation.service.state.step


@pytest.fixture
def requested(monkeypatch: pytest.MonkeyPatch) -> list[BoxItem]:
    """The moments that a fit was asked for; it returns `ADAPTATION`."""
    items: list[BoxItem] = []

    def adapt(model: Localizer, lists, taught, progress) -> AdaptationResult:  # noqa: ANN001
        items.extend(lists[0][0])
        progress("images", 1, 1)
        comparison = Comparison(ADAPTATION.measurements, {}, 12, 3)
        return AdaptationResult(
            ADAPTATION,
            comparison,
            (),
            ("3 videos are few; annotate 10 or more for a reliable result.",),
        )

    monkeypatch.setattr(annotations, "adapt_to_annotations", adapt)
    return items


def test_a_result_is_used_at_once_and_kept_or_reverted(
    opened: MainWindow, requested: list[BoxItem], clip: Path, qtbot: QtBot
) -> None:
    action = opened.actions_by_id["adapt.annotations"]
    assert action.isEnabled()
    assert not opened.actions_by_id["adapt.revert"].isEnabled()
    action.trigger()
    qtbot.waitUntil(lambda: step(opened) is AdaptationStep.DONE, timeout=LONG)
    assert [(Path(item.file), item.bbox) for item in requested] == [(clip, (BOX,))]
    dialog = opened.adaptation.dialog
    assert dialog is not None
    assert dialog.isVisible()
    texts = " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    for text in ("Calibration error", "30.0 (25 to 35)", "10.0", "-20.0", "It helps", "3 videos"):
        assert text in texts
    assert opened.teaching.store.classes.adaptation("annotations") is ADAPTATION
    assert "adapted to annotations" in loaded(opened).description

    click(dialog.keep_button)
    assert not dialog.isVisible()
    assert opened.teaching.store.classes.adaptation("annotations") is ADAPTATION

    opened.actions_by_id["adapt.revert"].trigger()
    assert opened.teaching.store.classes.adaptations == ()
    assert "adapted" not in loaded(opened).description
    opened.analysis.history.undo()
    assert opened.teaching.store.classes.adaptation("annotations") is ADAPTATION


@pytest.mark.parametrize("how", ["button", "escape"])
def test_revert_and_escape_remove_the_result(
    opened: MainWindow, requested: list[BoxItem], qtbot: QtBot, how: str
) -> None:
    opened.actions_by_id["adapt.annotations"].trigger()
    qtbot.waitUntil(lambda: step(opened) is AdaptationStep.DONE, timeout=LONG)
    dialog = opened.adaptation.dialog
    assert dialog is not None
    if how == "button":
        click(dialog.revert_button)
    else:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert opened.teaching.store.classes.adaptations == ()


def test_an_error_is_one_sentence_in_the_dialog(opened: MainWindow, qtbot: QtBot) -> None:
    opened.actions_by_id["adapt.annotations"].trigger()  # one video alone
    qtbot.waitUntil(lambda: step(opened) is AdaptationStep.FAILED, timeout=LONG)
    dialog = opened.adaptation.dialog
    assert dialog is not None
    texts = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("Boxes in 2 videos or more are needed") for text in texts)
    assert dialog.cancel_button.text() == "Close"
    click(dialog.cancel_button)
    assert not dialog.isVisible()
    assert step(opened) is AdaptationStep.IDLE


def test_the_room_is_recorded_until_it_is_stopped(
    window: MainWindow, clip: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    found: list[tuple[int, int]] = []

    def adapt(model: Localizer, recordings, images, known, taught, progress) -> room.RoomResult:  # noqa: ANN001
        found.append((sum(map(len, recordings)), len(images)))
        adaptation = replace(ADAPTATION, kind="room", scale=None, silence_dbfs=-48.0)
        return room.RoomResult(adaptation, -60.0, 30.0)

    monkeypatch.setattr(room, "adapt_to_room", adapt)
    assert not window.actions_by_id["adapt.room"].isEnabled()
    with qtbot.waitSignal(window.player.frame_shown, timeout=LONG):
        window.live.open(str(clip))
    window.actions_by_id["adapt.room"].trigger()
    service = window.adaptation.service
    qtbot.waitUntil(lambda: service.state.done > 0, timeout=LONG)
    dialog = window.adaptation.dialog
    assert dialog is not None
    assert dialog.finish_button.isVisible()
    click(dialog.finish_button)
    qtbot.waitUntil(lambda: step(window) is AdaptationStep.DONE, timeout=LONG)
    assert found[0][0] > 0
    assert found[0][1] >= 1
    texts = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "below -48 dBFS, before -60" in texts.replace("−", "-")
    click(dialog.keep_button)
    assert loaded(window).card.silence_dbfs == -48.0


def test_opening_something_else_ends_the_recording(
    window: MainWindow, clip: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.player.frame_shown, timeout=LONG):
        window.live.open(str(clip))
    window.actions_by_id["adapt.room"].trigger()
    assert step(window) is AdaptationStep.RECORDING
    window.player.close()
    assert step(window) is AdaptationStep.FAILED
    assert "something else was opened" in window.adaptation.service.state.problem
