"""Every command: one table of words, keys and places, and what each of them does."""

from avol_studio.ui.commands.registry import MENUS, SPECS, make_actions, refresh
from avol_studio.ui.commands.spec import Command, CommandContext, CommandSpec, key_text

__all__ = [
    "MENUS",
    "SPECS",
    "Command",
    "CommandContext",
    "CommandSpec",
    "key_text",
    "make_actions",
    "refresh",
]
