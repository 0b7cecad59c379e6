"""Looped files as live input: timing, loops and synchronization."""

from __future__ import annotations

import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from avol.errors import MediaError
from avol_studio.media.devices.capture import CapturedFrame
from avol_studio.media.devices.looped_file import LoopedAudio, LoopedVideo, RealtimePacer
from tests.support import synthetic

RATE = 48_000


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """A video of 1 s with 25 images and a click at 0.5 s."""
    click = synthetic.click_audio([0.5], 1, RATE)
    return synthetic.make_media(
        tmp_path / "clip.mkv", synthetic.coded_images(25), audio=click, audio_codec="pcm_s16le"
    )


def test_a_looped_video_is_in_time_with_its_audio(video: Path) -> None:
    audio_blocks: list[tuple[np.ndarray, float]] = []
    shots: list[CapturedFrame] = []
    with closing(
        LoopedVideo(video, lambda samples, at: audio_blocks.append((samples, at)))
    ) as camera:
        while len(shots) < 60:
            if (taken := camera.read()) is not None:
                assert taken.captured_at <= time.monotonic()
                shots.append(taken)
    numbers = np.array([synthetic.number_of(shot.image) for shot in shots])
    times = np.array([shot.captured_at for shot in shots])
    rounds = np.cumsum(np.diff(numbers, prepend=0) < 0)
    assert rounds[-1] >= 2
    begun = times[0] - numbers[0] / 25
    assert np.allclose(times, begun + rounds + numbers / 25, atol=1e-3)
    clicks = [at + synthetic_click(s) for s, at in audio_blocks if np.abs(s).max() > 0.3]
    assert np.allclose(np.array(clicks[:2]) - begun, [0.5, 1.5], atol=0.002)
    gaps = [b - a - len(s) / RATE for (s, a), (_, b) in pairwise(audio_blocks)]
    assert np.abs(gaps).max() < 1e-6


def synthetic_click(samples: np.ndarray) -> float:
    return float(np.abs(samples).argmax()) / RATE


def test_a_video_without_audio_plays(tmp_path: Path) -> None:
    silent = synthetic.make_media(tmp_path / "silent.mp4", synthetic.coded_images(5))
    audio_blocks: list[np.ndarray] = []
    with closing(LoopedVideo(silent, lambda samples, at: audio_blocks.append(samples))) as camera:
        assert [camera.read() is not None for _ in range(12)].count(True) > 8
    assert not audio_blocks


def test_an_audio_file_as_microphone(video: Path) -> None:
    got, begun = [], time.monotonic()
    with closing(LoopedAudio(video)) as microphone:
        while sum(map(len, got)) < 1.6 * RATE:
            if (block := microphone.read()) is not None:
                assert block.captured_at + len(block.samples) / RATE <= time.monotonic() + 1e-6
                got.append(block.samples)
    assert time.monotonic() - begun > 1.5
    sound = np.concatenate(got)
    loud = np.flatnonzero(np.abs(sound) > 0.3)
    assert loud[0] == pytest.approx(RATE // 2, abs=48)
    assert loud[-1] == pytest.approx(RATE * 3 // 2, abs=48)


def test_an_unreadable_file_is_an_error(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("no video")
    with pytest.raises(MediaError, match=r"“notes\.txt” is damaged or not a media file"):
        LoopedVideo(notes, lambda *_: None)
    with pytest.raises(MediaError):
        LoopedAudio(notes)


def test_after_a_suspend_the_timing_restarts() -> None:
    now = 0.0
    metronome = RealtimePacer(lambda: now)
    now = 100.0
    metronome.catch_up(1.0)
    assert metronome.now() == pytest.approx(1.0)
    now = 101.0
    metronome.catch_up(1.5)  # 0.5 s late: no restart
    assert metronome.now() == pytest.approx(2.0)
