"""The sections of a step: predict, do, observe, explain, number."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from avol.lessons.hand_in import MAX_TEXT, CheckResult, StepRecord
from avol.lessons.lesson import CheckedNumber, Explanation, Prediction, right_option
from avol_studio.core.translation import number, tr
from avol_studio.services.lessons.lesson_service import SHOWN_AFTER
from avol_studio.ui.lessons.choice_list import ChoiceList
from avol_studio.ui.lessons.text_label import stacked, text_label
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import label, row


def parse_number(text: str) -> float | None:
    """A typed number, with a point or a comma, such as "0,74" or "25 088"; None if it is none."""
    plain = text.strip().replace("\u202f", "").replace("\xa0", "").replace(" ", "")
    plain = plain.replace("−", "-").removesuffix("%")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if abs(value) < 1e12 else None  # false for NaN


class Section(QFrame):
    """One part of a step: a heading and what follows."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(8)
        self.column.addWidget(label(title, "title"))

    def add(self, *widgets: QWidget) -> None:
        """Add widgets below."""
        for widget in widgets:
            self.column.addWidget(widget)


def button(text: str, primary: bool = True) -> QPushButton:
    """A button with its name."""
    made = QPushButton(text)
    made.setAccessibleName(text)
    made.setToolTip(text)
    made.setProperty("primary", primary)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def entry(title: str, unit: str) -> tuple[QLineEdit, QLabel]:
    """A line for a number, and its unit."""
    line, text = QLineEdit(), label(unit, "muted")
    line.setAccessibleName(f"{title} ({unit})" if unit else title)
    line.setMaxLength(24)
    line.setPlaceholderText(tr("Number"))
    return line, text


class PredictSection(Section):
    """The prediction, until it is locked and after."""

    locked = Signal(str)
    drafted = Signal(str)
    """The prediction before it is locked."""

    def __init__(self, prediction: Prediction, record: StepRecord) -> None:
        super().__init__(tr("1  Predict"))
        self._prediction = prediction
        self._point = record.prediction if prediction.kind == "point" else ""
        self.choices = ChoiceList(prediction.text, {o.key: o.text for o in prediction.options})
        self.entry, unit = entry(tr("Your prediction"), prediction.unit)
        self.point_text = label("", "muted")
        self.lock = button(tr("Lock prediction"))
        self.state = label(tr("Locked"), "chip")
        self.add(text_label(prediction.text), self.choices)
        self.column.addLayout(row(self.entry, unit, None))
        self.add(self.point_text)
        self.column.addLayout(stacked(self.lock, self.state))
        kind = prediction.kind
        self.choices.setVisible(kind == "choice")
        for widget in (self.entry, unit):
            widget.setVisible(kind == "number")
        self.point_text.setVisible(kind == "point")
        self.choices.select(record.prediction)
        self.entry.setText(record.prediction if kind == "number" else "")
        self.choices.chosen.connect(self._on_draft)
        self.entry.textChanged.connect(self._on_draft)
        self.entry.returnPressed.connect(self.lock.click)
        self.lock.clicked.connect(lambda: self.locked.emit(self.value))
        self._update()

    @property
    def value(self) -> str:
        """What is predicted now; "" if nothing usable."""
        match self._prediction.kind:
            case "choice":
                return self.choices.choice
            case "number":
                typed = parse_number(self.entry.text())
                return "" if typed is None else f"{typed:g}"
            case "point":
                return self._point

    def set_point(self, x: float, y: float) -> None:
        """Take over a point on the image, each in 0..1."""
        self._point = f"{x:.3f}, {y:.3f}"
        self._on_draft()

    def show_record(self, record: StepRecord) -> None:
        """Show whether the prediction is locked."""
        self.choices.set_locked(record.locked)
        self.entry.setEnabled(not record.locked)
        self.lock.setVisible(not record.locked)
        self.state.setVisible(record.locked)
        self._update()

    def show_right(self) -> None:
        """Point out the correct option."""
        if (right := right_option(self._prediction.options)) != "":
            self.choices.show_note(right, tr("This is what happens."))

    def _on_draft(self) -> None:
        self._update()
        self.drafted.emit(self.value)

    def _update(self) -> None:
        self.lock.setEnabled(bool(self.value))
        chosen = tr("Your point is marked on the image.")
        self.point_text.setText(chosen if self._point else tr("Click on the image."))


class DoSection(Section):
    """What to do, with an image and an activity."""

    def __init__(self, text: str, image: QPixmap | None, activity: QWidget | None) -> None:
        super().__init__(tr("2  Do"))
        # A label for each: Qt sets paragraphs of one label without space between them.
        self.add(*map(text_label, text.strip().split("\n\n")))
        if image is not None and not image.isNull():
            shown = QLabel()
            wide = min(image.width(), theme.px(self, 300))
            shown.setPixmap(image.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation))
            self.add(shown)
        if activity is not None:
            self.add(activity)


class ObserveSection(Section):
    """What the student has seen, in own words."""

    typed = Signal(str)

    def __init__(self, text: str) -> None:
        super().__init__(tr("3  Observe"))
        self.entry = QPlainTextEdit()
        self.entry.setAccessibleName(text)
        self.entry.setPlaceholderText(tr("Write what you see or hear."))
        self.entry.setTabChangesFocus(True)
        self.entry.setFixedHeight(theme.px(self, 84))
        self.entry.textChanged.connect(lambda: self.typed.emit(self.entry.toPlainText()[:MAX_TEXT]))
        self.add(text_label(text), self.entry)

    def show_record(self, record: StepRecord) -> None:
        """Show the saved text."""
        if self.entry.toPlainText()[:MAX_TEXT] != record.observation:
            self.entry.setPlainText(record.observation)


class ExplainSection(Section):
    """The choice of an explanation, and then the reason."""

    explained = Signal(str)

    def __init__(self, explanation: Explanation) -> None:
        super().__init__(tr("4  Explain"))
        self._explanation = explanation
        self.choices = ChoiceList(explanation.text, {o.key: o.text for o in explanation.options})
        self.confirm = button(tr("Confirm"))
        self.reason = text_label(explanation.reason)
        self.add(text_label(explanation.text), self.choices)
        self.column.addLayout(stacked(self.confirm))
        self.add(self.reason)
        self.choices.chosen.connect(lambda _: self.confirm.setEnabled(True))
        self.confirm.setEnabled(False)
        self.confirm.clicked.connect(lambda: self.explained.emit(self.choices.choice))

    def show_record(self, record: StepRecord) -> None:
        """Show the saved choice; once it is confirmed, show which one is correct and why."""
        done = bool(record.explanation)
        self.choices.set_locked(done)
        self.confirm.setVisible(not done)
        self.reason.setVisible(done)
        if not done:
            return
        self.choices.select(record.explanation)
        for option in self._explanation.options:
            if option.right:
                self.choices.show_note(option.key, tr("✓ This is the explanation."))
            elif option.key == record.explanation:
                self.choices.show_note(option.key, option.misunderstanding)


class NumberSection(Section):
    """The checked number."""

    typed = Signal(float)
    drafted = Signal(float)
    """A number that is not checked yet."""
    reveal_requested = Signal()

    def __init__(self, checked: CheckedNumber, record: StepRecord) -> None:
        super().__init__(tr("5  Checked number"))
        self._checked = checked
        self._checking = False
        self.entry, unit = entry(tr("Your number"), checked.unit)
        self.check = button(tr("Check"))
        self.reveal = button(tr("Show the number"), primary=False)
        self.outcome = text_label("")
        self.add(text_label(checked.text))
        self.column.addLayout(row(self.entry, unit, None))
        self.column.addLayout(stacked(self.check))
        self.add(self.outcome)
        self.column.addLayout(stacked(self.reveal))
        if record.number is not None:
            locale = QLocale()
            locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
            self.entry.setText(locale.toString(record.number, "g", 8))
        self._record = record
        self.entry.textChanged.connect(self._on_draft)
        self.entry.returnPressed.connect(self.check.click)
        self.check.clicked.connect(self._check)
        self.reveal.clicked.connect(self.reveal_requested)

    def show_record(self, record: StepRecord, result: CheckResult | None) -> None:
        """Show the saved number and the outcome of its check."""
        self._record = record
        wrong = not record.passed and record.attempts > 0 and result is not None
        self.reveal.setVisible(wrong and record.expected is None and record.attempts >= SHOWN_AFTER)
        self.outcome.setText(self._outcome(record, result))
        self._update()

    def set_checking(self, checking: bool) -> None:
        """Show that the number is being computed."""
        self._checking = checking
        if checking:
            self.outcome.setText(tr("Computing…"))
        self._update()

    def _outcome(self, record: StepRecord, result: CheckResult | None) -> str:
        checked, unit = self._checked, f" {self._checked.unit}" if self._checked.unit else ""
        if record.expected is not None:
            expected = number(record.expected, checked.decimals) + unit
            if record.passed:
                return tr("✓ Right: AVOL computes {expected}.").format(expected=expected)
            return tr("AVOL computes {expected}.").format(expected=expected)
        if result is None or record.attempts == 0:
            return ""
        tolerance = number(checked.tolerance, checked.decimals) + unit
        text = tr("✗ Not within ± {tolerance}; look again and retry.")
        return text.format(tolerance=tolerance)

    def _update(self) -> None:
        done = self._record.expected is not None
        self.entry.setEnabled(not done)
        self.check.setVisible(not done)
        ready = parse_number(self.entry.text()) is not None
        self.check.setEnabled(ready and not self._checking)

    def _on_draft(self) -> None:
        self._update()
        if (value := parse_number(self.entry.text())) is not None:
            self.drafted.emit(value)

    def _check(self) -> None:
        if (value := parse_number(self.entry.text())) is not None:
            self.typed.emit(value)
