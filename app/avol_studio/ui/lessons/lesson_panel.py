"""The column of a lesson at the left of the image: heading, page, and the way on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from avol.lessons.lesson import Step
from avol_studio.core.translation import tr
from avol_studio.services.lessons.lesson_service import LessonService
from avol_studio.ui.lessons.activity import Activity
from avol_studio.ui.lessons.end_page import EndPage
from avol_studio.ui.lessons.intro_page import IntroPage
from avol_studio.ui.lessons.sections import button
from avol_studio.ui.lessons.step_page import StepPage
from avol_studio.ui.widgets.basic import IconButton, label, row
from avol_studio.ui.widgets.vertical_scroll_area import VerticalScrollArea


class LessonPanel(QFrame):
    """Shows the intro, the current step, or the end of the open lesson."""

    page_shown = Signal()
    """Another page is shown."""

    def __init__(
        self, service: LessonService, actions: Mapping[str, QAction],
        make_activity: Callable[[Step], Activity | None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._service, self._make_activity = service, make_activity
        self._is_intro = True
        self.setProperty("card", True)
        self._place = label("", "caption")
        self.back, self.next = button(tr("Back"), primary=False), button(tr("Next"))
        head = row(label(tr("Lesson"), "title"), self._place, None,
                   IconButton(actions["lesson.close"], 28))  # fmt: skip
        head.setContentsMargins(12, 8, 8, 8)
        foot = row(self.back, None, self.next)
        foot.setContentsMargins(12, 8, 12, 8)
        self._body = QWidget()
        self._body_column = QVBoxLayout(self._body)
        self._body_column.setContentsMargins(12, 4, 12, 12)
        self._area = VerticalScrollArea(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self.page: QWidget = QWidget()
        self._body_column.addWidget(self.page)
        self._hand_in_action = actions["lesson.hand_in"]
        self.back.clicked.connect(lambda: self._go(-1))
        self.next.clicked.connect(lambda: self._go(1))
        service.opened.connect(self._on_opened)
        service.changed.connect(self._on_changed)
        service.checking.connect(self._on_checking)

    def _on_opened(self) -> None:
        self._is_intro = True
        self._show_page()

    def resume(self) -> None:
        """Go from the intro to the saved step."""
        self._is_intro = False
        self._show_page()

    def _go(self, step: int) -> None:
        if (hand_in := self._service.hand_in) is not None:
            self._service.go(hand_in.step + step)

    def _on_changed(self) -> None:
        page, hand_in = self.page, self._service.hand_in
        is_same = isinstance(page, StepPage) and page.step is self._service.step
        if hand_in is not None and (self._is_intro or not is_same):
            self._is_intro = False
            self._show_page()
        elif isinstance(page, StepPage):
            was_hidden = page.do.isHidden(), page.number.isHidden()
            page.show_record()
            if was_hidden != (page.do.isHidden(), page.number.isHidden()):
                QTimer.singleShot(0, page, lambda: self._scroll_to_new(page))
        self._update_buttons()

    def _scroll_to_new(self, page: StepPage) -> None:
        """Scroll to the section that has just appeared."""
        new = page.number if not page.number.isHidden() else page.do
        self._area.verticalScrollBar().setValue(
            max(0, new.mapTo(self._body, new.rect().topLeft()).y() - 8)
        )

    def _on_checking(self, checking: bool) -> None:
        if isinstance(self.page, StepPage):
            self.page.number.set_checking(checking)
            if not checking:
                self.page.show_record()

    def _show_page(self) -> None:
        old, self.page = self.page, self._make_page()
        if isinstance(old, StepPage) and old.activity is not None:
            old.activity.end()
        self._body_column.replaceWidget(old, self.page)
        old.hide()
        old.deleteLater()
        self._area.verticalScrollBar().setValue(0)
        self.window().setFocus()  # the shortcuts work, as no control of the old page has the focus
        self._update_buttons()
        self.page_shown.emit()

    def _make_page(self) -> QWidget:
        service = self._service
        found, hand_in, step = service.found, service.hand_in, service.step
        if found is None:
            return QWidget()
        if self._is_intro or hand_in is None:
            intro = IntroPage(found.lesson, hand_in)
            intro.started.connect(service.start)
            intro.continued.connect(self.resume)
            return intro
        if step is None:
            end = EndPage(found.lesson, hand_in)
            end.hand_in_requested.connect(self._hand_in_action.trigger)
            end.step_chosen.connect(service.go)
            return end
        return StepPage(service, step, found.image(step), self._make_activity(step))

    def _update_buttons(self) -> None:
        hand_in, intro = self._service.hand_in, self._is_intro
        working = hand_in is not None and not intro
        step = 0 if hand_in is None else hand_in.step
        total = 0 if hand_in is None else len(hand_in.steps)
        self.back.setVisible(working)
        self.next.setVisible(working and step < total)
        self.back.setEnabled(working and step > 0)
        self.next.setEnabled(working and step < total)
        done = hand_in is not None and step < total and hand_in.steps[step].finished
        self.next.setProperty("primary", done)
        self.next.style().polish(self.next)
        self.next.setText(tr("Next") if step + 1 < total else tr("Finish"))
        self.next.setAccessibleName(self.next.text())
        text = tr("Step {step} of {total}").format(step=step + 1, total=total)
        self._place.setText(text if working and step < total else "")
