"""The application: starts the studio; the window is painted before heavy imports."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from avol.core.paths import resources_folder
from avol_studio.bench.live_run import LiveRunMetrics
from avol_studio.bench.run_metrics import RunMetrics, ms_since_process_start
from avol_studio.core.settings.schema import Scheme
from avol_studio.core.settings.store import SettingsStore, settings_folder
from avol_studio.core.state.player_state import Message
from avol_studio.core.system.crash_handler import CrashHandler, log_folder

if TYPE_CHECKING:
    from avol_studio.core.state.device_choice import LiveRequest

FAILED = 2
"""Exit code after an error that the user can correct, as in `avol.cli.options`."""

RECOVERY_DELAY = 5000
"""ms from the first paint until interrupted recordings are repaired: after the first map."""

DEVICE_SEARCH_DELAY = 500
"""ms from the first paint until cameras are searched for, which blocks the window briefly."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one start.

    path: file to open. autoplay: whether it plays at once; None: as the settings say.
    quit_after: seconds from the first paint until the window closes; None: run until closed.
    json: file for the measurements. screenshot: PNG file for the window at the end.
    scheme: colour scheme of this start. size: width and height of the window in pixels.
    weights: name or path of the checkpoint; None: the default. engine: inference engine; None: as
    the settings say. live: camera and microphone to open instead of a file. present: start in
    presenter mode; without a file or a camera it opens the last camera.
    """

    path: Path | None = None
    autoplay: bool | None = None
    quit_after: float | None = None
    json: Path | None = None
    screenshot: Path | None = None
    scheme: Scheme | None = None
    full_screen: bool = False
    size: tuple[int, int] | None = None
    weights: str | None = None
    engine: str | None = None
    live: LiveRequest | None = None
    present: bool = False

    @property
    def starts_live(self) -> bool:
        """Whether the studio opens a camera at the start."""
        return self.live is not None or (self.present and self.path is None)


def demo_video() -> Path:
    """The demo video that comes with AVOL."""
    return resources_folder() / "demo" / "demo.mp4"


def run(options: Options | None = None) -> int:
    """Run the studio until it is closed; returns the exit code, 0 for success."""
    options = options or Options()
    crash_handler = CrashHandler(log_folder())
    crash_handler.install()
    try:
        return Studio(options, crash_handler).run()
    finally:
        crash_handler.uninstall()


class Studio:
    """One run of the program."""

    def __init__(self, options: Options, crash_handler: CrashHandler) -> None:
        from avol_studio.core.recent_files import RecentFiles
        from avol_studio.playback.player import Player
        from avol_studio.ui.controllers.live_controller import as_settings
        from avol_studio.ui.main_window import MainWindow
        from avol_studio.ui.style.icons import program_icon
        from avol_studio.ui.window.window_state import WindowState

        self.options = options
        self.app = make_application()
        self.app.setWindowIcon(program_icon())
        folder = settings_folder()
        store = SettingsStore(folder / "settings.json")
        if options.scheme is not None:
            store.override(scheme=options.scheme)
        if options.autoplay is not None:
            store.override(autoplay=options.autoplay)
        if options.engine is not None:
            store.override(engine=options.engine)
        if options.live is not None:
            store.override(**as_settings(options.live))
        state = WindowState(folder / "window.ini")
        recent = RecentFiles(folder / "recent.json")
        self.player = Player()
        self.window = MainWindow(
            self.player, store, recent, state, demo_video(), weights=options.weights
        )
        crash_handler.set_reporter(lambda text: self.window.show_message(Message(text, "error")))
        self.measurement: RunMetrics | LiveRunMetrics | None = None
        self.errors: list[str] = []
        self.player.message.connect(self._keep_error)

    def run(self) -> int:
        """Show the window and run until it is closed; returns the exit code.

        With `quit_after`, the first error is printed to standard error and the run fails; without
        it, the window shows errors and the exit code is 0.
        """
        if self.options.size is not None:
            self.window.resize(*self.options.size)
        self.window.painted.connect(self._start)
        self.window.show()
        code = self.app.exec()
        self.window.close()
        if self.options.quit_after is not None and self.errors:
            sys.stderr.write(f"avol: {self.errors[0]}\n")
            return FAILED
        return code

    def _keep_error(self, message: Message) -> None:
        if message.kind == "error":
            self.errors.append(message.text)

    def _start(self) -> None:
        """Start the measurement, load the model and open the media after the first paint."""
        options = self.options
        measure = LiveRunMetrics if options.starts_live else RunMetrics
        self.measurement = measure(self.player, ms_since_process_start(), self.window)
        QTimer.singleShot(0, self._load)
        if options.quit_after is not None:
            QTimer.singleShot(round(options.quit_after * 1000), self._finish)

    def _load(self) -> None:
        self.window.presentation.show_card()
        self.player.warm_up()
        if self.options.path is not None:
            self.window.open(self.options.path)
        if self.options.live is not None:
            self.window.live.open_request(self.options.live)
        elif self.options.starts_live:
            self.window.live.open_last()
        if self.options.present:
            self.window.presentation.present()
        if self.options.path is None:
            QTimer.singleShot(DEVICE_SEARCH_DELAY, self.player.devices.start)
        if self.options.quit_after is None:  # not during a measurement
            QTimer.singleShot(RECOVERY_DELAY, self.window.presentation.recordings.recover)
        if self.options.full_screen:
            self.window.showFullScreen()

    def _finish(self) -> None:
        live = self.player.live_state
        if self.player.state.live and not live.frames_captured:
            self.errors.append(
                live.camera_error or "No image from the camera; check its connection."
            )
        if self.options.screenshot is not None:
            self.window.grab().save(str(self.options.screenshot), "PNG")
        if self.options.json is not None and self.measurement is not None:
            text = json.dumps(self.measurement.report(), indent=2) + "\n"
            self.options.json.write_text(text, encoding="utf-8")
        self.window.close()


def make_application() -> QApplication:
    """The QApplication of this process, with the name and style of AVOL."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("avol")
    app.setApplicationDisplayName("AVOL")
    app.setDesktopFileName("avol")
    app.setStyle("Fusion")
    return app
