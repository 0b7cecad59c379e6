"""The studio from start to end: one window, painted before anything heavy is imported."""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from avol.core.paths import resources
from avol_studio.bench.live_run import LiveMeasure
from avol_studio.bench.run_metrics import DemoMeasure, since_start_ms
from avol_studio.core.crash_handler import CrashHandler, log_folder
from avol_studio.core.settings import Scheme, SettingsStore, settings_folder
from avol_studio.core.state.player_state import Message

if TYPE_CHECKING:
    from avol_studio.core.state.device_choice import LiveRequest
    from avol_studio.ui.main_window import MainWindow

_log = logging.getLogger("avol.main")

FAILED = 2
"""Exit code where something went wrong that a person can mend, as in `avol.cli.main`."""

TAKES_AFTER = 5000
"""ms from the first paint until takes that a crash cut off are finished: after the first map."""

DEVICES_AFTER = 500
"""ms from the first paint until cameras are looked for, which holds the window up for a moment."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the studio is started.

    path: file to open. autoplay: play it, whatever the settings say (None: as they say).
    quit_after: seconds from the first paint to the end. json: where the measurements go.
    screenshot: where the window goes as it looked at the end (PNG). scheme: colours of this start.
    size: width and height of the window. weights: the checkpoint, a shipped
    name or a path (None: the one that AVOL takes by itself).
    engine: what runs it, whatever the settings say (None: as they say).
    live: the camera and the microphone to begin with, in place of a file. present: in presenter
    mode; with what was live last, where neither a file nor a camera is named.
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
        """Whether it starts with a camera."""
        return self.live is not None or (self.present and self.path is None)


def demo_video() -> Path:
    """The film that comes with AVOL."""
    return resources() / "demo" / "demo.mp4"


def run(options: Options | None = None) -> int:
    """Show the studio until it is closed; the exit code (0: all went well)."""
    options = options or Options()
    kit = CrashHandler(log_folder())
    kit.install()
    try:
        return Studio(options, kit).run()
    finally:
        kit.remove()


class Studio:
    """One run of the program."""

    def __init__(self, options: Options, kit: CrashHandler) -> None:
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
        memory = WindowState(folder / "window.ini")
        recent = RecentFiles(folder / "recent.json")
        self.player = Player()
        self.window = MainWindow(
            self.player, store, recent, memory, demo_video(), weights=options.weights
        )
        kit.tell(lambda text: self.window.show_message(Message(text, "error")))
        self.measure: DemoMeasure | LiveMeasure | None = None
        self.errors: list[str] = []
        self.player.message.connect(self._note)

    def run(self) -> int:
        """Show the window, then begin, then wait for the end; the exit code.

        A run of so many seconds that could not do what it was asked for fails, with the reason on
        standard error; in a run without an end the window says it, and that is enough.
        """
        if self.options.size is not None:
            self.window.resize(*self.options.size)
        self.window.painted.connect(self._begin)
        self.window.show()
        code = self.app.exec()
        self.window.close()
        if self.options.quit_after is not None and self.errors:
            sys.stderr.write(f"avol: {self.errors[0]}\n")
            return FAILED
        return code

    def _note(self, message: Message) -> None:
        if message.kind == "error":
            self.errors.append(message.text)

    def _begin(self) -> None:
        """The window is on screen: load the model, open the file, start the clock."""
        options = self.options
        measure = LiveMeasure if options.starts_live else DemoMeasure
        self.measure = measure(self.player, since_start_ms(), self.window)
        QTimer.singleShot(0, self._load)
        if options.quit_after is not None:
            QTimer.singleShot(round(options.quit_after * 1000), self._finish)

    def _load(self) -> None:
        _show_card(self.window, self.options.weights)
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
            QTimer.singleShot(DEVICES_AFTER, self.player.devices.start)
        if self.options.quit_after is None:  # else it is a measurement
            QTimer.singleShot(TAKES_AFTER, self.window.presentation.recordings.recover)
        if self.options.full_screen:
            self.window.showFullScreen()

    def _finish(self) -> None:
        live = self.player.live_state
        if self.player.state.live and not live.frames_taken:
            self.errors.append(live.camera or "The camera has given no picture; check it.")
        if self.options.screenshot is not None:
            self.window.grab().save(str(self.options.screenshot), "PNG")
        if self.options.json is not None and self.measure is not None:
            text = json.dumps(self.measure.report(), indent=2) + "\n"
            self.options.json.write_text(text, encoding="utf-8")
        self.window.close()


def make_application() -> QApplication:
    """The one application of this process, in AVOL's name and style."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("avol")
    app.setApplicationDisplayName("AVOL")
    app.setDesktopFileName("avol")
    app.setStyle("Fusion")
    return app


def _show_card(window: MainWindow, weights: str | None) -> None:
    """Label the axis of the spectrogram as the checkpoint's card has it."""
    from avol.errors import WeightsError

    try:
        window.presentation.show_card(weights)
    except WeightsError as error:
        _log.info("no axis for the spectrogram: %s", error)
