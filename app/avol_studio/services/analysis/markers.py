"""Moments that a person marked in a file: kept with it, every change can be undone."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from avol.errors import MediaError
from avol_studio.core.json_file import write_json

_log = logging.getLogger("avol.markers")


class Markers(QObject):
    """The markers of one file, seconds on its axis, rising; they are written as they change."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.times: tuple[float, ...] = ()
        self.undo_stack = QUndoStack(self)
        self._path: Path | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it is known where to keep them; until then they last as long as the file."""
        return self._path is not None

    def load(self, path: Path | None) -> None:
        """Take those kept in a file, and keep changes there; None: of no file."""
        self._path, self.times = path, _read(path)
        self.undo_stack.clear()
        self.changed.emit()

    def add(self, time: float) -> None:
        """Mark a moment."""
        if time not in self.times:
            self._change("Set marker", (*self.times, time))

    def remove_nearest(self, time: float) -> None:
        """Remove the marker nearest to a moment."""
        if self.times:
            nearest = min(self.times, key=lambda marker: abs(marker - time))
            self._change("Remove marker", tuple(t for t in self.times if t != nearest))

    def after(self, time: float) -> float | None:
        """The first marker later than a moment."""
        return next((marker for marker in self.times if marker > time), None)

    def before(self, time: float) -> float | None:
        """The last marker earlier than a moment."""
        return next((marker for marker in reversed(self.times) if marker < time), None)

    def replace(self, text: str, times: tuple[float, ...]) -> None:
        """Mark these moments in place of all, as one change."""
        if times != self.times:
            self._change(text, times)

    def put(self, times: tuple[float, ...]) -> None:
        """Replace all, and write them."""
        self.times = tuple(sorted(times))
        if self._path is not None:
            try:
                write_json(self._path, list(self.times))
            except MediaError as error:
                _log.warning("markers not written: %s", error)
        self.changed.emit()

    def _change(self, text: str, times: tuple[float, ...]) -> None:
        self.undo_stack.push(_Change(self, text, times))


class _Change(QUndoCommand):
    def __init__(self, markers: Markers, text: str, times: tuple[float, ...]) -> None:
        super().__init__(text)
        self._markers, self._before, self._after = markers, markers.times, times

    def redo(self) -> None:
        """Make the change."""
        self._markers.put(self._after)

    def undo(self) -> None:
        """Take it back."""
        self._markers.put(self._before)


def _read(path: Path | None) -> tuple[float, ...]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8")) if path is not None else []
        return tuple(sorted(float(time) for time in kept))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError) as error:
        _log.info("markers in %s: %s", path, error)
        return ()
