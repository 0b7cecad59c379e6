"""What a fault leaves behind: a log, and after a crash the stacks of all threads."""

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
    """Where the log lies."""
    return platformdirs.user_log_path("avol", appauthor=False)


class CrashHandler:
    """While it is in place, faults go to the log; `tell` says to the person that there was one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tell: Callable[[str], None] = lambda text: None
        self._handler: logging.Handler | None = None
        self._stacks = None

    def install(self) -> None:
        """Log to the folder; without it (a full or read-only disk) the studio still runs."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._handler = RotatingFileHandler(
                self._folder / "avol.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8"
            )
            self._stacks = (self._folder / "crash.txt").open("w", encoding="utf-8")
        except OSError as error:
            _log.info("no log is kept: %s", error)
        else:
            form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
            self._handler.setFormatter(logging.Formatter(form))
            logging.getLogger("avol").addHandler(self._handler)
            logging.getLogger("avol").setLevel(logging.INFO)
            faulthandler.enable(self._stacks)
        sys.excepthook = self._on_exception
        qInstallMessageHandler(_on_qt)

    def remove(self) -> None:
        """Put everything back."""
        sys.excepthook = sys.__excepthook__
        qInstallMessageHandler(None)
        if self._stacks is not None:
            faulthandler.disable()
            self._stacks.close()
        if self._handler is not None:
            logging.getLogger("avol").removeHandler(self._handler)
            self._handler.close()

    def tell(self, how: Callable[[str], None]) -> None:
        """How the person is told."""
        self._tell = how

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("not caught", exc_info=(kind, error, trace))
        where = self._folder / "avol.log"
        self._tell(
            f"Something went wrong ({kind.__name__}); go on, and see {where} for the details."
        )


def _on_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if not any(word in text for word in _HARMLESS):
        logging.getLogger("avol.qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
