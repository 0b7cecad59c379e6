"""The command table: keys, menus, tooltips and the list of shortcuts agree with it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QMenu,
    QMenuBar,
    QScrollArea,
    QSlider,
)
from pytestqt.qtbot import QtBot

from avol_studio.core.settings.schema import Settings
from avol_studio.ui.commands import key_text
from avol_studio.ui.commands.mnemonics import with_mnemonics
from avol_studio.ui.commands.simple_mode import SIMPLE_COMMANDS
from avol_studio.ui.dialogs.quick_help import QuickHelpDialog
from avol_studio.ui.dialogs.shortcuts import KeyCap, ShortcutRow, ShortcutsDialog
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.text.verdict_labels import VERDICT_LABELS
from tests.support import studio
from tests.support.fakes import FakeDependencies


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
    assert {c.id for c in commands if not (c.menu or c.family)} <= {"query.here"}


def test_every_key_triggers_its_command(window: MainWindow) -> None:
    triggered = intercept(window)
    for id, key in keys_of(window):
        triggered.clear()
        press(window, key)
        assert triggered == [id], key


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
        return ["-" if action.isSeparator() else action.iconText() for action in actions]

    assert list(window.header.menus)[:8] == [
        "File", "Edit", "View", "Playback", "Live", "Analysis", "Tools", "Help"
    ]  # fmt: skip
    assert lines("File")[:4] == ["Open…", "Image and sound…", "Open Recent", "Play demo"]
    assert lines("File")[-3:] == ["Close", "-", "Quit"]
    assert lines("Edit")[:5] == ["Undo", "Redo", "-", "Add marker", "Remove marker"]
    assert lines("Playback")[:8] == [
        "Play", "-", "Previous frame", "Next frame", "Speed", "Loop", "Go", "-"
    ]  # fmt: skip
    assert {"Mute", "Volume up", "Volume down"} <= set(lines("Playback"))
    assert "Microphone" in lines("Live")


def mnemonic(action: QAction) -> str:
    """The letter after the & of an action's text."""
    return re.sub("&&", "", action.text()).partition("&")[2][:1].lower()


def test_mnemonics_are_unique_in_each_menu(window: MainWindow) -> None:
    for menu in (window.findChild(QMenuBar), *window.header.menus.values()):
        assert menu is not None
        letters = [mnemonic(action) for action in menu.actions() if not action.isSeparator()]
        assert all(letters), menu.objectName()
        assert len(set(letters)) == len(letters), letters


def test_no_shortcut_takes_the_key_of_a_menu(window: MainWindow) -> None:
    """Alt+letter opens a menu; which letters, depends on the language."""
    assert not [key for _, key in keys_of(window) if re.fullmatch(r"Alt\+[A-Z]", key)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Open", "Open Recent", "Quit"], ["&Open", "Open &Recent", "&Quit"]),
        (["a", "ab", "abc"], ["&a", "a&b", "ab&c"]),
        (["ab", "a"], ["a&b", "&a"]),
        (["A & B", "…"], ["&A && B", "…"]),
        (["a", "a"], ["&a", "a"]),
    ],
)
def test_each_entry_gets_its_own_letter(texts: list[str], expected: list[str]) -> None:
    assert with_mnemonics(texts) == expected


def test_alt_and_a_letter_open_a_menu(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.findChild(QMenuBar)
    assert bar is not None
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(window.header.menus["Edit"].isVisible)
    window.header.menus["Edit"].close()


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


@pytest.mark.parametrize("width", [900, 1200, 2000])
def test_the_shortcuts_dialog_fits_on_the_screen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(QScreen, "availableSize", lambda _: QSize(width, 900))
    dialog = shortcuts_dialog(window)
    QApplication.processEvents()
    area = dialog.findChild(QScrollArea)
    assert area is not None
    assert area.horizontalScrollBar().maximum() == 0
    assert dialog.width() <= width


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
    of_qt = ("qt_", "ScrollLeftButton", "ScrollRightButton")  # the last two are of tab bars
    named = [c for c in controls if not c.objectName().startswith(of_qt)]
    assert len(named) > 25
    assert [c for c in named if not (c.accessibleName() and c.toolTip())] == []
    for action in playing.findChildren(QAction):
        if action.objectName() in playing.actions_by_id:
            assert action.toolTip()


def menu_ids(window: MainWindow) -> set[str]:
    """The ids of the commands that the menus show."""
    menus = window.header.menus.values()
    return {action.objectName() for menu in menus for action in menu.actions()} - {""}


def test_a_new_user_starts_in_simple_mode(
    fakes: FakeDependencies, clip: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    made = studio.make_window(fakes, tmp_path, all_commands=False, analyze_on_open=False)
    with studio.on_screen(made, qtbot) as window:
        studio.open_clip(window, clip, qtbot)
        assert Settings().all_commands is False
        assert menu_ids(window) == SIMPLE_COMMANDS
        assert 12 <= len(SIMPLE_COMMANDS) <= 18
        shown = {name for name, panel in window.stage.panels.items() if panel.isVisible()}
        assert shown == {"audio", "sounds", "map"}
        press(window, "Ctrl+7")  # keys work for all commands
        assert window.stage.panels["compare"].isVisible()
        switch = next(
            b for b in window.header.findChildren(QAbstractButton) if b.text() == "All commands"
        )
        assert switch.isVisible()
        switch.click()
        assert not switch.isVisible()
        assert menu_ids(window) == {c.id for c in window.commands.commands if c.menu}
        assert window.stage.panels["annotation"].isVisible()
