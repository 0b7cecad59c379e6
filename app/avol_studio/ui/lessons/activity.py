"""What the activities of lessons share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from avol_studio.services.lessons.lesson_service import LessonService
    from avol_studio.ui.lessons.lesson_stage import LessonStage

T = TypeVar("T")


class Activity(QWidget):
    """A task of a step, shown below “Do”; it keeps its entries in the service."""

    def __init__(self, service: LessonService, stage: LessonStage) -> None:
        super().__init__()
        self.service, self.stage, self._ended = service, stage, False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    @property
    def media(self) -> Path:
        """The video of the lesson."""
        found = self.service.found
        assert found is not None
        assert found.media is not None
        return found.media

    @property
    def seed(self) -> int:
        """The seed of the student."""
        return 0 if self.service.hand_in is None else self.service.hand_in.seed

    def begin(self) -> None:
        """The step is shown and its prediction is locked."""

    def on_localized(self) -> None:
        """There is a new map."""

    def end(self) -> None:
        """Leave the window as it was found; results that arrive later are dropped."""
        self._ended = True

    def compute(self, run: Callable[[], T], done: Callable[[T], object], failure: str) -> None:
        """Run a function in the thread of the numbers; `done` follows while the step is shown."""
        self.service.compute(run, lambda result: None if self._ended else done(result), failure)
