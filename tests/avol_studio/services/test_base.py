from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.services.base import WorkerService


class _Service(WorkerService):
    def __init__(self) -> None:
        super().__init__()
        self.numbers: list[tuple[int, threading.Thread]] = []
        self.discarded: list[object] = []
        self._handle(int, lambda n: self.numbers.append((n, threading.current_thread())))
        self.tasks = self._start_worker(lambda notify: TaskThread("avol-test", notify))

    def dismiss(self) -> None:
        self._dismiss(self.tasks)

    def _discard(self, event: object) -> None:
        self.discarded.append(event)


def test_handlers_run_in_the_gui_thread(qtbot: QtBot) -> None:
    service = _Service()
    service.tasks.submit(lambda: service.tasks.notify(7))
    qtbot.waitUntil(lambda: bool(service.numbers))
    assert service.numbers == [(7, threading.main_thread())]
    service.close()


def test_results_and_messages_have_default_handlers(qtbot: QtBot) -> None:
    service = _Service()
    results: list[int] = []
    with qtbot.waitSignal(service.message) as blocker:
        service.tasks.submit(lambda: 3, results.append)
        service.tasks.submit(lambda: service.tasks.notify(Message("Saved.")))
    assert blocker.args == [Message("Saved.")]
    qtbot.waitUntil(lambda: results == [3])
    service.close()


def test_events_of_a_dismissed_worker_are_discarded(qtbot: QtBot) -> None:
    service, sent = _Service(), threading.Event()

    def send() -> None:
        service.tasks.notify(7)
        sent.set()

    service.tasks.submit(send)
    assert sent.wait(1)
    service.dismiss()  # the event waits in the queue of the GUI thread
    qtbot.waitUntil(lambda: 7 in service.discarded)
    assert service.numbers == []
    service.close()
