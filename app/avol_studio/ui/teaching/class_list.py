"""The list of the taught classes: on or off, number of examples, warnings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy

from avol_studio.core.class_names import class_name
from avol_studio.core.translation import tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.delete_key import DeleteKey

ROWS = 6  # shown at once


@dataclass(frozen=True, slots=True)
class ClassRow:
    """What the list shows of a class. warnings: in words."""

    name: str
    enabled: bool
    count: int
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The name with the number of examples; a sign says that something is doubtful."""
        return f"{'⚠ ' if self.warnings else ''}{class_name(self.name)} ({self.count})"


class ClassList(QListWidget):
    """Lists taught classes; a check mark uses a class, Delete removes it."""

    selected = Signal(str)  # a name, or ""
    enabled_changed = Signal(str, bool)
    delete_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ClassRow, ...] = ()
        self.setAccessibleName(tr("Taught classes"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(tr("A check mark uses a class for the map; Delete removes it"))
        self.itemChanged.connect(self._on_changed)
        self.currentRowChanged.connect(lambda row: self.selected.emit(self._name(row)))
        DeleteKey(self, self._delete)

    @property
    def current_name(self) -> str:
        """The name of the selected class, or ""."""
        return self._name(self.currentRow())

    def show_rows(self, rows: Sequence[ClassRow], current: str = "") -> None:
        """Show these classes; `current` is selected, else the one that was."""
        if tuple(rows) == self._rows and current in ("", self.current_name):
            return
        current, row_before = current or self.current_name, self.currentRow()
        self._rows = tuple(rows)
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = QListWidgetItem(row.text)
            item.setCheckState(Qt.CheckState.Checked if row.enabled else Qt.CheckState.Unchecked)
            count = tr("%n examples", "", row.count)
            lines = f"{class_name(row.name)}, {count}", *row.warnings
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(lines))
            item.setToolTip("\n".join(lines))
            self.addItem(item)
        names = [row.name for row in rows]
        nearest = min(max(row_before, 0), len(names) - 1)
        self.setCurrentRow(names.index(current) if current in names else nearest)
        self.blockSignals(False)
        self.updateGeometry()
        self.selected.emit(self.current_name)

    def sizeHint(self) -> QSize:
        """As high as its rows, up to `ROWS`."""
        heights = [self.sizeHintForRow(n) for n in range(min(self.count(), ROWS))]
        return QSize(theme.px(self, 240), sum(heights) + 8)

    def minimumSizeHint(self) -> QSize:
        """It does not shrink below its rows."""
        return QSize(0, self.sizeHint().height())

    def _delete(self) -> None:
        if self.current_name:
            self.delete_requested.emit(self.current_name)

    def _name(self, row: int) -> str:
        return self._rows[row].name if 0 <= row < len(self._rows) else ""

    def _on_changed(self, item: QListWidgetItem) -> None:
        checked = item.checkState() == Qt.CheckState.Checked
        row = self.row(item)
        if checked != self._rows[row].enabled:
            self.enabled_changed.emit(self._name(row), checked)
