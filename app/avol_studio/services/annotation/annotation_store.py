"""The annotations of the open file: loaded and saved with it, with undo."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from avol.errors import MediaError
from avol.evaluation.localization.boxes import ClippedBox
from avol_studio.core.json_file import StoredFile, load_stored, write_text
from avol_studio.core.state.player_state import Message
from avol_studio.core.translation import tr

_log = logging.getLogger("avol.annotation")

FORMAT = 1


class _Schema(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BoxAnnotation(_Schema):
    """One box, (x0, y0, x1, y1) as fractions of the image size (0..1), and its label."""

    box: ClippedBox
    label: str = ""
    silent: bool = False
    """The object is visible but makes no sound now: the map must be low in the box."""
    interpolated: bool = False
    """Computed between two frames; it becomes an ordinary box when it is edited."""


class FrameAnnotation(_Schema):
    """The annotation of the frame at `time` seconds in the file."""

    time: float
    boxes: tuple[BoxAnnotation, ...] = ()
    absent: bool = False
    """No visible object makes the sound; `label` may name the sound."""
    label: str = ""

    @property
    def empty(self) -> bool:
        """Whether the frame has no annotation."""
        return not self.boxes and not self.absent

    @property
    def interpolated(self) -> bool:
        """Whether all boxes are computed between other frames."""
        return not self.absent and all(box.interpolated for box in self.boxes)

    @property
    def sounding_boxes(self) -> tuple[BoxAnnotation, ...]:
        """The boxes of sounding objects."""
        return tuple(box for box in self.boxes if not box.silent)

    @property
    def silent_boxes(self) -> tuple[BoxAnnotation, ...]:
        """The boxes of silent objects."""
        return tuple(box for box in self.boxes if box.silent)


class _AnnotationFile(_Schema):
    format: Literal[1]
    frames: tuple[FrameAnnotation, ...]


FrameChanges = Mapping[float, FrameAnnotation]
"""New annotations by the time of their frame."""


class AnnotationStore(QObject):
    """The annotated frames of one file; changes go through the undo stack and are saved at once."""

    changed = Signal()
    frame_edited = Signal(object)  # float: time of the frame that the user has changed
    message = Signal(object)  # Message

    def __init__(self, stack: QUndoStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack = stack
        self._frames: dict[float, FrameAnnotation] = {}
        self._path: Path | None = None

    @property
    def has_file(self) -> bool:
        """Whether the annotation file is known and may be replaced; else frames cannot be
        annotated."""
        return self._path is not None

    @property
    def frames(self) -> tuple[FrameAnnotation, ...]:
        """All annotated frames, sorted by time."""
        return tuple(self._frames[time] for time in sorted(self._frames))

    def frame_at(self, time: float) -> FrameAnnotation:
        """Return the annotation of the frame at exactly this time; it may be empty."""
        return self._frames.get(time) or FrameAnnotation(time=time)

    def load(self, path: Path | None) -> None:
        """Load an annotation file and save changes there; None: no file is open."""
        stored = StoredFile[tuple[FrameAnnotation, ...]]()
        if path is not None:
            stored = _load_stored(path)
        self._path = path if stored.writable else None
        self._frames = {frame.time: frame for frame in stored.value or ()}
        self.changed.emit()
        if stored.error:
            self.message.emit(Message(stored.error, "warning"))

    def set_frame(self, text: str, frame: FrameAnnotation) -> None:
        """Replace the annotation of one frame; `text` describes the undo step."""
        if frame != self.frame_at(frame.time):
            self._stack.push(_AnnotationCommand(self, text, {frame.time: frame}, show=True))

    def set_frames(self, text: str, frames: Iterable[FrameAnnotation]) -> None:
        """Replace the annotations of these frames in one undo step; others stay."""
        changes = {frame.time: frame for frame in frames if frame != self.frame_at(frame.time)}
        if changes:
            self._stack.push(_AnnotationCommand(self, text, changes, show=False))

    def replace_all(self, text: str, frames: Iterable[FrameAnnotation]) -> None:
        """Replace all annotations in one undo step."""
        removed = {time: FrameAnnotation(time=time) for time in self._frames}
        self.set_frames(text, (removed | {frame.time: frame for frame in frames}).values())

    def apply(self, changes: FrameChanges, show: bool) -> None:
        """Apply changes without an undo step and save; `show` emits `frame_edited`."""
        self._frames |= changes
        self._frames = {time: frame for time, frame in self._frames.items() if not frame.empty}
        self._save()
        self.changed.emit()
        if show:
            self.frame_edited.emit(min(changes))

    def _save(self) -> None:
        if self._path is None:
            return
        file = _AnnotationFile(format=FORMAT, frames=self.frames)
        try:
            write_text(self._path, file.model_dump_json(exclude_defaults=True), durable=True)
        except MediaError as error:
            _log.info("annotations not saved: %s", error)
            text = tr("The boxes cannot be saved on this disk; free some space, or export them.")
            self.message.emit(Message(text, "warning"))


class _AnnotationCommand(QUndoCommand):
    def __init__(self, store: AnnotationStore, text: str, after: FrameChanges, show: bool) -> None:
        super().__init__(text)
        self._store, self._after, self._show = store, after, show
        self._before = {time: store.frame_at(time) for time in after}

    def redo(self) -> None:
        """Apply the change."""
        self._store.apply(self._after, self._show)

    def undo(self) -> None:
        """Revert the change."""
        self._store.apply(self._before, self._show)


def load_annotations(path: Path) -> tuple[FrameAnnotation, ...]:
    """Load the annotated frames of a file; none if it is missing or unreadable."""
    return _load_stored(path).value or ()


def _load_stored(path: Path) -> StoredFile[tuple[FrameAnnotation, ...]]:
    return load_stored(path, tr("The boxes"), FORMAT, _parse_frames)


def _parse_frames(data: Any) -> tuple[FrameAnnotation, ...]:
    return _AnnotationFile.model_validate(data).frames
