"""The dialogs that explain: what you see, all keys, what AVOL is."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from app.actions import Command
from app.views.about import About
from app.views.help_sheet import HelpSheet
from app.views.reading_sheet import ReadingSheet

Show = Callable[[type[QDialog], Callable[[], QDialog]], None]
"""Shows the dialog of a kind, made at the first time."""


def commands(window: QWidget, show: Show) -> dict[str, Command]:
    """The commands of the menu Help."""
    return {
        "help.reading": lambda: show(ReadingSheet, lambda: ReadingSheet(window)),
        "help.keys": lambda: show(HelpSheet, lambda: HelpSheet(window)),
        "help.about": lambda: show(About, lambda: About(window)),
    }
