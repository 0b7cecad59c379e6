"""Inhibits the screen saver and display sleep during a presentation."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections.abc import Callable

_log = logging.getLogger("avol.screen")

REASON = "Presenting"
_SERVICE, _PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
_CONNECTION = "avol-screen"
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2  # of SetThreadExecutionState

Release = Callable[[], None]


class ScreenInhibitor:
    """Keeps the screen on from `inhibit` to `release`, if the system supports it.

    inhibit_system: inhibits, and returns the function that releases; None if not supported.
    """

    def __init__(self, inhibit_system: Callable[[], Release | None] | None = None) -> None:
        self._inhibit_system = inhibit_system or _inhibit_system
        self._release: Release | None = None

    @property
    def inhibited(self) -> bool:
        """Whether the screen is kept on."""
        return self._release is not None

    def inhibit(self) -> bool:
        """Keep the screen on; return whether the system supports it."""
        if self._release is None:
            self._release = self._inhibit_system()
        return self.inhibited

    def release(self) -> None:
        """Allow the screen to turn off."""
        release, self._release = self._release, None
        if release is not None:
            release()


def _inhibit_system() -> Release | None:
    functions = {"win32": _inhibit_windows, "darwin": _inhibit_macos}
    try:
        return functions.get(sys.platform, inhibit_desktop)()
    except (OSError, ImportError, AttributeError) as error:
        _log.info("the screen cannot be kept on: %s", error)
        return None


def inhibit_desktop() -> Release | None:
    """Inhibit over D-Bus (freedesktop.org, idle inhibition); None if the desktop refuses.

    The inhibition ends with its connection, so it has a connection of its own.
    """
    from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

    def release() -> None:
        QDBusConnection.disconnectFromBus(_CONNECTION)

    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _CONNECTION)
    if not bus.isConnected():
        release()
        return None
    reply = QDBusInterface(_SERVICE, _PATH, _SERVICE, bus).call("Inhibit", "AVOL", REASON)
    if reply.type() == QDBusMessage.MessageType.ReplyMessage:
        return release
    _log.info("the desktop does not keep the screen on: %s", reply.errorMessage())
    release()
    return None


def _inhibit_windows() -> Release:
    import ctypes

    kernel = ctypes.windll.kernel32  # pyright: ignore[reportAttributeAccessIssue]
    kernel.SetThreadExecutionState(_CONTINUOUS | _SYSTEM | _DISPLAY)

    def release() -> None:
        kernel.SetThreadExecutionState(_CONTINUOUS)

    return release


def _inhibit_macos() -> Release | None:
    command = shutil.which("caffeinate")
    if command is None:
        return None
    process = subprocess.Popen([command, "-d", "-i"])

    def release() -> None:
        process.terminate()
        process.wait()

    return release
