from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from avol_studio.services import screen_inhibitor
from avol_studio.services.screen_inhibitor import ScreenInhibitor, inhibit_desktop


def test_inhibits_once_and_releases_once() -> None:
    calls: list[str] = []

    def inhibit() -> screen_inhibitor.Release:
        calls.append("inhibit")
        return lambda: calls.append("release")

    inhibitor = ScreenInhibitor(inhibit)
    assert inhibitor.inhibit()
    assert inhibitor.inhibit()
    assert inhibitor.inhibited
    inhibitor.release()
    inhibitor.release()
    assert calls == ["inhibit", "release"]
    assert not inhibitor.inhibited


def test_unsupported_system_is_no_error() -> None:
    inhibitor = ScreenInhibitor(lambda: None)
    assert not inhibitor.inhibit()
    inhibitor.release()


def test_without_a_desktop_nothing_is_inhibited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_inhibitor.sys, "platform", "linux")
    assert inhibit_desktop() is None
    assert not ScreenInhibitor().inhibit()


def test_system_error_is_not_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError("no such library")

    monkeypatch.setattr(screen_inhibitor, "inhibit_desktop", fail)
    monkeypatch.setattr(screen_inhibitor.sys, "platform", "linux")
    assert not ScreenInhibitor().inhibit()


DESKTOP = """
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection
from avol_studio.services.screen_inhibitor import inhibit_desktop

@ClassInfo({"D-Bus Interface": "org.freedesktop.ScreenSaver"})
class Saver(QObject):
    @Slot(str, str, result="uint")
    def Inhibit(self, who, why):
        print("inhibited by", who, "for", why, flush=True)
        return 7

app, bus, saver = QCoreApplication([]), QDBusConnection.sessionBus(), Saver()
if {serve}:
    bus.registerObject(
        "/org/freedesktop/ScreenSaver", saver, QDBusConnection.RegisterOption.ExportAllSlots
    )
    bus.registerService("org.freedesktop.ScreenSaver")
    bus.interface().serviceOwnerChanged.connect(lambda name, old, new: new or leave())
    def leave():
        print("released", flush=True)
        app.quit()
    print("ready", flush=True)
    QTimer.singleShot(30000, app.quit)
    app.exec()
else:
    release = inhibit_desktop()
    print("inhibited:", release is not None, flush=True)
    release()
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no D-Bus here")
def test_desktop_is_inhibited_and_released() -> None:
    """With a real bus and a screen saver in its own process."""
    server, client = (DESKTOP.replace("{serve}", serve) for serve in ("True", "False"))
    script = (
        "import subprocess, sys\n"
        "server, client = sys.argv[1:]\n"
        "run = [sys.executable, '-c']\n"
        "saver = subprocess.Popen([*run, server], stdout=subprocess.PIPE, text=True)\n"
        "assert saver.stdout.readline() == 'ready\\n'\n"
        "subprocess.run([*run, client], check=True)\n"
        "print(saver.communicate(timeout=30)[0])\n"
    )
    bus = ["dbus-run-session", "--", sys.executable, "-c", script, server, client]
    finished = subprocess.run(bus, capture_output=True, text=True, timeout=90, check=True)
    assert finished.stdout.split("\n")[:3] == [
        "inhibited: True",
        "inhibited by AVOL for Presenting",
        "released",
    ]
