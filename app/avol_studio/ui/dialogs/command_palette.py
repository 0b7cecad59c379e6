"""The command palette: type a few letters, Enter runs the command."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from avol_studio.core.translation import titled, tr
from avol_studio.ui.commands import CommandRegistry, key_text, menu_text
from avol_studio.ui.commands.command_search import find_commands
from avol_studio.ui.commands.condition import why_not
from avol_studio.ui.style import theme

_ID = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandPalette(QDialog):
    """Lists the commands that fit to the typed words, with menu and keys.

    Commands that are not available are grey, with the reason.
    """

    def __init__(self, registry: CommandRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Command palette"))
        self._registry = registry
        self._entry, self._list = QLineEdit(), QTreeWidget()
        self._entry.setPlaceholderText(tr("Type a command: screenshot, heatmap, loop…"))
        self._entry.setAccessibleName(tr("Find a command"))
        self._entry.textChanged.connect(self._update)
        self._entry.returnPressed.connect(self._run)
        self._entry.installEventFilter(self)
        self._list.setAccessibleName(tr("Commands"))
        self._list.setColumnCount(3)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setStretchLastSection(False)
        for column in (1, 2):
            mode = QHeaderView.ResizeMode.ResizeToContents
            self._list.header().setSectionResizeMode(column, mode)
        self._list.itemActivated.connect(self._run)
        self._list.itemClicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self._entry)
        column.addWidget(self._list)
        self.resize(theme.px(parent, 640), theme.px(parent, 440))

    def showEvent(self, event: QShowEvent) -> None:
        """Start with an empty search."""
        super().showEvent(event)
        self._entry.clear()
        self._entry.setFocus()
        self._update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys move in the list while one types."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() not in _MOVES:
                return False
            self._list.event(event)
            return True
        return False

    def _update(self) -> None:
        self._list.clear()
        for command in find_commands(self._registry.commands, self._entry.text()):
            action = self._registry.actions[command.id]
            place = menu_text(command.menu)
            reason = "" if action.isEnabled() else why_not(command.enabled)
            item = QTreeWidgetItem([command.text, reason or place, _keys(action)])
            item.setData(0, _ID, command.id)
            item.setToolTip(0, command.help)
            colors = theme.of(self)
            item.setForeground(1, QColor(colors.muted))
            item.setForeground(2, QColor(colors.muted))
            if reason:
                item.setForeground(0, QColor(colors.faint))
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, titled(command.text, reason))
            self._list.addTopLevelItem(item)
        if not self._list.topLevelItemCount():
            nothing = QTreeWidgetItem([tr("No matching command")])
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addTopLevelItem(nothing)
        if (first := self._list.topLevelItem(0)) is not None:
            self._list.setCurrentItem(first)

    def _run(self) -> None:
        item = self._list.currentItem()
        action = None if item is None else self._registry.actions.get(item.data(0, _ID))
        if action is not None and action.isEnabled():
            self.accept()
            QTimer.singleShot(0, action, action.trigger)  # after the window has the focus again


def _keys(action: QAction) -> str:
    return " · ".join(key_text(key.toString()) for key in action.shortcuts())
