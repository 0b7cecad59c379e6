"""Shortcuts are changed in a dialog, which reports conflicts; changes are stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from avol_studio.ui.commands.shortcut_map import ShortcutMap, opens_menu
from avol_studio.ui.dialogs.shortcut_editor import ShortcutEditor
from avol_studio.ui.dialogs.shortcuts import KeyCap, ShortcutsDialog
from avol_studio.ui.main_window import MainWindow


def editor_of(window: MainWindow) -> ShortcutEditor:
    window.actions_by_id["app.shortcuts"].trigger()
    editor = window.findChild(ShortcutEditor)
    assert editor is not None
    return editor


def click(editor: ShortcutEditor, text: str) -> None:
    button = next(b for b in editor.findChildren(QPushButton) if b.text() == text)
    assert button.isEnabled(), text
    button.click()


def test_a_shortcut_is_changed_stored_and_reset(make_window: Callable[[], MainWindow]) -> None:
    window = make_window()
    editor, actions = editor_of(window), window.actions_by_id
    editor.select("map.overlay")
    editor.keys.setKeySequence(QKeySequence("S"))
    assert editor.note == "S belongs to “Save image with map”; Set takes it from there."
    click(editor, "Set")
    assert actions["map.overlay"].shortcut() == QKeySequence("S")
    assert actions["file.snapshot"].shortcuts() == []
    assert "(S)" in actions["map.overlay"].toolTip()
    editor.close()
    QTest.keyClick(window, Qt.Key.Key_S)
    assert not window.store.value.overlay
    window.actions_by_id["help.shortcuts"].trigger()
    sheet = window.findChild(ShortcutsDialog)
    assert sheet is not None
    assert "O" not in [cap.text for cap in sheet.findChildren(KeyCap)]
    window.close()
    again = make_window()
    assert again.actions_by_id["map.overlay"].shortcut() == QKeySequence("S")
    editor = editor_of(again)
    editor.select("file.snapshot")
    click(editor, "Reset")
    assert again.actions_by_id["file.snapshot"].shortcut() == QKeySequence("S")
    assert again.actions_by_id["map.overlay"].shortcuts() == []
    click(editor, "Reset all")
    assert again.actions_by_id["map.overlay"].shortcut() == QKeySequence("O")
    assert again.store.value.shortcuts == {}


def test_keys_are_removed_and_menu_keys_refused(window: MainWindow) -> None:
    editor = editor_of(window)
    editor.select("map.overlay")
    click(editor, "Remove")
    assert window.actions_by_id["map.overlay"].shortcuts() == []
    editor.keys.setKeySequence(QKeySequence("Alt+F"))
    assert "opens a menu" in editor.note
    assert not next(b for b in editor.findChildren(QPushButton) if b.text() == "Set").isEnabled()


def test_changes_of_unknown_commands_are_ignored(window: MainWindow) -> None:
    window.store.update(shortcuts={"gone.command": ("F9",), "map.overlay": ("F9",)})
    assert window.actions_by_id["map.overlay"].shortcut() == QKeySequence("F9")


@pytest.mark.parametrize(
    ("key", "opens"), [("Alt+F", True), ("Ctrl+Alt+F", False), ("Alt+/", False), ("F", False)]
)
def test_alt_and_a_letter_open_a_menu(key: str, opens: bool) -> None:
    assert opens_menu(key) is opens


def test_a_map_keeps_only_what_differs(window: MainWindow) -> None:
    keys = ShortcutMap(window.commands.commands, {})
    keys.assign("map.overlay", "O")
    assert keys.changes == {}
    keys.assign("map.overlay", "Ctrl+Shift+Z")  # one of the two keys of Redo
    assert keys.changes == {"map.overlay": ("Ctrl+Shift+Z",), "edit.redo": ("Ctrl+Y",)}
