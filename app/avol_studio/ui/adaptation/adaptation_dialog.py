"""The dialog of an adaptation: progress, then the table of before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from avol_studio.core.time_format import format_time
from avol_studio.core.translation import number, tr
from avol_studio.services.adaptation.state import AdaptationState, AdaptationStep
from avol_studio.ui.widgets.basic import label

if TYPE_CHECKING:
    from avol.core.estimate import Estimate
    from avol.teaching.adaptation import Adaptation

WIDTH = 600
TITLES = {
    "annotations": tr("Improve on my annotations"),
    "room": tr("Adapt to this room"),
}
METRICS = {
    "pointing": tr("Peak in a box"),
    "adaptive_ciou": tr("Overlap (cIoU ≥ 0.5)"),
    "match_auc": tr("Match AUC"),
    "ece": tr("Calibration error"),
    "absent_area": tr("Highlighted area, absent sounds"),
    "room_area": tr("Highlighted area, room alone"),
    "room_lit": tr("Highlighted moments, room alone"),
    "known_found": tr("Known sounds found in the room"),
}
BASELINES = {
    "image only: pointing": tr("image only {value}"),
    "image centre: pointing": tr("image centre {value}"),
    "best fixed cell: pointing": tr("best fixed cell {value}"),
    "random cell: pointing": tr("random cell {value}"),
}
VERDICTS = {
    "better": tr("It helps on what was held out."),
    "same": tr("It does not help: no change is larger than chance. Revert it, or add more files."),
    "worse": tr("It makes something worse. Revert it."),
    "dark": tr("The room alone highlights nothing; there is little to gain."),
}
ROOM_VERDICTS = VERDICTS | {
    "same": tr(
        "It does not help: no change is larger than chance. Revert it, or record for longer."
    ),
}
RECORD_TEXT = tr(
    "Leave the room as it is before the performance: nobody plays or speaks to the microphone. "
    "Twenty seconds are needed, a minute or more is better."
)
FIT_TEXT = tr("The model is adapted and tested on what is held out.")
NOTE = tr("In percent, on what was held out. In brackets: 95 % interval, by file.")


class AdaptationDialog(QDialog):
    """Shows the state of the adaptation service; Esc cancels, or reverts the result."""

    finish_requested = Signal()
    cancelled = Signal()
    kept = Signal()
    reverted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = AdaptationState()
        self._title, self._text = label("", "title"), label("", "")
        self._verdict, self._note = label("", ""), label("", "caption")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        for text in (self._text, self._verdict, self._note):
            text.setWordWrap(True)
        self._table = QWidget()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        for widget in (self._title, self._text, self._bar, self._table, self._verdict, self._note):
            column.addWidget(widget)
        column.addLayout(self._buttons())
        self.setMinimumWidth(WIDTH)

    def show_state(self, state: AdaptationState) -> None:
        """Show the step, its progress, or its result; an idle service closes the dialog."""
        before, self._state = self._state, state
        if state.step is AdaptationStep.IDLE:
            self.hide()
            return
        self.setWindowTitle(TITLES[state.kind])
        self._title.setText(TITLES[state.kind])
        self._show_progress(state)
        if state.adaptation is not None and before.adaptation is not state.adaptation:
            self._show_result(state.adaptation, state)
        self._show_buttons(state)
        if not self.isVisible():
            self.show()
        if state.step is not before.step:
            self._column.activate()
            width = max(WIDTH, self._column.minimumSize().width())
            self.resize(width, self._column.totalHeightForWidth(width))

    def reject(self) -> None:
        """Cancel what is in progress, or revert the result (Esc, or closing the dialog)."""
        if self._state.step is AdaptationStep.DONE:
            self.reverted.emit()
        else:
            self.cancelled.emit()

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        self.cancel_button = QPushButton(tr("Cancel"))
        self.finish_button = QPushButton(tr("Stop and adapt"))
        self.revert_button = QPushButton(tr("Revert"))
        self.keep_button = QPushButton(tr("Keep"))
        for button, signal in (
            (self.cancel_button, self.cancelled),
            (self.finish_button, self.finish_requested),
            (self.revert_button, self.reverted),
            (self.keep_button, self.kept),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(signal)
            line.addWidget(button)
        return line

    def _show_buttons(self, state: AdaptationState) -> None:
        done = state.step is AdaptationStep.DONE
        failed = state.step is AdaptationStep.FAILED
        self.cancel_button.setText(tr("Close") if failed else tr("Cancel"))
        self.cancel_button.setVisible(not done)
        self.finish_button.setVisible(state.step is AdaptationStep.RECORDING)
        self.revert_button.setVisible(done)
        self.keep_button.setVisible(done)

    def _show_progress(self, state: AdaptationState) -> None:
        recording = state.step is AdaptationStep.RECORDING
        busy = recording or state.step is AdaptationStep.FITTING
        self._bar.setVisible(busy)
        self._bar.setMaximum(round(state.total))
        self._bar.setValue(round(state.done))
        text = state.problem or (FIT_TEXT if busy else "")
        if recording:
            recorded = tr("Recorded: {time}").format(time=format_time(state.done, 0))
            text = f"{RECORD_TEXT}\n\n{recorded}"
        self._text.setText(text)
        self._text.setVisible(bool(text))
        done = state.step is AdaptationStep.DONE
        for widget in (self._table, self._verdict, self._note):
            widget.setVisible(done)

    def _show_result(self, adaptation: Adaptation, state: AdaptationState) -> None:
        from avol.evaluation.adaptation.comparison import outcome

        table = _table(adaptation)
        self._column.replaceWidget(self._table, table)
        self._table.deleteLater()
        self._table = table
        table.show()
        verdicts = ROOM_VERDICTS if adaptation.kind == "room" else VERDICTS
        self._verdict.setText(verdicts[outcome(adaptation.measurements)])
        notes = [*_baselines(adaptation), *state.warnings, NOTE]
        if adaptation.silence_dbfs is not None and state.silence_before is not None:
            text = tr("Silence: below {after} dBFS, before {before}.")
            levels = number(adaptation.silence_dbfs, 0), number(state.silence_before, 0)
            notes.insert(0, text.format(after=levels[0], before=levels[1]))
        self._note.setText(" ".join(notes))


def _table(adaptation: Adaptation) -> QWidget:
    """One row for each metric."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    headings = ("", tr("before"), tr("after"), tr("change"))
    for column, heading in enumerate(headings):
        grid.addWidget(label(heading, "muted"), 0, column, Qt.AlignmentFlag.AlignRight)
    rows = [
        (METRICS[one.metric], _text(one.before), _text(one.after), _text(one.change, signed=True))
        for one in adaptation.measurements
        if one.metric in METRICS
    ]
    for line, cells in enumerate(rows, 1):
        grid.addWidget(label(cells[0]), line, 0)
        for column, cell in enumerate(cells[1:], 1):
            grid.addWidget(label(cell), line, column, Qt.AlignmentFlag.AlignRight)
    return page


def _baselines(adaptation: Adaptation) -> list[str]:
    """How often methods without a model point into a box, one sentence; none without boxes."""
    values = [
        text.format(value=number(100 * (adaptation.baselines[key].value or 0), 1))
        for key, text in BASELINES.items()
        if key in adaptation.baselines
    ]
    if not values:
        return []
    return [tr("Peak in a box without a model: {values}.").format(values=", ".join(values))]


def _text(value: Estimate, signed: bool = False) -> str:
    if value.value is None:
        return "–"
    plus = "+" if signed and value.value > 0 else ""
    text = plus + number(100 * value.value, 1)
    if value.low is None or value.high is None or signed:
        return text
    return tr("{value} ({low} to {high})").format(
        value=text, low=number(100 * value.low, 0), high=number(100 * value.high, 0)
    )
