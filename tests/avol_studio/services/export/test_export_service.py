"""Exports from the studio equal the output of `avol localize`; progress, cancelling, errors."""

from __future__ import annotations

import csv
import errno
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from avol.cli import main
from avol.core.constants import EMBEDDING_SIZE, GRID_SIZE, SAMPLE_RATE
from avol.embedder import ImageEmbedding
from avol.errors import EngineError
from avol.io.localize import DEFAULT_STYLE, localize_frames
from avol.io.model_input import ModelInput
from avol.io.overlay_video import VideoAudio, open_audio
from avol.io.results import load_origin
from avol.localization import Localization
from avol.localizer import Localizer
from avol.media import Frame, VideoFile, VideoWriter
from avol.perturbation import AudioPerturbation, ImagePerturbation, Perturbation
from avol.reference_sounds import NOISE, make_reference_sound
from avol_studio.core.state.player_state import SoundSelection
from avol_studio.playback.inference_thread import InferenceRequest, InferenceResult, InferenceThread
from avol_studio.services.export.export_service import ExportJob, ExportService
from avol_studio.ui.main_window import MainWindow
from tests.support import synthetic
from tests.support.fakes import FakeDependencies, FakeModel, FakeVideo
from tests.support.studio import LONG, give, make_window, on_screen, open_clip
from tests.support.videos import ENCODER_NOISE, max_frame_difference


class BatchModel(FakeModel):
    """The model of an export; `encode_images` waits until the test sets `resume`."""

    def __init__(self) -> None:
        super().__init__()
        self.resume = threading.Event()
        self.started = threading.Event()

    def encode_images(self, images: list[np.ndarray]) -> list[ImageEmbedding]:
        self.started.set()
        assert self.resume.wait(30)
        return [
            ImageEmbedding(np.ones((GRID_SIZE, GRID_SIZE, EMBEDDING_SIZE), np.float32))
            for _ in images
        ]


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A video of 30 frames with a tone."""
    return synthetic.make_media(
        tmp_path / "clip.mp4",
        synthetic.coded_images(30),
        audio=synthetic.tone_audio(1.2, SAMPLE_RATE, 2),
    )


@pytest.fixture
def model() -> BatchModel:
    return BatchModel()


@pytest.fixture
def window(tmp_path: Path, clip: Path, model: BatchModel, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window over fakes with the clip open; exports read the real clip and use `model`."""
    fakes = FakeDependencies()
    fakes.videos["clip"] = lambda path: FakeVideo(path, count=30)
    window = make_window(fakes, tmp_path, analyze_on_open=False, autoplay=False)
    window.export.service.load_model = lambda: model
    with on_screen(window, qtbot):
        open_clip(window, clip, qtbot)
        yield window
        model.resume.set()


def export(window: MainWindow, qtbot: QtBot, command: str) -> str:
    """Trigger an export command, wait until it ends, and return its message."""
    with qtbot.waitSignal(window.export.message, timeout=LONG) as signal:
        give(window, command)
    assert signal.args
    qtbot.waitUntil(lambda: window.export.service.progress is None)
    return signal.args[0].text


def read_rows(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_export_equals_the_output_of_avol_localize(
    tmp_path: Path, clip: Path, qapp: object, qtbot: QtBot
) -> None:
    """With the shipped network, for the whole file and for a span."""
    service = ExportService(lambda: Localizer.load(threads=1), tmp_path / "videos", None)  # pyright: ignore[reportArgumentType]
    for span in (None, (0.4, 0.8)):
        with qtbot.waitSignal(service.message, timeout=LONG):
            service.start(ExportJob(clip, span, DEFAULT_STYLE))
    service.close()
    assert service.join(20)
    expected = tmp_path / "expected"
    assert main.run(main.commands, ["localize", str(clip), "--out", str(expected)]) == 0

    whole, part = tmp_path / "videos" / "clip whole", tmp_path / "videos" / "clip 0.400-0.800 s"
    assert (whole / "clip.csv").read_bytes() == (expected / "clip.csv").read_bytes()
    assert max_frame_difference(whole / "clip.mp4", expected / "clip.mp4") < ENCODER_NOISE
    arrays = np.load(expected / "clip.npz")
    for folder, rows in ((whole, slice(None)), (part, slice(10, 21))):
        exported = np.load(folder / "clip.npz")
        for name in ("maps", "pts", "seconds"):
            assert np.array_equal(exported[name], arrays[name][rows]), name
        assert np.array_equal(exported["time_base"], arrays["time_base"])
    table = read_rows(expected / "clip.csv")
    assert read_rows(part / "clip.csv") == [table[0], *table[11:22]]


def test_a_failed_export_names_its_cause_where_the_folder_has_other_files(
    tmp_path: Path, clip: Path, model: BatchModel, qapp: object, qtbot: QtBot
) -> None:
    def fail(images: list[np.ndarray]) -> None:
        (tmp_path / "videos" / "clip whole" / "mine.txt").write_text("of someone else")
        raise EngineError("The engine failed; choose another.")

    model.encode_images = fail  # pyright: ignore[reportAttributeAccessIssue]
    service = ExportService(lambda: model, tmp_path / "videos", None)  # pyright: ignore[reportArgumentType]
    with qtbot.waitSignal(service.message, timeout=LONG) as signal:
        service.start(ExportJob(clip, None, DEFAULT_STYLE))
    service.close()
    assert service.join(20)
    assert signal.args
    assert "The engine failed" in signal.args[0].text
    files = [path.name for path in (tmp_path / "videos" / "clip whole").iterdir()]
    assert files == ["mine.txt"]


def test_export_of_a_span_reports_progress(
    window: MainWindow, model: BatchModel, tmp_path: Path, qtbot: QtBot
) -> None:
    window.player.set_loop(0.4, 0.8)
    fractions: list[float | None] = []
    window.export.service.progress_changed.connect(fractions.append)
    model.resume.set()
    folder = tmp_path / "videos" / "clip 0.400-0.800 s"
    assert export(window, qtbot, "export.video") == f"Saved in {folder}."
    assert sorted(path.suffix for path in folder.iterdir()) == [".csv", ".mp4", ".npz"]
    with VideoFile(folder / "clip.mp4") as video:
        assert video.info.frame_count == 11
        assert video.info.has_audio
    assert fractions[0] == 0
    assert fractions[-2:] == [1, None]


def test_export_of_maps_goes_to_a_new_folder_each_time(
    window: MainWindow, model: BatchModel, tmp_path: Path, qtbot: QtBot
) -> None:
    model.resume.set()
    for name in ("clip whole", "clip whole (2)"):
        assert name in export(window, qtbot, "export.maps")
        files = (tmp_path / "videos" / name).iterdir()
        assert sorted(path.name for path in files) == ["clip.csv", "clip.npz"]


def test_export_dialog_writes_the_chosen_files_and_range(
    window: MainWindow, model: BatchModel, tmp_path: Path, qtbot: QtBot
) -> None:
    model.resume.set()
    window.player.set_loop(0.4, 0.8)
    give(window, "export.dialog")
    dialog = window.export.dialog
    assert dialog is not None
    assert dialog.span == (0.4, 0.8)
    for box in dialog.parts.values():
        box.click()
    assert not dialog.start_button.isEnabled()
    dialog.parts["table"].click()
    dialog._last.selectAll()
    QTest.keyClicks(dialog._last, "0:01")
    assert dialog.span == (0.4, 1.0)
    dialog.folder = tmp_path / "elsewhere"
    with qtbot.waitSignal(window.export.message, timeout=LONG):
        dialog.start_button.click()
    qtbot.waitUntil(lambda: window.export.service.progress is None)
    folder = tmp_path / "elsewhere" / "clip 0.400-1.000 s"
    assert [path.name for path in folder.iterdir()] == ["clip.csv"]
    assert len(read_rows(folder / "clip.csv")) == 1 + 16
    assert dialog._result.text() == f"Done. Saved in {folder}."
    assert dialog.show_button.isVisible()
    assert dialog.start_button.text() == "Export"
    assert not window.stage.status._timer.isActive()  # the link stays


def test_an_export_has_the_maps_on_screen_and_says_what_they_belong_to(
    window: MainWindow, model: BatchModel, tmp_path: Path, qtbot: QtBot
) -> None:
    model.resume.set()
    give(window, "export.dialog")
    dialog = window.export.dialog
    assert dialog is not None
    assert dialog._input.isHidden()
    sound = make_reference_sound("Violin", np.full(SAMPLE_RATE, 0.5, np.float32))
    window.presentation.sounds.replace_audio(sound)
    assert "audio: Violin" in dialog._input.text()
    assert dialog._input.isVisible()
    dialog.show_progress(0.5)
    QApplication.processEvents()
    for button in (dialog.start_button, dialog._close, dialog._change):
        assert button.height() >= button.sizeHint().height()
    dialog.show_progress(None)
    text = export(window, qtbot, "export.video")
    assert text.endswith(
        "The maps are those on screen (audio: Violin), not those of the file as it is."
    )
    folder = tmp_path / "videos" / "clip whole, audio Violin"
    assert load_origin(folder / "clip.npz") == "audio: Violin"
    window.presentation.sounds.replace_audio(None)
    assert dialog._input.isHidden()
    assert export(window, qtbot, "export.maps").endswith("clip whole.")


def map_of_player(
    model: Localizer, frame: Frame, audio: VideoAudio, given: ModelInput
) -> Localization:
    events: SimpleQueue[object] = SimpleQueue()
    thread = InferenceThread(events.put)
    source: Any = SimpleNamespace(live=False, window_at=audio.window_at)
    sounds, altered = SoundSelection(given.sound), given.perturbation
    thread.request(
        InferenceRequest(
            session=0, epoch=0, frame=frame, audio=source, load_model=lambda: model,
            shown_at=0.0, requested_at=0.0, sounds=sounds, perturbation=altered,
        )
    )  # fmt: skip
    while not isinstance(event := events.get(timeout=LONG / 1000), InferenceResult):
        pass
    thread.close()
    assert thread.join(LONG / 1000)
    return event.localization


def test_exported_maps_equal_those_of_the_player(clip: Path) -> None:
    """With another sound, with an altered input, and with both."""
    model = Localizer.load(threads=1)
    sound = make_reference_sound("noise", NOISE.wave.copy())
    altered = Perturbation(AudioPerturbation(shift=0.5, pitch=2), ImagePerturbation(mirror=True))
    cases = [(sound, None), (None, altered), (sound, altered)]
    with VideoFile(clip) as video, open_audio(video.info) as audio:
        frame = video.frame(5)
        own = model.localize(
            model.encode_image(frame.image),
            model.encode_audio(audio.window_at(frame.time, model.audio_window)),
        )
        for replacement, perturbation in cases:
            given = ModelInput(replacement, perturbation)
            found = {
                f.index: m for f, m in localize_frames(video, audio, model, range(5, 6), given)
            }
            (exported,) = found.values()
            shown = map_of_player(model, frame, audio, given)
            assert np.abs(exported.logits - shown.logits).max() < 1e-4
            assert np.abs(exported.logits - own.logits).max() > 1e-3


def test_export_dialog_draws_the_chosen_overlays(
    window: MainWindow, model: BatchModel, tmp_path: Path, qtbot: QtBot
) -> None:
    model.resume.set()
    window.player.set_loop(0.4, 0.44)
    images = []
    give(window, "export.dialog")
    dialog = window.export.dialog
    assert dialog is not None
    for name in ("map", "verdict", "legend"):
        for overlay, box in dialog.overlays.items():
            box.setChecked(overlay == name)
        dialog.folder = tmp_path / name
        with qtbot.waitSignal(window.export.message, timeout=LONG):
            dialog.start_button.click()
        qtbot.waitUntil(lambda: window.export.service.progress is None)
        (path,) = (tmp_path / name).glob("*/clip.mp4")
        with VideoFile(path) as video:
            images.append(video.frame(0).image.astype(int))
    mapped, with_verdict, without_map = images
    height, width = without_map.shape[:2]
    changed = np.abs(with_verdict - without_map).max(axis=2) > 60
    ys, xs = np.nonzero(changed)
    assert len(ys) > 0
    assert ys.max() < height / 3
    assert xs.min() < width / 3
    assert np.abs(mapped - without_map).mean() > 1


def test_cancelled_export_removes_its_files(
    window: MainWindow, model: BatchModel, tmp_path: Path, qtbot: QtBot
) -> None:
    assert not window.actions_by_id["export.cancel"].isEnabled()
    give(window, "export.video")
    assert model.started.wait(30)
    assert not window.actions_by_id["export.video"].isEnabled()
    assert "exporting 0 %" in window.stage.status._export.text()
    with qtbot.waitSignal(window.export.message, timeout=LONG) as signal:
        give(window, "export.cancel")
        model.resume.set()
    assert signal.args
    assert "cancelled" in signal.args[0].text
    assert list((tmp_path / "videos").iterdir()) == []
    qtbot.waitUntil(window.actions_by_id["export.video"].isEnabled)
    assert window.stage.status._export.text() == ""


def test_full_disk_is_reported(
    window: MainWindow, model: BatchModel, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    model.resume.set()
    monkeypatch.setattr(VideoWriter, "add_frame", full)
    text = export(window, qtbot, "export.video")
    assert "No space left on device" in text
    assert text.endswith("free space.")
    assert list((tmp_path / "videos").iterdir()) == []


def test_unusable_folder_is_reported(
    window: MainWindow, model: BatchModel, tmp_path: Path, qtbot: QtBot
) -> None:
    model.resume.set()
    (tmp_path / "videos").write_text("a file")
    assert "Cannot create folder" in export(window, qtbot, "export.maps")


def test_closing_the_window_cancels_the_export(
    window: MainWindow, model: BatchModel, tmp_path: Path
) -> None:
    give(window, "export.video")
    assert model.started.wait(30)
    cancelled = window.export.service._cancelled
    resuming = threading.Thread(target=lambda: cancelled.wait(30) and model.resume.set())
    resuming.start()
    window.close()
    resuming.join()
    assert list((tmp_path / "videos").iterdir()) == []


def test_unexpected_error_is_reported_and_logged(
    tmp_path: Path, clip: Path, qtbot: QtBot, expected_log: Callable[[str], None]
) -> None:
    def load_model() -> FakeModel:
        raise ValueError("defective weights")

    expected_log("could not be exported")
    service = ExportService(load_model, tmp_path, None)  # pyright: ignore[reportArgumentType]
    with qtbot.waitSignal(service.message, timeout=LONG) as signal:
        service.start(ExportJob(clip, None, DEFAULT_STYLE))
    assert signal.args
    assert "defective weights" in signal.args[0].text
    service.close()
    assert service.join(20)


def test_screenshot_is_saved(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.export.snapshots.message, timeout=LONG):
        give(window, "file.screenshot")
    (saved,) = (tmp_path / "pictures").iterdir()
    assert saved.name == "clip window.png"
    from PySide6.QtGui import QImage

    assert QImage(str(saved)).size() == window.grab().size()
