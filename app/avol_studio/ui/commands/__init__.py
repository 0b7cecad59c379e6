"""Commands: the table of texts, keys and handlers, and the commands of the player and the view."""

from avol_studio.ui.commands.command import Command, always, in_menu, key_text, menu_text
from avol_studio.ui.commands.registry import CommandRegistry

__all__ = ["Command", "CommandRegistry", "always", "in_menu", "key_text", "menu_text"]
