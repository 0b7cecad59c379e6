"""The panel Taught classes: the steps that teach one, the list, the examples of one class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from avol.teaching.taught_class import MAX_NAME
from avol_studio.core.class_names import KNOWN, class_name, typed_name
from avol_studio.core.translation import tr
from avol_studio.ui.teaching.class_list import ClassList, ClassRow
from avol_studio.ui.teaching.example_strip import ExamplePreview, ExampleStrip
from avol_studio.ui.teaching.guide import TeachingGuide
from avol_studio.ui.teaching.pages import button
from avol_studio.ui.widgets.basic import ErrorLine, IconButton, action_button, paragraph, row

if TYPE_CHECKING:
    from avol.teaching.examples import StoredExample

EMPTY = tr("Teach AVOL an object and its sound that it does not know.")


class TeachingPanel(QWidget):
    """Shows the steps of teaching, or the taught classes and their examples."""

    renamed = Signal(str, str)  # old and new name
    example_chosen = Signal(int)
    example_deleted = Signal(int)

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._name = ""
        self._examples: Sequence[StoredExample] = ()
        self.guide, self.classes = TeachingGuide(), ClassList()
        self.strip, self.preview = ExampleStrip(), ExamplePreview()
        self.name_line = QLineEdit()
        self.name_line.setAccessibleName(tr("Name of the class"))
        self.name_line.setToolTip(tr("Rename the class: type another name, then Enter"))
        self.name_line.setMaxLength(MAX_NAME)
        self.delete_example = button(tr("Delete example"), tr("Delete the selected example"))
        self._note = paragraph(EMPTY, "muted")
        self._switched_off, self._warnings = ErrorLine(), ErrorLine()
        self._lay_out(actions)
        self.name_line.editingFinished.connect(self._rename)
        self.strip.chosen.connect(self._choose)
        self.strip.delete_requested.connect(self.example_deleted)
        self.delete_example.clicked.connect(self._delete)
        self.show_class("", ())
        self.show_off("")

    def _lay_out(self, actions: Mapping[str, QAction]) -> None:
        tools = [
            IconButton(actions[id], 30) for id in ("teach.import", "teach.export", "teach.delete")
        ]
        teach = action_button(actions["teach.begin"], tr("Teach…"), primary=True)
        self._overview = QWidget()
        inner = QVBoxLayout(self._overview)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addLayout(row(teach, None, *tools, spacing=2))
        inner.addWidget(self._note)
        inner.addWidget(self._switched_off)
        inner.addWidget(self.classes)
        self._details = QWidget()
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(8)
        details.addWidget(self._warnings)
        details.addLayout(row(self.name_line, action_button(actions["teach.add"], tr("Add…"))))
        details.addWidget(self.strip)
        details.addWidget(self.preview)
        details.addLayout(row(self.delete_example, None))
        inner.addWidget(self._details)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.guide)
        column.addWidget(self._overview)

    # -- content -----------------------------------------------------------------------------

    def show_teaching(self, teaching: bool) -> None:
        """Show the steps alone while a class is taught."""
        self._overview.setVisible(not teaching)

    def show_off(self, reason: str) -> None:
        """Show why the classes are switched off; "" if they are used."""
        self._switched_off.show_error(reason)

    def show_classes(self, rows: Sequence[ClassRow], current: str = "") -> None:
        """List the classes."""
        self._note.setVisible(not rows)
        self.classes.setVisible(bool(rows))
        self.classes.show_rows(rows, current)

    def show_class(
        self, name: str, examples: Sequence[StoredExample], warnings: Sequence[str] = ()
    ) -> None:
        """Show the selected class with its examples and warnings; "" shows none."""
        self._warnings.show_error("\n".join(warnings))
        other = name != self._name
        self._name, self._examples = name, examples
        self._details.setVisible(bool(name))
        if other or not self.name_line.hasFocus():
            self.name_line.setText(class_name(name))
        self.strip.show_examples(examples)
        n = -1 if other else self.strip.currentRow()
        if other:
            self.strip.setCurrentRow(-1)
        self._show_example(n)

    def _show_example(self, n: int) -> None:
        shown = self._examples[n] if 0 <= n < len(self._examples) else None
        self.preview.show_example(n + 1, shown)
        self.delete_example.setVisible(shown is not None)

    # -- the person --------------------------------------------------------------------------

    def _choose(self, n: int) -> None:
        self._show_example(n)
        self.example_chosen.emit(n)

    def _delete(self) -> None:
        if self.strip.currentRow() >= 0:
            self.example_deleted.emit(self.strip.currentRow())

    def _rename(self) -> None:
        name = " ".join(self.name_line.text().split())
        name = typed_name(name, (self._name, *KNOWN)) or name
        self.name_line.setText(class_name(name or self._name))
        if name and name != self._name:
            self.renamed.emit(self._name, name)
