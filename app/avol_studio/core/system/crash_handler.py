"""The log file, the handler of uncaught exceptions, and the stack dump after a crash."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import time
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from avol_studio.core.translation import tr

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_log = logging.getLogger("avol.crash")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_HARMLESS = ("propagateSizeHints",)
REPEAT_INTERVAL = 10.0  # seconds in which the same exception is logged and reported once


def log_folder() -> Path:
    """Return the folder of the log files."""
    return platformdirs.user_log_path("avol", appauthor=False)


class CrashHandler(QObject):
    """While installed, writes errors to the log and reports uncaught exceptions to the user.

    It handles the exceptions of all threads: of slots and event handlers of Qt, of Python threads,
    and of callbacks that C code calls. The program continues after each of them.
    """

    _uncaught = Signal(str)  # brings the sentence into the GUI thread

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._report: Callable[[str], None] = lambda text: None
        self._seen: dict[tuple[object, ...], float] = {}  # exceptions, and when they were reported
        self._uncaught.connect(self._report_uncaught)
        self._handler: logging.Handler | None = None
        self._stacks = None

    def install(self) -> None:
        """Install all handlers; without a writable folder the studio runs without a log file."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._handler = RotatingFileHandler(
                self._folder / "avol.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8"
            )
            self._stacks = (self._folder / "crash.txt").open("w", encoding="utf-8")
        except OSError as error:
            _log.info("no log file: %s", error)
        else:
            form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
            self._handler.setFormatter(logging.Formatter(form))
            logging.getLogger("avol").addHandler(self._handler)
            logging.getLogger("avol").setLevel(logging.INFO)
            faulthandler.enable(self._stacks)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_on_qt_message)

    def uninstall(self) -> None:
        """Restore the handlers of Python and Qt and close the log."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)
        if self._stacks is not None:
            faulthandler.disable()
            self._stacks.close()
        if self._handler is not None:
            logging.getLogger("avol").removeHandler(self._handler)
            self._handler.close()

    def set_reporter(self, report: Callable[[str], None]) -> None:
        """Set the function that shows the sentence about an uncaught exception.

        It is called in the GUI thread.
        """
        self._report = report

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if self._is_repeated(kind, trace):
            return
        thread = threading.current_thread().name
        _log.error("uncaught exception in %s", thread, exc_info=(kind, error, trace))
        log = self._folder / "avol.log"
        self._uncaught.emit(
            tr("Unexpected error: {name}. You can continue. Log: {log}").format(
                name=kind.__name__, log=log
            )
        )

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_unraisable(self, args: UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _is_repeated(self, kind: type[BaseException], trace: TracebackType | None) -> bool:
        """Whether the exception was reported just now, as one that occurs in each frame."""
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = None if trace is None else (trace.tb_frame.f_code, trace.tb_lineno)
        key, now = (kind, place), time.monotonic()
        repeated = now - self._seen.get(key, -REPEAT_INTERVAL) < REPEAT_INTERVAL
        self._seen = {k: at for k, at in self._seen.items() if now - at < REPEAT_INTERVAL}
        if not repeated:
            self._seen[key] = now
        return repeated

    def _report_uncaught(self, text: str) -> None:
        self._report(text)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if not any(word in text for word in _HARMLESS):
        logging.getLogger("avol.qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
