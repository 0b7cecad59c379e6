"""A command: its text, keys, menu and help, its handler, and whether it is available."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtGui import QKeySequence

from avol_studio.core.translation import QT_TR_NOOP, tr

MENU_NAMES = (
    QT_TR_NOOP("File"), QT_TR_NOOP("Edit"), QT_TR_NOOP("View"), QT_TR_NOOP("Playback"),
    QT_TR_NOOP("Live"), QT_TR_NOOP("Analysis"), QT_TR_NOOP("Tools"), QT_TR_NOOP("Help"),
    QT_TR_NOOP("Map"), QT_TR_NOOP("Zoom"), QT_TR_NOOP("Timeline"), QT_TR_NOOP("Panels"),
    QT_TR_NOOP("Theme"), QT_TR_NOOP("Speed"), QT_TR_NOOP("Loop"), QT_TR_NOOP("Go"),
    QT_TR_NOOP("Query region"), QT_TR_NOOP("Replace audio"), QT_TR_NOOP("Compare"),
    QT_TR_NOOP("Annotation"), QT_TR_NOOP("Taught classes"),
)  # fmt: skip
"""The names of all menus and submenus, as they are in `Command.menu`."""
_ARROWS = (("Left", "←"), ("Right", "→"), ("Up", "↑"), ("Down", "↓"))


def always() -> bool:
    """The condition of a command that is always available."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One command, declared by the part of the studio that handles it.

    handler: runs the command; a returned text is shown on the image for a second.
    enabled, checked: the present state, read after every change; `checked` is None for a command
    that is no toggle. icon: one name, or two as "off|on". menu: a menu, or "Menu/Submenu"; "" keeps
    the command out of the menus. order: position in the menu bar's menu; a new hundred begins a new
    section. family: a line of help shared by several commands.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    handler: Callable[[], str | None]
    help: str
    icon: str = ""
    enabled: Callable[[], bool] = always
    checked: Callable[[], bool] | None = None
    family: str = ""
    menu: str = ""
    order: int = 0

    def tooltip(self, keys: tuple[str, ...]) -> str:
        """The help, with its present keys in parentheses."""
        names = tr(" or ").join(key_text(key) for key in keys)
        return f"{self.help} ({names})" if names else self.help


def in_menu(menu: str, order: int, *commands: Command) -> list[Command]:
    """The commands with their menu and their position in it set."""
    return [replace(command, menu=menu, order=order) for command in commands]


def menu_text(path: str) -> str:
    """A menu in the language of the window, such as "Playback › Speed"; "" for none."""
    return " › ".join(tr(name) for name in path.split("/")) if path else ""


def key_text(key: str) -> str:
    """A key as this platform writes it, with arrows for the arrow keys."""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    for word, arrow in _ARROWS:
        text = text.replace(word, arrow)
    return text
