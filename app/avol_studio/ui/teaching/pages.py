"""The pages of the steps that teach a class."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from avol.teaching.taught_class import MAX_NAME
from avol_studio.core.class_names import class_name, typed_name
from avol_studio.core.translation import number, tr
from avol_studio.services.teaching.state import Step, TeachingState
from avol_studio.ui.teaching.texts import HIDE_LIVE, SHOW_LIVE
from avol_studio.ui.widgets.basic import label, paragraph, radio, row
from avol_studio.ui.widgets.level_meter import LevelMeter


class Page(QWidget):
    """A page with a title, texts, and buttons below; `primary` goes on, if there is one."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.title = paragraph(title, "title")
        self.column.addWidget(self.title)
        self.primary: QPushButton | None = None

    def add_text(self, text: str = "", role: str = "") -> QLabel:
        """Add a paragraph."""
        made = paragraph(text, role)
        self.column.addWidget(made)
        return made

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Add buttons in a row; one that goes on has a row of its own: names may be long."""
        self.primary = buttons[0] if buttons[0].property("primary") else None
        if self.primary is not None:
            self.column.addWidget(self.primary)
            buttons = buttons[1:]
        self.column.addLayout(row(*buttons, None, spacing=6))


class NamePage(Page):
    """Asks for the name of the class."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Teach a class"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Name, e.g. slide whistle"))
        self.line.setAccessibleName(tr("Name of the class"))
        self.line.setMaxLength(MAX_NAME)
        self.column.addWidget(self.line)
        self.note = self.add_text(role="caption")
        self.next = button(tr("Next"), tr("Go on with this name"), primary=True)
        self.cancel = button(tr("Cancel"), tr("Teach nothing"))
        self.add_buttons(self.next, self.cancel)
        self._known: tuple[str, ...] = ()
        self.line.textChanged.connect(self._update)
        # Queued: the window would click the next page's button with the same Enter.
        self.line.returnPressed.connect(self._enter, Qt.ConnectionType.QueuedConnection)
        self.next.clicked.connect(self._enter)
        self._update()

    def start(self, known: tuple[str, ...]) -> None:
        """Begin with an empty name; `known`: the classes that examples can be added to."""
        self._known = known
        self.line.clear()
        self._update()
        self.line.setFocus()

    @property
    def name(self) -> str:
        """The name, without spaces around it."""
        return " ".join(self.line.text().split())

    def _enter(self) -> None:
        if self.name:
            self.entered.emit(typed_name(self.name, self._known) or self.name)

    def _update(self) -> None:
        known = typed_name(self.name, self._known)
        self.note.setText(tr("Adds examples to “{name}”.").format(name=class_name(known)))
        self.note.setVisible(bool(known))
        self.next.setEnabled(bool(self.name))


class ObjectPage(Page):
    """The object is marked, then recorded."""

    by_box_chosen = Signal(bool)
    draw_requested = Signal()
    record_requested = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self._text = self.add_text()
        self.box = radio(tr("Box that I draw"), tr("A drawn box follows the object"))
        self.motion = radio(
            tr("Moving, sounding region"),
            tr("The region that moves while it sounds is taken for the object"),
        )
        group = QButtonGroup(self)
        for choice in (self.box, self.motion):
            group.addButton(choice)
            self.column.addWidget(choice)
        self.draw = button(tr("Draw box"), tr("Drag a box around the object on the image"))
        self.record = button("", tr("Record the object with its sound"), primary=True)
        self.cancel = button(tr("Cancel"), tr("Teach nothing"))
        self.column.addWidget(self.draw)
        self.add_buttons(self.record, self.cancel)
        self.box.clicked.connect(lambda: self.by_box_chosen.emit(True))
        self.motion.clicked.connect(lambda: self.by_box_chosen.emit(False))
        self.draw.clicked.connect(self.draw_requested)
        self.record.clicked.connect(self.record_requested)

    def show_state(self, state: TeachingState, seconds: float) -> None:
        """Show how the object is marked; seconds: length of the recording."""
        self.title.setText(tr("“{name}”: the object").format(name=class_name(state.name)))
        self._text.setText(_object_text(state))
        (self.box if state.by_box else self.motion).setChecked(True)
        self.draw.setVisible(state.by_box)
        self.draw.setText(tr("Draw box again") if state.marked else tr("Draw box"))
        ready = state.marked or not state.by_box
        set_primary(self.draw, not ready)
        self.record.setEnabled(ready and not state.reading)
        text = tr("Record {seconds} s") if state.live else tr("Use these seconds")
        self.record.setText(text.format(seconds=number(seconds)))
        self.primary = self.record if ready else self.draw


class BackgroundPage(Page):
    """Background and silence are recorded."""

    record_requested = Signal()
    skip_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Background and silence"))
        self._text = self.add_text()
        self.record = button("", tr("Record how it is without the object"), primary=True)
        self.skip = button(tr("Skip"), tr("Learn without background"))
        self.cancel = button(tr("Cancel"), tr("Teach nothing"))
        self.add_buttons(self.record, self.skip, self.cancel)
        self.record.clicked.connect(self.record_requested)
        self.skip.clicked.connect(self.skip_requested)

    def show_state(self, state: TeachingState, seconds: float) -> None:
        """Show what is to be done; seconds: length of the recording."""
        elsewhere = tr("Go to a time without the object and without its sound.")
        self._text.setText(HIDE_LIVE if state.live else elsewhere)
        text = tr("Record {seconds} s") if state.live else tr("Use {seconds} s")
        self.record.setText(text.format(seconds=number(seconds)))
        self.record.setEnabled(not state.reading)
        self.skip.setEnabled(not state.reading)


class RecordingPage(Page):
    """Countdown, level and number of examples while a recording runs."""

    def __init__(self) -> None:
        super().__init__("")
        self.countdown = label("", "hero")
        self.countdown.setAccessibleName(tr("Seconds left"))
        self.count = label("", "muted")
        grid = QGridLayout()
        grid.addWidget(self.countdown, 0, 0)
        grid.addWidget(self.count, 0, 1)
        grid.setColumnStretch(2, 1)
        self.column.addLayout(grid)
        self.bar = progress_bar(tr("Recorded"))
        self.meter = LevelMeter()
        self.cancel = button(tr("Cancel"), tr("Teach nothing"))
        self.column.addWidget(self.bar)
        self.column.addWidget(self.meter)
        self.add_buttons(self.cancel)

    def show_state(self, state: TeachingState) -> None:
        """Show how far the recording is."""
        self.title.setText(SHOW_LIVE if state.step is Step.OBJECT else HIDE_LIVE)
        elapsed = state.elapsed or 0.0
        self.countdown.setText(tr("{seconds} s").format(seconds=number(state.seconds - elapsed, 1)))
        text = tr("{count} of {total} examples")
        self.count.setText(text.format(count=state.count, total=state.total))
        self.bar.setValue(round(1000 * elapsed / max(state.seconds, 0.1)))


class LearningPage(Page):
    """Progress while the class is learned, or a file is read."""

    def __init__(self) -> None:
        super().__init__("")
        self.bar = progress_bar(tr("Progress"))
        self.column.addWidget(self.bar)
        self.cancel = button(tr("Cancel"), tr("Teach nothing"))
        self.add_buttons(self.cancel)

    def show_state(self, state: TeachingState) -> None:
        """Show how far it is."""
        title = tr("Reading the file…") if state.reading else tr("Learning “{name}”…")
        self.title.setText(title.format(name=class_name(state.name)))
        self.bar.setRange(0, 0 if state.reading else 1000)
        self.bar.setValue(round(1000 * state.progress))


class DonePage(Page):
    """What was learned."""

    def __init__(self) -> None:
        super().__init__("")
        self.text = self.add_text()
        self.close_button = button(tr("Done"), tr("Close the steps"), primary=True)
        self.add_buttons(self.close_button)

    def show_class(self, name: str, text: str) -> None:
        """Show the name of the class, and how well it is known."""
        self.title.setText(tr("AVOL knows “{name}” now.").format(name=class_name(name)))
        self.text.setText(text)


def button(text: str, tooltip: str, primary: bool = False) -> QPushButton:
    """A push button with name and tooltip."""
    made = QPushButton(text)
    made.setAccessibleName(text or tooltip)
    made.setToolTip(tooltip)
    made.setProperty("primary", primary)
    made.setFocusPolicy(made.focusPolicy().TabFocus)
    return made


def set_primary(button: QPushButton, primary: bool) -> None:
    """Show whether a button is the one that goes on."""
    if button.property("primary") != primary:
        button.setProperty("primary", primary)
        button.style().unpolish(button)
        button.style().polish(button)


def progress_bar(name: str) -> QProgressBar:
    """A progress bar without a number."""
    made = QProgressBar()
    made.setAccessibleName(name)
    made.setRange(0, 1000)
    made.setTextVisible(False)
    made.setFixedHeight(8)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def _object_text(state: TeachingState) -> str:
    if not state.by_box:
        live = tr("Record: move the object and make its sound.")
        file = tr("Go to a time at which the object moves and sounds, or set A and B around it.")
        return live if state.live else file
    if state.live and state.marked and state.box is None:
        return tr("The object is out of view: hold it up again, or draw the box again.")
    if state.marked:
        live = tr("The box follows the object. Record: hold it up and make its sound.")
        file = tr("The box is followed through 10 s from here, or from A to B.")
        return live if state.live else file
    live = tr("Hold the object up and draw a box around it.")
    file = tr("Go to a time at which the object sounds, and draw a box around it.")
    return live if state.live else file
