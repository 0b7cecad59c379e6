"""The last page of a lesson: what is done, and the hand-in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from avol.lessons.hand_in import HandIn, StepRecord
from avol.lessons.lesson import Lesson
from avol_studio.core.translation import titled, tr
from avol_studio.ui.lessons.sections import button
from avol_studio.ui.lessons.text_label import stacked, text_label
from avol_studio.ui.widgets.basic import label


class EndPage(QWidget):
    """Lists the steps with their state; a button saves the hand-in."""

    hand_in_requested = Signal()
    step_chosen = Signal(int)

    def __init__(self, lesson: Lesson, hand_in: HandIn) -> None:
        super().__init__()
        self.save = button(tr("Save hand-in…"))
        self.steps = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(tr("Your lesson"), "title"))
        for n, (step, record) in enumerate(zip(lesson.steps, hand_in.steps, strict=True)):
            text = titled(f"{n + 1}. {step.title}", self._state(record))
            chosen = button(tr("Go to step {number}").format(number=n + 1), primary=False)
            chosen.clicked.connect(lambda _=False, n=n: self.step_chosen.emit(n))
            self.steps.append(chosen)
            column.addWidget(text_label(text))
            if not record.finished:
                column.addLayout(stacked(chosen))
        text = tr(
            "The hand-in is one file with your alias, entries and numbers. Give it to your "
            "teacher on a stick or a shared folder; AVOL sends nothing."
        )
        column.addWidget(text_label(text))
        column.addLayout(stacked(self.save))
        column.addStretch(1)
        self.save.clicked.connect(self.hand_in_requested)

    @staticmethod
    def _state(record: StepRecord) -> str:
        if record.passed:
            return tr("✓ number right")
        return tr("done, number shown") if record.finished else tr("open")
