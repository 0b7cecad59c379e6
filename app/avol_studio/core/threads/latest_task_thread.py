"""A thread that serves the newest request and drops older ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from avol.errors import AvolError
from avol_studio.core.error_text import error_text
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.latest_slot import LatestSlot
from avol_studio.core.threads.worker_thread import Notify, WorkerThread

R = TypeVar("R")


class LatestTaskThread(WorkerThread, Generic[R]):
    """Calls `serve` with the newest request, and `clean_up` at the end, all in one thread.

    The thread starts with the first request. An error in `serve` is sent as a Message, once while
    it repeats; the next request is served all the same.
    """

    def __init__(
        self,
        name: str,
        notify: Notify,
        serve: Callable[[R], None],
        clean_up: Callable[[], None] = lambda: None,
        niceness: int = 0,
    ) -> None:
        super().__init__(name, notify, niceness)
        self._serve, self._clean_up = serve, clean_up
        self._requests: LatestSlot[R] = LatestSlot()
        self._error = ""

    def request(self, request: R) -> None:
        """Serve this request next; it replaces a request that still waits."""
        self._requests.put(request)
        self.start()

    @property
    def superseded(self) -> bool:
        """Whether the current request is obsolete: a newer one waits, or the thread is closed."""
        return self._requests.waiting or self.closed

    def wait_superseded(self, seconds: float) -> bool:
        """Wait up to `seconds` in the thread for a newer request; return whether one waits."""
        return self._requests.wait(seconds) or self.closed

    def pause(self, seconds: float) -> None:
        """Sleep in the thread for `seconds`, or until it is closed; new requests wait."""
        self._closing.wait(seconds)

    def close(self) -> None:
        """Request the thread to end; it sends no events from now on."""
        super().close()
        self._requests.close()

    def _work(self) -> None:
        while not self.closed:
            request = self._requests.take()
            if request is None:
                continue
            try:
                self._serve(request)
            except Exception as error:
                self._report_error(error)
            else:
                self._error = ""
        self._clean_up()

    def _report_error(self, error: Exception) -> None:
        text = error_text(error, self._failure_text(error))
        if text != self._error:
            self._error = text
            kind = "warning" if isinstance(error, AvolError) else "error"
            self.notify(Message(text, kind))
