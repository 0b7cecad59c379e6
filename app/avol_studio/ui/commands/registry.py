"""All commands of a window with their actions; menus, tooltips and help read this table."""

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from avol_studio.ui.commands.command import Command


class CommandRegistry:
    """The commands in menu order, and one QAction for each of them by its id."""

    def __init__(
        self, window: QWidget, commands: Iterable[Command], on_done: Callable[[str], None]
    ) -> None:
        """Create the actions; their keys work wherever the focus is in `window`.

        `on_done` is called after each command with the text that its handler returned, or "".
        """
        self.commands = tuple(sorted(commands, key=lambda command: command.order))
        self.actions = {
            command.id: _make_action(window, command, on_done) for command in self.commands
        }

    def update(self) -> None:
        """Enable and check the actions according to the present state."""
        for command in self.commands:
            action = self.actions[command.id]
            action.setEnabled(command.enabled())
            if command.checked is not None:
                action.setChecked(command.checked())


def _make_action(window: QWidget, command: Command, on_done: Callable[[str], None]) -> QAction:
    action = QAction(command.text, window)
    action.setObjectName(command.id)
    action.setShortcuts([QKeySequence(key) for key in command.keys])
    action.setToolTip(command.tooltip)
    action.setStatusTip("")
    action.setCheckable(command.checked is not None)
    action.setProperty("icon_name", command.icon)
    action.setMenuRole(QAction.MenuRole.NoRole)
    action.triggered.connect(lambda _=False: on_done(command.handler() or ""))
    window.addAction(action)
    return action
