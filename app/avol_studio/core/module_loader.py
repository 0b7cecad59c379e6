"""Imports modules in short steps: a long import would stop the window."""

from __future__ import annotations

import importlib
import logging
import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

STEP = 0.004  # seconds of work at once
PAUSE = 6  # milliseconds between two steps, for the window
_log = logging.getLogger(__name__)


class ModuleLoader(QObject):
    """Imports modules ahead of their first use. Without `start`, that use imports them.

    It runs in the GUI thread: an import that makes classes of Qt in another thread can crash the
    program, because PySide completes its own classes at their first use, without a lock.
    """

    ready = Signal()
    """The modules are imported, or the import has failed; the next use tells."""

    def __init__(self, *names: str, completed: Sequence[str] = ()) -> None:
        """Make a loader.

        Args:
            names: the modules, in the order of their import.
            completed: modules of PySide whose classes are completed first, one by one.
        """
        super().__init__()
        self._names, self._completed = names, completed
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._step)
        self._steps: Iterator[None] | None = None
        self.loading = False
        """Whether the import is under way; a use would wait for it."""

    def start(self) -> None:
        """Import the modules, once."""
        if self._steps is None:
            self._steps = self._work()
            self.loading = True
            self._timer.start()

    def _work(self) -> Iterator[None]:
        for name in self._completed:
            module = importlib.import_module(name)
            for attribute in dir(module):
                getattr(module, attribute)
                yield
        for name in self._names:
            importlib.import_module(name)
            yield

    def _step(self) -> None:
        end = time.perf_counter() + STEP
        try:
            while time.perf_counter() < end:
                next(self._steps)  # pyright: ignore[reportArgumentType] # started before the timer
        except StopIteration:
            self._end()
        except Exception:
            _log.exception("a module could not be imported")
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        self.loading = False
        self.ready.emit()
