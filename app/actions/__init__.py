"""Every command: one table of words, keys and places, and what each of them does."""

from app.actions.spec import Command, Situation, Spec, key_text
from app.actions.table import MENUS, SPECS, make_actions, refresh

__all__ = ["MENUS", "SPECS", "Command", "Situation", "Spec", "key_text", "make_actions", "refresh"]
