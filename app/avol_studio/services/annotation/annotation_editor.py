"""What a person does to the boxes of the frame on screen; every change can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from avol_studio.services.annotation.annotation_store import (
    AnnotationStore,
    BoxAnnotation,
    FrameAnnotation,
)

if TYPE_CHECKING:
    from avol.evaluation.geometry import Box
    from avol_studio.playback.player import Player


class AnnotationEditor(QObject):
    """The one box that is chosen, and what is done to it and its frame, if that stands still.

    Methods answer with what to echo.
    """

    changed = Signal()
    """Another box is chosen, or the mouse draws or no more."""

    def __init__(self, player: Player, marks: AnnotationStore, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._marks = player, marks
        self._picked: tuple[float, int] | None = None  # time of the frame, number of the box
        self.marking = False
        """Whether the mouse draws."""
        self.label = ""
        """What the next box is called: as the last one."""

    @property
    def here(self) -> FrameAnnotation | None:
        """What is said of the frame on screen; None where none can be marked: while playing, live,
        or until it is known where to keep it.
        """
        state, frame = self._player.state, self._player.last_frame
        if frame is None or state.live or state.playing or not self._marks.is_kept:
            return None
        return self._marks.at(frame.time)

    @property
    def number(self) -> int | None:
        """The number of the box that is chosen in the frame on screen."""
        here = self.here
        if here is None or self._picked is None or not self.marking:
            return None
        time, n = self._picked
        return n if time == here.time and n < len(here.boxes) else None

    @property
    def chosen(self) -> BoxAnnotation | None:
        """The box that is chosen."""
        here, n = self.here, self.number
        return None if here is None or n is None else here.boxes[n]

    def set_marking(self, marking: bool) -> None:
        """Let the mouse draw, or no more."""
        if marking != self.marking:
            self.marking, self._picked = marking, None
            self.changed.emit()

    def pick(self, n: int | None) -> None:
        """Choose a box of the frame on screen by its number, or none."""
        here = self.here
        self._picked = None if here is None or n is None else (here.time, n)
        if self.chosen is not None:
            self.label = self.chosen.label
        self.changed.emit()

    def name(self, label: str) -> None:
        """Call the chosen box so, and those drawn next; or the sound that nothing here makes."""
        self.label = label
        here = self.here
        if self.chosen is not None:
            self._set_chosen("Name box", self.chosen.model_copy(update={"label": label}))
        elif here is not None and here.absent:
            self._marks.change("Name sound", here.model_copy(update={"label": label}))

    def toggle_silent(self) -> str:
        """Say that the chosen box makes no sound, or that it does."""
        box = self.chosen
        if box is None:
            return ""
        self._set_chosen("Change box", box.model_copy(update={"silent": not box.silent}))
        return "It sounds" if box.silent else "It is silent"

    def toggle_absent(self) -> str:
        """Say that nothing here makes the sound, in place of what sounds; or no more."""
        here = self.here
        if here is None:
            return "Pause to mark a frame"
        after = FrameAnnotation(time=here.time, boxes=here.silent, absent=not here.absent)
        self._marks.change("Mark as nothing" if after.absent else "Unmark as nothing", after)
        return "Nothing here makes this sound" if after.absent else "Something may sound here"

    def delete(self) -> str:
        """Delete the chosen box."""
        here, n = self.here, self.number
        if here is None or n is None:
            return ""
        boxes = here.boxes[:n] + here.boxes[n + 1 :]
        self.pick(None)
        self._marks.change("Delete box", here.model_copy(update={"boxes": boxes}))
        return "Box deleted"

    def clear(self) -> str:
        """Delete all that is said of this frame."""
        if (here := self.here) is None:
            return ""
        self._marks.change("Delete boxes", FrameAnnotation(time=here.time))
        return "Boxes deleted"

    def copy_to(self, time: float) -> str:
        """Say the same of another frame, unless something is said of it; it is gone to."""
        if (here := self.here) is None:
            return "Pause to mark a frame"
        if not self._marks.at(time).empty:
            self._marks.touched.emit(time)
            return "The next frame is marked already"
        self._marks.change("Copy boxes", here.model_copy(update={"time": time}))
        return "Copied to the next frame"

    def take(self) -> str:
        """Say of this frame what was said of the last marked one before it."""
        if (here := self.here) is None:
            return "Pause to mark a frame"
        before = [frame for frame in self._marks.frames if frame.time < here.time]
        if not before:
            return "No marked frame before this one"
        self._marks.change("Copy boxes", before[-1].model_copy(update={"time": here.time}))
        return "Boxes taken from before"

    def add(self, box: Box) -> None:
        """Draw one more box, and choose it."""
        if (here := self.here) is None:
            return
        boxes = (*here.boxes, BoxAnnotation(box=box, label=self.label))
        self._marks.change("Draw box", FrameAnnotation(time=here.time, boxes=boxes))
        self.pick(len(boxes) - 1)

    def reshape(self, change: tuple[int, Box]) -> None:
        """Move or size a box, by its number."""
        n, shape = change
        if self.here is not None:
            box = self.here.boxes[n]
            self._set(n, "Move box", box.model_copy(update={"box": shape}))

    def _set_chosen(self, text: str, box: BoxAnnotation) -> None:
        if (n := self.number) is not None:
            self._set(n, text, box)

    def _set(self, n: int, text: str, box: BoxAnnotation) -> None:
        if (here := self.here) is None:
            return
        boxes = (*here.boxes[:n], box, *here.boxes[n + 1 :])
        absent = here.absent and all(box.silent for box in boxes)
        self._marks.change(text, here.model_copy(update={"boxes": boxes, "absent": absent}))
