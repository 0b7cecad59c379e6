"""The command palette finds commands by other words and letters, and runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidget
from pytestqt.qtbot import QtBot

from avol.core.paths import docs_folder
from avol_studio.ui.commands.command_search import find_commands
from avol_studio.ui.commands.keywords import KEYWORDS
from avol_studio.ui.dialogs.command_palette import CommandPalette
from avol_studio.ui.dialogs.documentation import DocumentationDialog
from avol_studio.ui.main_window import MainWindow


def open_palette(window: MainWindow) -> tuple[CommandPalette, QTreeWidget]:
    window.actions_by_id["help.palette"].trigger()
    palette = window.findChild(CommandPalette)
    assert palette is not None
    rows = palette.findChild(QTreeWidget)
    assert rows is not None
    return palette, rows


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("screenshot", "file.screenshot"),
        ("heatmap", "map.overlay"),
        ("compare", "compare.sounds"),
        ("mute", "sound.mute"),
        ("fullscreen", "view.full_screen"),
        ("full scr", "view.full_screen"),
        ("loop", "loop.toggle"),
        ("record", "record.toggle"),
        ("bookmark", "marker.add"),
        ("webcam", "live.camera"),
        ("redo", "edit.redo"),
        ("screnshot", "file.screenshot"),
        ("fscr", "view.full_screen"),
        ("nxfr", "step.forward"),
        ("preferences", "app.settings"),
        ("deaf", "map.silence_test"),
    ],
)
def test_commands_are_found_by_other_words_letters_and_typing_errors(
    window: MainWindow, typed: str, first: str
) -> None:
    found = [command.id for command in find_commands(window.commands.commands, typed)]
    assert first in found[:3], found[:5]


def test_only_commands_have_keywords(window: MainWindow) -> None:
    assert KEYWORDS.keys() <= window.actions_by_id.keys()


def test_enter_runs_the_chosen_command(window: MainWindow, qtbot: QtBot) -> None:
    palette, rows = open_palette(window)
    qtbot.waitUntil(palette.isVisible)
    count = rows.topLevelItemCount()
    assert count == sum(not command.family for command in window.commands.commands)
    entry = palette.focusWidget()
    assert entry is not None
    QTest.keyClicks(entry, "mute")
    assert rows.topLevelItemCount() < count
    item = rows.topLevelItem(0)
    assert item is not None
    assert (item.text(0), item.text(1), item.text(2)) == ("Mute", "Playback", "M")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.player.state.muted)
    assert not palette.isVisible()


def test_a_command_that_is_not_available_is_grey_with_the_reason(window: MainWindow) -> None:
    palette, rows = open_palette(window)
    entry = palette.focusWidget()
    assert entry is not None
    QTest.keyClicks(entry, "next marker")
    item = rows.topLevelItem(0)
    assert item is not None
    assert (item.text(0), item.text(1)) == ("Next marker", "Open a file first")
    assert item.foreground(0).color() != rows.palette().text().color()
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_every_reason_is_specific(window: MainWindow) -> None:
    _, rows = open_palette(window)
    texts = [rows.topLevelItem(n).text(1) for n in range(rows.topLevelItemCount())]  # pyright: ignore
    assert "Not possible at the moment" not in texts


def test_the_documentation_is_read_offline(window: MainWindow) -> None:
    window.actions_by_id["help.docs"].trigger()
    dialog = window.findChild(DocumentationDialog)
    assert dialog is not None
    assert dialog.page == docs_folder() / "guide.md"
    assert "User guide" in dialog.text
    QApplication.processEvents()
    assert dialog._text.horizontalScrollBar().maximum() == 0  # its images fit
    dialog._text.setSource(QUrl.fromLocalFile(str(docs_folder() / "live.md")))
    assert dialog.page == docs_folder() / "live.md"


def test_an_image_and_a_sound_are_opened_together(
    window: MainWindow, clip: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    image, sound = tmp_path / "clip.png", tmp_path / "violin.WAV"
    opened: list[Path] = []
    monkeypatch.setattr(window.player, "open", opened.append)
    used: list[Path] = []
    monkeypatch.setattr(window.presentation.sounds, "load_and_use", used.append)
    names = iter([(str(image), ""), (str(sound), "")])
    monkeypatch.setattr(
        "avol_studio.ui.controllers.open_controller.QFileDialog.getOpenFileName",
        lambda *_: next(names),
    )
    window.actions_by_id["file.image_sound"].trigger()
    assert opened == [image]
    QApplication.processEvents()
    monkeypatch.undo()
    monkeypatch.setattr(window.presentation.sounds, "load_and_use", used.append)
    window.opening.open_image_with_sound(clip, sound)
    qtbot.waitUntil(lambda: used == [sound])
