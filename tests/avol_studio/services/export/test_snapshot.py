"""The folder of a saved snapshot opens from the status bar and from the menu."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from avol.core.constants import SAMPLE_RATE
from avol.io.localize import OverlayStyle
from avol.perturbation import NEUTRAL
from avol.reference_sounds import SILENCE, make_reference_sound
from avol_studio.core.state.player_state import Message
from avol_studio.services.export.export_service import ExportJob
from avol_studio.ui.main_window import MainWindow
from tests.support.fakes import FakeDependencies
from tests.support.studio import make_window, on_screen


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with on_screen(make_window(FakeDependencies(), tmp_path), qtbot) as window:
        yield window


def test_folder_of_a_saved_snapshot_is_opened(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(
        "avol_studio.ui.controllers.export_controller.QDesktopServices.openUrl",
        lambda url: opened.append(url) or False,
    )
    show = window.actions_by_id["export.show"]
    link = next(b for b in window.stage.status.findChildren(QLabel) if "Show in folder" in b.text())
    assert not show.isEnabled()
    assert link.isHidden()
    with qtbot.waitSignal(window.export.snapshots.message):
        window.actions_by_id["file.screenshot"].trigger()
    assert not link.isHidden()
    link.linkActivated.emit("#")
    assert Path(opened[0].toLocalFile()).is_dir()
    assert "by hand" in window.stage.status.message_label.text()  # no file manager
    window.show_message(Message("Something else."))
    assert link.isHidden()
    show.trigger()
    assert opened[0] == opened[1]


def test_the_folder_of_an_export_has_the_times_that_the_window_shows() -> None:
    job = ExportJob(Path("clip.mp4"), (0.5, 2.0), OverlayStyle(), start=-0.25)
    assert job.name == "clip 0.750-2.250 s"
    assert replace(job, span=None).name == "clip whole"


def test_the_folder_of_an_export_names_what_its_maps_belong_to() -> None:
    sound = make_reference_sound("Live at 12:10:03", np.zeros(SAMPLE_RATE, np.float32))
    job = ExportJob(Path("clip.mp4"), None, OverlayStyle(), sound=sound)
    assert job.name == "clip whole, audio Live at 12-10-03"
    altered = replace(job, sound=SILENCE, perturbation=NEUTRAL)
    assert altered.name == "clip whole, silence test, altered input"
