from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from avol.core.constants import SAMPLE_RATE
from avol.localizer import Localization, judged
from avol.media import Frame
from avol_studio.media.source import AudioBlock
from avol_studio.services.recording.recorder import Recorder, RecordingFinished, RecordingRejected
from tests.support.synthetic import click_audio, coded_image

BEGUN = 1000.0  # monotonic second of the first frame
RATE = 25
BLOCK = 480


class Stream:
    """Something live: numbered pictures 25 times a second, a click every second, maps of some."""

    def __init__(self, recorder: Recorder, every: int = 2) -> None:
        self.recorder, self.every, self.number = recorder, every, 0

    def run(self, frames: int) -> None:
        """Let so many frames pass, waiting for the encoder where it has too much to do."""
        for _ in range(frames):
            while self.recorder._queued_frames > 2:
                time.sleep(0.002)
            self.frame()

    def frame(self) -> None:
        """Let one frame pass, with its sound and perhaps its map."""
        number, at = self.number, BEGUN + self.number / RATE
        self.recorder.on_frame(Frame(coded_image(number), round(at * 1e9), at, number))
        second = click_audio([0.5], 1.0, SAMPLE_RATE)[:, 0]
        step = SAMPLE_RATE // RATE
        start = number * step
        for low in range(start, start + step, BLOCK):
            samples = second[low % SAMPLE_RATE : low % SAMPLE_RATE + BLOCK]
            self.recorder.on_audio(AudioBlock(samples, low, BEGUN + low / SAMPLE_RATE))
        if number % self.every == 0:
            self.recorder.on_located(found_at(number), at)
        self.number += 1


def found_at(number: int) -> Localization:
    """A map that peaks at a place that the number says."""
    logits = np.full((14, 14), -4, np.float32)
    logits[number % 14, number // 14 % 14] = 4
    return judged(logits, False, 0.5)


class Told:
    """What the recorder said."""

    def __init__(self) -> None:
        self.events: list[object] = []

    def __call__(self, event: object) -> None:
        self.events.append(event)

    def wait(self, count: int = 1) -> Any:
        """The newest event once there are so many."""
        until(lambda: len(self.events) >= count)
        return self.events[count - 1]

    def over(self) -> RecordingFinished:
        """The take that has ended."""
        event = self.wait()
        assert isinstance(event, RecordingFinished)
        return event

    def refused(self) -> RecordingRejected:
        """Why there is no take."""
        event = self.wait()
        assert isinstance(event, RecordingRejected)
        return event


def until(condition: Callable[[], Any], seconds: float = 20.0) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def recorder(told: Told) -> Iterator[Recorder]:
    recorder = Recorder(told)
    yield recorder
    recorder.close()
    assert recorder.join(10)


@pytest.fixture
def stream(recorder: Recorder) -> Stream:
    return Stream(recorder)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a take is asked for."""
    return tmp_path / "videos" / "stage"
