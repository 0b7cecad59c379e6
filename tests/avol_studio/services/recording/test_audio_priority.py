"""A slow disk or encoder drops frames and counts them, but loses no audio."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.media import AudioTrack
from avol.media.encoding.fragments import FragmentedVideo
from avol_studio.services.recording import media_queue
from avol_studio.services.recording.finalize import finalize_recording
from avol_studio.services.recording.recorder import Recorder
from avol_studio.services.recording.recording_files import VIDEO, _AppendFile
from avol_studio.services.recording.recording_service import RecordingState
from avol_studio.ui.text.recording_label import recording_notices
from tests.avol_studio.services.recording.conftest import (
    RATE,
    LiveSource,
    RecorderEvents,
    wait_until,
)
from tests.avol_studio.services.recording.test_recorder import click_seconds, frame_numbers
from tests.support.synthetic import click_audio

LONG = 48  # seconds; more items than the replay buffer holds


@pytest.fixture
def encoded_audio(monkeypatch: pytest.MonkeyPatch) -> list[NDArray[np.float32]]:
    """Collects the audio that reaches the encoder, in order."""
    blocks: list[NDArray[np.float32]] = []
    write_audio = FragmentedVideo.add_audio

    def collect(video: FragmentedVideo, samples: NDArray[np.float32]) -> None:
        blocks.append(samples[:, 0].copy())
        write_audio(video, samples)

    monkeypatch.setattr(FragmentedVideo, "add_audio", collect)
    return blocks


def assert_audio_is_complete(
    encoded_audio: list[NDArray[np.float32]], folder: Path, seconds: int
) -> None:
    fed = click_audio([at + 0.5 for at in range(seconds)], seconds, SAMPLE_RATE)[:, 0]
    np.testing.assert_array_equal(np.concatenate(encoded_audio), fed)
    with AudioTrack(folder / VIDEO) as track:
        assert track.stop - track.start == pytest.approx(seconds * SAMPLE_RATE, abs=2048)
    middles = [at + 0.5 for at in range(seconds)]
    assert click_seconds(folder / VIDEO, middles) == pytest.approx(middles, abs=0.003)


def assert_dropped_frames_are_counted(recorder: Recorder, folder: Path, fed: int) -> None:
    shown = frame_numbers(folder / VIDEO)
    assert shown == sorted(shown)  # frames may be repeated in place of dropped ones
    assert recorder._queue.dropped > 0
    assert len(set(shown)) + recorder._queue.dropped == fed


def test_stalled_disk_drops_frames_but_no_audio(
    recorder: Recorder,
    stream: LiveSource,
    events: RecorderEvents,
    folder: Path,
    encoded_audio: list[NDArray[np.float32]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moves, append = Event(), _AppendFile.append

    def wait(file: _AppendFile, data: bytes) -> None:
        if len(data) > 1000:  # the video
            assert moves.wait(60)
        append(file, data)

    monkeypatch.setattr(_AppendFile, "append", wait)
    recorder.start_recording(folder)
    stream.run(20)
    for _ in range(LONG * RATE - 20):
        stream.frame()
    moves.set()
    recorder.stop_recording()
    finalize_recording(events.finished().files.folder, None)
    assert_audio_is_complete(encoded_audio, folder, LONG)
    assert_dropped_frames_are_counted(recorder, folder, LONG * RATE)
    assert recorder.progress.audio_lost == 0


@pytest.mark.parametrize(("late", "slow"), [(media_queue.AUDIO_PRIORITY_SIZE, 0.03), (20, 0.3)])
def test_slow_encoder_drops_frames_but_no_audio(
    late: int,
    slow: float,
    recorder: Recorder,
    stream: LiveSource,
    events: RecorderEvents,
    folder: Path,
    encoded_audio: list[NDArray[np.float32]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_frame: Callable[..., None] = FragmentedVideo.add_frame

    def encode(video: FragmentedVideo, image: NDArray[np.uint8], at: float) -> None:
        time.sleep(slow)
        write_frame(video, image, at)

    monkeypatch.setattr(FragmentedVideo, "add_frame", encode)
    monkeypatch.setattr(media_queue, "AUDIO_PRIORITY_SIZE", late)
    recorder.start_recording(folder)
    for _ in range(4 * RATE):
        stream.frame()
        time.sleep(0.002)
    recorder.stop_recording()
    finalize_recording(events.finished().files.folder, None)
    assert_audio_is_complete(encoded_audio, folder, 4)
    assert_dropped_frames_are_counted(recorder, folder, 4 * RATE)


def test_queued_frames_are_dropped_when_much_audio_is_queued(
    recorder: Recorder,
    stream: LiveSource,
    events: RecorderEvents,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A slow encoder gets no second frame while audio is queued."""
    monkeypatch.setattr(media_queue, "AUDIO_PRIORITY_SIZE", 10)
    begun, goes_on = Event(), Event()
    write_frame: Callable[..., None] = FragmentedVideo.add_frame

    def encode(video: FragmentedVideo, image: NDArray[np.uint8], at: float) -> None:
        begun.set()
        assert goes_on.wait(30)
        write_frame(video, image, at)

    monkeypatch.setattr(FragmentedVideo, "add_frame", encode)
    recorder.start_recording(folder)
    stream.frame()
    assert begun.wait(30)
    for _ in range(24):
        stream.frame()
    goes_on.set()
    wait_until(recorder._queue.empty)
    recorder.stop_recording()
    finalize_recording(events.finished().files.folder, None)
    assert_dropped_frames_are_counted(recorder, folder, 25)
    assert len(frame_numbers(folder / VIDEO)) < 6


def test_audio_reaches_the_disk_while_the_camera_is_disconnected(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path, tmp_path: Path
) -> None:
    recorder.start_recording(folder)
    stream.run(RATE)
    on_frame, recorder.on_frame = recorder.on_frame, lambda frame: None
    stream.run(8 * RATE)
    wait_until(lambda: recorder._queue.empty() and recorder.progress.seconds > 7)
    with AudioTrack(shutil.copytree(folder, tmp_path / "crashed") / VIDEO) as track:
        assert track.stop > 6 * SAMPLE_RATE
    recorder.on_frame = on_frame
    stream.run(RATE)
    recorder.stop_recording()
    finalize_recording(events.finished().files.folder, None)
    shown = frame_numbers(folder / VIDEO)
    assert sorted(set(shown)) == [*range(RATE), *range(9 * RATE, 10 * RATE)]
    assert shown == sorted(shown)
    assert shown.count(RATE - 1) > 5  # one per second
    middles = [at + 0.5 for at in range(10)]
    assert click_seconds(folder / VIDEO, middles) == pytest.approx(middles, abs=0.003)


def test_lost_audio_is_counted_and_shown(
    recorder: Recorder, stream: LiveSource, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder.start_recording(folder)
    stream.run(2 * RATE)
    wait_until(lambda: recorder.progress.recording)
    monkeypatch.setattr(media_queue, "MAX_SIZE", 0)
    for _ in range(RATE):
        stream.frame()
    wait_until(lambda: recorder.progress.audio_lost == 1.0)
    (notice,) = recording_notices(RecordingState(recorder.progress))
    assert "1.0 s of audio lost" in notice.text
