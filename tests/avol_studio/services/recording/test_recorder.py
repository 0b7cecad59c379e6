"""Recordings of a live source: what is written, and when."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from avol.core.constants import SAMPLE_RATE
from avol.media import AudioTrack, Frame, VideoFile
from avol_studio.services.recording import recorder as recorder_module
from avol_studio.services.recording.finalize import finalize_recording
from avol_studio.services.recording.recorder import Recorder
from avol_studio.services.recording.recording_files import VIDEO
from avol_studio.services.recording.segment_encoder import letterbox
from tests.avol_studio.services.recording.conftest import (
    PEAK,
    RATE,
    STARTED_AT,
    LiveSource,
    RecorderEvents,
    click_seconds,
    frame_numbers,
    map_of,
    wait_until,
)


def test_recording_contains_all_frames_with_audio_in_sync_and_maps(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    stream.run(60)
    wait_until(lambda: recorder.progress.seconds > 2)
    assert recorder.progress.recording
    assert recorder.progress.bytes > 0
    recorder.stop_recording()
    finished = events.finished()
    assert finished.error == ""
    shares: list[float] = []
    assert finalize_recording(finished.files.folder, PEAK, shares.append)
    assert sorted(path.name for path in folder.iterdir()) == [
        "film.mp4", "take.csv", "take.mp4", "take.npz",
    ]  # fmt: skip
    assert frame_numbers(folder / VIDEO) == list(range(60))
    assert click_seconds(folder / VIDEO, [0.5, 1.5]) == pytest.approx([0.5, 1.5], abs=0.003)
    maps = np.load(folder / "take.npz")
    assert maps["seconds"] == pytest.approx(np.arange(0, 60, 2) / RATE, abs=2e-5)
    assert maps["maps"][3] == pytest.approx(map_of(6).map)
    assert (folder / "take.csv").read_text().count(",match,") == 30
    assert shares == pytest.approx(np.arange(1, 61) / 60)
    assert not recorder.progress.recording


def test_recording_without_frames_reports_an_error(
    recorder: Recorder, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    recorder.stop_recording()
    assert "Nothing was recorded" in events.finished().error
    assert not folder.exists()


def test_a_recording_that_starts_while_another_ends_is_written(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    """Without a replay buffer, frames are needed from the start of the second recording on."""
    gate = threading.Event()
    recorder.start_recording(folder)
    stream.run(30)
    recorder._queue.put_action(lambda: gate.wait(5))
    recorder.stop_recording()
    assert not recorder.active
    recorder.start_recording(folder)
    stream.frame()
    gate.set()
    stream.run(59)
    wait_until(lambda: recorder.progress.recording)
    assert recorder.active
    recorder.stop_recording()
    assert frame_numbers(events.finished().files.folder / VIDEO) == list(range(30))
    second = events.wait(2)
    assert second.error == ""
    assert frame_numbers(second.files.folder / VIDEO) == list(range(30, 90))


def test_a_recording_counts_as_such_only_while_frames_are_written(
    recorder: Recorder,
    stream: LiveSource,
    events: RecorderEvents,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recorder_module, "STALL", 0.2)
    monkeypatch.setattr(recorder_module, "IDLE_INTERVAL", 0.05)
    recorder.start_recording(folder)
    wait_until(lambda: recorder.progress.waiting)
    assert recorder.active
    assert not recorder.progress.recording
    stream.run(30)
    wait_until(lambda: recorder.progress.recording)
    wait_until(lambda: recorder.progress.waiting)  # the camera has stopped
    assert not recorder.progress.recording
    recorder.stop_recording()
    assert events.wait().error == ""


def test_dropped_frames_are_counted(
    recorder: Recorder,
    stream: LiveSource,
    events: RecorderEvents,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recorder_module, "MAX_QUEUED_FRAMES", 0)
    recorder.start_recording(folder)
    for _ in range(5):
        stream.frame()
    wait_until(lambda: recorder.progress.dropped == 5)
    monkeypatch.undo()
    stream.run(30)
    recorder.stop_recording()
    recording = events.finished().files
    finalize_recording(recording.folder, PEAK)
    assert frame_numbers(folder / VIDEO) == list(range(5, 35))


def test_missing_audio_becomes_silence(
    recorder: Recorder, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    stream = LiveSource(recorder)
    stream.run(20)
    on_audio, recorder.on_audio = recorder.on_audio, lambda block: None
    stream.run(30)  # two seconds and a half without a microphone
    recorder.on_audio = on_audio
    stream.run(30)
    recorder.stop_recording()
    finalize_recording(events.finished().files.folder, PEAK)
    found = click_seconds(folder / VIDEO, [0.5, 2.5])
    assert found == pytest.approx([0.5, 2.5], abs=0.004)
    with AudioTrack(folder / VIDEO) as track:
        assert np.abs(track.mono(SAMPLE_RATE, 2 * SAMPLE_RATE)).max() < 0.01


def test_frame_of_another_size_is_letterboxed(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    stream.run(10)
    at = STARTED_AT + 10 / RATE
    recorder.on_frame(Frame(np.full((64, 32, 3), 250, np.uint8), 0, at, 10))
    recorder.stop_recording()
    finalize_recording(events.finished().files.folder, PEAK)
    with VideoFile(folder / VIDEO) as video:
        last = list(video.frames())[-1].image
    assert last.shape == (64, 96, 3)
    assert last[:, 40:56].min() > 200
    assert last[:, :24].max() < 60
    assert letterbox(last, 96, 64) is last


def test_recording_can_start_while_the_last_one_ends(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, tmp_path: Path
) -> None:
    recorder.keep_replay = True
    recorder.start_recording(tmp_path / "one")
    stream.run(30)
    recorder.stop_recording()
    recorder.start_recording(tmp_path / "two")
    stream.run(30)
    recorder.stop_recording()
    recorder.end_source()
    events.wait(2)
    for name, expected in (("one", range(30)), ("two", range(30, 60))):
        finalize_recording(tmp_path / name, None)
        assert frame_numbers(tmp_path / name / VIDEO) == list(expected)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts threads one by one")
def test_recorder_thread_has_low_priority(recorder: Recorder) -> None:
    thread = recorder._thread.native_id
    assert thread is not None
    own = os.getpriority(os.PRIO_PROCESS, 0)
    wait_until(lambda: os.getpriority(os.PRIO_PROCESS, thread) == max(own, 5))
    assert os.getpriority(os.PRIO_PROCESS, 0) == own
