"""The Boxes panel: what is drawn next, how good the maps are, which frames are marked."""

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

from avol_studio.ui.annotation.frame_list import FrameList
from avol_studio.ui.widgets.basic import IconButton, label, row
from avol_studio.ui.widgets.controls import Combo

if TYPE_CHECKING:
    from avol.evaluation.bootstrap import Estimate
    from avol_studio.services.annotation.evaluation_thread import Judged

TOOLS = ("box.draw", "box.silent", "box.no_source", "box.copy_next", "box.delete")
ENDS = ("box.import", "box.export")
COLUMNS = {
    "pointing": ("Pointing", "The brightest place of the map lies in a box"),
    "ciou": (
        "cIoU",
        "Share of frames with an overlap of 0.5 or more, the brighter half of the picture lit; "
        "boxes under a quarter of the picture cannot reach it",
    ),
    "auc": ("AUC", "Area under the curve of cIoU over thresholds from 0 to 1"),
}
LINES = {
    "": ("This map", "The model that is in use"),
    "centre_": ("Centre", "The middle of the picture, whatever sounds: to be beaten"),
}
_RIGHT = Qt.AlignmentFlag.AlignRight
EMPTY = "Pause, press “Draw boxes” and drag a box round what sounds."


class LabelComboBox(Combo):
    """What the next box is called: one of the known things, or any words."""

    label_entered = Signal(object)  # str

    def __init__(self, tooltip: str, things: Sequence[str]) -> None:
        super().__init__("Name of the box", tooltip)
        self.setEditable(True)
        self.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        self.addItems(list(things))
        self.setCurrentText("")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.line.setPlaceholderText("What sounds, such as violin")
        self.line.setAccessibleName("Name of the box")
        self.line.returnPressed.connect(self._leave)
        self.activated.connect(self._leave)

    @property
    def line(self) -> QLineEdit:
        """Where it is typed."""
        found = self.lineEdit()
        assert found is not None
        return found

    def start_edit(self) -> None:
        """Let it be typed."""
        self.line.setFocus()
        self.line.selectAll()

    def _leave(self) -> None:
        """Keys are for the window again."""
        self.window().setFocus()
        self.label_entered.emit(self.currentText().strip())


class MetricsTable(QWidget):
    """The standard figures of the maps, beside those of the picture's centre, in per cent."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        for column, (name, tooltip) in enumerate(COLUMNS.values(), 1):
            grid.addWidget(_told(label(name, "caption"), tooltip), 0, column, _RIGHT)
        for line, (prefix, (name, tooltip)) in enumerate(LINES.items(), 1):
            grid.addWidget(_told(label(name, "" if not prefix else "muted"), tooltip), line, 0)
            for column, (key, (title, meaning)) in enumerate(COLUMNS.items(), 1):
                cell = self._cells[prefix + key] = label("–", "" if not prefix else "muted")
                cell.setAccessibleName(f"{title}, {name}")
                grid.addWidget(_told(cell, meaning), line, column, _RIGHT)

    def show_metrics(self, figures: Mapping[str, Estimate], count: int) -> None:
        """MetricsTable over `count` frames with boxes."""
        for key, cell in self._cells.items():
            value = figures[key].value if key in figures else None
            cell.setText("–" if value is None else _text(key, value, count))


class AnnotationPanel(QWidget):
    """Follows what it is told; `named` and `frame_requested` are what a person asks for."""

    label_changed = Signal(object)  # what boxes are called from now on
    frame_requested = Signal(object)  # the time of a frame to go to

    def __init__(self, actions: Mapping[str, QAction], things: Sequence[str]) -> None:
        super().__init__()
        self.label = LabelComboBox(actions["box.label"].toolTip(), things)
        self.metrics, self.frames = MetricsTable(), FrameList()
        self._note = label(EMPTY, "caption")
        self._note.setWordWrap(True)
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
        """What the next box is called, unless it is being typed."""
        if not self.label.line.hasFocus():
            self.label.setCurrentText(text)

    def show_evaluation(self, judged: Judged | None, marked: int) -> None:
        """The figures of `marked` frames, as far as they are judged."""
        count = dark = quiet = 0
        if judged is not None:
            absent = {item.time: item.absent for item in judged.exam.questions.values()}
            known = [(absent[time], right) for time, right in judged.right.items()]
            quiet, count = sum(is_absent for is_absent, _ in known), len(known)
            dark = sum(is_absent and right for is_absent, right in known)
            count -= quiet
        self.metrics.setVisible(marked > 0)
        self.frames.setVisible(marked > 0)
        self.metrics.show_metrics(judged.figures if judged is not None else {}, count)
        notes = [f"{marked} frames marked" if marked != 1 else "1 frame marked"]
        if quiet:
            notes.append(f"dark in {dark} of {quiet} where nothing sounds")
        if judged is not None and judged.missing:
            notes.append(f"{judged.missing} still to be located")
        self._note.setText("; ".join(notes) + "." if marked else EMPTY)


def _text(key: str, value: float, count: int) -> str:
    if key.endswith("pointing"):
        return f"{round(value * count)} / {count}"
    return f"{100 * value:.1f} %"


def _told(widget: QLabel, tooltip: str) -> QLabel:
    widget.setToolTip(tooltip)
    return widget
