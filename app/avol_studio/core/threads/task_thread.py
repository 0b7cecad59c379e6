"""A thread that runs submitted functions one after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar

from avol_studio.core.error_text import error_text
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.core.translation import tr

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TaskFinished:
    """Event: a task returned `result`, which the receiver passes to `on_done`."""

    on_done: Callable[[Any], object]
    result: Any


@dataclass(frozen=True, slots=True)
class _Task:
    run: Callable[[], Any]
    on_done: Callable[[Any], object]
    failure: str
    remedy: str


class TaskThread(WorkerThread):
    """Runs tasks in the order of submission; results arrive as TaskFinished, errors as Message.

    The thread starts with the first task. After `close` it still runs the tasks that wait, so that
    files are written completely, but it sends no events.
    """

    def __init__(self, name: str, notify: Notify, niceness: int = 0) -> None:
        super().__init__(name, notify, niceness)
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()

    def submit(
        self,
        run: Callable[[], T],
        on_done: Callable[[T], object] = lambda _: None,
        failure: str = tr("A background task failed"),
        remedy: str = tr("see the log"),
    ) -> None:
        """Run a function in the thread; `on_done` receives its result through an event.

        An AvolError is shown as it is; another error as "failure (error); remedy."
        """
        self._tasks.put(_Task(run, on_done, failure, remedy))
        self.start()

    def close(self) -> None:
        """Request the thread to end after the tasks that wait; no events follow."""
        super().close()
        self._tasks.put(None)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                self.notify(TaskFinished(task.on_done, task.run()))
            except Exception as error:
                fallback = f"{task.failure} ({error}); {task.remedy}."
                self.notify(Message(error_text(error, fallback), "error"))
