"""The markers of a file: stored on disk, and every change can be undone."""

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
    """The markers of one file: ascending times in seconds, saved after every change."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.times: tuple[float, ...] = ()
        self.undo_stack = QUndoStack(self)
        self._path: Path | None = None

    @property
    def has_file(self) -> bool:
        """Whether the markers are saved; without a file they are lost with the open media."""
        return self._path is not None

    def load(self, path: Path | None) -> None:
        """Load the markers from a file and save changes to it; None: no markers and no file."""
        self._path, self.times = path, _load_times(path)
        self.undo_stack.clear()
        self.changed.emit()

    def add(self, time: float) -> None:
        """Add a marker."""
        if time not in self.times:
            self._push("Add marker", (*self.times, time))

    def remove_nearest(self, time: float) -> None:
        """Remove the marker nearest to a time."""
        if self.times:
            nearest = min(self.times, key=lambda marker: abs(marker - time))
            self._push("Remove marker", tuple(t for t in self.times if t != nearest))

    def after(self, time: float) -> float | None:
        """Return the first marker after a time."""
        return next((marker for marker in self.times if marker > time), None)

    def before(self, time: float) -> float | None:
        """Return the last marker before a time."""
        return next((marker for marker in reversed(self.times) if marker < time), None)

    def replace_all(self, text: str, times: tuple[float, ...]) -> None:
        """Replace all markers, as one undo step with this text."""
        if times != self.times:
            self._push(text, times)

    def set_times(self, times: tuple[float, ...]) -> None:
        """Replace and save all markers without an undo step."""
        self.times = tuple(sorted(times))
        if self._path is not None:
            try:
                write_json(self._path, list(self.times))
            except MediaError as error:
                _log.warning("markers are not saved: %s", error)
        self.changed.emit()

    def _push(self, text: str, times: tuple[float, ...]) -> None:
        self.undo_stack.push(_MarkersChange(self, text, times))


class _MarkersChange(QUndoCommand):
    def __init__(self, markers: Markers, text: str, times: tuple[float, ...]) -> None:
        super().__init__(text)
        self._markers, self._before, self._after = markers, markers.times, times

    def redo(self) -> None:
        """Apply the change."""
        self._markers.set_times(self._after)

    def undo(self) -> None:
        """Revert the change."""
        self._markers.set_times(self._before)


def _load_times(path: Path | None) -> tuple[float, ...]:
    try:
        times = json.loads(path.read_text(encoding="utf-8")) if path is not None else []
        return tuple(sorted(float(time) for time in times))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError) as error:
        _log.info("markers in %s: %s", path, error)
        return ()
