from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from avol_studio.ui.main_window import MainWindow
from tests.support import studio
from tests.support.fakes import FakeStudioParts, FakeVideo


@pytest.fixture(autouse=True)
def _nobodys_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is plugged into this machine is not asked, which takes its time and Qt's warnings."""
    monkeypatch.setattr("avol_studio.media.devices.device_list.DeviceList.start", lambda _: None)


@pytest.fixture
def fakes() -> FakeStudioParts:
    fakes = FakeStudioParts()
    fakes.videos["clip"] = FakeVideo
    return fakes


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A file that is there; what is in it comes from the fakes."""
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"pictures")
    return path


@pytest.fixture
def make_window(
    fakes: FakeStudioParts, tmp_path: Path, qtbot: QtBot
) -> Iterator[Callable[[], MainWindow]]:
    """Opens a window on the folder of this test, as often as asked."""
    with ExitStack() as windows:
        yield lambda: windows.enter_context(
            studio.on_screen(studio.make_window(fakes, tmp_path, analyze_on_open=False), qtbot)
        )


@pytest.fixture
def window(make_window: Callable[[], MainWindow]) -> MainWindow:
    return make_window()


@pytest.fixture
def playing(window: MainWindow, clip: Path, qtbot: QtBot) -> MainWindow:
    """A window in which the clip stands still at its first frame, with its map."""
    window.store.update(autoplay=False)
    with qtbot.waitSignal(window.player.localized):
        window.open(clip)
    return window
