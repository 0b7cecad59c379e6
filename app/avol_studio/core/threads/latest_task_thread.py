"""A thread that does the newest of what it is asked, such as reading what the mouse points at."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from avol_studio.core.threads.latest_slot import LatestSlot
from avol_studio.core.threads.worker_thread import WorkerThread, sentence
from avol_studio.media.sources.source import Notify

_log = logging.getLogger("avol.flow.errand")

Q = TypeVar("Q")


class LatestTaskThread(WorkerThread, Generic[Q]):
    """Calls `do` with the newest question, and `finish` at the end, all in one thread.

    The thread begins with the first question. What fails is logged: nobody waits for an answer.
    """

    def __init__(
        self,
        name: str,
        notify: Notify,
        do: Callable[[Q], None],
        finish: Callable[[], None] = lambda: None,
        gives_way: bool = False,
    ) -> None:
        super().__init__(name, notify, gives_way)
        self._do, self._finish = do, finish
        self._questions: LatestSlot[Q] = LatestSlot()

    def ask(self, question: Q) -> None:
        """Do this next, in place of what still waits."""
        self._questions.put(question)
        self._begin()

    @property
    def overtaken(self) -> bool:
        """Whether what is being done need not be ended: a newer question waits, or all is over."""
        return self._questions.waiting or self.closed

    def rest(self, seconds: float) -> bool:
        """Wait, in the thread, for what would overtake what is being done; whether it did."""
        until = time.monotonic() + seconds
        while not self.overtaken and time.monotonic() < until:
            time.sleep(0.02)
        return self.overtaken

    def pause(self, seconds: float) -> None:
        """Leave the processor to others, in the thread, whatever else waits."""
        self._closing.wait(seconds)

    def close(self) -> None:
        """Ask the thread to end; nothing is told from now on."""
        super().close()
        self._questions.close()

    def _work(self) -> None:
        while not self.closed:
            question = self._questions.take()
            if question is None:
                continue
            try:
                self._do(question)
            except Exception as error:
                name = self._thread.name
                _log.info("%s: %s", name, sentence(error, f"{name} failed"))
        self._finish()
