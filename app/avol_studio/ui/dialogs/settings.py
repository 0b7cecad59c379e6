"""The Settings dialog, built from the fields of `Settings`."""

from collections.abc import Callable
from typing import Any, get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from avol_studio.core.settings.schema import SETTING_INFOS, SettingInfo, Settings
from avol_studio.core.settings.store import SettingsStore
from avol_studio.core.translation import tr
from avol_studio.ui.style import theme
from avol_studio.ui.text.setting_values import setting_text
from avol_studio.ui.widgets.basic import label, paragraph, row
from avol_studio.ui.widgets.controls import Combo, Slider
from avol_studio.ui.widgets.scroll_dialog import make_scrollable
from avol_studio.ui.widgets.switch import Switch

ShowValue = Callable[[Any], None]


class SettingsDialog(QDialog):
    """Groups of settings; each change takes effect at once."""

    def __init__(self, store: SettingsStore, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self._store = store
        self._editors: dict[str, tuple[QWidget, ShowValue]] = {}
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        for group, names in self._groups().items():
            column.addWidget(label(tr(group), "title"))
            column.addWidget(self._card(names))
            column.addSpacing(12)
        column.addStretch(1)
        page.setMinimumWidth(theme.px(self, 536))
        store.changed.connect(self._show)
        self._show(store.value)
        make_scrollable(self, page, foot=self._foot())

    @staticmethod
    def _groups() -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for name, info in SETTING_INFOS.items():
            groups.setdefault(info.group, []).append(name)
        return groups

    def _card(self, names: list[str]) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        for n, name in enumerate(names):
            item = SETTING_INFOS[name]
            texts = QVBoxLayout()
            texts.setSpacing(0)
            texts.addWidget(QLabel(tr(item.label)))
            texts.addWidget(paragraph(tr(item.help), "caption"))
            grid.addLayout(texts, n, 0)
            editor, show = self._editor(name, item)
            editor.setMinimumWidth(theme.px(self, 180))
            self._editors[name] = (editor, show)
            grid.addWidget(editor, n, 1, Qt.AlignmentFlag.AlignVCenter)
        return card

    def _editor(self, name: str, item: SettingInfo) -> tuple[QWidget, ShowValue]:
        """The control of a setting, and a function that shows a value in it."""
        kind = Settings.model_fields[name].annotation
        if kind is bool:
            check = Switch(tr(item.label), tr(item.help))
            check.clicked.connect(lambda on: self._store.update(**{name: on}))
            return check, check.setChecked
        if kind is float:
            slider = Slider(tr(item.label), tr(item.help))
            slider.value_moved.connect(lambda value: self._store.update(**{name: value}))
            return _with_number(slider, name)
        combo = Combo(tr(item.label), tr(item.help))
        for choice in get_args(kind):
            if choice in item.choices:
                combo.addItem(tr(item.choices[choice]), choice)
        combo.activated.connect(lambda n: self._store.update(**{name: combo.itemData(n)}))
        return combo, lambda value: combo.setCurrentIndex(combo.findData(value))

    def _foot(self) -> QHBoxLayout:
        reset, close = QPushButton(tr("Reset")), QPushButton(tr("Close"))
        reset.setToolTip(tr("Reset all settings to their defaults"))
        reset.setProperty("flat", True)
        close.setToolTip(tr("Close the settings (Esc)"))
        close.setProperty("primary", True)
        reset.clicked.connect(self._store.reset)
        close.clicked.connect(self.close)
        foot = row(reset, None, close)
        foot.setContentsMargins(24, 12, 24, 16)
        return foot

    def _show(self, settings: Settings) -> None:
        for name, (_, show) in self._editors.items():
            show(getattr(settings, name))


def _with_number(slider: Slider, name: str) -> tuple[QWidget, ShowValue]:
    """A slider with the value of a setting."""
    pair, number = QWidget(), label("", "muted")
    line = row(slider, number)
    line.setStretch(0, 1)
    pair.setLayout(line)
    number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show(value: float) -> None:
        slider.set_value_silently(value)
        number.setText(setting_text(name, value))

    return pair, show
