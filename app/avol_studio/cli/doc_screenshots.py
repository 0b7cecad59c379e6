"""Pictures of the studio for the documentation, taken from the studio itself at the demo."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QByteArray, QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage, QImageWriter, qRgb
from PySide6.QtWidgets import QWidget

from avol.core.atomic import aside, folder
from avol.errors import EngineError

if TYPE_CHECKING:
    from avol_studio.ui.main_window import MainWindow

SIZE = (1280, 800)  # px of the window
WIDE = 960  # px of a picture at most
COLOURS = 192
MOMENT = 20.6  # seconds into the demo: one instrument plays, and moves
LOOK = 20  # ms between two looks whether something has happened
SETTLE = 400  # ms that panels get to show what they have
PATIENCE = 180  # seconds


def shoot(out: Path, film: Path) -> list[Path]:
    """Open the film in a studio without settings, and save the window, each panel, the timeline.

    Raises EngineError where the studio does not get that far, MediaError where nothing can be
    written.
    """
    folder(out)
    with _studio() as window:
        panels = window.stage.panels
        folded = [panel for panel in panels.values() if not panel.expanded]
        for panel in folded:  # before the long analysis: they may have to make something too
            panel.set_expanded(True)
        _open(window, film)
        shown = [name for name, panel in panels.items() if not panel.isHidden()]
        made = [_panel(window, name, out) for name in shown]
        for panel in folded:
            panel.set_expanded(False)
        window.stage.show_panel("audio")
        _pause(SETTLE)
        made.append(_save(window, out / "studio-dark.png"))
        made.append(_save(window.stage.timeline, out / "timeline.png"))
        window.region_query.cancel()
        made.append(_presenter(window, out))
        window.store.override(scheme="light")
        _pause(SETTLE)
        made.append(_save(window, out / "studio-light.png"))
    return made


@contextmanager
def _studio() -> Iterator[MainWindow]:
    """A window with nobody's settings, closed at the end."""
    from avol_studio.core.recent_files import RecentFiles
    from avol_studio.core.settings import SettingsStore
    from avol_studio.playback.player import Player
    from avol_studio.ui.main_window import MainWindow
    from avol_studio.ui.window.window_state import WindowState

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        store = SettingsStore(root / "settings.json")
        store.override(scheme="dark", autoplay=False)
        memory, recent = WindowState(root / "window.ini"), RecentFiles(root / "recent.json")
        window = MainWindow(Player(), store, recent, memory, pictures=root, videos=root)
        window.presentation.show_card()
        window.resize(*SIZE)
        window.show()
        try:
            yield window
        finally:
            window.close()


def _open(window: MainWindow, film: Path) -> None:
    """Have the whole film analysed, and a place of it asked about."""
    player, analysis = window.player, window.analysis.service
    window.open(film)
    _until(lambda: player.last_localization is not None)
    _until(lambda: analysis.progress.stage == "done")
    player.seek(player.state.start + MOMENT)
    _until(lambda: _exact(window, player.state.start + MOMENT))
    assert player.last_localization is not None
    x, y = player.last_localization.localization.peak
    window.region_query.service.start_query((x, y, x, y))
    _until(lambda: window.region_query.service.attribution is not None)


def _exact(window: MainWindow, time: float) -> bool:
    """Whether the map on screen is that of the frame at a time, with its sound."""
    frame, located = window.player.last_frame, window.player.last_localization
    if frame is None or located is None or located.audio_embedding is None:
        return False
    return located.exact and located.frame_index == frame.index and abs(frame.time - time) < 0.1


def _panel(window: MainWindow, name: str, out: Path) -> Path:
    window.stage.show_panel(name)
    _pause(SETTLE)
    return _save(window.stage.panels[name], out / f"panel-{name.replace('_', '-')}.png")


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


def _until(happened: Callable[[], bool]) -> None:
    for _ in range(round(PATIENCE * 1000 / LOOK)):
        if happened():
            return
        _pause(LOOK)
    raise EngineError("The studio has shown no map for three minutes; run “avol doctor”.")


def _save(widget: QWidget, path: Path) -> Path:
    image = widget.grab().toImage()
    if image.width() > WIDE:
        image = image.scaledToWidth(WIDE, Qt.TransformationMode.SmoothTransformation)
    with aside(path) as part:
        writer = QImageWriter(str(part), QByteArray(b"png"))
        writer.setCompression(100)
        if not writer.write(few_colours(image)):
            raise OSError(writer.errorString())
    return path


def few_colours(image: QImage) -> QImage:
    """The picture in its `COLOURS` most useful colours: a third of the bytes."""
    import cv2

    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    pixels = rows[:, : 3 * image.width()].reshape(-1, 3).astype(np.float32)
    some = pixels[:: max(1, len(pixels) // 20_000)]
    cv2.setRNGSeed(0)
    enough = (cv2.TERM_CRITERIA_MAX_ITER, 10, 0.0)
    count = min(COLOURS, len(np.unique(some, axis=0)))
    _, _, centres = cv2.kmeans(some, count, np.empty(0), enough, 1, cv2.KMEANS_PP_CENTERS)
    table = [qRgb(*rgb) for rgb in np.rint(centres).astype(int).tolist()]
    exactly = Qt.ImageConversionFlag.ThresholdDither
    return image.convertToFormat(QImage.Format.Format_Indexed8, table, exactly)
