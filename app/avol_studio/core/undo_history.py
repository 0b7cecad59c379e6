"""Undo and redo over several undo stacks, in the order of their changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack
from shiboken6 import isValid


class UndoHistory(QObject):
    """The changes of all added stacks as one history."""

    changed = Signal()
    """Whether there is something to undo or redo may have changed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._done: list[QUndoStack] = []  # the stack of each change, oldest first
        self._undone: list[QUndoStack] = []
        self._indices: dict[QUndoStack, int] = {}
        self._moving = False

    def add(self, stack: QUndoStack) -> None:
        """Include the changes of a stack, which must be empty."""
        self._indices[stack] = 0
        stack.indexChanged.connect(self._on_index)

    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return bool(self._done)

    def can_redo(self) -> bool:
        """Whether there is a change to redo."""
        return bool(self._undone)

    def undo(self) -> None:
        """Undo the newest change."""
        if self._done:
            stack = self._done.pop()
            self._undone.append(stack)
            self._move(stack.undo)

    def redo(self) -> None:
        """Redo the change that was undone last."""
        if self._undone:
            stack = self._undone.pop()
            self._done.append(stack)
            self._move(stack.redo)

    def _move(self, go: Callable[[], object]) -> None:
        self._moving = True
        try:
            go()
        finally:
            self._moving = False
        self.changed.emit()

    def _on_index(self) -> None:
        """A stack has changed: by a new change, by this history, or because it was cleared.

        Stacks are cleared too while Qt destroys them one after another.
        """
        if not all(map(isValid, self._indices)):
            return
        for stack, before in self._indices.items():
            if not isValid(stack):  # the window is being deleted: a stack empties itself then
                continue
            self._indices[stack] = stack.index()
            if self._moving:
                continue
            if stack.index() > before:
                self._done.append(stack)
                self._undone.clear()
            elif not stack.count():
                self._done = [each for each in self._done if each is not stack]
                self._undone = [each for each in self._undone if each is not stack]
        self.changed.emit()
