"""Keeping the screen from going dark, by whatever means the system has for it."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections.abc import Callable

_log = logging.getLogger("avol.awake")

REASON = "Presenting"
_SERVICE, _PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
_CONNECTION = "avol-awake"
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2  # of SetThreadExecutionState

Release = Callable[[], None]


class ScreenInhibitor:
    """Holds the screen awake from `hold` to `release`; where nothing can, it stays as it is."""

    def __init__(self, ask: Callable[[], Release | None] | None = None) -> None:
        self._ask = ask or _ask_system
        self._release: Release | None = None

    @property
    def held(self) -> bool:
        """Whether the system has agreed."""
        return self._release is not None

    def hold(self) -> bool:
        """Ask the system; whether it agreed."""
        if self._release is None:
            self._release = self._ask()
        return self.held

    def release(self) -> None:
        """Let the screen go dark again when it likes."""
        release, self._release = self._release, None
        if release is not None:
            release()


def _ask_system() -> Release | None:
    ways = {"win32": _ask_windows, "darwin": _ask_mac}
    try:
        return ways.get(sys.platform, ask_desktop)()
    except (OSError, ImportError, AttributeError) as error:
        _log.info("the screen cannot be kept awake: %s", error)
        return None


def ask_desktop() -> Release | None:
    """Ask the desktop over D-Bus, as video players do (freedesktop.org, idle inhibition).

    The wish ends with the connection that it was made on, so that has one of its own.
    """
    from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

    def release() -> None:
        QDBusConnection.disconnectFromBus(_CONNECTION)

    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _CONNECTION)
    if not bus.isConnected():
        release()
        return None
    answer = QDBusInterface(_SERVICE, _PATH, _SERVICE, bus).call("Inhibit", "AVOL", REASON)
    if answer.type() == QDBusMessage.MessageType.ReplyMessage:
        return release
    _log.info("the desktop does not keep the screen awake: %s", answer.errorMessage())
    release()
    return None


def _ask_windows() -> Release:
    import ctypes

    kernel = ctypes.windll.kernel32  # pyright: ignore[reportAttributeAccessIssue]
    kernel.SetThreadExecutionState(_CONTINUOUS | _SYSTEM | _DISPLAY)

    def release() -> None:
        kernel.SetThreadExecutionState(_CONTINUOUS)

    return release


def _ask_mac() -> Release | None:
    tool = shutil.which("caffeinate")
    if tool is None:
        return None
    running = subprocess.Popen([tool, "-d", "-i"])

    def release() -> None:
        running.terminate()
        running.wait()

    return release
