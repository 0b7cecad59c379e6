"""One history over several undo stacks."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack
from pytestqt.qtbot import QtBot

from avol_studio.core.undo_history import UndoHistory


class _Note(QUndoCommand):
    def __init__(self, done: list[str], text: str) -> None:
        super().__init__(text)
        self._done, self._text = done, text

    def redo(self) -> None:
        self._done.append(self._text)

    def undo(self) -> None:
        self._done.remove(self._text)


def history_of_two() -> tuple[QObject, UndoHistory, list[str], list[Callable[[str], None]]]:
    parent, done = QObject(), list[str]()
    history = UndoHistory(parent)
    stacks = [QUndoStack(parent), QUndoStack(parent)]
    for stack in stacks:
        history.add(stack)
    push = [lambda text, stack=stack: stack.push(_Note(done, text)) for stack in stacks]
    return parent, history, done, push  # type: ignore[return-value]


def test_changes_are_undone_and_redone_in_their_order() -> None:
    _parent, history, done, (first, second) = history_of_two()
    first("a")
    second("b")
    first("c")
    states = []
    while history.can_undo():
        history.undo()
        states.append("".join(done))
    assert states == ["ab", "a", ""]
    while history.can_redo():
        history.redo()
        states.append("".join(done))
    assert states[3:] == ["a", "ab", "abc"]


def test_a_new_change_ends_redo() -> None:
    _parent, history, done, (first, second) = history_of_two()
    first("a")
    second("b")
    history.undo()
    first("c")
    assert not history.can_redo()
    history.undo()
    assert done == ["a"]


def test_a_cleared_stack_leaves_the_changes_of_the_other() -> None:
    parent, history, done, (first, second) = history_of_two()
    first("a")
    second("b")
    first("c")
    parent.findChildren(QUndoStack)[0].clear()
    history.undo()
    assert done == ["a", "c"]
    assert not history.can_undo()


def test_stacks_may_be_destroyed_one_after_another(qtbot: QtBot) -> None:
    parent, done = QObject(), list[str]()
    stacks = [QUndoStack(parent), QUndoStack(parent)]
    history = UndoHistory(parent)
    for stack in stacks:
        history.add(stack)
        stack.push(_Note(done, "a"))
    with qtbot.captureExceptions() as exceptions:
        shiboken6.delete(parent)
    assert not exceptions
