"""The Annotation panel: label of the next box, metrics, annotated frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from avol_studio.core.class_names import class_names, known_name, typed_name
from avol_studio.core.translation import number, tr
from avol_studio.ui.annotation.frame_list import FrameList
from avol_studio.ui.widgets.basic import IconButton, label, paragraph, row
from avol_studio.ui.widgets.controls import Combo

if TYPE_CHECKING:
    from avol.core.estimate import Estimate
    from avol_studio.services.annotation.evaluation_thread import EvaluationResult

TOOLS = ("box.draw", "box.silent", "box.no_source", "box.copy_next", "box.delete")
ENDS = ("box.import", "box.export")
COLUMNS = {
    "pointing": (tr("Pointing"), tr("The best cell of the map lies in a box")),
    "ciou": (
        "cIoU",
        tr(
            "Fraction of frames with an overlap of 0.5 or more, with the brighter half of the "
            "image selected; boxes under a quarter of the image cannot reach it"
        ),
    ),
    "auc": ("AUC", tr("Area under the curve of cIoU over thresholds from 0 to 1")),
}
LINES = {
    "": (tr("This map"), tr("The current model")),
    "centre_": (tr("Centre"), tr("Centre baseline: always predicts the image centre")),
}
_RIGHT = Qt.AlignmentFlag.AlignRight
EMPTY = tr("Pause, choose “Draw boxes” and drag a box around the sound source.")


class LabelComboBox(Combo):
    """The label of the next box: a known class, or any text."""

    label_entered = Signal(object)  # str

    def __init__(self, tooltip: str, classes: Sequence[str]) -> None:
        super().__init__(tr("Label of the box"), tooltip)
        self.setEditable(True)
        self.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        self._classes = classes
        self.addItems(class_names(classes))
        self.setCurrentText("")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.line.setPlaceholderText(tr("Label, e.g. violin"))
        self.line.setAccessibleName(tr("Label of the box"))
        self.line.returnPressed.connect(self._finish)
        self.activated.connect(self._finish)

    @property
    def line(self) -> QLineEdit:
        """The text field."""
        line = self.lineEdit()
        assert line is not None
        return line

    def start_edit(self) -> None:
        """Edit the text."""
        self.line.setFocus()
        self.line.selectAll()

    def _finish(self) -> None:
        """Return the keyboard to the window and report the label."""
        self.window().setFocus()
        text = self.currentText().strip()
        self.label_entered.emit(typed_name(text, self._classes) or text)


class MetricsTable(QWidget):
    """The metrics of the maps and of the centre baseline, in percent."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        for column, (name, tooltip) in enumerate(COLUMNS.values(), 1):
            grid.addWidget(_with_tooltip(label(name, "caption"), tooltip), 0, column, _RIGHT)
        for line, (prefix, (name, tooltip)) in enumerate(LINES.items(), 1):
            grid.addWidget(
                _with_tooltip(label(name, "" if not prefix else "muted"), tooltip), line, 0
            )
            for column, (key, (title, meaning)) in enumerate(COLUMNS.items(), 1):
                cell = self._cells[prefix + key] = label("–", "" if not prefix else "muted")
                cell.setAccessibleName(f"{title}, {name}")
                grid.addWidget(_with_tooltip(cell, meaning), line, column, _RIGHT)

    def show_metrics(self, metrics: Mapping[str, Estimate], count: int) -> None:
        """MetricsTable over `count` frames with boxes."""
        for key, cell in self._cells.items():
            value = metrics[key].value if key in metrics else None
            cell.setText("–" if value is None else _text(key, value, count))


class AnnotationPanel(QWidget):
    """Shows labels, metrics and annotated frames."""

    label_changed = Signal(object)  # str: label of new boxes
    frame_requested = Signal(object)  # float: time of a frame to show

    def __init__(self, actions: Mapping[str, QAction], classes: Sequence[str]) -> None:
        super().__init__()
        self.label = LabelComboBox(actions["box.label"].toolTip(), classes)
        self.metrics, self.frames = MetricsTable(), FrameList()
        self._note = paragraph(EMPTY, "caption")
        tools = [IconButton(actions[id], 32) for id in TOOLS]
        ends = [IconButton(actions[id], 32) for id in ENDS]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(8)
        column.addLayout(row(*tools, None, *ends, spacing=2))
        column.addWidget(self.label)
        column.addWidget(self.metrics)
        column.addWidget(self._note)
        column.addWidget(self.frames)
        self.label.label_entered.connect(self.label_changed)
        self.frames.chosen.connect(self.frame_requested)
        self.show_evaluation(None, 0)

    def show_label(self, text: str) -> None:
        """Show the label of the next box, unless it is being edited."""
        if not self.label.line.hasFocus():
            self.label.setCurrentText(known_name(text))

    def show_evaluation(self, result: EvaluationResult | None, annotated: int) -> None:
        """Show the metrics of `annotated` frames, as far as they are evaluated."""
        count = rejected = absent_count = 0
        if result is not None:
            absent = {item.time: item.absent for item in result.request.items.values()}
            known = [(absent[time], correct) for time, correct in result.correct.items()]
            absent_count = sum(is_absent for is_absent, _ in known)
            rejected = sum(is_absent and correct for is_absent, correct in known)
            count = len(known) - absent_count
        self.metrics.setVisible(annotated > 0)
        self.frames.setVisible(annotated > 0)
        self.metrics.show_metrics(result.metrics if result is not None else {}, count)
        notes = [tr("%n frames annotated", "", annotated)]
        if absent_count:
            notes.append(
                tr("no match in {rejected} of %n frames without source", "", absent_count).format(
                    rejected=rejected
                )
            )
        if result is not None and result.missing:
            notes.append(tr("%n not localized yet", "", result.missing))
        self._note.setText("; ".join(notes) + "." if annotated else EMPTY)


def _text(key: str, value: float, count: int) -> str:
    if key.endswith("pointing"):
        return f"{round(value * count)} / {count}"
    return f"{number(100 * value, 1)} %"


def _with_tooltip(widget: QLabel, tooltip: str) -> QLabel:
    widget.setToolTip(tooltip)
    return widget
