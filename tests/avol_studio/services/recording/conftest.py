from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from avol.core.constants import SAMPLE_RATE
from avol.io.localize import OverlayStyle
from avol.localization import Localization, Verdict
from avol.media import AudioTrack, Frame, VideoFile
from avol_studio.media.source import AudioBlock
from avol_studio.services.recording.recorder import Recorder
from avol_studio.services.recording.state import (
    RecordingFinished,
    RecordingRejected,
)
from tests.support.synthetic import click_audio, click_center, coded_image, number_of

STARTED_AT = 1000.0  # monotonic second of the first frame
RATE = 25
BLOCK = 480
PEAK = OverlayStyle("grid", opacity=1.0)


class LiveSource:
    """A live source: coded frames at 25 fps, a click per second, a map for every n-th frame."""

    def __init__(self, recorder: Recorder, every: int = 2) -> None:
        self.recorder, self.every, self.number = recorder, every, 0

    def run(self, frames: int) -> None:
        """Send frames, waiting while the encoder is behind."""
        for _ in range(frames):
            while self.recorder._queue.queued_frames > 2:
                time.sleep(0.002)
            self.frame()

    def frame(self) -> None:
        """Send one frame with its audio and possibly its map."""
        number, at = self.number, STARTED_AT + self.number / RATE
        self.recorder.on_frame(Frame(coded_image(number), round(at * 1e9), at, number))
        loop = click_audio([0.5], 1.0, SAMPLE_RATE)[:, 0]
        step = SAMPLE_RATE // RATE
        start = number * step
        for low in range(start, start + step, BLOCK):
            samples = loop[low % SAMPLE_RATE : low % SAMPLE_RATE + BLOCK]
            self.recorder.on_audio(AudioBlock(samples, low, STARTED_AT + low / SAMPLE_RATE))
        if number % self.every == 0:
            self.recorder.on_located(map_of(number), at)
        self.number += 1


def map_of(number: int) -> Localization:
    """Return a map whose peak cell follows from the number."""
    scores = np.full((14, 14), 0.02, np.float32)
    scores[number % 14, number // 14 % 14] = 0.98
    return Localization.of(scores, scores, Verdict.MATCH)


class RecorderEvents:
    """Collects the events of a recorder."""

    def __init__(self) -> None:
        self.events: list[object] = []

    def __call__(self, event: object) -> None:
        self.events.append(event)

    def wait(self, count: int = 1) -> Any:
        """Wait for `count` events; return the last of them."""
        wait_until(lambda: len(self.events) >= count)
        return self.events[count - 1]

    def finished(self) -> RecordingFinished:
        """Return the event of the finished recording."""
        event = self.wait()
        assert isinstance(event, RecordingFinished)
        return event

    def rejected(self) -> RecordingRejected:
        """Return the event of the rejected recording."""
        event = self.wait()
        assert isinstance(event, RecordingRejected)
        return event


def wait_until(condition: Callable[[], Any], seconds: float = 20.0) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def frame_numbers(path: Path) -> list[int]:
    with VideoFile(path) as video:
        return [number_of(frame.image) for frame in video.frames()]


def click_seconds(path: Path, near: list[float]) -> list[float]:
    with AudioTrack(path) as track:
        wave = track.mono(0, track.stop)
    return [click_center(wave, round(at * SAMPLE_RATE), 4800) / SAMPLE_RATE for at in near]


@pytest.fixture
def events() -> RecorderEvents:
    return RecorderEvents()


@pytest.fixture
def recorder(events: RecorderEvents) -> Iterator[Recorder]:
    recorder = Recorder(events)
    yield recorder
    recorder.close()
    assert recorder.join(10)


@pytest.fixture
def stream(recorder: Recorder) -> LiveSource:
    return LiveSource(recorder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of the recording, which does not exist yet."""
    return tmp_path / "videos" / "stage"
