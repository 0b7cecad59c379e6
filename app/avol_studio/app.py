"""The application: starts the studio; the window is painted before heavy imports."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import avol_studio.core.system.qt_import  # noqa: F401

# isort: split
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from avol.cli.options import FAILED, save_json
from avol.core.atomic import make_folder
from avol.core.paths import resources_folder
from avol.errors import MediaError
from avol_studio.bench.live_run import LiveRunMetrics
from avol_studio.bench.run_metrics import RunMetrics, ms_since_process_start
from avol_studio.core.error_text import error_text
from avol_studio.core.png_file import save_png
from avol_studio.core.settings.schema import Scheme
from avol_studio.core.settings.store import SettingsStore, settings_folder
from avol_studio.core.state.player_state import Message
from avol_studio.core.system.crash_handler import CrashHandler, log_folder
from avol_studio.core.system.memory import keep_freed_memory
from avol_studio.core.translation import install as install_language
from avol_studio.core.translation import tr

if TYPE_CHECKING:
    from avol_studio.core.state.device_choice import LiveRequest

SWITCH_INTERVAL = 0.001
"""Seconds of Python after which a thread gives way to others.

The GUI thread gives way at each call into Qt, and a busy thread lets it wait that long each time.
With Python's 5 ms, a busy thread stopped the window for up to 0.2 s."""

PAINT_TIMEOUT = 10_000
"""ms after which a run begins although the window manager has not shown the window."""

RECOVERY_DELAY = 5000
"""ms from the first paint until interrupted recordings are repaired: after the first map."""

PLOT_LIBRARY_DELAY = 3000
"""ms from the first paint until the library of the plots is imported, if no map comes before."""

DEVICE_SEARCH_DELAY = 500
"""ms from the first paint until cameras are searched for, which blocks the window briefly."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one start.

    path: file to open. more_paths: files that are queued after it. autoplay: whether it plays at
    once; None: as the settings say.
    quit_after: seconds from the first paint until the window closes; None: run until closed.
    json: file for the measurements. screenshot: PNG file for the window. Both are written when the
    window closes.
    scheme: colour scheme of this start. size: width and height of the window in pixels.
    weights: name or path of the checkpoint; None: the default. engine: inference engine; None: as
    the settings say. classes: file of taught classes in place of the user's own. live: camera and
    microphone to open instead of a file. present: start in presenter mode; without a file or a
    camera it opens the last camera. record: start a recording with the first map.
    """

    path: Path | None = None
    more_paths: tuple[Path, ...] = ()
    autoplay: bool | None = None
    quit_after: float | None = None
    json: Path | None = None
    screenshot: Path | None = None
    scheme: Scheme | None = None
    full_screen: bool = False
    size: tuple[int, int] | None = None
    weights: str | None = None
    classes: Path | None = None
    engine: str | None = None
    live: LiveRequest | None = None
    present: bool = False
    record: bool = False
    lesson: Path | None = None
    link: str | None = None

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
    keep_freed_memory()
    crash_handler = CrashHandler(log_folder())
    crash_handler.install()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL)
    try:
        return Studio(options, crash_handler).run()
    finally:
        sys.setswitchinterval(interval)
        crash_handler.uninstall()


class Studio(QObject):
    """One run of the program; its timers end with it."""

    def __init__(self, options: Options, crash_handler: CrashHandler) -> None:
        super().__init__()
        self.options = options
        self.app = make_application()
        install_language("system")
        folder = settings_folder()
        store = SettingsStore(folder / "settings.json")
        install_language(store.value.language)  # before the modules with texts are imported
        from avol_studio.core.recent_files import RecentFiles
        from avol_studio.playback.player import Player
        from avol_studio.ui.controllers.live_controller import as_settings
        from avol_studio.ui.main_window import MainWindow
        from avol_studio.ui.style.icons import program_icon
        from avol_studio.ui.window.window_state import WindowState

        self.app.setWindowIcon(program_icon())
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
            self.player, store, recent, state, demo_video(),
            weights=options.weights, classes=options.classes,
        )  # fmt: skip
        crash_handler.set_reporter(self._report_uncaught)
        self._started = False
        self._measurement: RunMetrics | LiveRunMetrics | None = None
        self.error = ""  # the first that the user was told
        self.output_error = ""  # why an output file is missing
        self.player.message.connect(self._keep_error)

    def run(self) -> int:
        """Show the window and run until it is closed; returns the exit code.

        With `quit_after`, the first error is printed to standard error and the run fails; without
        it, the window shows errors and the exit code is 0. A run whose output files cannot be
        written always fails.
        """
        if self.options.size is not None:
            self.window.resize(*self.options.size)
        self.window.painted.connect(self._start)
        self.window.closing.connect(self._save_outputs)
        self.window.closed.connect(self.app.exit)
        self.app.setQuitOnLastWindowClosed(False)  # `closed` ends the event loop
        self.window.show()
        QTimer.singleShot(PAINT_TIMEOUT, self, self._start)
        with close_on_interrupt(self.window.close):
            code = self.app.exec()
        self.window.close()
        error = self.output_error or (self.error if self.options.quit_after is not None else "")
        if error:
            sys.stderr.write(f"avol: {error}\n")
            return FAILED
        return code

    def _report_uncaught(self, text: str) -> None:
        message = Message(text, "error")
        self._keep_error(message)
        self.window.show_message(message)

    def _keep_error(self, message: Message) -> None:
        if message.kind == "error":
            self.error = self.error or message.text

    def _start(self) -> None:
        """Start the measurement, load the model and open the media after the first paint."""
        if self._started:
            return
        self._started = True
        gc.freeze()  # the window stays; garbage collection leaves it out
        options = self.options
        if options.json is not None:  # else its timer would wake the processor for nothing
            measure = LiveRunMetrics if options.starts_live else RunMetrics
            self._measurement = measure(self.player, ms_since_process_start(), self.window)
        QTimer.singleShot(0, self, self._load)
        if options.quit_after is not None:
            QTimer.singleShot(round(options.quit_after * 1000), self, self._finish)

    def _load(self) -> None:
        if self.window.is_closed:  # by a user who was faster
            return
        self.player.client.warm_up()
        self._plan_plots()
        self.window.presentation.show_card()
        if self.options.path is not None and self.options.more_paths:
            self.window.open_files([self.options.path, *self.options.more_paths])
        elif self.options.path is not None:
            self.window.open(self.options.path)
        if self.options.live is not None:
            self.window.live.open_request(self.options.live)
        elif self.options.starts_live:
            self.window.live.open_last()
        if self.options.lesson is not None:
            self.window.lessons.open(self.options.lesson)
        if self.options.link is not None:
            self.window.sharing.open_link(self.options.link)
        if self.options.present:
            self.window.presentation.present()
        if self.options.record:
            once = Qt.ConnectionType.SingleShotConnection
            self.player.localized.connect(self.window.presentation.recordings.toggle, once)
        self.player.closed.connect(self.player.devices.start)  # for the start page
        if self.options.path is None:
            QTimer.singleShot(DEVICE_SEARCH_DELAY, self, self.player.devices.start)
        if self.options.quit_after is None:  # not during a measurement
            recover = self.window.presentation.recordings.recover
            QTimer.singleShot(RECOVERY_DELAY, self, recover)
        if self.options.full_screen:
            self.window.showFullScreen()

    def _plan_plots(self) -> None:
        """Import the library of the plots after the first map, which it would delay.

        Then everything is loaded that stays. A full garbage collection leaves it out: it took 20 ms
        of the GUI thread.
        """
        from avol_studio.ui.widgets.plot_library import plot_library

        plot_library.plan()
        once = Qt.ConnectionType.SingleShotConnection
        self.player.localized.connect(plot_library.start, once)
        QTimer.singleShot(PLOT_LIBRARY_DELAY, self, plot_library.start)
        plot_library.ready.connect(gc.freeze)
        self.window.closed.connect(plot_library.stop)

    def _finish(self) -> None:
        live = self.player.live_state
        if self.player.state.live and not live.frames_captured:
            no_image = live.camera_error or tr("No image from the camera; check its connection.")
            self._keep_error(Message(no_image, "error"))
        self.window.close()

    def _save_outputs(self) -> None:
        """Save what was measured and the window, while it is still on screen."""
        for path, save in (
            (self.options.screenshot, self._save_screenshot),
            (self.options.json, self._save_metrics),
        ):
            if path is None:
                continue
            try:
                save(path)
            except Exception as error:
                text = error_text(error, f"“{path}” could not be written ({error}); see the log.")
                self.output_error = self.output_error or text

    def _save_screenshot(self, path: Path) -> None:
        make_folder(path.parent)
        save_png(path, self.window.grab().toImage())

    def _save_metrics(self, path: Path) -> None:
        if self._measurement is None:
            raise MediaError("The window was closed before it was painted; nothing was measured.")
        save_json(path, self._measurement.report())


@contextmanager
def close_on_interrupt(close: Callable[[], object]) -> Iterator[None]:
    """Call `close` in place of an interrupt (Ctrl+C) or a termination signal."""

    def on_signal(number: int, frame: FrameType | None) -> None:
        QTimer.singleShot(0, close)

    former = {
        number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


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
