"""Where disk or encoder cannot keep up, pictures are left out and counted, and no sound is."""

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
from avol_studio.services.recording import recorder as recorder_module
from avol_studio.services.recording.finalize import finalize_recording
from avol_studio.services.recording.recorder import Recorder
from avol_studio.services.recording.recording_files import VIDEO, _AppendFile
from avol_studio.services.recording.recording_service import RecordingState
from avol_studio.ui.text.recording_label import recording_text
from tests.avol_studio.services.recording.conftest import RATE, Stream, Told, until
from tests.avol_studio.services.recording.test_recorder import click_seconds, numbers
from tests.support.synthetic import click_audio

LONG = 48  # seconds; with its maps this is far more than half a minute of items


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[NDArray[np.float32]]:
    """All sound that reaches the encoder, in its order."""
    blocks: list[NDArray[np.float32]] = []
    sound = FragmentedVideo.sound

    def listen(movie: FragmentedVideo, samples: NDArray[np.float32]) -> None:
        blocks.append(samples[:, 0].copy())
        sound(movie, samples)

    monkeypatch.setattr(FragmentedVideo, "sound", listen)
    return blocks


def assert_no_sound_is_lost(encoded: list[NDArray[np.float32]], place: Path, seconds: int) -> None:
    fed = click_audio([at + 0.5 for at in range(seconds)], seconds, SAMPLE_RATE)[:, 0]
    np.testing.assert_array_equal(np.concatenate(encoded), fed)
    with AudioTrack(place / VIDEO) as track:
        assert track.stop - track.start == pytest.approx(seconds * SAMPLE_RATE, abs=2048)
    middles = [at + 0.5 for at in range(seconds)]
    assert click_seconds(place / VIDEO, middles) == pytest.approx(middles, abs=0.003)


def assert_pictures_are_counted(recorder: Recorder, place: Path, fed: int) -> None:
    shown = numbers(place / VIDEO)
    assert shown == sorted(shown)  # some are shown twice, for want of others
    assert recorder._dropped > 0
    assert len(set(shown)) + recorder._dropped == fed


def test_a_disk_that_stands_still_costs_pictures_and_no_sound(
    recorder: Recorder,
    stream: Stream,
    told: Told,
    place: Path,
    encoded: list[NDArray[np.float32]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moves, append = Event(), _AppendFile.append

    def wait(file: _AppendFile, data: bytes) -> None:
        if len(data) > 1000:  # the movie
            assert moves.wait(60)
        append(file, data)

    monkeypatch.setattr(_AppendFile, "append", wait)
    recorder.start_recording(place)
    stream.run(20)
    for _ in range(LONG * RATE - 20):
        stream.frame()
    moves.set()
    recorder.stop_recording()
    finalize_recording(told.over().files.folder, None)
    assert_no_sound_is_lost(encoded, place, LONG)
    assert_pictures_are_counted(recorder, place, LONG * RATE)
    assert recorder.progress.audio_lost == 0


@pytest.mark.parametrize(
    ("late", "slow"), [(recorder_module.AUDIO_PRIORITY_QUEUE_SIZE, 0.03), (20, 0.3)]
)
def test_an_encoder_that_is_too_slow_costs_pictures_and_no_sound(
    late: int,
    slow: float,
    recorder: Recorder,
    stream: Stream,
    told: Told,
    place: Path,
    encoded: list[NDArray[np.float32]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture: Callable[..., None] = FragmentedVideo.picture

    def encode(movie: FragmentedVideo, image: NDArray[np.uint8], at: float) -> None:
        time.sleep(slow)
        picture(movie, image, at)

    monkeypatch.setattr(FragmentedVideo, "picture", encode)
    monkeypatch.setattr(recorder_module, "AUDIO_PRIORITY_QUEUE_SIZE", late)
    recorder.start_recording(place)
    for _ in range(4 * RATE):
        stream.frame()
        time.sleep(0.002)
    recorder.stop_recording()
    finalize_recording(told.over().files.folder, None)
    assert_no_sound_is_lost(encoded, place, 4)
    assert_pictures_are_counted(recorder, place, 4 * RATE)


def test_pictures_that_wait_make_room_once_much_sound_does(
    recorder: Recorder, stream: Stream, told: Told, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However slow the encoder is with each: it gets no second one while sound is waiting."""
    monkeypatch.setattr(recorder_module, "AUDIO_PRIORITY_QUEUE_SIZE", 10)
    begun, goes_on = Event(), Event()
    picture: Callable[..., None] = FragmentedVideo.picture

    def encode(movie: FragmentedVideo, image: NDArray[np.uint8], at: float) -> None:
        begun.set()
        assert goes_on.wait(30)
        picture(movie, image, at)

    monkeypatch.setattr(FragmentedVideo, "picture", encode)
    recorder.start_recording(place)
    stream.frame()
    assert begun.wait(30)
    for _ in range(24):
        stream.frame()
    goes_on.set()
    until(recorder._queue.empty)
    recorder.stop_recording()
    finalize_recording(told.over().files.folder, None)
    assert_pictures_are_counted(recorder, place, 25)
    assert len(numbers(place / VIDEO)) < 6


def test_sound_is_safe_on_the_disk_while_the_camera_is_lost(
    recorder: Recorder, stream: Stream, told: Told, place: Path, tmp_path: Path
) -> None:
    recorder.start_recording(place)
    stream.run(RATE)
    on_frame, recorder.on_frame = recorder.on_frame, lambda frame: None
    stream.run(8 * RATE)
    until(lambda: recorder._queue.empty() and recorder.progress.seconds > 7)
    with AudioTrack(shutil.copytree(place, tmp_path / "crashed") / VIDEO) as track:
        assert track.stop > 6 * SAMPLE_RATE
    recorder.on_frame = on_frame
    stream.run(RATE)
    recorder.stop_recording()
    finalize_recording(told.over().files.folder, None)
    shown = numbers(place / VIDEO)
    assert sorted(set(shown)) == [*range(RATE), *range(9 * RATE, 10 * RATE)]
    assert shown == sorted(shown)
    assert shown.count(RATE - 1) > 5  # one a second
    middles = [at + 0.5 for at in range(10)]
    assert click_seconds(place / VIDEO, middles) == pytest.approx(middles, abs=0.003)


def test_sound_that_is_lost_all_the_same_is_counted_and_said(
    recorder: Recorder, stream: Stream, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "MAX_QUEUE_SIZE", 0)
    recorder.start_recording(place)
    for _ in range(RATE):
        stream.frame()
    until(lambda: recorder.progress.audio_lost == 1.0)
    assert "1.0 s of sound missing" in recording_text(RecordingState(recorder.progress))
