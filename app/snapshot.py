"""Saves the frame on screen, with or without its map, as a picture; away from the GUI thread."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from app.flow.state import Message
from app.settings import Settings
from avol.files import free_name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.flow.state import Located
    from avol.media import Frame

_log = logging.getLogger("avol.snapshot")


class Snapshots(QObject):
    """`take` returns at once; `done` tells where the picture lies, or why there is none."""

    done = Signal(object)  # Message

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or platformdirs.user_pictures_path() / "AVOL"
        self._pool: ThreadPoolExecutor | None = None

    def take(self, name: str, frame: Frame, located: Located | None, settings: Settings) -> None:
        """Save `frame`, with the map of `located` if there is one, as it looks in `settings`."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="snapshot")
        self._pool.submit(self._work, name, frame, located, settings)

    def close(self) -> None:
        """Wait for pictures on their way."""
        if self._pool is not None:
            self._pool.shutdown()

    def _work(self, name: str, frame: Frame, located: Located | None, settings: Settings) -> None:
        try:
            image = frame.image if located is None else _burnt(frame, located, settings)
            free = free_name(self._folder / f"{name} {frame.time:.3f} s", "png")
            path = free.with_name(f"{free.name}.png")
            _write(image, path)
        except Exception as error:
            _log.info("snapshot not saved", exc_info=error)
            text = f"The picture was not saved; check that {self._folder} can be written to."
            self.done.emit(Message(text, "error"))
        else:
            self.done.emit(Message(f"Saved {path.name} to {path.parent}."))


def _burnt(frame: Frame, located: Located, settings: Settings) -> NDArray[np.uint8]:
    from avol import render

    return render.burn(
        frame.image,
        located.localization.map,
        settings.view if settings.overlay else "off",
        opacity=settings.opacity,
        threshold=settings.threshold,
        colormap=settings.colormap,
    )


def _write(image: NDArray[np.uint8], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    height, width = image.shape[:2]
    picture = QImage(image.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    writer = QImageWriter(str(part), QByteArray(b"png"))
    if not writer.write(picture):
        part.unlink(missing_ok=True)
        raise OSError(writer.errorString())
    part.replace(path)
