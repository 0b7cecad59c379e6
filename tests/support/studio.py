"""A window with fake media for tests, and a recorder for the events of threads."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from avol_studio.core.recent_files import RecentFiles
from avol_studio.core.settings.store import SettingsStore
from avol_studio.playback.player import Player
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.window.window_state import WindowState
from tests.support.fakes import FakeDependencies

LONG = 60_000  # ms

T = TypeVar("T")


def make_window(fakes: FakeDependencies, folder: Path, **settings: object) -> MainWindow:
    """A window with these settings, with all commands; its files go to `folder`."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setStyleSheet("")  # that of an earlier window, which would make this one twice as slow
    store = SettingsStore(folder / "settings.json")
    store.override(**{"all_commands": True} | settings)
    return MainWindow(
        Player(dependencies=fakes.dependencies()),
        store,
        RecentFiles(folder / "recent.json"),
        WindowState(folder / "window.ini"),
        demo=folder / "clip.mp4",
        pictures=folder / "pictures",
        videos=folder / "videos",
    )


@contextmanager
def on_screen(window: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    """Show a window, and close it at the end; threads keep their priority on a busy machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("avol_studio.media.devices.device_list.DeviceList.start", lambda _: None)
        patch.setattr("os.setpriority", lambda *_: None, raising=False)
        window.show()
        qtbot.waitUntil(window.isActiveWindow)
        try:
            yield window
        finally:
            window.close()
            window.deleteLater()


def open_clip(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    """Open a file and wait for its first map."""
    with qtbot.waitSignal(window.player.localized, timeout=LONG):
        window.open(path)


def give(window: MainWindow, command: str) -> None:
    """Trigger a command that must be enabled."""
    assert window.actions_by_id[command].isEnabled(), command
    window.actions_by_id[command].trigger()


def move_mouse(
    widget: QWidget, to: QPoint, button: Qt.MouseButton = Qt.MouseButton.NoButton
) -> None:
    """Move the mouse to a point of the widget, with a button held.

    QTest moves the cursor instead: no event follows if it is there already, or if a window of an
    earlier test is above.
    """
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(to), QPointF(widget.mapToGlobal(to)),
        Qt.MouseButton.NoButton, button, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


class EventRecorder:
    """Records events from any thread."""

    def __init__(self) -> None:
        self.events: list[object] = []

    def __call__(self, event: object) -> None:
        self.events.append(event)

    def all(self, kind: type[T], matches: Callable[[T], bool] = lambda _: True) -> list[T]:
        """All events of a kind that match."""
        return [event for event in list(self.events) if isinstance(event, kind) and matches(event)]

    def wait(
        self,
        kind: type[T],
        matches: Callable[[T], bool] = lambda _: True,
        count: int = 1,
        seconds: float = 60.0,
    ) -> T:
        """Wait for the `count`th event of a kind that matches."""
        deadline = time.monotonic() + seconds
        while len(found := self.all(kind, matches)) < count:
            assert time.monotonic() < deadline, f"no such {kind.__name__} among {self.events}"
            time.sleep(0.005)
        return found[count - 1]
