"""A command: its text, keys, menu and help, its handler, and whether it is available."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtGui import QKeySequence

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

    @property
    def tooltip(self) -> str:
        """The help, with the keys in parentheses."""
        keys = " or ".join(key_text(key) for key in self.keys)
        return f"{self.help} ({keys})" if keys else self.help


def in_menu(menu: str, order: int, *commands: Command) -> list[Command]:
    """The commands with their menu and their position in it set."""
    return [replace(command, menu=menu, order=order) for command in commands]


def key_text(key: str) -> str:
    """A key as this platform writes it, with arrows for the arrow keys."""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    for word, arrow in _ARROWS:
        text = text.replace(word, arrow)
    return text
