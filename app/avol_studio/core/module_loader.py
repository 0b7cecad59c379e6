"""Imports modules in short steps: a long import would stop the window."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import logging
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import suppress
from importlib.abc import InspectLoader

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

    def __init__(
        self, *names: str, completed: Sequence[str] = (), optional: Sequence[str] = ()
    ) -> None:
        """Make a loader.

        Args:
            names: the modules, in the order of their import.
            completed: modules of PySide whose classes are completed first, one by one.
            optional: modules that are imported next if they are installed.
        """
        super().__init__()
        self._names, self._completed, self._optional = names, completed, optional
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._step)
        self._steps: Generator[None] | None = None
        self.loading = False
        """Whether the import is planned or under way; a use should wait for `ready`."""

    def plan(self) -> None:
        """Make uses wait until `start` has been called and the modules are imported."""
        self.loading = self._steps is None or self.loading

    def start(self) -> None:
        """Import the modules, once."""
        if self._steps is None:
            self._steps = self._work()
            self.loading = True
            self._timer.start()

    def finish(self) -> None:
        """Import at once what is left, for a use that cannot wait."""
        if self.loading:
            self.start()
        while self.loading:
            self._step()

    def stop(self) -> None:
        """Give up an import that is planned or under way; the next use begins it anew."""
        if self._steps is not None and self.loading:
            self._steps.close()
            self._steps = None
        self._timer.stop()
        self.loading = False

    def _work(self) -> Generator[None]:
        for name in self._completed:
            module = importlib.import_module(name)
            for attribute in dir(module):
                getattr(module, attribute)
                yield
        for name in self._optional:
            with suppress(ImportError):
                importlib.import_module(name)
            yield
        for name in self._names:
            yield from _import_steps(name)

    def _step(self) -> None:
        end = time.perf_counter() + STEP
        try:
            next(self._steps)  # pyright: ignore[reportArgumentType] # started before the timer
            while time.perf_counter() < end:
                next(self._steps)  # pyright: ignore[reportArgumentType]
        except StopIteration:
            self._end()
        except Exception:
            _log.exception("a module could not be imported")
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        self.loading = False
        self.ready.emit()


def _import_steps(name: str) -> Generator[None]:
    """Import a package one top-level statement after the other.

    A package such as pyqtgraph imports its modules in such statements. A part of a package, and one
    without source, as in a packaged program, is imported at once.
    """
    at_once = name in sys.modules or "." in name
    spec = None if at_once else importlib.util.find_spec(name)
    source = spec.loader.get_source(name) if spec and isinstance(spec.loader, InspectLoader) else ""
    if spec is None or not source:
        importlib.import_module(name)
        yield
        return
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        for statement in ast.parse(source).body:
            code = compile(ast.Module([statement], []), spec.origin or name, "exec")
            exec(code, vars(module))
            yield
    except BaseException:  # also when the generator is closed
        _forget(name)
        raise


def _forget(name: str) -> None:
    """Remove a module and its submodules, so that they are imported anew."""
    for each in [each for each in sys.modules if each == name or each.startswith(f"{name}.")]:
        del sys.modules[each]
