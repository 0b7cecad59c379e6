"""Teaching in the window: a video looped as a camera, boxes by mouse, undo, import, restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from avol.core.constants import SAMPLE_RATE
from avol.localization import Verdict
from avol_studio.core.state.live_state import LiveState
from avol_studio.services.teaching.state import Durations, Step
from avol_studio.ui.main_window import MainWindow
from tests.support.fakes import FakeDependencies
from tests.support.studio import LONG, give, move_mouse
from tests.support.synthetic import frame_times, make_media, tone_audio
from tests.support.teachable_studio import teachable_dependencies

BOX = (0.25, 0.25, 0.5, 0.625)
"""Where the object is in the video."""


@pytest.fixture
def fakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeDependencies:
    """Real files, and weights that learn in milliseconds."""
    return teachable_dependencies(tmp_path, monkeypatch)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A second of a red object with a low tone, then a second without both."""
    ground = np.full((96, 128, 3), 90, np.uint8)
    ground[::8, ::8] = 60
    shown = ground.copy()
    shown[24:60, 32:64] = (220, 30, 30)
    shown[30:54:6, 38:58:6] = (90, 10, 10)
    images = [shown] * 10 + [ground] * 10
    wave = np.concatenate([tone_audio(1, SAMPLE_RATE, 1, 200.0), np.zeros((SAMPLE_RATE, 1))])
    return make_media(
        tmp_path / "clip.mp4", images, frame_times(20, 10), audio=wave.astype(np.float32)
    )


@pytest.fixture
def teaching(window: MainWindow) -> MainWindow:
    """A window with short recordings."""
    window.teaching.service.durations = Durations(0.5, 0.4, 3, 2, 0.1)
    return window


@pytest.fixture
def live(teaching: MainWindow, clip: Path, qtbot: QtBot) -> MainWindow:
    """The video looped as a camera."""
    with qtbot.waitSignal(teaching.player.frame_shown, timeout=LONG):
        teaching.live.open(str(clip))
    return teaching


@pytest.fixture
def paused(teaching: MainWindow, clip: Path, qtbot: QtBot) -> MainWindow:
    """The file paused while the object sounds."""
    teaching.store.update(autoplay=False)
    with qtbot.waitSignal(teaching.player.localized, timeout=LONG):
        teaching.open(clip)
    seek(teaching, 0.4, qtbot)
    return teaching


def seek(window: MainWindow, time: float, qtbot: QtBot) -> None:
    window.player.seek(time)
    qtbot.waitUntil(lambda: shows(window, time), timeout=LONG)


def shows(window: MainWindow, time: float) -> bool:
    event = window.player.last_localization
    return event is not None and abs(event.time - time) < 0.06


def draw(window: MainWindow) -> None:
    """Drag the box of the object over the image."""
    view = window.stage.viewport
    rect = view.image_rect
    corners = [
        QPoint(round(rect.left() + x * rect.width()), round(rect.top() + y * rect.height()))
        for x, y in (BOX[:2], BOX[2:])
    ]
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=corners[0])
    move_mouse(view, corners[1], Qt.MouseButton.LeftButton)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=corners[1])


def name_class(window: MainWindow, qtbot: QtBot, name: str = "whistle") -> None:
    """Type the name of a class, with the keyboard."""
    give(window, "teach.begin")
    guide = window.teaching.body.guide
    assert guide.name.line.hasFocus()
    QTest.keyClicks(guide.name.line, name)
    QTest.keyClick(guide.name.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: guide.page is guide.object, timeout=LONG)
    assert not window.teaching.presenter.rubber_band.waiting  # Enter counts once


def mark_object(window: MainWindow) -> None:
    window.teaching.body.guide.object.draw.click()
    draw(window)
    assert window.teaching.service.state.marked


def step(window: MainWindow) -> Step:
    return window.teaching.service.state.step


def names(window: MainWindow) -> list[str]:
    return list(window.teaching.store.classes.names)


def teach_in_file(window: MainWindow, qtbot: QtBot, name: str = "whistle") -> None:
    """Teach the object of the paused file, with background from its end."""
    seek(window, 0.4, qtbot)
    name_class(window, qtbot, name)
    mark_object(window)
    guide = window.teaching.body.guide
    guide.object.record.click()
    qtbot.waitUntil(lambda: step(window) is Step.BACKGROUND, timeout=LONG)
    seek(window, 1.5, qtbot)
    guide.background.record.click()
    qtbot.waitUntil(lambda: step(window) is Step.DONE, timeout=LONG)
    guide.done.close_button.click()
    assert step(window) is Step.IDLE


def test_a_class_is_taught_to_a_camera(live: MainWindow, qtbot: QtBot) -> None:
    verdicts: list[tuple[Verdict, str]] = []
    live.player.localized.connect(
        lambda event: verdicts.append((event.localization.verdict, event.localization.label))
    )
    name_class(live, qtbot)
    guide, service = live.teaching.body.guide, live.teaching.service
    assert not guide.object.record.isEnabled()
    qtbot.waitUntil(lambda: object_is_shown(live), timeout=LONG)
    mark_object(live)
    assert live.teaching.presenter.layer.isVisible()
    QTest.keyClick(guide.object.record, Qt.Key.Key_Space)
    assert guide.page is guide.recording
    qtbot.waitUntil(lambda: step(live) is Step.BACKGROUND or bool(problem(live)), timeout=LONG)
    while problem(live):  # the silent half of the loop was recorded
        guide.object.record.click()
        qtbot.waitUntil(lambda: not service.state.recording, timeout=LONG)
    guide.background.skip.click()
    qtbot.waitUntil(lambda: step(live) is Step.DONE, timeout=LONG)
    assert names(live) == ["whistle"]
    qtbot.waitUntil(lambda: (Verdict.MATCH, "whistle") in verdicts, timeout=LONG)


def object_is_shown(window: MainWindow) -> bool:
    frame = window.player.last_frame
    return frame is not None and int(frame.image[40, 48, 0]) > 150


def problem(window: MainWindow) -> str:
    state = window.teaching.service.state
    return "" if state.recording else state.problem


def test_a_class_is_taught_from_a_file(paused: MainWindow, qtbot: QtBot) -> None:
    teach_in_file(paused, qtbot)
    (taught,) = paused.teaching.store.classes
    assert [example.is_background for example in taught.examples] == [False] * 3 + [True] * 2
    assert taught.examples[0].box == pytest.approx(BOX, abs=0.03)
    seek(paused, 0.5, qtbot)
    qtbot.waitUntil(lambda: shown_label(paused) == "whistle", timeout=LONG)
    give(paused, "edit.undo")
    assert names(paused) == []
    qtbot.waitUntil(lambda: shown_label(paused) == "", timeout=LONG)
    give(paused, "edit.redo")
    teach_in_file(paused, qtbot)  # the name of a taught class adds examples
    assert names(paused) == ["whistle"]
    assert len(paused.teaching.store.classes["whistle"].examples) == 10


def shown_label(window: MainWindow) -> str | None:
    event = window.player.last_localization
    return None if event is None else event.localization.label


def test_the_list_edits_classes_with_undo(paused: MainWindow, qtbot: QtBot) -> None:
    teach_in_file(paused, qtbot)
    body, store = paused.teaching.body, paused.teaching.store
    body.classes.item(0).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: not store.classes["whistle"].enabled, timeout=LONG)
    body.name_line.setText("kazoo")
    QTest.keyClick(body.name_line, Qt.Key.Key_Return)
    assert names(paused) == ["kazoo"]
    body.strip.setCurrentRow(1)
    QTest.keyClick(body.strip, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(store.classes["kazoo"].examples) == 4, timeout=LONG)
    QTest.keyClick(body.classes, Qt.Key.Key_Delete)
    assert names(paused) == []
    for expected in (("kazoo", 4), ("kazoo", 5), ("whistle", 5)):
        give(paused, "edit.undo")
        (taught,) = store.classes
        assert (taught.name, len(taught.examples)) == expected
    give(paused, "edit.undo")
    assert store.classes["whistle"].enabled


def test_cancelling_leaves_nothing(paused: MainWindow, qtbot: QtBot) -> None:
    give(paused, "view.taught")
    assert paused.teaching.panel.expanded
    assert not paused.teaching.body.guide.isVisible()
    paused.store.update(all_commands=False)
    give(paused, "view.panels")
    assert not paused.teaching.panel.isVisible()
    name_class(paused, qtbot)
    assert paused.teaching.panel.isVisible()
    mark_object(paused)
    guide = paused.teaching.body.guide
    guide.object.record.click()
    qtbot.waitUntil(lambda: step(paused) is Step.BACKGROUND, timeout=LONG)
    give(paused, "view.cancel")
    assert step(paused) is Step.IDLE
    assert guide.page is None
    assert not guide.isVisible()
    assert names(paused) == []
    assert not paused.teaching.presenter.layer.isVisible()
    assert not paused.actions_by_id["edit.undo"].isEnabled()
    give(paused, "teach.begin")
    give(paused, "view.cancel")
    assert guide.page is None


def test_problems_are_stated_where_they_arise(live: MainWindow, qtbot: QtBot) -> None:
    name_class(live, qtbot)
    guide, service = live.teaching.body.guide, live.teaching.service
    guide.object.draw.click()
    assert live.teaching.presenter.rubber_band.waiting
    guide.object.motion.click()
    assert not live.teaching.presenter.rubber_band.waiting
    service.durations = replace(service.durations, object=60.0, grace=0.0)
    guide.object.record.click()
    assert service.state.recording
    lost = LiveState(microphone_error="Mic was unplugged; connect it.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(live.player), "live_state", property(lambda _: lost))
        live.player.live_changed.emit(lost)
        qtbot.waitUntil(lambda: not service.state.recording, timeout=LONG)
    assert "Mic was unplugged; connect it" in service.state.problem
    assert step(live) is Step.OBJECT
    live.store.update(microphone="none")
    guide.object.record.click()
    assert "There is no microphone" in service.state.problem
    give(live, "file.close")
    assert step(live) is Step.IDLE


def test_classes_survive_a_restart_and_can_be_shared(
    paused: MainWindow, make_window: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    teach_in_file(paused, qtbot)
    shared, broken = tmp_path / "shared.safetensors", tmp_path / "broken.safetensors"
    broken.write_bytes(b"no classes")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(shared), ""))
    give(paused, "teach.export")
    qtbot.waitUntil(shared.is_file, timeout=LONG)
    paused.close()
    again = make_window()
    qtbot.waitUntil(lambda: names(again) == ["whistle"], timeout=LONG)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(broken), ""))
    give(again, "teach.import")
    qtbot.waitUntil(lambda: "broken.safetensors" in again.stage.messages.text, timeout=LONG)
    assert names(again) == ["whistle"]
    again.teaching.store.remove("whistle")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(shared), ""))
    give(again, "teach.import")
    qtbot.waitUntil(lambda: names(again) == ["whistle"], timeout=LONG)
