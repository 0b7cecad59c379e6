"""Which keys belong to the focused control rather than to a shortcut of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)

Key, Modifier = Qt.Key, Qt.KeyboardModifier
ARROWS = frozenset({Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down})
ENDS = frozenset({Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown})
ENTER = frozenset({Key.Key_Return, Key.Key_Enter})
CLICK = ENTER | {Key.Key_Space, Key.Key_Select}
_UP_DOWN = frozenset({Key.Key_Up, Key.Key_Down, Key.Key_F4})
_EDIT = frozenset({Key.Key_Backspace, Key.Key_Delete})
_TEXT = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QKeySequenceEdit)
_OWN_KEYS: tuple[tuple[type, frozenset[Qt.Key]], ...] = (
    (QAbstractSlider, ARROWS | ENDS),
    (QComboBox, _UP_DOWN | ENDS | CLICK),
    (QAbstractItemView, ARROWS | ENDS | CLICK),
    (QRadioButton, ARROWS | CLICK),
    (QAbstractButton, CLICK),
)
_TYPED = (QComboBox, QAbstractItemView)
"""Controls in which typed letters select an entry."""


def belongs_to_focus(focused: QWidget | None, event: QKeyEvent) -> bool:
    """Whether a key that may be a shortcut belongs to the focused control."""
    key = Qt.Key(event.key())
    plain = not _modifiers(event) & ~Modifier.ShiftModifier
    typed = plain and event.text().isprintable() and event.text().strip() != ""
    if is_text(focused):
        return plain and (typed or key in ARROWS | ENDS | CLICK | _EDIT)
    if typed and isinstance(focused, _TYPED):
        return True
    for kind, keys in _OWN_KEYS:
        if isinstance(focused, kind):
            return key in keys and not _modifiers(event)
    return False


def click_focused(focused: QWidget | None, event: QKeyEvent) -> bool:
    """Click the focused button if the key is Enter, whatever its kind; returns whether it did."""
    if event.key() in ENTER and isinstance(focused, QAbstractButton) and focused.isEnabled():
        focused.click()
        return True
    return False


def is_text(widget: QWidget | None) -> bool:
    """Whether text is typed into a widget."""
    return isinstance(widget, _TEXT) or (isinstance(widget, QComboBox) and widget.isEditable())


def is_character(event: QKeyEvent) -> bool:
    """Whether a key types a character."""
    return not _modifiers(event) & ~Modifier.ShiftModifier and event.text().isprintable()


def _modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~Modifier.KeypadModifier
