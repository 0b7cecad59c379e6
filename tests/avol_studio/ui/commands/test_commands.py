from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QMenu, QSlider
from pytestqt.qtbot import QtBot

from avol_studio.core.state.player_state import PlayerState
from avol_studio.ui.commands import SPECS, CommandContext, CommandSpec, key_text
from avol_studio.ui.dialogs.quick_help import QuickHelpDialog
from avol_studio.ui.dialogs.shortcuts import KeyCap, ShortcutRow, ShortcutsDialog
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.text.verdict_labels import VERDICT_LABELS

BY_ID = {spec.id: spec for spec in SPECS}
KEYS = [(spec.id, key) for spec in SPECS for key in spec.keys]


def press(window: MainWindow, key: str) -> None:
    """Press a key as a keyboard does, wherever the focus is."""
    stroke = QKeySequence(key)[0]  # pyright: ignore[reportIndexIssue]
    QTest.keyClick(window.focusWidget() or window, stroke.key(), stroke.keyboardModifiers())


def everything_possible(window: MainWindow) -> None:
    for action in window.actions_by_id.values():
        action.setEnabled(True)


def caught(window: MainWindow, id: str) -> list[str]:
    """What is triggered from now on, instead of being done."""
    seen: list[str] = []
    for name, action in window.actions_by_id.items():
        action.triggered.disconnect()
        action.triggered.connect(lambda _=False, name=name: seen.append(name))
    everything_possible(window)
    return seen


def test_ids_and_keys_are_there_once() -> None:
    assert max(Counter(spec.id for spec in SPECS).values()) == 1
    twice = [k for k, n in Counter(QKeySequence(k).toString() for _, k in KEYS).items() if n > 1]
    assert not twice
    assert all(spec.menu or spec.family for spec in SPECS)


def test_every_key_gives_its_command(window: MainWindow, qtbot: QtBot) -> None:
    seen = caught(window, "")
    for id, key in KEYS:
        seen.clear()
        press(window, key)
        assert seen == [id], key


@pytest.mark.parametrize("kind", [QSlider, QComboBox, QAbstractButton])
def test_keys_work_with_the_focus_on_a_control(playing: MainWindow, kind: type) -> None:
    control = next(
        c for c in playing.stage.findChildren(kind)
        if c.isVisible() and c.focusPolicy() & Qt.FocusPolicy.TabFocus
    )  # fmt: skip
    control.setFocus()
    assert playing.focusWidget() is control
    seen = caught(playing, "")
    for key, id in (("Space", "play.toggle"), ("Left", "go.back5"), ("Up", "sound.up")):
        press(playing, key)
        assert seen.pop() == id
    press(playing, "Home")
    assert seen == ["go.start"]


def test_every_command_but_the_tenths_is_in_its_menu(window: MainWindow) -> None:
    def inside(menu: QMenu) -> set[str]:
        return {action.objectName() for action in menu.actions() if action.objectName()}

    for place, menu in window.header.menus.items():
        assert inside(menu) == {spec.id for spec in SPECS if spec.menu == place}
    seen = caught(window, "")
    for menu in window.header.menus.values():
        for action in menu.actions():
            if action.objectName():
                seen.clear()
                action.trigger()
                assert seen == [action.objectName()]


def test_tooltips_name_the_keys(window: MainWindow) -> None:
    for spec in SPECS:
        action = window.actions_by_id[spec.id]
        assert action.toolTip().startswith(spec.help)
        assert all(key_text(key) in action.toolTip() for key in spec.keys)


def test_the_help_sheet_shows_every_key(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_id["help.keys"].trigger()
    sheet = window.findChild(ShortcutsDialog)
    assert sheet is not None
    assert sheet.isVisible()
    caps = [cap.text for cap in sheet.findChildren(KeyCap)]
    lone = [key for spec in SPECS if not spec.family for key in spec.keys]
    assert sorted(caps) == sorted([key_text(key) for key in lone] + ["0", "…", "9"])


def test_the_help_sheet_finds_what_has_to_do_with_a_word(window: MainWindow) -> None:
    window.actions_by_id["help.keys"].trigger()
    sheet = window.findChild(ShortcutsDialog)
    assert sheet is not None

    def shown() -> list[str]:
        rows = sheet.findChildren(ShortcutRow)
        return [row.line.text for row in rows if row.isVisible()]

    everything = shown()
    sheet.search("noise")
    assert shown() == ["White noise"]
    sheet.search("as if live")  # has no key, so it shows only when it is asked for
    assert "Video as if live" in shown()
    assert "Video as if live" not in everything
    sheet.search("xylophone repair")
    assert shown() == []
    sheet.search("")
    assert shown() == everything


def test_f1_says_what_is_on_screen(window: MainWindow) -> None:
    press(window, "F1")
    sheet = window.findChild(QuickHelpDialog)
    assert sheet is not None
    assert sheet.isVisible()
    words = " ".join(part.text() for part in sheet.findChildren(QLabel))
    assert all(saying.text in words for saying in VERDICT_LABELS.values())
    keys = {cap.text for cap in sheet.findChildren(KeyCap)}
    assert keys <= {key_text(key) for _, key in KEYS}


def test_what_can_be_done_follows_from_how_things_stand() -> None:
    nothing, open_now = CommandContext(), CommandContext(player=PlayerState(loaded=True))
    marked = CommandContext(player=PlayerState(loaded=True, loop=(1.0, None)))

    def can(spec: CommandSpec, now: CommandContext) -> bool:
        return spec.enabled(now)

    assert can(BY_ID["file.open"], nothing)
    assert not can(BY_ID["play.toggle"], nothing)
    assert can(BY_ID["play.toggle"], open_now)
    assert not can(BY_ID["file.snapshot"], open_now)
    assert not can(BY_ID["loop.clear"], open_now)
    assert can(BY_ID["loop.clear"], marked)


def test_a_disabled_command_is_not_given(window: MainWindow) -> None:
    assert not window.actions_by_id["play.toggle"].isEnabled()
    press(window, "Space")
    assert not window.player.state.playing


def test_controls_have_names_and_tooltips(playing: MainWindow) -> None:
    kinds = (QAbstractButton, QSlider, QComboBox)
    controls = [c for kind in kinds for c in playing.findChildren(kind)]
    ours = [c for c in controls if not c.objectName().startswith("qt_")]
    assert len(ours) > 25
    assert [c for c in ours if not (c.accessibleName() and c.toolTip())] == []
    for action in playing.findChildren(QAction):
        if action.objectName() in BY_ID:
            assert action.toolTip()
