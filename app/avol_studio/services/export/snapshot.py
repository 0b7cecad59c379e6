"""Saves the frame on screen, with or without its map, or the window, as PNG in a thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from avol.core.atomic import make_folder, save_numbered
from avol_studio.core.overlay_style import overlay_style
from avol_studio.core.png_file import write_png
from avol_studio.core.settings.schema import Settings
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.translation import tr
from avol_studio.services.base import WorkerService

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.core.state.player_state import LocalizationEvent


class SnapshotService(WorkerService):
    """Saves images to `folder`; `message` reports the file or the error."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._writer = self._start_worker(lambda notify: TaskThread("avol-snapshot", notify))

    def save_frame(
        self, name: str, frame: Frame, localized: LocalizationEvent | None, settings: Settings
    ) -> None:
        """Save a frame, with the map of `localized` if given, in the style of the settings."""
        self._save(name, lambda: render_frame(frame, localized, settings))

    def save_window(self, name: str, image: QImage) -> None:
        """Save the image of a window."""
        self._save(name, lambda: image)

    def _save(self, name: str, render: Callable[[], QImage]) -> None:
        self._writer.submit(
            lambda: _save_image(self._folder / name, render()),
            self.message.emit,
            tr("The image was not saved"),
        )


def render_frame(frame: Frame, localized: LocalizationEvent | None, settings: Settings) -> QImage:
    """Return a frame as an image, with the map of `localized` if given."""
    image = frame.image
    if localized is not None:
        image = overlay_style(settings).draw(image, localized.localization)
    height, width = image.shape[:2]
    rgb = QImage.Format.Format_RGB888
    return QImage(image.data, width, height, 3 * width, rgb).copy()


def _save_image(base: Path, image: QImage) -> Message:
    """Save to BASE.png, numbered if that exists."""
    folder = make_folder(base.parent)
    name = save_numbered(base, {"png": lambda part: write_png(part, image)}).name
    return Message(
        tr("Saved {name}.png to {folder}.").format(name=name, folder=folder), folder=folder
    )
