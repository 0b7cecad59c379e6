from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRunnable, QThreadPool, QTimer, qWarning
from pytestqt.qtbot import QtBot

from avol_studio.core.system.crash_handler import CrashHandler
from tests.conftest import ExpectedLog


@pytest.fixture
def handler(tmp_path: Path, expected_log: ExpectedLog, qtbot: QtBot) -> Iterator[CrashHandler]:
    expected_log("uncaught exception|something odd")
    handler = CrashHandler(tmp_path / "logs")
    handler.install()
    yield handler
    handler.uninstall()


def _log(folder: Path) -> str:
    return (folder / "logs" / "avol.log").read_text()


def test_uncaught_errors_are_logged_and_reported(handler: CrashHandler, tmp_path: Path) -> None:
    reported: list[str] = []
    handler.set_reporter(reported.append)
    sys.excepthook(ValueError, ValueError("seven"), None)
    qWarning("something odd")
    assert "seven" in _log(tmp_path)
    assert "something odd" in _log(tmp_path)
    assert reported[0].startswith("Unexpected error: ValueError")
    handler.uninstall()
    assert sys.excepthook is sys.__excepthook__
    assert threading.excepthook is threading.__excepthook__
    assert sys.unraisablehook is sys.__unraisablehook__


def _raise() -> None:
    raise ValueError("eight")


def _in_thread() -> None:
    threading.Thread(target=_raise, name="avol-test").start()


def _in_runnable() -> None:
    class Runnable(QRunnable):
        def run(self) -> None:
            _raise()

    QThreadPool.globalInstance().start(Runnable())


def _in_slot() -> None:
    QTimer.singleShot(0, _raise)


def _in_c_callback() -> None:
    """A callback from C, as PortAudio calls it, cannot raise; it is reported as unraisable."""
    import ctypes

    ctypes.CFUNCTYPE(None)(_raise)()


@pytest.mark.parametrize("fail", [_in_thread, _in_runnable, _in_slot, _in_c_callback])
def test_an_exception_anywhere_is_reported_in_the_gui_thread(
    handler: CrashHandler, tmp_path: Path, qtbot: QtBot, fail: Callable[[], None]
) -> None:
    reported: list[tuple[str, str]] = []
    handler.set_reporter(lambda text: reported.append((text, threading.current_thread().name)))
    with qtbot.captureExceptions():  # keeps the hook of pytest-qt out of the way
        sys.excepthook = handler._on_exception
        fail()
        qtbot.waitUntil(lambda: bool(reported))
    text, thread = reported[0]
    assert text.startswith("Unexpected error: ValueError. You can continue.")
    assert thread == threading.main_thread().name
    assert "eight" in _log(tmp_path)


def test_an_exception_in_each_frame_is_reported_once(handler: CrashHandler, tmp_path: Path) -> None:
    reported: list[str] = []
    handler.set_reporter(reported.append)
    for kind in (ValueError, ValueError, KeyError):
        try:
            raise kind("again")
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
    assert ["ValueError" in text for text in reported] == [True, False]
    assert _log(tmp_path).count("uncaught exception") == 2


def test_it_runs_without_a_writable_log_folder(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "file").write_text("in the way")
    handler = CrashHandler(tmp_path / "file" / "logs")
    handler.install()
    handler.uninstall()
    assert not any(
        isinstance(handler, logging.FileHandler) for handler in logging.getLogger("avol").handlers
    )
