"""Saving and opening projects, also after their video has moved."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from avol.errors import AvolError
from avol_studio.cli.main import with_default_command
from avol_studio.core.portable_path import PortablePath
from avol_studio.core.state.player_state import SoundSelection
from avol_studio.services.annotation.annotation_store import BoxAnnotation, FrameAnnotation
from avol_studio.services.project.project_file import load_project
from avol_studio.ui.main_window import MainWindow
from tests.avol_studio.ui.controllers.test_analysis_controller import go, index_of
from tests.avol_studio.ui.test_main_window import drop
from tests.support.fakes import FakeDependencies, FakeVideo
from tests.support.studio import give, open_clip

BOX = FrameAnnotation(time=0.4, boxes=(BoxAnnotation(box=(0.1, 0.1, 0.4, 0.5), label="violin"),))


@pytest.fixture(autouse=True)
def _identified(playing: MainWindow, qtbot: QtBot) -> None:
    """Wait until the open file is identified."""
    qtbot.waitUntil(playing.actions_by_id["project.save"].isEnabled)


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file that every file dialog returns."""
    path = tmp_path / "work.avol.json"
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: (str(path), ""))
    return path


def set_all(window: MainWindow, qtbot: QtBot) -> None:
    """Set all that a project contains."""
    window.analysis.markers.add(1.2)
    window.annotation.store.set_frame("Draw box", BOX)
    with qtbot.waitSignal(window.presentation.sounds.changed):
        window.presentation.sounds.pin("Violin")
    with qtbot.waitSignal(window.presentation.sounds.changed):
        window.presentation.sounds.pin("White noise")
    window.store.update(view="contour", threshold=0.3, mirror=True)
    go(window, qtbot, 30)
    window.player.set_loop(0.4, 2.0)


def reset_all(window: MainWindow, qtbot: QtBot) -> None:
    window.annotation.store.set_frame("Delete boxes", FrameAnnotation(time=0.4))
    window.annotation.store.set_frame("Mark as no source", FrameAnnotation(time=0.8, absent=True))
    window.analysis.markers.set_times(())
    window.presentation.sounds.unpin_all()
    window.store.update(view="heat", threshold=0.0, mirror=False)
    give(window, "file.close")


def assert_restored(window: MainWindow) -> None:
    assert index_of(window) == 30
    assert not window.player.state.playing
    assert window.player.state.loop == (0.4, 2.0)
    assert window.analysis.markers.times == (1.2,)
    assert window.annotation.store.frames == (BOX,)
    settings = window.store.value
    assert (settings.view, settings.threshold, settings.mirror) == ("contour", 0.3, True)
    assert [query.name for _, query in window.presentation.sounds.pinned] == [
        "Violin",
        "White noise",
    ]


def open_and_wait(window: MainWindow, qtbot: QtBot, open_project: Callable[[], Any]) -> None:
    open_project()
    qtbot.waitUntil(lambda: window.project.path is not None)
    qtbot.waitUntil(lambda: len(window.presentation.sounds.pinned) == 2)
    qtbot.waitUntil(lambda: index_of(window) == 30 and not window.player.state.playing)


@pytest.mark.parametrize("autoplay", [False, True])
def test_a_project_restores_everything(
    window: MainWindow, dialogs: Path, qtbot: QtBot, autoplay: bool
) -> None:
    set_all(window, qtbot)
    give(window, "project.save")
    assert window.project.path == dialogs
    reset_all(window, qtbot)
    assert window.project.path is None
    window.store.update(autoplay=autoplay)
    open_and_wait(window, qtbot, lambda: give(window, "project.open"))
    assert_restored(window)
    give(window, "edit.undo")  # restores the former annotations in one step
    assert [frame.time for frame in window.annotation.store.frames] == [0.8]
    assert window.analysis.markers.times == ()


def test_a_project_opens_by_drop_and_command_line(
    window: MainWindow, dialogs: Path, qtbot: QtBot
) -> None:
    set_all(window, qtbot)
    give(window, "project.save_as")
    reset_all(window, qtbot)
    open_and_wait(window, qtbot, lambda: drop(window, QUrl.fromLocalFile(str(dialogs))))
    assert_restored(window)
    assert with_default_command([str(dialogs)]) == ["open", str(dialogs)]
    assert dialogs in window.opening.recent.files()


def test_saving_again_shows_no_dialog(
    window: MainWindow, dialogs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(window, "project.save")
    monkeypatch.delattr(QFileDialog, "getSaveFileName")
    window.analysis.markers.add(0.8)
    give(window, "project.save")
    assert load_project(dialogs).markers == (0.8,)


def test_an_existing_project_is_not_replaced_under_a_name_that_was_not_chosen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    existing, messages = tmp_path / "work.avol.json", []
    existing.write_text("mine")
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "work.txt"), "")
    )
    window.project.message.connect(messages.append)
    give(window, "project.save_as")
    assert existing.read_text() == "mine"
    assert "exists already" in messages[0].text
    assert window.project.path is None


def test_project_and_video_moved_together_are_found(
    window: MainWindow, dialogs: Path, clip: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    set_all(window, qtbot)
    give(window, "project.save")
    reset_all(window, qtbot)
    there = tmp_path / "there"
    there.mkdir()
    for path in (dialogs, clip):
        shutil.move(path, there / path.name)
    open_and_wait(window, qtbot, lambda: window.open(there / dialogs.name))
    assert_restored(window)
    media = window.player.media
    assert media is not None
    assert window.analysis.service.media is media


def test_a_moved_video_is_recognized_when_opened(
    window: MainWindow,
    dialogs: Path,
    clip: Path,
    fakes: FakeDependencies,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    set_all(window, qtbot)
    give(window, "project.save")
    reset_all(window, qtbot)
    moved = tmp_path / "moved.mp4"
    fakes.videos["moved"] = FakeVideo
    clip.rename(moved)
    with qtbot.waitSignal(window.project.message) as blocker:
        window.open(dialogs)
    assert blocker.args is not None
    assert "“clip.mp4” was not found" in blocker.args[0].text
    open_and_wait(window, qtbot, lambda: window.open(moved))
    assert_restored(window)
    give(window, "project.save")
    assert load_project(dialogs).video.name == "moved.mp4"


def test_a_changed_video_is_reported(
    window: MainWindow, dialogs: Path, clip: Path, qtbot: QtBot
) -> None:
    set_all(window, qtbot)
    give(window, "project.save")
    reset_all(window, qtbot)
    clip.write_bytes(b"other video")
    with qtbot.waitSignal(window.project.message) as blocker:
        open_and_wait(window, qtbot, lambda: window.open(dialogs))
    assert blocker.args is not None
    assert "has changed since" in blocker.args[0].text
    assert_restored(window)


def test_another_file_is_not_saved_into_the_project(
    window: MainWindow, dialogs: Path, clip: Path, qtbot: QtBot
) -> None:
    give(window, "project.save")
    with qtbot.waitSignal(window.player.opened):
        window.open(clip)
    assert window.project.path is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 2}, "newer AVOL; update"),
        ({"position": "late"}, "not an AVOL project .position"),
        ({"surprise": 1}, "not an AVOL project .surprise"),
    ],
)
def test_an_invalid_project_is_an_error(
    window: MainWindow, dialogs: Path, change: dict[str, object], message: str
) -> None:
    give(window, "project.save")
    dialogs.write_text(json.dumps(json.loads(dialogs.read_text()) | change))
    with pytest.raises(AvolError, match=message):
        load_project(dialogs)
    before = window.player.media
    give(window, "project.open")
    assert window.player.media is before


def test_a_project_selects_its_weights(
    window: MainWindow, dialogs: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str | None] = []
    give(window, "project.save")
    content = json.loads(dialogs.read_text())
    content["weights"] = PortablePath.of(
        dialogs.with_name("own.safetensors"), dialogs.parent
    ).model_dump()
    dialogs.write_text(json.dumps(content))

    def loader(weights: str | None, *_: object) -> object:
        loaded.append(weights)
        return window.player.dependencies.load_background_model

    monkeypatch.setattr("avol_studio.core.model_selection.loader", loader)
    with qtbot.waitSignal(window.analysis.service.identified):
        window.open(dialogs)
    assert window.models.weights is None  # the file is missing: an error message
    content["weights"] = "avol"
    dialogs.write_text(json.dumps(content))
    with qtbot.waitSignal(window.analysis.service.identified):
        window.open(dialogs)
    assert set(loaded) == {"avol"}
    assert window.region_query.service.weights == "avol"


def test_a_start_without_a_project_has_the_original_audio_and_a_visible_map(
    window: MainWindow, make_window: Callable[[], MainWindow], clip: Path, qtbot: QtBot
) -> None:
    set_all(window, qtbot)
    give(window, "map.silence_test")
    window.store.update(overlay=False)
    window.close()
    again = make_window()
    open_clip(again, clip, qtbot)
    assert again.presentation.sounds.value == SoundSelection()
    assert again.store.value.overlay


def test_a_live_sound_is_reported_as_not_saved(
    window: MainWindow, dialogs: Path, qtbot: QtBot
) -> None:
    import numpy as np

    from avol.reference_sounds import make_reference_sound

    window.presentation.sounds.pin_sound(
        make_reference_sound("Live at 12:00", np.zeros(48_000, np.float32))
    )
    with qtbot.waitSignal(window.project.message) as blocker:
        give(window, "project.save")
    assert blocker.args is not None
    assert "Not saved, because in no file: Live at 12:00" in blocker.args[0].text
    assert load_project(dialogs).pins == ()
