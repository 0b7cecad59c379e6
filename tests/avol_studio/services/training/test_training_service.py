"""The training service: phases, stale events, the run before, and errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from avol.training.tiny.results import TinyResult
from avol.training.tiny.settings import TinySettings, load_tiny_settings
from avol_studio.core.threads.worker_thread import WorkerFailed
from avol_studio.services.training.state import (
    Failed,
    PauseRequest,
    PlayRequest,
    Preparing,
    Saved,
    SaveRequest,
    StartRequest,
    StepRequest,
)
from avol_studio.services.training.training_service import TrainingService
from tests.support.training import FakeTrainingProcess, point, progress, ready, result

SETTINGS = TinySettings(steps=20)


class Bench:
    """A service with its fake processes."""

    def __init__(self, parent: QObject) -> None:
        self.processes: list[FakeTrainingProcess] = []
        self.service = TrainingService(parent, self._start)  # pyright: ignore[reportArgumentType]

    def _start(self, notify: object) -> FakeTrainingProcess:
        self.processes.append(FakeTrainingProcess(notify))  # pyright: ignore[reportArgumentType]
        return self.processes[-1]

    def send(self, event: object) -> None:
        """Send an event of the process, and wait until the service has handled it."""
        self.processes[-1].notify(event)
        QCoreApplication.sendPostedEvents(self.service)

    @property
    def requests(self) -> list[object]:
        return self.processes[-1].requests


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    parent = QObject()
    made = Bench(parent)
    yield made
    made.service.close()
    assert made.service.join(1)


def test_the_process_starts_with_the_first_run(bench: Bench) -> None:
    assert not bench.processes
    assert not bench.service.started
    bench.service.start(SETTINGS)
    assert bench.service.phase == "preparing"
    assert bench.requests == [StartRequest(1, SETTINGS)]
    bench.service.play()  # not before it is ready
    assert len(bench.requests) == 1
    bench.service.start(SETTINGS)
    assert len(bench.processes) == 1


def test_phases_and_requests(bench: Bench) -> None:
    service = bench.service
    service.start(SETTINGS)
    bench.send(Preparing(1, 2, 8))
    assert service.videos_loaded == (2, 8)
    bench.send(ready())
    assert service.phase == "paused"
    service.take_steps(2)
    service.play(5.0)
    assert service.phase == "playing"
    service.pause()
    service.pause()
    assert service.phase == "paused"
    assert bench.requests[1:] == [StepRequest(2), PlayRequest(5.0), PauseRequest()]
    bench.send(progress(10, point(10, 0.6)))
    bench.send(progress(20, point(20, 0.8), result=result(SETTINGS)))
    assert (service.phase, service.step) == ("finished", 20)
    assert [p.accuracy for p in service.curve] == [0.6, 0.8]
    assert len(service.losses) == 20
    service.play()
    assert service.phase == "finished"


def test_a_reset_keeps_the_curve_of_the_run_before(bench: Bench) -> None:
    service = bench.service
    service.start(SETTINGS)
    bench.send(ready())
    bench.send(progress(10, point(10, 0.6)))
    service.start(SETTINGS)
    assert (service.curve, service.step, service.losses) == ((), 0, ())
    service.start(SETTINGS)  # a run without points does not replace it
    assert [p.accuracy for p in service.previous] == [0.6]
    bench.send(progress(20, point(20, 0.9), run=1))  # of the first run
    bench.send(Failed(2, "stale"))
    assert (service.curve, service.phase) == ((), "preparing")


def test_errors(bench: Bench) -> None:
    service = bench.service
    service.start(SETTINGS)
    bench.send(Failed(1, "The loss of step 3 is not finite; start again with a smaller rate."))
    assert (service.phase, service.error[:8]) == ("failed", "The loss")
    service.start(SETTINGS)
    bench.send(WorkerFailed("The training process ended."))
    assert (service.phase, service.error) == ("failed", "The training process ended.")
    assert bench.processes[0].closed
    service.start(SETTINGS)
    assert len(bench.processes) == 2
    assert (service.phase, service.error) == ("preparing", "")


def test_saving(bench: Bench, tmp_path: Path) -> None:
    service, saved = bench.service, list[Saved]()
    service.saved.connect(saved.append)
    service.save_result(tmp_path / "early.json")
    assert not list(tmp_path.iterdir())
    service.start(SETTINGS)
    service.save(tmp_path / "a.safetensors")
    assert bench.requests[-1] == SaveRequest(tmp_path / "a.safetensors")
    bench.send(Saved(tmp_path / "a.safetensors"))
    expected = result(SETTINGS, point(10, 0.5))
    bench.send(progress(20, result=expected))
    service.save_result(tmp_path / "result.json")
    service.save_result(tmp_path / "none" / "result.json")
    assert [bool(each.error) for each in saved] == [False, False, True]
    assert load_tiny_settings(tmp_path / "result.json") == SETTINGS
    table = json.loads((tmp_path / "result.json").read_text())
    assert table.pop("generator") == "AVOL"
    assert TinyResult.model_validate(table) == expected
