"""Edits the annotation of the frame on screen; every change can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from avol_studio.core.translation import tr
from avol_studio.services.annotation.annotation_store import (
    AnnotationStore,
    BoxAnnotation,
    FrameAnnotation,
)
from avol_studio.services.annotation.interpolation import interpolate, neighbouring_keys

if TYPE_CHECKING:
    from avol.evaluation.geometry import Box
    from avol.media import FrameIndex
    from avol_studio.playback.player import Player

NOT_PAUSED = tr("Pause to annotate a frame")


class AnnotationEditor(QObject):
    """The selected box and the edits of the paused frame.

    Methods that return a string return the text to show.
    """

    changed = Signal()
    """The selection or the drawing mode has changed."""

    def __init__(self, player: Player, store: AnnotationStore, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._store = player, store
        self._selection: tuple[float, int] | None = None  # time of the frame, index of the box
        self.drawing = False
        """Whether the mouse draws boxes."""
        self.label = ""
        """The label of the next box, initially the last one."""

    @property
    def frame(self) -> FrameAnnotation | None:
        """The annotation of the frame on screen.

        None if it cannot be annotated: the player plays, the source is live, or the annotation
        file is not known yet.
        """
        state, frame = self._player.last_state, self._player.last_frame
        if frame is None or state.live or state.playing or not self._store.has_file:
            return None
        return self._store.frame_at(frame.time)

    @property
    def selected_index(self) -> int | None:
        """The index of the selected box in the frame on screen."""
        frame = self.frame
        if frame is None or self._selection is None or not self.drawing:
            return None
        time, index = self._selection
        return index if time == frame.time and index < len(frame.boxes) else None

    @property
    def selected_box(self) -> BoxAnnotation | None:
        """The selected box."""
        frame, index = self.frame, self.selected_index
        return None if frame is None or index is None else frame.boxes[index]

    def set_drawing(self, drawing: bool) -> None:
        """Start or stop drawing with the mouse."""
        if drawing != self.drawing:
            self.drawing, self._selection = drawing, None
            self.changed.emit()

    def select(self, index: int | None) -> None:
        """Select a box of the frame on screen, or none."""
        frame = self.frame
        self._selection = None if frame is None or index is None else (frame.time, index)
        if self.selected_box is not None:
            self.label = self.selected_box.label
        self.changed.emit()

    def set_label(self, label: str) -> None:
        """Set the label of new boxes and of the selected box, else of the absent sound."""
        self.label = label
        frame, box = self.frame, self.selected_box
        if box is not None:
            self._set_selected(tr("Label box"), box.model_copy(update={"label": label}))
        elif frame is not None and frame.absent:
            self._store.set_frame(tr("Label sound"), frame.model_copy(update={"label": label}))

    def toggle_silent(self) -> str:
        """Mark the selected box as silent, or as sounding."""
        box = self.selected_box
        if box is None:
            return ""
        self._set_selected(tr("Change box"), box.model_copy(update={"silent": not box.silent}))
        return tr("Box marked as sounding") if box.silent else tr("Box marked as silent")

    def toggle_absent(self) -> str:
        """Mark the frame as having no sound source, or remove this mark."""
        frame = self.frame
        if frame is None:
            return NOT_PAUSED
        after = FrameAnnotation(time=frame.time, boxes=frame.silent_boxes, absent=not frame.absent)
        text = tr("Mark as no source") if after.absent else tr("Unmark as no source")
        self._store.set_frame(text, after)
        return tr("Frame marked as no source") if after.absent else tr("No-source mark removed")

    def delete(self) -> str:
        """Delete the selected box."""
        frame, index = self.frame, self.selected_index
        if frame is None or index is None:
            return ""
        boxes = frame.boxes[:index] + frame.boxes[index + 1 :]
        self.select(None)
        self._store.set_frame(tr("Delete box"), frame.model_copy(update={"boxes": boxes}))
        return tr("Box deleted")

    def clear(self) -> str:
        """Delete the annotation of the frame."""
        if (frame := self.frame) is None:
            return ""
        self._store.set_frame(tr("Delete boxes"), FrameAnnotation(time=frame.time))
        return tr("Boxes deleted")

    def copy_to(self, time: float) -> str:
        """Copy the annotation to another frame, unless that is annotated, and go there."""
        if (frame := self.frame) is None:
            return NOT_PAUSED
        if not self._store.frame_at(time).empty:
            self._store.frame_edited.emit(time)
            return tr("The next frame is already annotated")
        self._store.set_frame(tr("Copy boxes"), frame.model_copy(update={"time": time}))
        return tr("Boxes copied to the next frame")

    def copy_from_previous(self) -> str:
        """Copy the annotation of the previous annotated frame to this frame."""
        if (frame := self.frame) is None:
            return NOT_PAUSED
        before = [other for other in self._store.frames if other.time < frame.time]
        if not before:
            return tr("No annotated frame before this one")
        self._store.set_frame(tr("Copy boxes"), before[-1].model_copy(update={"time": frame.time}))
        return tr("Boxes copied from the previous annotated frame")

    def interpolate(self, index: FrameIndex) -> str:
        """Fill the frames between the two annotated frames around this one."""
        if (frame := self.frame) is None:
            return tr("Pause to annotate a frame")
        keys = neighbouring_keys(self._store.frames, frame.time)
        if keys is None:
            return tr("Draw boxes in a frame before and in a frame after this one")
        first, last = keys
        numbers = range(index.at(first.time) + 1, index.at(last.time))
        frames = interpolate(first, last, [index.time(number) for number in numbers])
        if not frames or not frames[0].boxes:
            return tr("No object is in both annotated frames")
        self._store.set_frames(tr("Interpolate boxes"), frames)
        return tr("Interpolated %n frames", "", len(frames))

    def add_box(self, box: Box) -> None:
        """Add a box with the current label, and select it."""
        if (frame := self.frame) is None:
            return
        boxes = (*frame.boxes, BoxAnnotation(box=box, label=self.label))
        self._store.set_frame(tr("Draw box"), FrameAnnotation(time=frame.time, boxes=boxes))
        self.select(len(boxes) - 1)

    def resize_box(self, change: tuple[int, Box]) -> None:
        """Move or resize a box; `change` is its index and its new position."""
        index, shape = change
        if (frame := self.frame) is not None:
            box = frame.boxes[index].model_copy(update={"box": shape})
            self._set_box(index, tr("Move box"), box)

    def _set_selected(self, text: str, box: BoxAnnotation) -> None:
        if (index := self.selected_index) is not None:
            self._set_box(index, text, box)

    def _set_box(self, index: int, text: str, box: BoxAnnotation) -> None:
        if (frame := self.frame) is None:
            return
        box = box.model_copy(update={"interpolated": False})
        boxes = (*frame.boxes[:index], box, *frame.boxes[index + 1 :])
        absent = frame.absent and all(box.silent for box in boxes)
        self._store.set_frame(text, frame.model_copy(update={"boxes": boxes, "absent": absent}))
