"""The dialogs that explain: what you see, all keys, what AVOL is."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from avol_studio.ui.commands import Command
from avol_studio.ui.dialogs.about import AboutDialog
from avol_studio.ui.dialogs.quick_help import QuickHelpDialog
from avol_studio.ui.dialogs.shortcuts import ShortcutsDialog

ShowDialog = Callable[[type[QDialog], Callable[[], QDialog]], None]
"""Shows the dialog of a kind, made at the first time."""


def commands(window: QWidget, show: ShowDialog) -> dict[str, Command]:
    """The commands of the menu Help."""
    return {
        "help.reading": lambda: show(QuickHelpDialog, lambda: QuickHelpDialog(window)),
        "help.keys": lambda: show(ShortcutsDialog, lambda: ShortcutsDialog(window)),
        "help.about": lambda: show(AboutDialog, lambda: AboutDialog(window)),
    }
