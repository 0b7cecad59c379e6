from __future__ import annotations

import os
import sys
import threading

import pytest

from avol.errors import InputError
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.core.threads.shutdown_group import ShutdownGroup
from avol_studio.core.threads.task_thread import TaskFinished, TaskThread
from avol_studio.core.threads.thread_priority import lower_thread_priority
from avol_studio.core.threads.worker_thread import Notify, WorkerFailed, WorkerThread
from tests.conftest import ExpectedLog


class _FailingThread(WorkerThread):
    def __init__(self, notify: Notify, error: Exception) -> None:
        super().__init__("avol-test", notify)
        self._error = error

    def _work(self) -> None:
        raise self._error


def test_an_error_in_the_thread_arrives_as_an_event() -> None:
    events: list[object] = []
    thread = _FailingThread(events.append, InputError("No such file; check the path."))
    thread.start()
    assert thread.join(1)
    assert events == [WorkerFailed("No such file; check the path.")]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a priority per thread")
@pytest.mark.parametrize("own", [0, 5, 9])
def test_a_low_priority_is_never_raised(own: int) -> None:
    """Only an administrator may raise it, so the attempt would end the thread."""
    found: list[int] = []
    before = os.getpriority(os.PRIO_PROCESS, 0)
    own = max(own, before)

    def lower() -> None:
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, own)
        with pytest.MonkeyPatch.context() as patch:
            set_priority = os.setpriority

            def only_lower(which: int, who: int, niceness: int) -> None:
                assert niceness > os.getpriority(which, who)
                set_priority(which, who, niceness)

            patch.setattr("os.setpriority", only_lower)
            lower_thread_priority()
        found.append(os.getpriority(os.PRIO_PROCESS, thread))

    thread = threading.Thread(target=lower)
    thread.start()
    thread.join()
    assert found == [max(own, 5)]
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


def test_a_closed_thread_sends_no_events() -> None:
    events: list[object] = []
    thread = _FailingThread(events.append, InputError("unused"))
    thread.close()
    thread.start()
    assert thread.join(1)
    assert events == []


def test_join_returns_true_for_a_thread_that_never_started() -> None:
    assert TaskThread("avol-test", lambda _: None).join(0)


def test_tasks_run_in_the_order_of_submission() -> None:
    events: list[object] = []
    thread = TaskThread("avol-test", events.append)
    results: list[int] = []
    last = threading.Event()
    thread.submit(lambda: 1, results.append)
    thread.submit(lambda: 2, results.append)
    thread.submit(last.set)
    assert last.wait(1)
    thread.close()
    assert thread.join(1)
    for event in events:
        assert isinstance(event, TaskFinished)
        event.on_done(event.result)
    assert results == [1, 2]


def test_tasks_that_wait_are_run_after_close() -> None:
    thread = TaskThread("avol-test", lambda _: None)
    blocked, ran = threading.Event(), threading.Event()
    thread.submit(lambda: blocked.wait(1))
    thread.submit(ran.set)
    thread.close()
    blocked.set()
    assert thread.join(1)
    assert ran.is_set()


def test_a_failed_task_becomes_a_message_and_the_next_task_runs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    events: list[object] = []
    done = threading.Event()

    def fail() -> None:
        raise ValueError("bad value")

    thread = TaskThread("avol-test", events.append)
    with caplog.at_level("CRITICAL", logger="avol"):
        thread.submit(fail, failure="The file was not saved", remedy="try again")
        thread.submit(done.set)
        assert done.wait(1)
    thread.close()
    assert thread.join(1)
    assert events[0] == Message("The file was not saved (bad value); try again.", "error")


def test_a_newer_request_supersedes_the_current_one() -> None:
    started, superseded = threading.Event(), threading.Event()
    served: list[int] = []

    def serve(request: int) -> None:
        started.set()
        if request == 1 and thread.wait_superseded(1):
            superseded.set()
        served.append(request)
        if request == 2:
            finished.set()

    finished = threading.Event()
    thread: LatestTaskThread[int] = LatestTaskThread("avol-test", lambda _: None, serve)
    thread.request(1)
    assert started.wait(1)
    thread.request(2)
    assert finished.wait(1)
    thread.close()
    assert thread.join(1)
    assert superseded.is_set()
    assert served == [1, 2]


def test_an_error_is_sent_once_while_it_repeats(expected_log: ExpectedLog) -> None:
    expected_log("avol-test failed")
    events: list[object] = []

    def serve(request: Exception | int) -> None:
        if isinstance(request, Exception):
            raise request
        served.set()

    served = threading.Event()
    thread: LatestTaskThread[Exception | int]
    thread = LatestTaskThread("avol-test", events.append, serve)
    for request in (ValueError("odd"), ValueError("odd"), 1, InputError("No file; choose one.")):
        thread.request(request)
        while thread._requests.waiting:
            threading.Event().wait(0.001)
    served.clear()
    thread.request(2)
    assert served.wait(1)
    thread.close()
    assert thread.join(1)
    assert events == [
        Message("avol-test failed (odd); see the log.", "error"),
        Message("No file; choose one.", "warning"),
    ]


def test_a_shutdown_group_waits_until_its_deadline() -> None:
    thread, release = TaskThread("avol-test", lambda _: None), threading.Event()
    thread.submit(lambda: release.wait(2))
    group = ShutdownGroup()
    group.dismiss(thread, None)
    assert not group.join(0.01)
    release.set()
    assert group.join(1)
