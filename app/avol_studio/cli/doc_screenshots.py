"""Images of the studio for the documentation, taken while it shows the demo."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage, qRgb
from PySide6.QtWidgets import QWidget

from avol.core.atomic import make_folder
from avol.core.outputs import OutputFile, check_outputs
from avol.errors import EngineError
from avol_studio.core.png_file import save_png

if TYPE_CHECKING:
    from avol_studio.ui.main_window import MainWindow

SIZE = (1280, 800)  # px of the window
MAX_WIDTH = 960  # px of an image
IMAGES = ("studio-dark.png", "studio-light.png", "timeline.png", "presenter.png")
COLORS = 192
TIME = 20.6  # seconds into the demo: one instrument plays, and moves
POLL = 20  # ms between two checks of a condition
SETTLE = 400  # ms for panels to update
TIMEOUT = 180  # seconds


def save_screenshots(out: Path, video: Path, overwrite: bool = False) -> list[Path]:
    """Open the video in a studio with default settings; save window, panels and timeline.

    Raises EngineError if no map is computed in time, MediaError if a file cannot be written,
    InputError if one would replace a file that AVOL has not written, unless `overwrite`.
    """
    with _studio() as window:
        panels = window.stage.panels
        names = [*IMAGES, *(_panel_file(name) for name in panels)]
        outputs = [OutputFile.of(out / name, "image") for name in names]
        check_outputs(outputs, [video], overwrite=overwrite)
        make_folder(out)
        folded = [panel for panel in panels.values() if not panel.expanded]
        for panel in folded:  # before the analysis: some compute their content
            panel.set_expanded(True)
        _open(window, video)
        shown = [name for name, panel in panels.items() if not panel.isHidden()]
        saved = [_panel(window, name, out) for name in shown]
        for panel in folded:
            panel.set_expanded(False)
        window.stage.show_panel("audio")
        _pause(SETTLE)
        saved.append(_save(window, out / "studio-dark.png"))
        saved.append(_save(window.stage.timeline, out / "timeline.png"))
        window.region_query.cancel()
        saved.append(_presenter(window, out))
        window.store.override(scheme="light")
        _pause(SETTLE)
        saved.append(_save(window, out / "studio-light.png"))
    return saved


@contextmanager
def _studio() -> Iterator[MainWindow]:
    """A window with default settings, closed at the end."""
    from avol_studio.core.recent_files import RecentFiles
    from avol_studio.core.settings.store import SettingsStore
    from avol_studio.playback.player import Player
    from avol_studio.ui.main_window import MainWindow
    from avol_studio.ui.window.window_state import WindowState

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        store = SettingsStore(root / "settings.json")
        store.override(scheme="dark", autoplay=False, all_commands=True)
        state, recent = WindowState(root / "window.ini"), RecentFiles(root / "recent.json")
        window = MainWindow(Player(), store, recent, state, pictures=root, videos=root)
        window.presentation.show_card()
        window.resize(*SIZE)
        window.show()
        try:
            yield window
        finally:
            window.close()


def _open(window: MainWindow, video: Path) -> None:
    """Analyse the whole video, and query the best cell of one frame."""
    player, analysis = window.player, window.analysis.service
    window.open(video)
    _until(lambda: player.last_localization is not None)
    _until(lambda: analysis.progress.stage == "done")
    player.seek(player.state.start + TIME)
    _until(lambda: _is_exact(window, player.state.start + TIME))
    assert player.last_localization is not None
    x, y = player.last_localization.localization.peak
    window.region_query.service.start_query((x, y, x, y))
    _until(lambda: window.region_query.service.attribution is not None)


def _is_exact(window: MainWindow, time: float) -> bool:
    """Whether the map on screen belongs to the frame at a time, with its spectrogram."""
    frame, event = window.player.last_frame, window.player.last_localization
    if frame is None or event is None or event.audio_embedding is None:
        return False
    return event.exact and event.frame_index == frame.index and abs(frame.time - time) < 0.1


def _panel(window: MainWindow, name: str, out: Path) -> Path:
    window.stage.show_panel(name)
    _pause(SETTLE)
    return _save(window.stage.panels[name], out / _panel_file(name))


def _panel_file(name: str) -> str:
    return f"panel-{name.replace('_', '-')}.png"


def _presenter(window: MainWindow, out: Path) -> Path:
    window.presentation.present()
    _pause(SETTLE)
    path = _save(window, out / "presenter.png")
    window.actions_by_id["view.present"].trigger()
    _pause(SETTLE)
    return path


# -- waiting and saving --------------------------------------------------------------------------


def _pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _until(condition: Callable[[], bool]) -> None:
    for _ in range(round(TIMEOUT * 1000 / POLL)):
        if condition():
            return
        _pause(POLL)
    raise EngineError("No map was computed within three minutes; run “avol doctor”.")


def _save(widget: QWidget, path: Path) -> Path:
    image = widget.grab().toImage()
    if image.width() > MAX_WIDTH:
        image = image.scaledToWidth(MAX_WIDTH, Qt.TransformationMode.SmoothTransformation)
    return save_png(path, reduce_colors(image), compression=100)


def reduce_colors(image: QImage) -> QImage:
    """The image in its `COLORS` best colours, which takes a third of the bytes."""
    from avol.core.opencv import cv2

    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    pixels = rows[:, : 3 * image.width()].reshape(-1, 3).astype(np.float32)
    sample = pixels[:: max(1, len(pixels) // 20_000)]
    cv2.setRNGSeed(0)
    criteria = (cv2.TERM_CRITERIA_MAX_ITER, 10, 0.0)
    count = min(COLORS, len(np.unique(sample, axis=0)))
    _, _, centres = cv2.kmeans(sample, count, np.empty(0), criteria, 1, cv2.KMEANS_PP_CENTERS)
    table = [qRgb(*rgb) for rgb in np.rint(centres).astype(int).tolist()]
    flags = Qt.ImageConversionFlag.ThresholdDither
    return image.convertToFormat(QImage.Format.Format_Indexed8, table, flags)
