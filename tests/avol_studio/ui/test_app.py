from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from avol_studio.app import Options, Studio, run
from avol_studio.bench.run_metrics import RunMetrics
from avol_studio.core.state.player_state import PlaybackStats
from avol_studio.core.system.crash_handler import CrashHandler, log_folder
from avol_studio.ui.main_window import MainWindow
from tests.conftest import ExpectedLog
from tests.support.fakes import FakeDependencies

_QUEUED = Qt.ConnectionType.QueuedConnection


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
        path=clip, autoplay=True, quit_after=60.0, scheme="light", size=(1000, 640),
        json=tmp_path / "metrics.json", screenshot=tmp_path / "studio.png",
    )  # fmt: skip
    maps: list[object] = []

    def watch(window: MainWindow) -> None:
        def close_when_done(stats: PlaybackStats) -> None:
            if stats.frames_shown > 3 and len(maps) > 3:
                QTimer.singleShot(0, window.close)

        window.player.localized.connect(maps.append)
        window.player.stats_changed.connect(close_when_done)

    assert _run(options, watch) == 0
    metrics = json.loads((tmp_path / "metrics.json").read_text())
    assert metrics["frames_shown"] > 3
    assert metrics["maps"] > 3
    assert metrics["engine"] == "fake"
    assert metrics["heartbeat_ms"]["p50"] >= 5
    assert 0 < metrics["window_ms"] < metrics["first_map_ms"]
    screenshot = QImage(str(tmp_path / "studio.png"))
    assert (screenshot.width(), screenshot.height()) == (1000, 640)
    assert screenshot.pixelColor(2, screenshot.height() - 2).lightness() > 200


@pytest.mark.parametrize("measured", [False, True])
def test_the_heartbeat_runs_only_for_a_file_of_metrics(
    no_model: FakeDependencies, tmp_path: Path, qtbot: QtBot, measured: bool
) -> None:
    found: list[int] = []

    def watch(window: MainWindow) -> None:
        def count() -> None:
            found.append(len(window.findChildren(RunMetrics)))
            window.close()

        window.painted.connect(count, _QUEUED)

    assert _run(Options(json=tmp_path / "run.json" if measured else None), watch) == 0
    assert found == [int(measured)]


def test_exit_codes_without_and_with_a_missing_file(
    no_model: FakeDependencies, tmp_path: Path, qtbot: QtBot
) -> None:
    assert run(Options(quit_after=0.1)) == 0
    assert run(Options(path=tmp_path / "none.mp4", quit_after=0.3)) == 2


def test_output_files_are_saved_when_the_user_closes_the_window(
    no_model: FakeDependencies, clip: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "new" / "folder"
    file = folder / "run.json"
    options = Options(path=clip, json=file, screenshot=folder / "run.png")
    assert _run(options, lambda window: window.painted.connect(window.close, _QUEUED)) == 0
    assert json.loads(file.read_text())["frames_shown"] >= 0
    assert not QImage(str(options.screenshot)).isNull()


def test_a_window_that_is_closed_at_once_opens_nothing(
    no_model: FakeDependencies, clip: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr("avol_studio.ui.main_window.MainWindow.open", opened.append)

    def close_early(window: MainWindow) -> None:
        window.painted.connect(window.close)  # before the first file is opened

    assert _run(Options(path=clip), close_early) == 0
    qtbot.wait(1)  # what was still to be done would be done now
    assert opened == []


def test_cameras_are_searched_for_when_the_first_file_is_closed(
    no_model: FakeDependencies, clip: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    start = "avol_studio.media.devices.device_list.DeviceList.start"
    monkeypatch.setattr(start, lambda _: started.append("closed" if closed else "open"))
    closed: list[None] = []

    def watch(window: MainWindow) -> None:
        def close_file() -> None:
            closed.append(None)
            window.player.close()
            QTimer.singleShot(0, window.close)

        window.player.opened.connect(lambda _: QTimer.singleShot(0, close_file))

    assert _run(Options(path=clip), watch) == 0
    assert started == ["closed"]


def test_a_state_that_cannot_be_saved_does_not_keep_the_studio_running(
    no_model: FakeDependencies, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr("avol_studio.ui.window.window_state.WindowState.save", fail)
    with qtbot.capture_exceptions() as raised:
        assert _run(Options(), lambda window: window.painted.connect(window.close, _QUEUED)) == 0
    assert [kind for kind, *_ in raised] == [OSError]


@pytest.mark.parametrize("option", ["json", "screenshot"])
def test_a_run_without_its_output_file_ends_and_fails(
    no_model: FakeDependencies, tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str],
    option: str,
) -> None:  # fmt: skip
    (tmp_path / "file").write_text("in the way")
    options = replace(Options(quit_after=0.1), **{option: tmp_path / "file" / "out"})
    assert run(options) == 2
    assert "choose another" in capsys.readouterr().err


def test_a_metrics_report_that_fails_ends_the_run(
    no_model: FakeDependencies, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    expected_log: ExpectedLog,
) -> None:  # fmt: skip
    expected_log("could not be written")

    def fail(_: object) -> None:
        raise ZeroDivisionError("no frames")

    monkeypatch.setattr("avol_studio.bench.run_metrics.RunMetrics.report", fail)
    assert run(Options(quit_after=0.1, json=tmp_path / "run.json")) == 2


def test_a_window_that_is_never_painted_ends_the_run(
    no_model: FakeDependencies, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol_studio.app.PAINT_TIMEOUT", 50)
    monkeypatch.setattr("avol_studio.ui.main_window.MainWindow.paintEvent", lambda *_: None)
    assert run(Options(quit_after=0.1, json=tmp_path / "run.json")) == 0
    assert (tmp_path / "run.json").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window(
    no_model: FakeDependencies, tmp_path: Path, qtbot: QtBot, number: signal.Signals
) -> None:
    former = signal.getsignal(number)
    kill = lambda: os.kill(os.getpid(), number)  # noqa: E731
    connect = lambda window: window.painted.connect(kill, _QUEUED)  # noqa: E731
    assert _run(Options(json=tmp_path / "run.json"), connect) == 0
    assert (tmp_path / "run.json").is_file()
    assert signal.getsignal(number) is former


def _run(options: Options, act: Callable[[MainWindow], object]) -> int:
    """Run the studio after `act` was called with its window, which it closes."""
    studio = Studio(options, CrashHandler(log_folder()))
    act(studio.window)
    return studio.run()


LIGHT = {
    "PySide6", "shiboken6", "shibokensupport", "signature_bootstrap", "numpy", "cython_runtime",
    "pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection",
    "platformdirs", "typer", "click", "shellingham", "annotated_doc", "colorama",
}  # fmt: skip
"""The packages that the window may import before it is painted."""
AT_FIRST_SHOW = {
    "avol_studio.ui.annotation.annotation_panel", "avol_studio.ui.dialogs.embedding_map",
    "avol_studio.ui.lab.inspector_panel", "avol_studio.ui.lab.perturbation_panel",
    "avol_studio.ui.panels.search_panel", "avol_studio.ui.teaching.teaching_panel",
    "avol_studio.ui.timeline.lanes",
}  # fmt: skip
"""Modules of the studio that are imported when their part of the window is first shown."""


def test_only_light_packages_are_imported_before_the_first_paint(tmp_path: Path) -> None:
    import subprocess

    code = (
        "import sys; from pathlib import Path\n"
        "from avol_studio.core.system.crash_handler import CrashHandler\n"
        "before = set(sys.modules)\n"
        "from avol_studio.app import Options, Studio\n"
        "studio = Studio(Options(), CrashHandler(Path(sys.argv[1])))\n"
        "studio.window.painted.connect(lambda: print(*set(sys.modules) - before))\n"
        "studio.window.painted.connect(studio.app.exit)\n"
        "studio.run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    imported = set(done.stdout.split())
    packages = {name.partition(".")[0] for name in imported if not name.startswith("_")}
    assert packages - sys.stdlib_module_names - LIGHT == {"avol", "avol_studio"}
    assert not {name for name in imported if name.startswith("PySide6.QtMultimedia")}
    assert not imported & AT_FIRST_SHOW
