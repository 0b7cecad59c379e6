"""A thread that does the newest of what it is asked, such as reading what the mouse points at."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from app.flow.mailbox import Mailbox
from avol.errors import AvolError

_log = logging.getLogger("avol.analysis")

Q = TypeVar("Q")


class Errand(Generic[Q]):
    """Calls `do` with the newest question, and `finish` at the end, all in one thread.

    The thread begins with the first question. What fails is logged: nobody waits for an answer.
    """

    def __init__(self, name: str, do: Callable[[Q], None], finish: Callable[[], None]) -> None:
        self._do, self._finish = do, finish
        self._questions: Mailbox[Q] = Mailbox()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)

    def ask(self, question: Q) -> None:
        """Do this next, in place of what still waits."""
        self._questions.put(question)
        if self._thread.ident is None:
            self._thread.start()

    @property
    def overtaken(self) -> bool:
        """Whether what is being done need not be ended: a newer question waits, or all is over."""
        return self._questions.waiting or self._questions.closed

    def rest(self, seconds: float) -> bool:
        """Wait, in the thread, for what would overtake what is being done; whether it did."""
        until = time.monotonic() + seconds
        while not self.overtaken and time.monotonic() < until:
            time.sleep(0.02)
        return self.overtaken

    def close(self) -> None:
        """Ask the thread to end."""
        self._questions.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the thread to end; whether it did."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while not self._questions.closed:
            question = self._questions.take()
            if question is None:
                continue
            try:
                self._do(question)
            except AvolError as error:
                _log.info("%s: %s", self._thread.name, error)
            except Exception:
                _log.exception("%s failed", self._thread.name)
        self._finish()
