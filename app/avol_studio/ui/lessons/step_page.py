"""One step: its sections, which appear one after another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from avol.lessons.lesson import Step
from avol_studio.core.translation import tr
from avol_studio.services.lessons.lesson_service import LessonService
from avol_studio.ui.lessons.activity import Activity
from avol_studio.ui.lessons.sections import (
    DoSection,
    ExplainSection,
    NumberSection,
    ObserveSection,
    PredictSection,
)
from avol_studio.ui.lessons.text_label import text_label
from avol_studio.ui.widgets.basic import label


class StepPage(QWidget):
    """The sections of the current step; the service holds what is typed."""

    def __init__(
        self, service: LessonService, step: Step, image: Path | None, activity: Activity | None
    ) -> None:
        super().__init__()
        self._service, self.step, self.activity = service, step, activity
        picture = None if image is None else QPixmap(str(image))
        self.predict = PredictSection(step.predict, service.record)
        self.do = DoSection(service.task, picture, activity)
        self.observe = ObserveSection(step.observe)
        self.explain = ExplainSection(step.explain)
        self.number = NumberSection(step.number, service.record)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(text_label(f"**{step.title}**", "title"))
        column.addWidget(label(tr("about %n minutes", "", step.minutes), "caption"))
        for section in (self.predict, self.do, self.observe, self.explain, self.number):
            column.addWidget(section)
        column.addStretch(1)
        self.predict.locked.connect(lambda text: service.update(prediction=text, locked=True))
        self.predict.drafted.connect(lambda text: service.update(prediction=text))
        self.number.drafted.connect(lambda value: service.update(number=value))
        self.observe.typed.connect(lambda text: service.update(observation=text))
        self.explain.explained.connect(lambda text: service.update(explanation=text))
        self.number.typed.connect(service.check)
        self.number.reveal_requested.connect(service.show_number)
        self.show_record()

    def show_record(self) -> None:
        """Show the work on the step, and the sections that it has reached."""
        record = self._service.record
        self.predict.show_record(record)
        self.observe.show_record(record)
        self.explain.show_record(record)
        self.number.show_record(record, self._service.result)
        for section in (self.do, self.observe, self.explain):
            section.setVisible(record.locked)
        self.number.setVisible(record.locked and bool(record.explanation))
        if record.explanation:
            self.predict.show_right()
