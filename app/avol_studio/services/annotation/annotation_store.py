"""The boxes of one file: kept with it as they change, every change can be undone."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from avol.core.atomic import atomic_write, make_folder
from avol.errors import MediaError
from avol.evaluation.localization.boxes import ClippedBox
from avol_studio.core.state.player_state import Message

_log = logging.getLogger("avol.marks")

FORMAT = 1


class _Sheet(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BoxAnnotation(_Sheet):
    """One box, (x0, y0, x1, y1) in 0..1 of the picture, and what is in it."""

    box: ClippedBox
    label: str = ""
    silent: bool = False
    """It is in the picture but makes no sound now: the map must be dark there."""


class FrameAnnotation(_Sheet):
    """What a person says of one frame, at `time` seconds on the file's axis."""

    time: float
    boxes: tuple[BoxAnnotation, ...] = ()
    absent: bool = False
    """Nothing in the picture makes the sound; `label` may say what is heard."""
    label: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is said."""
        return not self.boxes and not self.absent

    @property
    def sounding(self) -> tuple[BoxAnnotation, ...]:
        """The boxes of what sounds."""
        return tuple(box for box in self.boxes if not box.silent)

    @property
    def silent(self) -> tuple[BoxAnnotation, ...]:
        """The boxes of what does not."""
        return tuple(box for box in self.boxes if box.silent)


class _Kept(_Sheet):
    format: Literal[1]
    frames: tuple[FrameAnnotation, ...]


Changes = Mapping[float, FrameAnnotation]


class AnnotationStore(QObject):
    """The marked frames of one file. Changes go through `stack` and are written at once."""

    changed = Signal()
    touched = Signal(object)  # the time of the frame that was changed by hand
    message = Signal(object)  # Message

    def __init__(self, stack: QUndoStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack = stack
        self._frames: dict[float, FrameAnnotation] = {}
        self._path: Path | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it is known which file they belong to; nothing can be marked before."""
        return self._path is not None

    @property
    def frames(self) -> tuple[FrameAnnotation, ...]:
        """All marked frames, by time."""
        return tuple(self._frames[time] for time in sorted(self._frames))

    def at(self, time: float) -> FrameAnnotation:
        """What is said of the frame at exactly this time; an empty one where nothing is."""
        return self._frames.get(time) or FrameAnnotation(time=time)

    def load(self, path: Path | None) -> None:
        """Take those kept in a file, and keep changes there; None: of no file."""
        self._path, self._frames = path, {frame.time: frame for frame in _read(path)}
        self.changed.emit()

    def change(self, text: str, frame: FrameAnnotation) -> None:
        """Say this of a frame, in place of what was said."""
        if frame != self.at(frame.time):
            self._stack.push(_Change(self, text, {frame.time: frame}, show=True))

    def replace(self, text: str, frames: Iterable[FrameAnnotation]) -> None:
        """Say this of these frames, as one change; others stay."""
        changes = {frame.time: frame for frame in frames if frame != self.at(frame.time)}
        if changes:
            self._stack.push(_Change(self, text, changes, show=False))

    def replace_all(self, text: str, frames: Iterable[FrameAnnotation]) -> None:
        """Say this in place of all that was said, as one change."""
        gone = {time: FrameAnnotation(time=time) for time in self._frames}
        self.replace(text, (gone | {frame.time: frame for frame in frames}).values())

    def put(self, changes: Changes, show: bool) -> None:
        """Carry out a change and write all; `show` it."""
        self._frames |= changes
        self._frames = {time: frame for time, frame in self._frames.items() if not frame.empty}
        self._write()
        self.changed.emit()
        if show:
            self.touched.emit(min(changes))

    def _write(self) -> None:
        if self._path is None:
            return
        try:
            make_folder(self._path.parent)
            with atomic_write(self._path) as part:
                kept = _Kept(format=FORMAT, frames=self.frames)
                part.write_text(kept.model_dump_json(exclude_defaults=True), encoding="utf-8")
        except MediaError as error:
            _log.info("boxes not written: %s", error)
            text = "Boxes cannot be kept on this disk now; free some space, or export them."
            self.message.emit(Message(text, "warning"))


class _Change(QUndoCommand):
    def __init__(self, marks: AnnotationStore, text: str, after: Changes, show: bool) -> None:
        super().__init__(text)
        self._marks, self._after, self._show = marks, after, show
        self._before = {time: marks.at(time) for time in after}

    def redo(self) -> None:
        """Make the change."""
        self._marks.put(self._after, self._show)

    def undo(self) -> None:
        """Take it back."""
        self._marks.put(self._before, self._show)


def _read(path: Path | None) -> tuple[FrameAnnotation, ...]:
    try:
        return () if path is None else _Kept.model_validate_json(path.read_bytes()).frames
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        _log.info("boxes in %s: %s", path, error)
        _set_aside(path)
        return ()


def _set_aside(path: Path | None) -> None:
    """What cannot be read (of a newer AVOL, perhaps) is not written over."""
    if path is not None:
        with contextlib.suppress(OSError):  # a disk that refuses this takes no boxes either
            path.replace(path.with_suffix(".bad"))
