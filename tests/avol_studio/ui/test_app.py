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
from avol_studio.core.system.crash_handler import CrashHandler
from tests.conftest import ExpectedLog
from tests.support.fakes import FakeDependencies


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch, fakes: FakeDependencies) -> FakeDependencies:
    """The real studio with fake media and a fake model."""
    import avol_studio.playback.player

    monkeypatch.setattr(avol_studio.playback.player, "PlayerDependencies", fakes.dependencies)
    return fakes


def test_the_studio_runs_and_writes_metrics(
    no_model: FakeDependencies, clip: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    options = Options(
        path=clip, autoplay=True, quit_after=3.0, scheme="light", size=(1000, 640),
        json=tmp_path / "metrics.json", screenshot=tmp_path / "studio.png",
    )  # fmt: skip
    assert run(options) == 0
    metrics = json.loads((tmp_path / "metrics.json").read_text())
    assert metrics["frames_shown"] > 3
    assert metrics["maps"] > 3
    assert metrics["engine"] == "fake"
    assert metrics["heartbeat_ms"]["p50"] >= 5
    assert 0 < metrics["window_ms"] < metrics["first_map_ms"]
    screenshot = QImage(str(tmp_path / "studio.png"))
    assert (screenshot.width(), screenshot.height()) == (1000, 640)
    assert screenshot.pixelColor(2, screenshot.height() - 2).lightness() > 200


def test_exit_codes_without_and_with_a_missing_file(
    no_model: FakeDependencies, tmp_path: Path, qtbot: QtBot
) -> None:
    assert run(Options(quit_after=0.1)) == 0
    assert run(Options(path=tmp_path / "none.mp4", quit_after=0.3)) == 2


def test_heavy_modules_are_not_imported_before_the_first_paint(tmp_path: Path) -> None:
    """The modules imported until the window is painted."""
    import subprocess

    code = (
        "import sys; from pathlib import Path\n"
        "from avol_studio.core.system.crash_handler import CrashHandler\n"
        "from avol_studio.app import Options, Studio\n"
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


def test_uncaught_errors_are_logged_and_reported(
    tmp_path: Path, expected_log: ExpectedLog, qtbot: QtBot
) -> None:
    expected_log("uncaught exception|something odd")
    handler, reported = CrashHandler(tmp_path / "logs"), []
    handler.set_reporter(reported.append)
    handler.install()
    try:
        sys.excepthook(ValueError, ValueError("seven"), None)
        qWarning("something odd")
    finally:
        handler.uninstall()
    log = (tmp_path / "logs" / "avol.log").read_text()
    assert "seven" in log
    assert "something odd" in log
    assert reported[0].startswith("Unexpected error: ValueError")
    assert sys.excepthook is sys.__excepthook__


def test_it_runs_without_a_writable_log_folder(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "file").write_text("in the way")
    handler = CrashHandler(tmp_path / "file" / "logs")
    handler.install()
    handler.uninstall()
    assert not any(
        isinstance(handler, logging.FileHandler) for handler in logging.getLogger("avol").handlers
    )
