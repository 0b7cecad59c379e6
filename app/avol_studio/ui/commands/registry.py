"""All commands of a window with their actions; menus, tooltips and help read this table."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from avol_studio.ui.commands.command import Command
from avol_studio.ui.commands.shortcut_map import ShortcutMap


class CommandRegistry:
    """The commands in menu order, and one QAction for each of them by its id."""

    def __init__(
        self, window: QWidget, commands: Iterable[Command], on_done: Callable[[str], None]
    ) -> None:
        """Create the actions; their keys work wherever the focus is in `window`.

        `on_done` is called after each command with the text that its handler returned, or "".
        """
        self.commands = tuple(sorted(commands, key=lambda command: command.order))
        self.keys = ShortcutMap(self.commands, {})
        self.actions = {
            command.id: _make_action(window, command, on_done) for command in self.commands
        }
        self.set_keys({})

    def set_keys(self, changes: Mapping[str, tuple[str, ...]]) -> None:
        """Give all commands their keys: the defaults with these changes."""
        self.keys = ShortcutMap(self.commands, changes)
        for command in self.commands:
            keys, action = self.keys.keys(command.id), self.actions[command.id]
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setToolTip(command.tooltip(keys))

    def update(self) -> None:
        """Enable and check the actions according to the present state."""
        for command in self.commands:
            action = self.actions[command.id]
            action.setEnabled(command.enabled())
            if command.checked is not None:
                action.setChecked(command.checked())


def _make_action(window: QWidget, command: Command, on_done: Callable[[str], None]) -> QAction:
    action = QAction(command.text, window)
    action.setIconText(command.text)  # without the mnemonic of the menu
    action.setObjectName(command.id)
    action.setStatusTip("")
    action.setCheckable(command.checked is not None)
    action.setProperty("icon_name", command.icon)
    action.setMenuRole(QAction.MenuRole.NoRole)
    action.triggered.connect(lambda _=False: on_done(command.handler() or ""))
    window.addAction(action)
    return action
