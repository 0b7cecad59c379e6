"""The thread between the window and the training process."""

from __future__ import annotations

import multiprocessing

import pytest

from avol.training.tiny.settings import TinySettings
from avol_studio.core.threads.worker_thread import WorkerFailed
from avol_studio.services.training import training_process
from avol_studio.services.training.state import PlayRequest, Progress, Ready, StartRequest
from avol_studio.services.training.training_process import TrainingProcess
from tests.conftest import ExpectedLog
from tests.support.studio import EventRecorder


class FakeProcess:
    terminated = False

    def terminate(self) -> None:
        self.terminated = True

    def join(self, timeout: float) -> None: ...


def test_requests_and_events_pass_in_order(
    events: EventRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = FakeProcess()
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    monkeypatch.setattr(training_process, "_start_process", lambda: (process, ours))
    thread = TrainingProcess(events)
    requests = [StartRequest(1, TinySettings()), PlayRequest(2.0)]
    for request in requests:
        thread.request(request)
    assert [theirs.recv() for _ in requests] == requests
    theirs.send("first")
    theirs.send("second")
    events.wait(str, lambda event: event == "second")
    assert events.all(str) == ["first", "second"]
    thread.close()
    assert thread.join(20)
    assert process.terminated


def test_a_process_that_ended_is_reported(
    events: EventRecorder, monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog
) -> None:
    expected_log("training process ended")
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    monkeypatch.setattr(training_process, "_start_process", lambda: (FakeProcess(), ours))
    thread = TrainingProcess(events)
    theirs.close()
    assert "reset the training" in events.wait(WorkerFailed).text
    assert thread.join(20)


@pytest.mark.slow
def test_the_real_process_trains(events: EventRecorder) -> None:
    thread = TrainingProcess(events)
    thread.request(StartRequest(1, TinySettings(steps=2)))
    events.wait(Ready, seconds=240)
    thread.request(PlayRequest())
    last = events.wait(Progress, lambda event: event.result is not None, seconds=240)
    assert last.step == 2
    thread.close()
    assert thread.join(20)
    assert not multiprocessing.active_children()
