"""The first page of a lesson: goal, equipment, alias, and with what it is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from avol.lessons.hand_in import MAX_ALIAS, HandIn
from avol.lessons.lesson import Lesson
from avol_studio.core.translation import QT_TR_NOOP, tr
from avol_studio.ui.lessons.choice_list import ChoiceList
from avol_studio.ui.lessons.sections import button
from avol_studio.ui.lessons.text_label import stacked, text_label
from avol_studio.ui.widgets.basic import label

MODES = {
    "file": QT_TR_NOOP("With files: no microphone, for a noisy room"),
    "live": QT_TR_NOOP("With camera and microphone"),
}


class IntroPage(QWidget):
    """Starts a lesson, or continues it."""

    started = Signal(str, str)  # alias, mode
    continued = Signal()

    def __init__(self, lesson: Lesson, hand_in: HandIn | None) -> None:
        super().__init__()
        self.alias = QLineEdit()
        self.alias.setMaxLength(MAX_ALIAS)
        self.alias.setAccessibleName(tr("Alias"))
        self.alias.setPlaceholderText(tr("Alias, not your real name"))
        self.modes = ChoiceList(tr("How"), {mode: tr(MODES[mode]) for mode in lesson.modes})
        self.modes.select(lesson.modes[0])
        self.start = button(tr("Start") if hand_in is None else tr("Start again"), hand_in is None)
        self.resume = button("" if hand_in is None else self._resume_text(hand_in))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (
            text_label(f"**{lesson.title}**", "title"),
            label(tr("about %n minutes", "", lesson.minutes), "caption"),
            text_label(lesson.goal),
        ):
            column.addWidget(widget)
        if lesson.equipment:
            column.addWidget(label(tr("You need"), "title"))
            column.addWidget(text_label("\n".join(f"- {item}" for item in lesson.equipment)))
        self.resume.setVisible(hand_in is not None)
        column.addWidget(self.resume)
        column.addWidget(label(tr("Alias"), "title"))
        column.addWidget(self.alias)
        hint = tr("It stands in the file for your teacher. Nothing leaves this computer.")
        column.addWidget(text_label(hint, "caption"))
        self.modes.setVisible(len(lesson.modes) > 1)
        column.addWidget(self.modes)
        column.addLayout(stacked(self.start))
        column.addStretch(1)
        self.alias.textChanged.connect(self._update)
        self.alias.returnPressed.connect(self.start.click)
        self.start.clicked.connect(lambda: self.started.emit(self.alias.text(), self.modes.choice))
        self.resume.clicked.connect(self.continued)
        self._update()

    @staticmethod
    def _resume_text(hand_in: HandIn) -> str:
        done = min(hand_in.step + 1, len(hand_in.steps))
        return tr("Continue as {alias}, step {step}").format(alias=hand_in.alias, step=done)

    def _update(self) -> None:
        self.start.setEnabled(bool(self.alias.text().strip()))
