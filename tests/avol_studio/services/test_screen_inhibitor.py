from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from avol_studio.services import screen_inhibitor
from avol_studio.services.screen_inhibitor import ScreenInhibitor, ask_desktop


def test_it_asks_once_and_releases_once() -> None:
    calls: list[str] = []

    def ask() -> screen_inhibitor.Release:
        calls.append("ask")
        return lambda: calls.append("release")

    held = ScreenInhibitor(ask)
    assert held.hold()
    assert held.hold()
    assert held.held
    held.release()
    held.release()
    assert calls == ["ask", "release"]
    assert not held.held


def test_where_nothing_can_keep_the_screen_awake_nothing_fails() -> None:
    nothing = ScreenInhibitor(lambda: None)
    assert not nothing.hold()
    nothing.release()


def test_without_a_desktop_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_inhibitor.sys, "platform", "linux")
    assert ask_desktop() is None
    assert not ScreenInhibitor().hold()


def test_a_system_that_fails_is_a_no(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("no such library")

    monkeypatch.setattr(screen_inhibitor, "ask_desktop", broken)
    monkeypatch.setattr(screen_inhibitor.sys, "platform", "linux")
    assert not ScreenInhibitor().hold()


DESKTOP = """
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection
from avol_studio.services.screen_inhibitor import ask_desktop

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
        print("gone", flush=True)
        app.quit()
    print("ready", flush=True)
    QTimer.singleShot(30000, app.quit)
    app.exec()
else:
    release = ask_desktop()
    print("asked", release is not None, flush=True)
    release()
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no D-Bus here")
def test_a_desktop_is_asked_and_told_when_it_is_over() -> None:
    """A real bus with a screen saver of our own on it, each in a process of its own."""
    desk, ask = (DESKTOP.replace("{serve}", serve) for serve in ("True", "False"))
    both = (
        "import subprocess, sys\n"
        "desk, ask = sys.argv[1:]\n"
        "run = [sys.executable, '-c']\n"
        "saver = subprocess.Popen([*run, desk], stdout=subprocess.PIPE, text=True)\n"
        "assert saver.stdout.readline() == 'ready\\n'\n"
        "subprocess.run([*run, ask], check=True)\n"
        "print(saver.communicate(timeout=30)[0])\n"
    )
    bus = ["dbus-run-session", "--", sys.executable, "-c", both, desk, ask]
    done = subprocess.run(bus, capture_output=True, text=True, timeout=90, check=True)
    assert done.stdout.split("\n")[:3] == ["asked True", "inhibited by AVOL for Presenting", "gone"]
