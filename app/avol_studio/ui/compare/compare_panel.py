"""The Side by side panel: what lies side by side, and which models."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QPushButton, QRadioButton, QVBoxLayout, QWidget

from avol_studio.core.state.compare_state import Mode
from avol_studio.ui.compare.labels import MEANING, agreement_text
from avol_studio.ui.widgets.basic import ElidedLabel, IconButton, label, radio, row
from avol_studio.ui.widgets.controls import Combo

if TYPE_CHECKING:
    from avol_studio.services.compare.compare_service import CompareService
    from avol_studio.services.compare.state import ComparedModel

MODES = {"": "One picture", "sounds": "Sounds side by side", "models": "Models side by side"}
_ADD = ("compare.default_weights", "compare.checkpoint", "compare.image_only", "compare.silence")
_LEFT = Qt.AlignmentFlag.AlignLeft


class _RivalRow(QWidget):
    """One model: its name, how it agrees with the first, and away with it."""

    def __init__(self, rival: ComparedModel, remove: Callable[[], None]) -> None:
        super().__init__()
        self.rival = rival
        name = ElidedLabel(_LEFT)
        name.setText(rival.name)
        self.agreement = label("", "caption")
        self.agreement.setAccessibleName(f"Agreement of {rival.name}")
        self.agreement.setToolTip(MEANING)
        away = QAction(f"Remove {rival.name}", self)
        away.setToolTip(f"Take {rival.name} away")
        away.setProperty("icon_name", "close")
        away.triggered.connect(remove)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(self.agreement)
        line = row()
        line.addLayout(words, 1)
        line.addWidget(IconButton(away, 28))
        self.setLayout(line)


class ComparePanel(QWidget):
    """Chooses between one picture, sounds and models; adds and removes models."""

    chosen = Signal(str)  # Mode

    def __init__(self, contest: CompareService, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._contest = contest
        self._rows: list[_RivalRow] = []
        self._group = QButtonGroup(self)
        self._radios = {mode: self._make_radio(mode, actions) for mode in get_args(Mode)}
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._add = Combo("Add a model", "Set another model beside the first, up to three")
        self._add.addItem("Add a model…")
        for id in _ADD:
            self._add.addItem(actions[id].text(), actions[id])
        self._add.activated.connect(self._on_add)
        save = QPushButton("Save as a figure")
        save.setToolTip(actions["compare.figure"].toolTip())
        save.setAccessibleName("Save as a figure")
        save.clicked.connect(actions["compare.figure"].trigger)
        hint = label("Sounds are chosen in the Sounds panel; U puts this moment under the picture.")
        hint.setProperty("role", "caption")
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(8)
        for button in self._radios.values():
            column.addWidget(button)
        column.addLayout(self._list)
        column.addWidget(self._add)
        column.addWidget(save)
        column.addWidget(hint)
        contest.changed.connect(self._follow)
        self.show_mode("")

    def show_mode(self, mode: Mode) -> None:
        """Mark what lies side by side."""
        self._radios[mode].setChecked(True)

    def _make_radio(self, mode: Mode, actions: Mapping[str, QAction]) -> QRadioButton:
        tip = actions[f"compare.{mode}"].toolTip() if mode else "The picture with its own map"
        button = radio(MODES[mode], tip)
        button.clicked.connect(lambda: self.chosen.emit(mode))
        self._group.addButton(button)
        return button

    def _on_add(self, n: int) -> None:
        action = self._add.itemData(n)
        self._add.setCurrentIndex(0)
        if isinstance(action, QAction):
            action.trigger()

    def _follow(self) -> None:
        contest = self._contest
        if [line.rival for line in self._rows] != list(contest.rivals):
            self._fill()
        for line in self._rows:
            line.agreement.setText(agreement_text(contest.agreement(line.rival)) or "–")
        self._add.setEnabled(not contest.full)

    def _fill(self) -> None:
        for old in self._rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [
            _RivalRow(rival, lambda rival=rival: self._contest.remove(rival))
            for rival in self._contest.rivals
        ]
        for line in self._rows:
            self._list.addWidget(line)
