"""State links in the main window: copied in one window, opened in another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from avol_studio.ui.main_window import MainWindow
from tests.support.fakes import FakeDependencies, FakeVideo
from tests.support.studio import LONG, give, open_clip


@pytest.fixture
def fakes() -> FakeDependencies:
    fakes = FakeDependencies()
    for name in ("clip", "duo"):
        fakes.videos[name] = FakeVideo
    return fakes


def message(window: MainWindow) -> str:
    return window.stage.status.message_label.toolTip()


def make_other_state(window: MainWindow, qtbot: QtBot) -> None:
    window.store.update(autoplay=False, view="grid", opacity=0.3, mirror=True)
    window.player.pause()
    window.player.seek(1.2)
    window.presentation.sounds.pin("Violin")
    qtbot.waitUntil(lambda: bool(window.presentation.sounds.pinned), timeout=LONG)
    give(window, "map.silence_test")
    for name, panel in window.stage.panels.items():
        panel.set_expanded(name in ("map", "search"))


def test_another_installation_shows_the_same(
    make_window: Callable[[], MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "duo.mp4"
    path.write_bytes(b"video")
    first = make_window()
    open_clip(first, path, qtbot)
    make_other_state(first, qtbot)
    give(first, "share.copy")
    link = QGuiApplication.clipboard().text()
    assert str(tmp_path) not in link
    first.close()
    second = make_window()
    second.store.update(view="heat", opacity=0.5, mirror=False, autoplay=True)
    second.presentation.sounds.unpin_all()
    second.presentation.sounds.replace_audio(None)
    second.sharing.open_link(link)
    qtbot.waitUntil(lambda: abs(second.player.state.time - 1.2) < 0.03, timeout=LONG)
    qtbot.waitUntil(lambda: not second.player.state.playing, timeout=LONG)
    settings = second.store.value
    assert (settings.view, settings.opacity, settings.mirror) == ("grid", 0.3, True)
    sounds = second.presentation.sounds
    qtbot.waitUntil(lambda: [s.name for _, s in sounds.pinned] == ["Violin"], timeout=LONG)
    qtbot.waitUntil(lambda: sounds.silence_test, timeout=LONG)
    shown = {name for name, panel in second.stage.panels.items() if panel.expanded}
    assert shown == {"map", "search"}


def test_a_missing_video_is_asked_for_and_then_continued(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.sharing.open_link("avol:?v=1&video=duo.mp4&t=2.0")
    assert "“duo.mp4” was not found" in message(window)
    assert message(window).count(".") == 2  # the suffix and the end
    assert not window.player.state.loaded
    folder = tmp_path / "moved"
    folder.mkdir()
    (folder / "duo.mp4").write_bytes(b"video")
    window.open(folder / "duo.mp4")
    qtbot.waitUntil(lambda: abs(window.player.state.time - 2.0) < 0.03, timeout=LONG)


def test_the_demo_is_found_in_every_installation(
    window: MainWindow, clip: Path, qtbot: QtBot
) -> None:
    window.sharing._demo = clip
    open_clip(window, clip, qtbot)
    window.player.pause()
    link = window.sharing.link()
    assert "video=demo" in link
    assert "clip.mp4" not in link


def test_a_lesson_and_its_step_are_opened(window: MainWindow, qtbot: QtBot) -> None:
    window.sharing.open_link("avol:?v=1&lesson=06-shortcut&step=3&predict_seed=77")
    found = window.lessons.service.found
    assert found is not None
    assert found.name == "06-shortcut"
    window.lessons.service.start("Ada", "file")
    window.sharing.open_link("avol:?v=1&lesson=06-shortcut&step=3")
    assert window.lessons.service.hand_in is not None
    assert window.lessons.service.hand_in.step == 2
    assert window.prediction.seed == 77
    assert "lesson=06-shortcut" in window.sharing.link()
    assert "step=3" in window.sharing.link()


@pytest.mark.parametrize(
    "text",
    ["avol:?v=9", "hello", "avol:?v=1&lesson=/etc/passwd", "avol:?v=1&lesson=../x", "avol:?v=1&t=x",
     "avol:?v=1&weights=nothing"],
)  # fmt: skip
def test_bad_links_are_one_sentence_and_change_nothing(text: str, window: MainWindow) -> None:
    before = window.store.value
    window.sharing.open_link(text)
    assert message(window).endswith(".")
    assert window.lessons.service.found is None
    assert window.store.value == before


def test_a_link_is_typed_or_pasted(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    QGuiApplication.clipboard().setText(" avol:?v=1&view=peak ")
    offered: list[str] = []

    def get_text(*arguments: object) -> tuple[str, bool]:
        offered.append(str(arguments[-1]))
        return str(arguments[-1]), True

    monkeypatch.setattr(QInputDialog, "getText", get_text)
    give(window, "share.open")
    assert offered == ["avol:?v=1&view=peak"]
    assert window.store.value.view == "peak"
