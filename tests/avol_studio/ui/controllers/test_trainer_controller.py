"""The trainer in the main window: its command, its end, and its checkpoints."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from avol.training.tiny.settings import TinySettings
from avol_studio.core.state.player_state import Message
from avol_studio.services.share.state_link import StateLink, make_link, parse_link
from avol_studio.services.training.state import PlayRequest, Saved, StartRequest
from avol_studio.ui.main_window import MainWindow
from tests.support import checkpoints, studio
from tests.support.training import FakeTrainingProcess


@pytest.fixture
def processes(window: MainWindow) -> list[FakeTrainingProcess]:
    started: list[FakeTrainingProcess] = []

    def start(notify: object) -> FakeTrainingProcess:
        started.append(FakeTrainingProcess(notify))  # pyright: ignore[reportArgumentType]
        return started[-1]

    window.trainer.service._start_process = start  # pyright: ignore[reportAttributeAccessIssue]
    return started


def test_the_process_starts_with_the_command_and_ends_with_the_window(
    window: MainWindow, processes: list[FakeTrainingProcess]
) -> None:
    assert window.actions_by_id["train.show"].isEnabled()  # without an open file
    assert not processes
    studio.give(window, "train.show")
    dialog = window.trainer.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert len(processes) == 1
    dialog.close()
    studio.give(window, "train.show")
    assert len(processes) == 1
    window.close()
    assert not dialog.isVisible()
    assert processes[0].closed


def started(process: FakeTrainingProcess) -> TinySettings:
    """The settings of the newest run."""
    return [r for r in process.requests if isinstance(r, StartRequest)][-1].settings


def test_a_link_shows_the_trainer_with_its_switches(
    window: MainWindow, processes: list[FakeTrainingProcess]
) -> None:
    settings = TinySettings(seed=7, flipped_labels=True, learning_rate=0.01, pooling="attention")
    assert window.trainer.link_state() == {}  # it is not shown
    studio.give(window, "train.show")
    assert window.trainer.dialog is not None
    window.trainer.dialog.view.set_settings(settings)
    text = make_link(StateLink(others=dict(window.trainer.link_state())))
    window.trainer.dialog.close()
    window.trainer.dialog.view.set_settings(TinySettings())
    window.trainer.open_link_state(parse_link(text).others)
    assert window.trainer.dialog.isVisible()
    assert started(processes[0]) == settings
    assert not any(isinstance(r, PlayRequest) for r in processes[0].requests)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"seed": -1}', '{"future": 1}', '{"videos": "/"}']
)
def test_a_damaged_or_foreign_link_leaves_the_trainer(text: str, window: MainWindow) -> None:
    window.trainer.open_link_state({"trainer": text})
    assert window.trainer.dialog is None


def test_own_videos_are_no_part_of_a_link(
    window: MainWindow, processes: list[FakeTrainingProcess]
) -> None:
    studio.give(window, "train.show")
    assert window.trainer.view is not None
    window.trainer.view.set_settings(TinySettings(videos="/home/ada/videos"))
    assert window.trainer.link_state() == {}


def test_a_lesson_has_the_trainer_on_its_stage_with_its_seed_and_controls(
    window: MainWindow, processes: list[FakeTrainingProcess]
) -> None:
    window.trainer.show_trainer()
    view, dialog, lessons = window.trainer.view, window.trainer.dialog, window.lessons
    assert view is not None
    assert dialog is not None
    view.set_settings(TinySettings(seed=9))
    lessons.open("train")
    assert lessons.service.found is not None
    seed = lessons.service.found.lesson.seed
    lessons.service.start("Ada", "file")
    assert not dialog.isVisible()
    assert view.isVisible()
    assert not view.isEnabled()  # until the prediction is locked
    assert view.settings.seed == seed
    assert view.controls["flipped_labels"].isVisible()
    assert not view.controls["seed"].isVisible()
    lessons.service.update(prediction="About 50 %", locked=True)
    assert view.isEnabled()
    assert not dialog.isVisible()
    view.set_settings(TinySettings(seed=5, flipped_labels=True))
    lessons.service.go(1)
    assert started(processes[0]) == TinySettings(seed=seed, flipped_labels=True)
    lessons.service.close_lesson()
    assert not view.isVisible()
    studio.give(window, "train.show")
    assert dialog.isVisible()
    assert view.isEnabled()
    assert view.controls["seed"].isVisible()


def test_a_saved_checkpoint_is_offered_to_the_studio(
    window: MainWindow, processes: list[FakeTrainingProcess], tmp_path: Path, qtbot: QtBot
) -> None:
    path = checkpoints.write_checkpoint(tmp_path)
    messages: list[Message] = []
    window.trainer.message.connect(messages.append)
    studio.give(window, "train.show")
    processes[0].notify(Saved(path))
    QCoreApplication.sendPostedEvents(window.trainer.service)
    (message,) = messages
    assert path.name in message.text
    assert window.models.weights is None
    (offer,) = message.offers
    offer.run()
    assert window.models.weights == str(path)


def test_a_checkpoint_that_was_removed_is_a_message(window: MainWindow, tmp_path: Path) -> None:
    messages: list[Message] = []
    window.trainer.message.connect(messages.append)
    window.trainer._use_checkpoint(tmp_path / "gone.safetensors")
    assert messages[0].kind == "warning"
    assert window.models.weights is None
