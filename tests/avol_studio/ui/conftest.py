from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from avol_studio.ui.main_window import MainWindow
from tests.support import studio
from tests.support.fakes import FakeDependencies


@pytest.fixture(autouse=True)
def _no_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not search for devices, which is slow and prints Qt warnings."""
    monkeypatch.setattr("avol_studio.media.devices.device_list.DeviceList.start", lambda _: None)


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has boxes and markers of its own, although the files of all tests are alike."""
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "data"))


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """An existing file; its content comes from the fakes."""
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"video")
    return path


@pytest.fixture
def make_window(
    fakes: FakeDependencies, tmp_path: Path, qtbot: QtBot
) -> Iterator[Callable[[], MainWindow]]:
    """Opens windows that keep their files in the folder of this test."""
    with ExitStack() as windows:
        yield lambda: windows.enter_context(
            studio.on_screen(studio.make_window(fakes, tmp_path, analyze_on_open=False), qtbot)
        )


@pytest.fixture
def window(make_window: Callable[[], MainWindow]) -> MainWindow:
    return make_window()


@pytest.fixture
def playing(window: MainWindow, clip: Path, qtbot: QtBot) -> MainWindow:
    """A window with the clip paused at its first frame, with its map."""
    window.store.update(autoplay=False)
    with qtbot.waitSignal(window.player.localized, timeout=studio.LONG):
        window.open(clip)
    return window
