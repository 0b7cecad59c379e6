"""The files that are open one after another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from avol.media.file_types import IMAGE_SUFFIXES, VIDEO_SUFFIXES


class FileQueue(QObject):
    """An ordered list of files and the one that is open."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files: tuple[Path, ...] = ()
        self.index = 0

    @property
    def current(self) -> Path | None:
        """The file that is open."""
        return self.files[self.index] if self.files else None

    def set_files(self, paths: Iterable[Path]) -> None:
        """Replace the files, the first of which is open; folders stand for their media files."""
        self.files = tuple(dict.fromkeys(file for path in paths for file in _expand(path)))
        self.index = 0
        self.changed.emit()

    def neighbour(self, step: int) -> Path | None:
        """The file `step` places after the open one (before it if negative), or None."""
        place = self.index + step
        return self.files[place] if 0 <= place < len(self.files) else None

    def show_opened(self, path: Path) -> None:
        """Note that a file was opened; one that is not in the list replaces it."""
        if path in self.files:
            self.index = self.files.index(path)
            self.changed.emit()
        else:
            self.set_files([path])


def _expand(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    suffixes = IMAGE_SUFFIXES | VIDEO_SUFFIXES
    return sorted(file for file in path.iterdir() if file.suffix.lower() in suffixes)
