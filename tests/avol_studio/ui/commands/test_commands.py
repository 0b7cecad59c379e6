"""The command table: keys, menus, tooltips and the list of shortcuts agree with it."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QMenu, QSlider

from avol_studio.ui.commands import key_text
from avol_studio.ui.dialogs.quick_help import QuickHelpDialog
from avol_studio.ui.dialogs.shortcuts import KeyCap, ShortcutRow, ShortcutsDialog
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.text.verdict_labels import VERDICT_LABELS


def press(window: MainWindow, key: str) -> None:
    """Press a key as a keyboard does, wherever the focus is."""
    stroke = QKeySequence(key)[0]  # pyright: ignore[reportIndexIssue]
    QTest.keyClick(window.focusWidget() or window, stroke.key(), stroke.keyboardModifiers())


def keys_of(window: MainWindow) -> list[tuple[str, str]]:
    """Pairs of a command id and one of its keys."""
    return [(command.id, key) for command in window.commands.commands for key in command.keys]


def intercept(window: MainWindow) -> list[str]:
    """Enable all actions; from now on their ids go to the returned list, their handlers rest."""
    triggered: list[str] = []
    for name, action in window.actions_by_id.items():
        action.triggered.disconnect()
        action.triggered.connect(lambda _=False, name=name: triggered.append(name))
        action.setEnabled(True)
    return triggered


def test_ids_and_keys_are_unique(window: MainWindow) -> None:
    commands = window.commands.commands
    assert max(Counter(command.id for command in commands).values()) == 1
    keys = Counter(QKeySequence(key).toString() for _, key in keys_of(window))
    assert [key for key, count in keys.items() if count > 1] == []
    assert all(command.menu or command.family for command in commands)


def test_every_key_triggers_its_command(window: MainWindow) -> None:
    triggered = intercept(window)
    for id, key in keys_of(window):
        triggered.clear()
        press(window, key)
        assert triggered == [id], key


@pytest.mark.parametrize("kind", [QSlider, QComboBox, QAbstractButton])
def test_keys_work_with_the_focus_on_a_control(playing: MainWindow, kind: type) -> None:
    control = next(
        c for c in playing.stage.findChildren(kind)
        if c.isVisible() and c.focusPolicy() & Qt.FocusPolicy.TabFocus
    )  # fmt: skip
    control.setFocus()
    assert playing.focusWidget() is control
    triggered = intercept(playing)
    for key, id in (("Space", "play.toggle"), ("Left", "go.back5"), ("Up", "sound.up")):
        press(playing, key)
        assert triggered.pop() == id
    press(playing, "Home")
    assert triggered == ["go.start"]


def test_every_command_is_in_its_menu(window: MainWindow) -> None:
    def ids(menu: QMenu) -> list[str]:
        return [action.objectName() for action in menu.actions() if action.objectName()]

    for path, menu in window.header.menus.items():
        expected = [command.id for command in window.commands.commands if command.menu == path]
        assert ids(menu) == expected
    triggered = intercept(window)
    for menu in window.header.menus.values():
        for action in menu.actions():
            if action.objectName():
                triggered.clear()
                action.trigger()
                assert triggered == [action.objectName()]


def test_menus_have_a_fixed_order_with_sections(window: MainWindow) -> None:
    def lines(path: str) -> list[str]:
        actions = window.header.menus[path].actions()
        return ["-" if action.isSeparator() else action.text() for action in actions]

    assert lines("File") == [
        "Open…", "Open Recent", "Play demo", "-", "Save image with map", "Save image without map",
        "-", "Record", "Save last 30 s", "Save screenshot", "-",
        "Export video, CSV and maps (NPZ)", "Export CSV and maps (NPZ) only", "Show in folder",
        "Cancel export", "-", "Open project…", "Save project", "Save project as…", "-", "Close",
        "-", "Settings…", "-", "Quit",
    ]  # fmt: skip
    assert lines("Play") == [
        "Play", "-", "Previous frame", "Next frame", "Speed", "Loop"
    ]  # fmt: skip
    assert lines("Live") == [
        "Open camera", "Network camera…", "Simulate camera from video…", "Screen capture", "-",
        "Microphone", "Audio offset −10 ms", "Audio offset +10 ms",
        "Centred audio window (adds 0.5 s delay)", "Clap test",
    ]  # fmt: skip


def test_tooltips_contain_the_keys(window: MainWindow) -> None:
    for command in window.commands.commands:
        action = window.actions_by_id[command.id]
        assert action.toolTip().startswith(command.help)
        assert all(key_text(key) in action.toolTip() for key in command.keys)


def shortcuts_dialog(window: MainWindow) -> ShortcutsDialog:
    window.actions_by_id["help.shortcuts"].trigger()
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    return dialog


def test_the_shortcuts_dialog_shows_every_key(window: MainWindow) -> None:
    dialog = shortcuts_dialog(window)
    assert dialog.isVisible()
    caps = [cap.text for cap in dialog.findChildren(KeyCap)]
    commands = window.commands.commands
    single = [key for command in commands if not command.family for key in command.keys]
    assert sorted(caps) == sorted([key_text(key) for key in single] + ["0", "…", "9"])


def test_the_shortcuts_dialog_finds_commands_by_word(window: MainWindow) -> None:
    dialog = shortcuts_dialog(window)

    def shown() -> list[str]:
        rows = dialog.findChildren(ShortcutRow)
        return [row.line.text for row in rows if row.isVisible()]

    everything = shown()
    dialog.search("noise")
    assert shown() == ["White noise"]
    dialog.search("simulate")  # a command without a key shows only in a search
    assert shown() == ["Simulate camera from video"]
    assert "Simulate camera from video" not in everything
    dialog.search("xylophone repair")
    assert shown() == []
    dialog.search("")
    assert shown() == everything


def test_quick_help_explains_the_verdicts(window: MainWindow) -> None:
    press(window, "F1")
    dialog = window.findChild(QuickHelpDialog)
    assert dialog is not None
    assert dialog.isVisible()
    words = " ".join(part.text() for part in dialog.findChildren(QLabel))
    assert all(label.text in words for label in VERDICT_LABELS.values())
    keys = {cap.text for cap in dialog.findChildren(KeyCap)}
    assert keys <= {key_text(key) for _, key in keys_of(window)}


def test_commands_are_enabled_by_the_state(playing: MainWindow) -> None:
    actions = playing.actions_by_id
    assert actions["play.toggle"].isEnabled()
    assert not actions["loop.clear"].isEnabled()
    actions["loop.a"].trigger()
    assert actions["loop.clear"].isEnabled()
    assert actions["loop.a"].isChecked()
    actions["file.close"].trigger()
    assert actions["file.open"].isEnabled()
    assert not actions["play.toggle"].isEnabled()
    assert not actions["file.snapshot"].isEnabled()


def test_a_disabled_command_is_not_triggered(window: MainWindow) -> None:
    assert not window.actions_by_id["play.toggle"].isEnabled()
    press(window, "Space")
    assert not window.player.state.playing


def test_controls_have_names_and_tooltips(playing: MainWindow) -> None:
    kinds = (QAbstractButton, QSlider, QComboBox)
    controls = [c for kind in kinds for c in playing.findChildren(kind)]
    named = [c for c in controls if not c.objectName().startswith("qt_")]
    assert len(named) > 25
    assert [c for c in named if not (c.accessibleName() and c.toolTip())] == []
    for action in playing.findChildren(QAction):
        if action.objectName() in playing.actions_by_id:
            assert action.toolTip()
