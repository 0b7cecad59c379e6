"""The Compare panel: one image, sounds or models side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QPushButton, QRadioButton, QVBoxLayout, QWidget

from avol_studio.core.translation import tr
from avol_studio.services.compare.state import CompareMode
from avol_studio.ui.compare.labels import MEANING, agreement_text
from avol_studio.ui.widgets.basic import ElidedLabel, IconButton, paragraph, radio, row
from avol_studio.ui.widgets.controls import Combo

if TYPE_CHECKING:
    from avol_studio.services.compare.compare_service import CompareService
    from avol_studio.services.compare.state import ComparedModel

MODES = {"": tr("One image"), "sounds": tr("Compare sounds"), "models": tr("Compare models")}
_ADD = ("compare.default_weights", "compare.checkpoint", "compare.image_only", "compare.silence")
_LEFT = Qt.AlignmentFlag.AlignLeft


class _ModelRow(QWidget):
    """One compared model: name, agreement with the first model, remove button."""

    def __init__(self, model: ComparedModel, remove: Callable[[], None]) -> None:
        super().__init__()
        self.model = model
        name = ElidedLabel(_LEFT)
        name.setText(model.name)
        self.agreement = paragraph("", "caption")
        self.agreement.setAccessibleName(tr("Agreement of {name}").format(name=model.name))
        self.agreement.setToolTip(MEANING)
        remove_action = QAction(tr("Remove {name}").format(name=model.name), self)
        remove_action.setToolTip(tr("Remove {name}").format(name=model.name))
        remove_action.setProperty("icon_name", "close")
        remove_action.triggered.connect(remove)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(name)
        texts.addWidget(self.agreement)
        line = row()
        line.addLayout(texts, 1)
        line.addWidget(IconButton(remove_action, 28))
        self.setLayout(line)


class ComparePanel(QWidget):
    """Selects what is compared; adds and removes models."""

    chosen = Signal(str)  # Mode

    def __init__(self, service: CompareService, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._service = service
        self._rows: list[_ModelRow] = []
        self._group = QButtonGroup(self)
        self._radios = {mode: self._make_radio(mode, actions) for mode in get_args(CompareMode)}
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._add = Combo(tr("Add a model"), tr("Compare with another model, up to three"))
        self._add.addItem(tr("Add a model…"))
        for id in _ADD:
            self._add.addItem(actions[id].iconText(), actions[id])
        self._add.activated.connect(self._on_add)
        save = QPushButton(tr("Save figure"))
        save.setToolTip(actions["compare.figure"].toolTip())
        save.setAccessibleName(tr("Save figure"))
        save.clicked.connect(actions["compare.figure"].trigger)
        hint = paragraph(
            tr("Choose sounds in the Sounds panel; U pins the current audio window."), "caption"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(8)
        for button in self._radios.values():
            column.addWidget(button)
        column.addLayout(self._list)
        column.addWidget(self._add)
        column.addWidget(save)
        column.addWidget(hint)
        service.changed.connect(self._update)
        self.show_mode("")

    def show_mode(self, mode: CompareMode) -> None:
        """Show what is compared."""
        self._radios[mode].setChecked(True)

    def _make_radio(self, mode: CompareMode, actions: Mapping[str, QAction]) -> QRadioButton:
        tip = actions[f"compare.{mode}"].toolTip() if mode else tr("The image with its map")
        button = radio(MODES[mode], tip)
        button.clicked.connect(lambda: self.chosen.emit(mode))
        self._group.addButton(button)
        return button

    def _on_add(self, n: int) -> None:
        action = self._add.itemData(n)
        self._add.setCurrentIndex(0)
        if isinstance(action, QAction):
            action.trigger()

    def _update(self) -> None:
        service = self._service
        if [line.model for line in self._rows] != list(service.models):
            self._fill()
        for line in self._rows:
            line.agreement.setText(agreement_text(service.agreement(line.model)) or "–")
        self._add.setEnabled(not service.full)

    def _fill(self) -> None:
        for old in self._rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [
            _ModelRow(model, lambda model=model: self._service.remove(model))
            for model in self._service.models
        ]
        for line in self._rows:
            self._list.addWidget(line)
