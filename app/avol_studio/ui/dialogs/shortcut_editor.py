"""The dialog in which the keys of the commands are changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from avol_studio.core.settings.store import SettingsStore
from avol_studio.core.translation import tr
from avol_studio.ui.commands import CommandRegistry, key_text, menu_text
from avol_studio.ui.commands.command_search import find_commands
from avol_studio.ui.commands.shortcut_map import ShortcutMap, opens_menu
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import label, paragraph, row

_ID = Qt.ItemDataRole.UserRole


class ShortcutEditor(QDialog):
    """A list of the commands with their keys; each change takes effect at once."""

    def __init__(self, registry: CommandRegistry, store: SettingsStore, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Change shortcuts"))
        self._registry, self._store = registry, store
        self._texts = {command.id: command.text for command in registry.commands}
        self._entry, self._list, self.keys = QLineEdit(), QTreeWidget(), QKeySequenceEdit()
        self._note = paragraph("", "caption")
        self._entry.setPlaceholderText(tr("Find a command"))
        self._entry.setAccessibleName(tr("Find a command"))
        self._entry.textChanged.connect(self._fill)
        self.keys.setAccessibleName(tr("New shortcut"))
        self.keys.setToolTip(tr("Press the new keys"))
        self.keys.setClearButtonEnabled(True)
        self.keys.keySequenceChanged.connect(self._show_conflict)
        self._make_list()
        self._set = _button(tr("Set"), tr("Give these keys to the selected command"))
        remove = _button(tr("Remove"), tr("Leave the selected command without keys"))
        reset = _button(tr("Reset"), tr("Give the selected command its default keys"))
        reset_all = _button(tr("Reset all"), tr("Give all commands their default keys"))
        self._set.clicked.connect(self._assign)
        remove.clicked.connect(lambda: self._change(lambda keys, id: keys.remove(id)))
        reset.clicked.connect(lambda: self._change(lambda keys, id: keys.reset(id)))
        reset_all.clicked.connect(lambda: self._change(lambda keys, _: keys.reset_all()))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._entry)
        column.addWidget(self._list)
        column.addLayout(row(label(tr("New shortcut")), self.keys, self._set, remove, reset))
        column.addWidget(self._note)
        column.addLayout(row(reset_all, None))
        self.resize(theme.px(parent, 640), theme.px(parent, 520))
        self._fill()
        self._show_conflict()

    def select(self, id: str) -> None:
        """Select a command."""
        for n in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(n)
            if item is not None and item.data(0, _ID) == id:
                self._list.setCurrentItem(item)

    @property
    def note(self) -> str:
        """What is said about the new keys, such as a conflict."""
        return self._note.text()

    def _make_list(self) -> None:
        self._list.setAccessibleName(tr("Commands"))
        self._list.setColumnCount(2)
        self._list.setHeaderLabels([tr("Command"), tr("Shortcut")])
        self._list.setRootIsDecorated(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._list.header().setStretchLastSection(False)
        self._list.currentItemChanged.connect(self._show_conflict)

    def _fill(self) -> None:
        chosen, found = self._id, find_commands(self._registry.commands, self._entry.text())
        self._list.clear()
        for command in found:
            keys = " · ".join(key_text(key) for key in self._registry.keys.keys(command.id))
            place = f"{menu_text(command.menu)} › " if command.menu else ""
            item = QTreeWidgetItem([f"{place}{command.text}", keys])
            item.setData(0, _ID, command.id)
            item.setToolTip(0, command.help)
            self._list.addTopLevelItem(item)
        if (first := self._list.topLevelItem(0)) is not None:
            self._list.setCurrentItem(first)
        self.select(chosen)

    @property
    def _id(self) -> str:
        item = self._list.currentItem()
        return "" if item is None else item.data(0, _ID)

    @property
    def _key(self) -> str:
        portable = QKeySequence.SequenceFormat.PortableText
        return self.keys.keySequence().toString(portable)

    def _show_conflict(self) -> None:
        owner = self._registry.keys.owner(self._key) if self._key else None
        text = tr("Select a command, press its new keys, and choose Set.")
        if self._key and opens_menu(self._key):
            text = tr("Alt with a letter opens a menu; choose other keys.")
        elif owner is not None and owner != self._id:
            text = tr("{key} belongs to “{texts}”; Set takes it from there.").format(
                key=key_text(self._key), texts=self._texts[owner]
            )
        self._note.setText(text)
        self._set.setEnabled(bool(self._key and self._id) and not opens_menu(self._key))

    def _assign(self) -> None:
        key = self._key
        self._change(lambda keys, id: keys.assign(id, key))
        self.keys.clear()

    def _change(self, change: Callable[[ShortcutMap, str], None]) -> None:
        keys = self._registry.keys
        change(keys, self._id)
        self._store.update(shortcuts=dict(keys.changes))
        self._fill()
        self._show_conflict()


def _button(text: str, tooltip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tooltip)
    button.setAutoDefault(False)
    return button
