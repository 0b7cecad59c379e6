"""The commands of the menu Help: quick help, keyboard shortcuts, about."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from avol_studio.ui.commands import Command, CommandRegistry, in_menu
from avol_studio.ui.dialogs.about import AboutDialog
from avol_studio.ui.dialogs.quick_help import QuickHelpDialog
from avol_studio.ui.dialogs.shortcuts import ShortcutsDialog

ShowDialog = Callable[[type[QDialog], Callable[[], QDialog]], None]
"""Shows the dialog of a kind; the second argument creates it at the first time."""


def help_commands(
    window: QWidget, show: ShowDialog, registry: Callable[[], CommandRegistry]
) -> list[Command]:
    """The commands of the menu Help; `registry` is the table that the shortcuts list."""
    quick = lambda: show(QuickHelpDialog, lambda: QuickHelpDialog(window))  # noqa: E731
    shortcuts = lambda: show(  # noqa: E731
        ShortcutsDialog, lambda: ShortcutsDialog(registry().commands, window)
    )
    about = lambda: show(AboutDialog, lambda: AboutDialog(window))  # noqa: E731
    return [
        *in_menu(
            "Help", 0,
            Command(
                "help.quick", "Quick help", ("F1",), quick,
                "Explain map, score, verdict and timeline", "help",
            ),
            Command(
                "help.shortcuts", "Keyboard shortcuts", ("?",), shortcuts,
                "Show all keyboard shortcuts, and search the commands",
            ),
        ),
        *in_menu("Help", 100, Command("help.about", "About AVOL", (), about,
            "Version and licence")),
    ]  # fmt: skip
