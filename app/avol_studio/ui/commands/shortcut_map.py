"""The keys of the commands: the defaults, and what a person has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from avol_studio.ui.commands.command import Command

Keys = tuple[str, ...]


class ShortcutMap:
    """The keys of all commands; `changes` holds those that differ from the defaults."""

    def __init__(self, commands: Iterable[Command], changes: Mapping[str, Keys]) -> None:
        self._defaults = {command.id: command.keys for command in commands}
        self.changes = {id: tuple(keys) for id, keys in changes.items() if id in self._defaults}

    def keys(self, id: str) -> Keys:
        """The keys of a command."""
        return self.changes.get(id, self._defaults[id])

    def owner(self, key: str) -> str | None:
        """The id of the command that has a key."""
        wanted = QKeySequence(key)
        for id in self._defaults:
            if any(QKeySequence(other) == wanted for other in self.keys(id)):
                return id
        return None

    def assign(self, id: str, key: str) -> None:
        """Make a key the only one of a command; the command that had it loses it."""
        if (owner := self.owner(key)) is not None and owner != id:
            kept = (k for k in self.keys(owner) if QKeySequence(k) != QKeySequence(key))
            self._set(owner, tuple(kept))
        self._set(id, (key,))

    def remove(self, id: str) -> None:
        """Leave a command without a key."""
        self._set(id, ())

    def reset(self, id: str) -> None:
        """Give a command its default keys, also where others have them now."""
        for key in self._defaults[id]:
            if (owner := self.owner(key)) is not None and owner != id:
                kept = (k for k in self.keys(owner) if QKeySequence(k) != QKeySequence(key))
                self._set(owner, tuple(kept))
        self._set(id, self._defaults[id])

    def reset_all(self) -> None:
        """Give all commands their default keys."""
        self.changes.clear()

    def _set(self, id: str, keys: Keys) -> None:
        if keys == self._defaults[id]:
            self.changes.pop(id, None)
        else:
            self.changes[id] = keys


def opens_menu(key: str) -> bool:
    """Whether a key is Alt with a letter, which opens a menu."""
    sequence = QKeySequence(key)
    if not sequence.count():
        return False
    stroke = sequence[0]  # pyright: ignore[reportIndexIssue]
    is_letter = Qt.Key.Key_A <= stroke.key() <= Qt.Key.Key_Z
    return is_letter and stroke.keyboardModifiers() == Qt.KeyboardModifier.AltModifier
