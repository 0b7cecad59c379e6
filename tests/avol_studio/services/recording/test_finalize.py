"""Finished recordings: overlay video, table and maps; interrupted finalization."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest

from avol.media import VideoFile
from avol_studio.services.recording import finalize as finalize_module
from avol_studio.services.recording.finalize import (
    OVERLAY_VIDEO,
    RenderingCancelledError,
    finalize_recording,
    unfinished_recordings,
)
from avol_studio.services.recording.recorder import Recorder
from avol_studio.services.recording.recording_files import TABLE, VIDEO
from tests.avol_studio.services.recording.conftest import (
    PEAK,
    RATE,
    LiveSource,
    RecorderEvents,
    click_seconds,
    frame_numbers,
    map_of,
    wait_until,
)
from tests.support.synthetic import number_of


def test_overlay_video_shows_the_map_of_each_frame_and_has_audio(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    stream.run(30)
    recorder.stop_recording()
    finalize_recording(events.finished().files.folder, PEAK)
    with VideoFile(folder / OVERLAY_VIDEO) as overlay, VideoFile(folder / VIDEO) as video:
        for one, other in zip(overlay.frames(), video.frames(), strict=True):
            expected = PEAK.draw(other.image, map_of(one.index // 2 * 2))
            assert np.abs(one.image.astype(int) - expected).mean() < 12
            assert one.time == pytest.approx(other.time, abs=1e-4)
    assert click_seconds(folder / OVERLAY_VIDEO, [0.5]) == pytest.approx([0.5], abs=0.003)


def test_recording_that_starts_late_begins_at_zero(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.keep_replay = True
    stream.run(60)
    recorder.start_recording(folder)
    stream.run(30)
    recorder.stop_recording()
    finalize_recording(events.finished().files.folder, PEAK)
    shown = frame_numbers(folder / VIDEO)
    assert shown == list(range(50, 90))  # from the key frame before the start
    assert click_seconds(folder / VIDEO, [0.5]) == pytest.approx([0.5], abs=0.003)
    maps = np.load(folder / "take.npz")
    assert maps["seconds"] == pytest.approx(np.arange(0, 40, 2) / RATE, abs=2e-5)
    assert maps["maps"][0] == pytest.approx(map_of(50).map)


def test_unfinished_recording_plays_and_has_its_table(
    recorder: Recorder, stream: LiveSource, folder: Path, tmp_path: Path
) -> None:
    recorder.keep_replay = True
    stream.run(60)
    recorder.start_recording(folder)
    stream.run(60)
    wait_until(lambda: recorder._queue.empty() and recorder.progress.bytes > 0)
    crashed = shutil.copytree(folder, tmp_path / "crashed")
    with VideoFile(crashed / VIDEO) as video:
        begun, shown = video.info.start, [number_of(frame.image) for frame in video.frames()]
    with (crashed / TABLE).open(newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    first = -(-shown[0] // 2) * 2
    located = range(first, 120, 2)
    times = [begun + (number - shown[0]) / RATE for number in located]
    assert [float(row["pts_s"]) for row in rows] == pytest.approx(times, abs=2e-5)
    peaks = [(map_of(number).peak[0] * 96, map_of(number).peak[1] * 64) for number in located]
    events = [(float(row["peak_x"]), float(row["peak_y"])) for row in rows]
    assert events == [pytest.approx(peak, abs=0.01) for peak in peaks]


def test_a_failed_finalization_can_be_repeated(
    recorder: Recorder,
    stream: LiveSource,
    events: RecorderEvents,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorder.start_recording(folder)
    stream.run(30)
    recorder.stop_recording()
    events.finished()

    def fail(*_: object) -> None:
        raise OSError("no space")

    with monkeypatch.context() as patch:
        patch.setattr(finalize_module, "_render_overlay", fail)
        with pytest.raises(OSError, match="no space"):
            finalize_recording(folder, PEAK)
    assert unfinished_recordings(folder.parent) == [folder]
    assert finalize_recording(folder, PEAK)
    with VideoFile(folder / OVERLAY_VIDEO) as overlay:
        assert overlay.info.frame_count == len(frame_numbers(folder / VIDEO)) == 30
    assert np.load(folder / "take.npz")["seconds"][0] == pytest.approx(0, abs=2e-5)
    assert unfinished_recordings(folder.parent) == []


def test_cancelled_rendering_leaves_a_complete_recording(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    stream.run(30)
    recorder.stop_recording()
    with pytest.raises(RenderingCancelledError):
        finalize_recording(events.finished().files.folder, PEAK, cancelled=lambda: True)
    assert sorted(path.name for path in folder.iterdir()) == [
        "maps.part", "take.csv", "take.mp4", "take.npz",
    ]  # fmt: skip
    assert frame_numbers(folder / VIDEO) == list(range(30))
