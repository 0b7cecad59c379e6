from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from avol_studio.app import Options, run
from avol_studio.core.crash_handler import CrashHandler
from tests.conftest import ExpectedLog
from tests.support.fakes import FakeStudioParts


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch, fakes: FakeStudioParts) -> FakeStudioParts:
    """The real studio, but for what it plays and asks."""
    import avol_studio.playback.file_player

    monkeypatch.setattr(avol_studio.playback.file_player, "PlayerDependencies", fakes.parts)
    return fakes


def test_the_studio_runs_measures_and_ends(
    no_model: FakeStudioParts, clip: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    options = Options(
        path=clip, autoplay=True, quit_after=3.0, scheme="light", size=(1000, 640),
        json=tmp_path / "figures.json", screenshot=tmp_path / "studio.png",
    )  # fmt: skip
    assert run(options) == 0
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["frames_shown"] > 3
    assert figures["maps"] > 3
    assert figures["engine"] == "fake"
    assert figures["heartbeat_ms"]["p50"] >= 5
    assert 0 < figures["window_ms"] < figures["first_map_ms"]
    picture = QImage(str(tmp_path / "studio.png"))
    assert (picture.width(), picture.height()) == (1000, 640)
    assert picture.pixelColor(2, picture.height() - 2).lightness() > 200


def test_it_starts_with_nothing_and_fails_with_a_bad_file(
    no_model: FakeStudioParts, tmp_path: Path, qtbot: QtBot
) -> None:
    assert run(Options(quit_after=0.1)) == 0
    assert run(Options(path=tmp_path / "none.mp4", quit_after=0.3)) == 2


def test_the_light_part_stays_light(tmp_path: Path) -> None:
    """What is imported until the window is painted; the rest would make it late."""
    import subprocess

    code = (
        "import sys; from pathlib import Path\n"
        "from avol_studio.core.crash_handler import CrashHandler; from avol_studio.app import Options, Studio\n"
        "heavy = {'av', 'cv2', 'torch', 'onnxruntime', 'pyqtgraph', 'scipy', 'sounddevice'}\n"
        "studio = Studio(Options(), CrashHandler(Path(sys.argv[1])))\n"
        "studio.window.painted.connect(lambda: print(sorted(heavy & set(sys.modules))))\n"
        "studio.window.painted.connect(studio.app.quit)\n"
        "studio.run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_faults_are_logged_and_told(
    tmp_path: Path, expected_log: ExpectedLog, qtbot: QtBot
) -> None:
    expected_log("not caught|something odd")
    kit, told = CrashHandler(tmp_path / "logs"), []
    kit.tell(told.append)
    kit.install()
    try:
        sys.excepthook(ValueError, ValueError("seven"), None)
        qWarning("something odd")
    finally:
        kit.remove()
    log = (tmp_path / "logs" / "avol.log").read_text()
    assert "seven" in log
    assert "something odd" in log
    assert told[0].startswith("Something went wrong (ValueError)")
    assert sys.excepthook is sys.__excepthook__


def test_without_a_place_for_the_log_it_still_runs(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "file").write_text("in the way")
    kit = CrashHandler(tmp_path / "file" / "logs")
    kit.install()
    kit.remove()
    assert not any(
        isinstance(handler, logging.FileHandler) for handler in logging.getLogger("avol").handlers
    )
