"""The steps that teach a class, one page at a time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from avol_studio.core.state.player_state import Level
from avol_studio.services.teaching.state import Durations, Step, TeachingState
from avol_studio.ui.teaching.pages import (
    BackgroundPage,
    DonePage,
    LearningPage,
    NamePage,
    ObjectPage,
    Page,
    RecordingPage,
)
from avol_studio.ui.widgets.announcer import announce
from avol_studio.ui.widgets.basic import ErrorLine


class TeachingGuide(QWidget):
    """Shows the page of the present step; hidden while nothing is taught."""

    cancelled = Signal()
    closed = Signal()
    page_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name, self.object, self.background = NamePage(), ObjectPage(), BackgroundPage()
        self.recording, self.learning, self.done = RecordingPage(), LearningPage(), DonePage()
        self._pages: tuple[Page, ...] = (
            self.name, self.object, self.background, self.recording, self.learning, self.done
        )  # fmt: skip
        self._page: Page | None = self.name
        self._problem = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._problem)
        for page in self._pages:
            column.addWidget(page)
        for page in (self.name, self.object, self.background, self.recording, self.learning):
            page.cancel.clicked.connect(self.cancelled)
        self.done.close_button.clicked.connect(self.closed)
        self._show_page(None)
        self._show_problem("")

    def start(self, known: tuple[str, ...]) -> None:
        """Ask for a name; `known`: the classes that examples can be added to."""
        self._show_problem("")
        self._show_page(self.name)
        self.name.start(known)

    def stop(self) -> None:
        """Hide all pages."""
        self._show_problem("")
        self._show_page(None)

    @property
    def page(self) -> Page | None:
        """The shown page."""
        return self._page

    def show_level(self, level: Level) -> None:
        """Show the level of the sound during a recording."""
        if self._page is self.recording:
            self.recording.meter.set_level(level)

    def show_state(self, state: TeachingState, durations: Durations) -> None:
        """Show the page of a state."""
        self._show_problem(state.problem)
        if state.recording:
            self.recording.show_state(state)
            self._show_page(self.recording)
        elif state.reading or state.step is Step.LEARNING:
            self.learning.show_state(state)
            self._show_page(self.learning)
        elif state.step is Step.OBJECT:
            self.object.show_state(state, durations.object)
            self._show_page(self.object)
        elif state.step is Step.BACKGROUND:
            self.background.show_state(state, durations.background)
            self._show_page(self.background)
        elif state.step is Step.DONE:
            self._show_page(self.done)

    def _show_page(self, shown: Page | None) -> None:
        """Show a page; the keyboard goes on with its primary button, unless it is elsewhere."""
        if shown is self._page:
            return
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        follows = focused is None or inside or focused is self.window()
        self._page = shown
        for page in self._pages:
            page.setVisible(page is shown)
        self.setVisible(shown is not None)
        if shown is not None:
            announce(self, shown.title.text())
            if follows:  # not to a button that cancels
                (shown.primary or self.window()).setFocus()
        elif inside:
            self.window().setFocus()
        self.page_changed.emit()

    def _show_problem(self, text: str) -> None:
        self._problem.show_error(text)
        if text:
            announce(self._problem, text)
