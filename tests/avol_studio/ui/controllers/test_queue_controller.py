"""Several files, opened one after another."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from avol_studio.ui.main_window import MainWindow
from tests.avol_studio.ui.commands.test_commands import press
from tests.avol_studio.ui.test_main_window import drop
from tests.support.fakes import FakeDependencies, FakeVideo
from tests.support.studio import give


@pytest.fixture
def files(tmp_path: Path, fakes: FakeDependencies) -> list[Path]:
    """Three files whose content comes from the fakes."""
    paths = [tmp_path / "set" / f"{name}.mp4" for name in "abc"]
    paths[0].parent.mkdir()
    for path in paths:
        path.write_bytes(b"video")
        fakes.videos[path.stem] = FakeVideo
    return paths


def url_of(path: Path) -> QUrl:
    return QUrl.fromLocalFile(str(path))


def opened_name(window: MainWindow) -> str:
    return window.player.media.name if window.player.media else ""


def test_dropped_files_are_opened_one_after_another(
    window: MainWindow, files: list[Path], qtbot: QtBot
) -> None:
    panel, rows = window.stage.panels["queue"], window.queue.body.list
    drop(window, *map(url_of, files))
    qtbot.waitUntil(lambda: opened_name(window) == "a.mp4")
    assert panel.isVisible()
    assert [rows.item(n).text() for n in range(rows.count())] == ["a.mp4", "b.mp4", "c.mp4"]
    assert not window.actions_by_id["queue.previous"].isEnabled()
    press(window, "Shift+PgDown")
    qtbot.waitUntil(lambda: opened_name(window) == "b.mp4")
    assert rows.currentRow() == 1
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(2)).center()
    )
    qtbot.waitUntil(lambda: opened_name(window) == "c.mp4")
    assert not window.actions_by_id["queue.next"].isEnabled()
    press(window, "Shift+PgUp")
    qtbot.waitUntil(lambda: opened_name(window) == "b.mp4")


def test_a_folder_stands_for_its_videos(
    window: MainWindow, files: list[Path], qtbot: QtBot
) -> None:
    files[0].with_name("notes.txt").write_text("no video")
    drop(window, url_of(files[0].parent))
    qtbot.waitUntil(lambda: opened_name(window) == "a.mp4")
    assert window.queue.queue.files == tuple(files)


def test_another_file_ends_the_queue(
    window: MainWindow, files: list[Path], clip: Path, qtbot: QtBot
) -> None:
    window.open_files(files)
    qtbot.waitUntil(lambda: opened_name(window) == "a.mp4")
    window.open(clip)
    qtbot.waitUntil(lambda: opened_name(window) == "clip.mp4")
    assert window.queue.queue.files == (clip,)
    assert not window.stage.panels["queue"].isVisible()


def test_a_file_that_cannot_be_opened_is_passed(
    window: MainWindow, files: list[Path], fakes: FakeDependencies, qtbot: QtBot
) -> None:
    window.open_files([files[0], files[0].with_name("gone.mp4"), files[2]])
    qtbot.waitUntil(lambda: opened_name(window) == "a.mp4")
    press(window, "Shift+PgDown")
    qtbot.waitUntil(lambda: "gone.mp4" in window.stage.messages.text)
    press(window, "Shift+PgDown")
    qtbot.waitUntil(lambda: opened_name(window) == "c.mp4")


def brief(path: Path) -> FakeVideo:
    return FakeVideo(path, count=5, has_audio=False)


@pytest.mark.parametrize("autoplay", [True, False])
def test_the_next_file_plays_when_one_has_finished(
    window: MainWindow, files: list[Path], fakes: FakeDependencies, qtbot: QtBot, autoplay: bool
) -> None:
    """A file that cannot be opened is passed; the last one stays at its end."""
    window.store.update(autoplay=autoplay)
    opened: list[str] = []
    window.player.opened.connect(lambda media: opened.append(media.name))
    fakes.videos |= {"a": brief, "b": brief, "c": brief}
    window.open_files([files[0], files[0].with_name("gone.mp4"), files[1], files[2]])
    qtbot.waitUntil(lambda: opened == ["a.mp4"])
    if not autoplay:
        give(window, "play.toggle")
    qtbot.waitUntil(lambda: opened == ["a.mp4", "b.mp4", "c.mp4"])
    with qtbot.waitSignal(window.player.ended):
        pass
    qtbot.wait(50)
    assert opened == ["a.mp4", "b.mp4", "c.mp4"]
    assert not window.player.state.playing
    assert window.queue.body.list.currentRow() == 3


def test_the_setting_and_looping_keep_the_file(
    window: MainWindow, files: list[Path], fakes: FakeDependencies, qtbot: QtBot
) -> None:
    window.store.update(play_next=False)
    fakes.videos["a"] = brief
    window.open_files(files)
    with qtbot.waitSignal(window.player.ended):
        pass
    qtbot.wait(50)
    assert opened_name(window) == "a.mp4"
    window.store.update(play_next=True)
    window.player.set_looping(True)
    shown: list[int] = []
    window.player.frame_shown.connect(lambda frame: shown.append(frame.index))
    window.player.play()
    qtbot.waitUntil(lambda: shown.count(0) >= 2)
    assert opened_name(window) == "a.mp4"


def test_an_image_of_a_queue_stays(
    window: MainWindow, files: list[Path], fakes: FakeDependencies, qtbot: QtBot
) -> None:
    fakes.videos["a"] = lambda path: FakeVideo(path, count=1, has_audio=False)
    window.open_files(files)
    qtbot.waitUntil(lambda: opened_name(window) == "a.mp4")
    qtbot.wait(200)
    assert opened_name(window) == "a.mp4"
