"""Saves the frame on screen, with or without its map, or the window, as PNG in a thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QByteArray, QObject
from PySide6.QtGui import QImage, QImageWriter

from avol.core.atomic import atomic_write, make_folder, unused_path
from avol_studio.core.overlay_style import overlay_style
from avol_studio.core.settings.schema import Settings
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.services.base import WorkerService

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.core.state.player_state import LocalizationEvent


class SnapshotService(WorkerService):
    """Saves images to `folder`; `message` reports the file or the error."""

    shutdown_timeout = 60.0  # files are written completely

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or platformdirs.user_pictures_path() / "AVOL"
        self._writer = self._start_worker(lambda notify: TaskThread("avol-snapshot", notify))

    def save_frame(
        self, name: str, frame: Frame, localized: LocalizationEvent | None, settings: Settings
    ) -> None:
        """Save a frame, with the map of `localized` if given, in the style of the settings."""

        def render() -> QImage:
            image = frame.image
            if localized is not None:
                image = overlay_style(settings).draw(image, localized.localization)
            height, width = image.shape[:2]
            rgb = QImage.Format.Format_RGB888
            return QImage(image.data, width, height, 3 * width, rgb).copy()

        self._save(f"{name} {frame.time:.3f} s", render)

    def save_window(self, name: str, image: QImage) -> None:
        """Save the image of a window."""
        self._save(name, lambda: image)

    def _save(self, name: str, render: Callable[[], QImage]) -> None:
        self._writer.submit(
            lambda: _save_image(self._folder / name, render()),
            self.message.emit,
            "The image was not saved",
        )


def _save_image(base: Path, image: QImage) -> Message:
    """Save to BASE.png, numbered if that exists."""
    folder = make_folder(base.parent)
    name = unused_path(base, "png").name + ".png"
    with atomic_write(folder / name) as part:
        writer = QImageWriter(str(part), QByteArray(b"png"))
        if not writer.write(image):
            raise OSError(writer.errorString())
    return Message(f"Saved {name} to {folder}.", folder=folder)
