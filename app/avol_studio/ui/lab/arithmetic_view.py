"""The arithmetic of a score: the 128 numbers, and the steps from their sum to the score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from avol_studio.core.class_names import class_name
from avol_studio.core.translation import number, tr
from avol_studio.ui.widgets.basic import label

if TYPE_CHECKING:
    from avol.inspection.arithmetic import Arithmetic

Index = QModelIndex | QPersistentModelIndex
DECIMALS = 4
_COLUMNS = {
    "avol": (tr("Number"), tr("Image"), tr("Audio"), tr("Product")),
    "ave": (tr("Number"), tr("Image"), tr("Audio"), tr("Difference²")),
    "l3": (tr("Unit"), tr("From image"), tr("From audio"), tr("Weighted")),
}
_TOTALS = {"avol": tr("Sum of products"), "ave": tr("Distance"), "l3": tr("Sum")}
_NONE = QModelIndex()


class NumbersModel(QAbstractTableModel):
    """The numbers of image and audio side by side, the strongest terms first or in order."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Arithmetic | None = None
        self._order = np.zeros(0, np.intp)
        self._names: tuple[str, ...] = ()
        self._titles = _COLUMNS["avol"]
        self.strongest_first = True

    def show_arithmetic(
        self, found: Arithmetic | None, network: str, names: tuple[str, ...]
    ) -> None:
        """Show the numbers of a network; names: the classes of its numbers."""
        self.beginResetModel()
        self._found, self._names, self._titles = found, names, _COLUMNS[network]
        count = 0 if found is None else len(found.terms)
        self._order = np.arange(count)
        if found is not None and self.strongest_first:
            self._order = np.argsort(-np.abs(found.terms), kind="stable")
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:
        """As many rows as numbers."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Its number, image, audio, term."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A number, or the class that it stands for."""
        if self._found is None or not index.isValid():
            return None
        place, column = int(self._order[index.row()]), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if column == 0:
            name = class_name(self._names[place]) if place < len(self._names) else ""
            return f"{place}  {name}".strip()
        values = (self._found.image, self._found.audio, self._found.terms)[column - 1]
        decimals = DECIMALS if role == Qt.ItemDataRole.DisplayRole else 9
        return number(float(values[place]), decimals)


class ArithmeticView(QWidget):
    """The table of numbers, and the steps below it; every value can be selected and copied."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = NumbersModel()
        self.table = QTableView()
        self.table.setModel(self.numbers)
        self.table.setAccessibleName(tr("Numbers of image and audio"))
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.title = label("", "title")
        self._steps = QGridLayout()
        self._steps.setHorizontalSpacing(12)
        self._steps.setVerticalSpacing(2)
        self.values: dict[str, QLabel] = {}
        self._names: dict[str, QLabel] = {}
        steps = ("total", "scale", "bias", "logit", "sigmoid", "score", "map")
        for n, key in enumerate(steps):
            self._add_step(n, key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.table, 1)
        column.addLayout(self._steps)

    def show_arithmetic(
        self,
        found: Arithmetic | None,
        network: str,
        names: tuple[str, ...],
        on_map: float | None,
    ) -> None:
        """Show the arithmetic of a network; on_map: the number that the map has there."""
        self.numbers.show_arithmetic(found, network, names)
        for key, text in self._step_names(network).items():
            self._names[key].setText(text)
        values = {} if found is None else self._step_values(found, on_map)
        for key, shown in self.values.items():
            shown.setText(values.get(key, "–"))
        for key in ("score", "map"):
            for part in (self._names[key], self.values[key]):
                part.setVisible(network == "avol")

    def _add_step(self, n: int, key: str) -> None:
        name, value = label("", "muted"), label()
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._names[key], self.values[key] = name, value
        row, side = n % 4, 2 * (n // 4)
        self._steps.addWidget(name, row, side)
        self._steps.addWidget(value, row, side + 1)

    @staticmethod
    def _step_names(network: str) -> dict[str, str]:
        return {
            "total": _TOTALS[network],
            "scale": tr("× scale"),
            "bias": tr("+ bias"),
            "logit": tr("= logit"),
            "sigmoid": tr("Sigmoid of the logit"),
            "score": tr("Calibrated score"),
            "map": tr("Number on the map"),
        }

    @staticmethod
    def _step_values(found: Arithmetic, on_map: float | None) -> dict[str, str]:
        keys = ("total", "scale", "bias", "logit", "sigmoid", "score")
        values = {key: number(getattr(found, key), DECIMALS) for key in keys}
        if on_map is not None:
            values["map"] = number(on_map, DECIMALS)
        return values
