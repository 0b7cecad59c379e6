"""Taking home: what the studio exports is what `avol localize` writes, maps to the last bit."""

from __future__ import annotations

import csv
import errno
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from avol.cli import main
from avol.io.localize import DEFAULT_STYLE
from avol.localizer import ImageEmbedding, Localizer
from avol.media import VideoFile, VideoWriter
from avol_studio.services.export.export_service import ExportJob, ExportService
from avol_studio.ui.main_window import MainWindow
from tests.support import synthetic
from tests.support.fakes import FakeModel, FakeStudioParts, FakeVideo
from tests.support.studio import LONG, give, make_window, on_screen, open_clip
from tests.support.videos import ENCODER_NOISE, max_frame_difference


class BatchModel(FakeModel):
    """As `avol localize` asks it; waits at the first picture for leave to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()
        self.begun = threading.Event()

    def encode_images(self, images: list[np.ndarray]) -> list[ImageEmbedding]:
        self.begun.set()
        assert self.go_on.wait(30)
        return [ImageEmbedding(np.ones((14, 14, 128), np.float32)) for _ in images]


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """30 pictures with a tone."""
    return synthetic.make_media(
        tmp_path / "clip.mp4",
        synthetic.coded_images(30),
        audio=synthetic.tone_audio(1.2, 48_000, 2),
    )


@pytest.fixture
def model() -> BatchModel:
    return BatchModel()


@pytest.fixture
def window(tmp_path: Path, clip: Path, model: BatchModel, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window over fakes with the clip open; exports read the real clip, with that model."""
    fakes = FakeStudioParts()
    fakes.videos["clip"] = lambda path: FakeVideo(path, count=30)
    made = make_window(fakes, tmp_path, analyze_on_open=False, autoplay=False)
    made.export.service.load_model = lambda: model
    with on_screen(made, qtbot):
        open_clip(made, clip, qtbot)
        yield made
        model.go_on.set()


def until_said(window: MainWindow, qtbot: QtBot, command: str) -> str:
    """Give a command; what is said of it at last."""
    with qtbot.waitSignal(window.export.message, timeout=LONG) as said:
        give(window, command)
    assert said.args
    qtbot.waitUntil(lambda: window.export.service.share is None)
    return said.args[0].text


def rows(table: Path) -> list[list[str]]:
    with table.open(newline="", encoding="utf-8") as sheet:
        return list(csv.reader(sheet))


def test_the_studio_and_the_command_write_the_same(
    tmp_path: Path, clip: Path, qapp: object, qtbot: QtBot
) -> None:
    """With the shipped network: the whole, and the rows of a part."""
    exports = ExportService(lambda: Localizer.load(threads=1), tmp_path / "videos", None)  # pyright: ignore[reportArgumentType]
    for span in (None, (0.4, 0.8)):
        with qtbot.waitSignal(exports.message, timeout=LONG):
            exports.begin(ExportJob(clip, span, DEFAULT_STYLE))
    exports.close()
    commanded = tmp_path / "commanded"
    assert main.run(main.commands, ["localize", str(clip), "--out", str(commanded)]) == 0

    whole, part = tmp_path / "videos" / "clip whole", tmp_path / "videos" / "clip 0.400-0.800 s"
    assert (whole / "clip.csv").read_bytes() == (commanded / "clip.csv").read_bytes()
    assert max_frame_difference(whole / "clip.mp4", commanded / "clip.mp4") < ENCODER_NOISE
    theirs = np.load(commanded / "clip.npz")
    for folder, rest in ((whole, slice(None)), (part, slice(10, 21))):
        ours = np.load(folder / "clip.npz")
        for name in ("maps", "pts", "seconds"):
            assert np.array_equal(ours[name], theirs[name][rest]), name
        assert np.array_equal(ours["time_base"], theirs["time_base"])
    table = rows(commanded / "clip.csv")
    assert rows(part / "clip.csv") == [table[0], *table[11:22]]


def test_a_to_b_is_exported_with_progress(
    window: MainWindow, model: BatchModel, tmp_path: Path, qtbot: QtBot
) -> None:
    window.player.set_loop(0.4, 0.8)
    shares: list[float | None] = []
    window.export.service.progressed.connect(shares.append)
    model.go_on.set()
    folder = tmp_path / "videos" / "clip 0.400-0.800 s"
    assert until_said(window, qtbot, "export.video") == f"Saved in {folder}."
    assert sorted(path.suffix for path in folder.iterdir()) == [".csv", ".mp4", ".npz"]
    with VideoFile(folder / "clip.mp4") as film:
        assert film.info.frame_count == 11
        assert film.info.has_audio
    assert shares[0] == 0
    assert shares[-2:] == [1, None]


def test_maps_alone_and_again_go_to_a_folder_of_their_own(
    window: MainWindow, model: BatchModel, tmp_path: Path, qtbot: QtBot
) -> None:
    model.go_on.set()
    for name in ("clip whole", "clip whole (2)"):
        assert name in until_said(window, qtbot, "export.maps")
        kept = (tmp_path / "videos" / name).iterdir()
        assert sorted(path.name for path in kept) == ["clip.csv", "clip.npz"]


def test_an_export_can_be_cancelled_and_leaves_nothing(
    window: MainWindow, model: BatchModel, tmp_path: Path, qtbot: QtBot
) -> None:
    assert not window.actions_by_id["export.cancel"].isEnabled()
    give(window, "export.video")
    assert model.begun.wait(30)
    assert not window.actions_by_id["export.video"].isEnabled()
    assert "exporting 0 %" in window.stage.status._export.text()
    with qtbot.waitSignal(window.export.message, timeout=LONG) as said:
        give(window, "export.cancel")
        model.go_on.set()
    assert said.args
    assert "cancelled" in said.args[0].text
    assert list((tmp_path / "videos").iterdir()) == []
    qtbot.waitUntil(window.actions_by_id["export.video"].isEnabled)
    assert window.stage.status._export.text() == ""


def test_a_full_disk_is_one_sentence(
    window: MainWindow, model: BatchModel, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    model.go_on.set()
    monkeypatch.setattr(VideoWriter, "add_frame", full)
    said = until_said(window, qtbot, "export.video")
    assert "No space left on device" in said
    assert said.endswith("free space.")
    assert list((tmp_path / "videos").iterdir()) == []


def test_a_folder_that_cannot_be_is_said(
    window: MainWindow, model: BatchModel, tmp_path: Path, qtbot: QtBot
) -> None:
    model.go_on.set()
    (tmp_path / "videos").write_text("a file")
    assert "Cannot create folder" in until_said(window, qtbot, "export.maps")


def test_closing_gives_the_export_up(window: MainWindow, model: BatchModel, tmp_path: Path) -> None:
    give(window, "export.video")
    assert model.begun.wait(30)
    unwanted = window.export.service._unwanted
    releasing = threading.Thread(target=lambda: unwanted.wait(30) and model.go_on.set())
    releasing.start()
    window.close()
    releasing.join()
    assert list((tmp_path / "videos").iterdir()) == []


def test_what_fails_is_one_sentence_and_is_logged(
    tmp_path: Path, clip: Path, qtbot: QtBot, expected_log: Callable[[str], None]
) -> None:
    def refuse() -> FakeModel:
        raise ValueError("odd weights")

    expected_log("could not be exported")
    exports = ExportService(refuse, tmp_path, None)  # pyright: ignore[reportArgumentType]
    with qtbot.waitSignal(exports.message, timeout=LONG) as said:
        exports.begin(ExportJob(clip, None, DEFAULT_STYLE))
    assert said.args
    assert "odd weights" in said.args[0].text
    exports.close()


def test_the_window_is_saved_as_a_picture(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.export.snapshots.done, timeout=LONG):
        give(window, "file.screenshot")
    (saved,) = (tmp_path / "pictures").iterdir()
    assert saved.name == "clip window.png"
    from PySide6.QtGui import QImage

    assert QImage(str(saved)).size() == window.grab().size()
