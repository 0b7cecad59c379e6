"""The markers of a file: stored on disk, and every change can be undone."""

from __future__ import annotations

import logging
import math
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from avol.errors import MediaError
from avol_studio.core.json_file import StoredFile, load_stored, write_json
from avol_studio.core.state.player_state import Message
from avol_studio.core.translation import tr

_log = logging.getLogger("avol.markers")

FORMAT = 1


class Markers(QObject):
    """The markers of one file: ascending times in seconds, saved after every change."""

    changed = Signal()
    message = Signal(object)  # Message

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
        """Load the markers from a file and save changes to it; None: no markers and no file.

        If the file must not be replaced, changes last as long as the media is open.
        """
        stored = StoredFile[tuple[float, ...]]()
        if path is not None:
            stored = load_stored(path, tr("The markers"), FORMAT, _parse_times)
        self._path, self.times = path if stored.writable else None, stored.value or ()
        self.undo_stack.clear()
        self.changed.emit()
        if stored.error:
            self.message.emit(Message(stored.error, "warning"))

    def add(self, time: float) -> None:
        """Add a marker."""
        if time not in self.times:
            self._push(tr("Add marker"), (*self.times, time))

    def remove_nearest(self, time: float) -> None:
        """Remove the marker nearest to a time."""
        if self.times:
            nearest = min(self.times, key=lambda marker: abs(marker - time))
            self._push(tr("Remove marker"), tuple(t for t in self.times if t != nearest))

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
                write_json(self._path, list(self.times), durable=True)
            except MediaError as error:
                _log.info("markers are not saved: %s", error)
                text = tr("The markers cannot be saved on this disk; free some space.")
                self.message.emit(Message(text, "warning"))
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


def _parse_times(data: Any) -> tuple[float, ...]:
    """Return the times of a file; raises ValueError or TypeError."""
    times = [float(time) for time in data] if isinstance(data, list) else None
    if times is None or not all(map(math.isfinite, times)):
        raise ValueError("not a list of times")
    return tuple(sorted(times))
