"""Projects saved and opened again, also when their video moved, as a person does it."""

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
from avol_studio.services.annotation.annotation_store import BoxAnnotation, FrameAnnotation
from avol_studio.services.project.project_file import load_project
from avol_studio.ui.main_window import MainWindow
from tests.avol_studio.ui.controllers.test_analysis_controller import go, index_of
from tests.avol_studio.ui.test_main_window import drop
from tests.support.fakes import FakeStudioParts, FakeVideo
from tests.support.studio import give

BOX = FrameAnnotation(time=0.4, boxes=(BoxAnnotation(box=(0.1, 0.1, 0.4, 0.5), label="violin"),))


@pytest.fixture(autouse=True)
def _identified(playing: MainWindow, qtbot: QtBot) -> None:
    """The window knows which file is open."""
    qtbot.waitUntil(playing.actions_by_id["project.save"].isEnabled)


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file that every dialog answers with."""
    path = tmp_path / "work.avol.json"
    for ask in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *_, **__: (str(path), ""))
    return path


def arrange(window: MainWindow, qtbot: QtBot) -> None:
    """Do all that a project keeps."""
    window.analysis.markers.add(1.2)
    window.annotation.store.set_frame("Draw box", BOX)
    with qtbot.waitSignal(window.presentation.sounds.changed):
        window.presentation.sounds.pin("Violin")
    with qtbot.waitSignal(window.presentation.sounds.changed):
        window.presentation.sounds.pin("White noise")
    window.store.update(view="contour", threshold=0.3, mirror=True)
    go(window, qtbot, 30)
    window.player.set_loop(0.4, 2.0)


def disarrange(window: MainWindow, qtbot: QtBot) -> None:
    window.annotation.store.set_frame("Delete boxes", FrameAnnotation(time=0.4))
    window.annotation.store.set_frame("Mark as no source", FrameAnnotation(time=0.8, absent=True))
    window.analysis.markers.set_times(())
    window.presentation.sounds.unpin_all()
    window.store.update(view="heat", threshold=0.0, mirror=False)
    give(window, "file.close")


def is_arranged(window: MainWindow) -> None:
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


def opened(window: MainWindow, qtbot: QtBot, open_it: Callable[[], Any]) -> None:
    open_it()
    qtbot.waitUntil(lambda: window.project.path is not None)
    qtbot.waitUntil(lambda: len(window.presentation.sounds.pinned) == 2)
    qtbot.waitUntil(lambda: index_of(window) == 30 and not window.player.state.playing)


@pytest.mark.parametrize("autoplay", [False, True])
def test_a_project_opens_everything_again(
    window: MainWindow, dialogs: Path, qtbot: QtBot, autoplay: bool
) -> None:
    arrange(window, qtbot)
    give(window, "project.save")
    assert window.project.path == dialogs
    disarrange(window, qtbot)
    assert window.project.path is None
    window.store.update(autoplay=autoplay)
    opened(window, qtbot, lambda: give(window, "project.open"))
    is_arranged(window)
    give(window, "edit.undo")  # to what was kept of the file, in one step
    assert [frame.time for frame in window.annotation.store.frames] == [0.8]
    assert window.analysis.markers.times == ()


def test_it_opens_by_dropping_and_from_the_command_line(
    window: MainWindow, dialogs: Path, qtbot: QtBot
) -> None:
    arrange(window, qtbot)
    give(window, "project.save_as")
    disarrange(window, qtbot)
    opened(window, qtbot, lambda: drop(window, QUrl.fromLocalFile(str(dialogs))))
    is_arranged(window)
    assert with_default_command([str(dialogs)]) == ["open", str(dialogs)]
    assert dialogs in window.opening.recent.files()


def test_saving_again_asks_no_more(
    window: MainWindow, dialogs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(window, "project.save")
    monkeypatch.delattr(QFileDialog, "getSaveFileName")
    window.analysis.markers.add(0.8)
    give(window, "project.save")
    assert load_project(dialogs).markers == (0.8,)


def test_both_moved_together_are_found(
    window: MainWindow, dialogs: Path, clip: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    arrange(window, qtbot)
    give(window, "project.save")
    disarrange(window, qtbot)
    there = tmp_path / "there"
    there.mkdir()
    for path in (dialogs, clip):
        shutil.move(path, there / path.name)
    opened(window, qtbot, lambda: window.open(there / dialogs.name))
    is_arranged(window)
    media = window.player.media
    assert media is not None
    assert window.analysis.service.media is media


def test_a_video_that_moved_is_known_when_it_is_opened(
    window: MainWindow,
    dialogs: Path,
    clip: Path,
    fakes: FakeStudioParts,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    arrange(window, qtbot)
    give(window, "project.save")
    disarrange(window, qtbot)
    moved = tmp_path / "moved.mp4"
    fakes.videos["moved"] = FakeVideo
    clip.rename(moved)
    with qtbot.waitSignal(window.project.message) as said:
        window.open(dialogs)
    assert said.args is not None
    assert "“clip.mp4” was not found" in said.args[0].text
    opened(window, qtbot, lambda: window.open(moved))
    is_arranged(window)
    give(window, "project.save")
    assert load_project(dialogs).video.name == "moved.mp4"


def test_another_file_in_its_place_is_said(
    window: MainWindow, dialogs: Path, clip: Path, qtbot: QtBot
) -> None:
    arrange(window, qtbot)
    give(window, "project.save")
    disarrange(window, qtbot)
    clip.write_bytes(b"other pictures")
    with qtbot.waitSignal(window.project.message) as said:
        opened(window, qtbot, lambda: window.open(dialogs))
    assert said.args is not None
    assert "has changed since" in said.args[0].text
    is_arranged(window)


def test_another_file_is_not_saved_into_the_project(
    window: MainWindow, dialogs: Path, clip: Path, qtbot: QtBot
) -> None:
    give(window, "project.save")
    with qtbot.waitSignal(window.player.opened):
        window.open(clip)
    assert window.project.path is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": 2}, "newer AVOL; update"),
        ({"position": "late"}, "not an AVOL project .position"),
        ({"surprise": 1}, "not an AVOL project .surprise"),
    ],
)
def test_a_file_that_cannot_be_opened_is_one_sentence(
    window: MainWindow, dialogs: Path, change: dict[str, object], words: str
) -> None:
    give(window, "project.save")
    dialogs.write_text(json.dumps(json.loads(dialogs.read_text()) | change))
    with pytest.raises(AvolError, match=words):
        load_project(dialogs)
    before = window.player.media
    give(window, "project.open")
    assert window.player.media is before


def test_weights_are_part_of_it(
    window: MainWindow, dialogs: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[str | None] = []
    give(window, "project.save")
    sheet = json.loads(dialogs.read_text())
    sheet["weights"] = PortablePath.of(
        dialogs.with_name("own.safetensors"), dialogs.parent
    ).model_dump()
    dialogs.write_text(json.dumps(sheet))

    def loader(weights: str | None, engine: str, threads: int | None = None) -> object:
        chosen.append(weights)
        return window.player.dependencies.load_background_model

    monkeypatch.setattr("avol_studio.core.model_selection.loader", loader)
    with qtbot.waitSignal(window.analysis.service.identified):
        window.open(dialogs)
    assert window.models.weights is None  # there is no such file: a sentence, and all stays
    sheet["weights"] = "avol"
    dialogs.write_text(json.dumps(sheet))
    with qtbot.waitSignal(window.analysis.service.identified):
        window.open(dialogs)
    assert set(chosen) == {"avol"}
    assert window.region_query.service.weights == "avol"


def test_pinned_sounds_are_there_at_the_next_start(
    window: MainWindow, make_window: Callable[[], MainWindow], clip: Path, qtbot: QtBot
) -> None:
    arrange(window, qtbot)
    window.close()
    again = make_window()
    assert again.presentation.sounds.pinned == []
    again.open(clip)
    qtbot.waitUntil(lambda: len(again.presentation.sounds.pinned) == 2)
    names = [query.name for _, query in again.presentation.sounds.pinned]
    assert names == ["Violin", "White noise"]
    again.presentation.sounds.unpin_all()
    assert again.store.value.pinned_sounds == ()


def test_what_was_only_heard_is_said(window: MainWindow, dialogs: Path, qtbot: QtBot) -> None:
    import numpy as np

    from avol.reference_sounds import make_reference_sound

    window.presentation.sounds.pin_sound(
        make_reference_sound("Live at 12:00", np.zeros(48_000, np.float32))
    )
    with qtbot.waitSignal(window.project.message) as said:
        give(window, "project.save")
    assert said.args is not None
    assert "Not saved, because in no file: Live at 12:00" in said.args[0].text
    assert load_project(dialogs).pins == ()
