"""The log file, the handler of uncaught exceptions, and the stack dump after a crash."""

from __future__ import annotations

import faulthandler
import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("avol.crash")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_HARMLESS = ("propagateSizeHints",)


def log_folder() -> Path:
    """Return the folder of the log files."""
    return platformdirs.user_log_path("avol", appauthor=False)


class CrashHandler:
    """While installed, writes errors to the log and reports uncaught exceptions to the user."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._report: Callable[[str], None] = lambda text: None
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
        qInstallMessageHandler(_on_qt_message)

    def uninstall(self) -> None:
        """Restore the handlers of Python and Qt and close the log."""
        sys.excepthook = sys.__excepthook__
        qInstallMessageHandler(None)
        if self._stacks is not None:
            faulthandler.disable()
            self._stacks.close()
        if self._handler is not None:
            logging.getLogger("avol").removeHandler(self._handler)
            self._handler.close()

    def set_reporter(self, report: Callable[[str], None]) -> None:
        """Set the function that shows the sentence about an uncaught exception."""
        self._report = report

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("uncaught exception", exc_info=(kind, error, trace))
        log = self._folder / "avol.log"
        self._report(f"Unexpected error: {kind.__name__}. You can continue. Log: {log}")


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if not any(word in text for word in _HARMLESS):
        logging.getLogger("avol.qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
