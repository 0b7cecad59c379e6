"""Saves the frame on screen, with or without its map, or a window; away from the GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from avol.core.atomic import unused_path
from avol_studio.core.overlay_style import overlay_style
from avol_studio.core.settings.schema import Settings
from avol_studio.core.state.player_state import Message

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.core.state.player_state import LocalizationEvent

_log = logging.getLogger("avol.snapshot")


class Snapshots(QObject):
    """`take` returns at once; `done` tells where the picture lies, or why there is none."""

    done = Signal(object)  # Message

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or platformdirs.user_pictures_path() / "AVOL"
        self._pool = ThreadPoolExecutor(1, "avol-snapshot")

    def take(
        self, name: str, frame: Frame, located: LocalizationEvent | None, settings: Settings
    ) -> None:
        """Save `frame`, with the map of `located` if there is one, as it looks in `settings`."""

        def image() -> QImage:
            found = None if located is None else located.localization
            shown = (
                frame.image if found is None else overlay_style(settings).draw(frame.image, found)
            )
            height, width = shown.shape[:2]
            rgb = QImage.Format.Format_RGB888
            return QImage(shown.data, width, height, 3 * width, rgb).copy()

        self._put(f"{name} {frame.time:.3f} s", image)

    def take_window(self, name: str, window: QImage) -> None:
        """Save how a window looks."""
        self._put(name, lambda: window)

    def close(self) -> None:
        """Wait for pictures on their way."""
        self._pool.shutdown()

    def _put(self, name: str, image: Callable[[], QImage]) -> None:
        self._pool.submit(self._work, name, image)

    def _work(self, name: str, image: Callable[[], QImage]) -> None:
        try:
            free = unused_path(self._folder / name, "png")
            path = free.with_name(f"{free.name}.png")
            _write(image(), path)
        except Exception as error:
            _log.info("snapshot not saved", exc_info=error)
            text = f"The picture was not saved; check that {self._folder} can be written to."
            self.done.emit(Message(text, "error"))
        else:
            text = f"Saved {path.name} to {path.parent}."
            self.done.emit(Message(text, folder=path.parent))


def _write(image: QImage, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    writer = QImageWriter(str(part), QByteArray(b"png"))
    if not writer.write(image):
        part.unlink(missing_ok=True)
        raise OSError(writer.errorString())
    part.replace(path)
