"""Thins a recording to a few examples: frames with audio windows and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import SAMPLE_RATE
from avol.core.opencv import cv2
from avol.evaluation.geometry import Box
from avol.teaching.examples import TeachingExample
from avol_studio.core.translation import tr
from avol_studio.services.teaching.box_tracker import BoxTracker, Gray
from avol_studio.services.teaching.motion_region import moving_boxes
from avol_studio.services.teaching.state import Recorded, RecordingPlan, Step

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.media.audio.audio_window import AudioWindowSource

STEP = 0.1
"""Seconds between two frames that are looked at."""
SHORT_SIDE = 448  # px of the kept images
MOST_FRAMES = 100
"""Frames of one recording that are looked at; a longer one is thinned."""
_NOW = round(0.1 * SAMPLE_RATE)  # samples that tell how loud it is
_SHOWN = 8  # newest frames that show where something moves

NO_SOUND = tr("No sound was recorded; play the object closer to the microphone and repeat.")
NO_SOUND_IN_FILE = tr("There is no sound in these seconds; choose a time at which it sounds.")
NOT_VISIBLE = tr("The object was lost; draw the box again and move the object more slowly.")
NO_MOVEMENT = tr("Nothing moved with the sound; draw a box around the object instead.")
NO_FRAMES = tr("No image came in these seconds; check the camera and repeat.")


class ExampleRecording:
    """The frames of one recording, looked at one after another.

    Keeps an image and an audio window at even times, and small grey images of all frames.
    """

    def __init__(self, plan: RecordingPlan, audio: AudioWindowSource, window: int) -> None:
        self.plan = plan
        self._audio, self._window = audio, window
        self.grays: list[Gray] = []
        self.times: list[float] = []
        self._levels: list[float] = []
        self._kept: list[tuple[int, TeachingExample]] = []
        self._start: float | None = None

    @property
    def elapsed(self) -> float:
        """Seconds since the first frame."""
        return 0.0 if self._start is None else self.times[-1] - self._start

    @property
    def count(self) -> int:
        """Number of the kept examples."""
        return len(self._kept)

    @property
    def complete(self) -> bool:
        """Whether the planned time is over."""
        return self.elapsed >= self.plan.seconds

    def add(self, frame: Frame, gray: Gray) -> None:
        """Look at the next frame; keep it with its audio if an example is due."""
        if self._start is None:
            self._start = frame.time
        self.grays.append(gray)
        self.times.append(frame.time)
        self._levels.append(level_dbfs(self._wave(frame.time, _NOW)))
        if self.elapsed >= self._due():
            plan, wave = self.plan, self._wave(frame.time, self._window)
            example = TeachingExample(
                kept_image(frame.image), None, wave, plan.step is Step.BACKGROUND, plan.source,
                frame.time - plan.zero,
            )  # fmt: skip
            self._kept.append((len(self.times) - 1, example))

    def newest_box(self) -> Box | None:
        """Where something moves now."""
        return moving_boxes(self.grays[-_SHOWN:], self.times[-_SHOWN:], self._levels[-_SHOWN:])[-1]

    def result(self, boxes: Sequence[Box | None] | None, live: bool) -> Recorded:
        """Return the examples with the box of each frame; None: find the moving regions."""
        if not self._kept:
            return Recorded(self.plan, (), NO_FRAMES)
        if self.plan.step is Step.BACKGROUND:
            return Recorded(self.plan, tuple(example for _, example in self._kept))
        loud = [(n, example) for n, example in self._kept if self._sounds(example)]
        if not loud:
            return Recorded(self.plan, (), NO_SOUND if live else NO_SOUND_IN_FILE)
        if boxes is None:
            boxes = moving_boxes(self.grays, self.times, self._levels)
        found = tuple(replace(example, box=boxes[n]) for n, example in loud if boxes[n] is not None)
        problem = NOT_VISIBLE if self.plan.box else NO_MOVEMENT
        return Recorded(self.plan, found, "" if found else problem)

    def _due(self) -> float:
        """Seconds after the start at which the next example is kept."""
        if self.count >= self.plan.count:
            return float("inf")
        span = self.plan.seconds - self.plan.lead
        return self.plan.lead + self.count * span / max(1, self.plan.count - 1)

    def _wave(self, time: float, length: int) -> NDArray[np.float32]:
        wave = self._audio.window_at(time, length)
        return np.zeros(length, np.float32) if wave is None else wave

    def _sounds(self, example: TeachingExample) -> bool:
        wave = example.wave
        return wave is not None and level_dbfs(wave[-SAMPLE_RATE:]) >= self.plan.silence_dbfs


def tracked_boxes(images: Sequence[Gray], start: int, box: Box) -> list[Box | None]:
    """Return the box of each image, followed from image `start` in both directions."""
    forward, backward = BoxTracker(images[start], box), BoxTracker(images[start], box)
    after = [forward.update(image) for image in images[start + 1 :]]
    before = [backward.update(image) for image in reversed(images[:start])]
    return [*reversed(before), box, *after]


def kept_image(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a frame as small as the network needs, read-only."""
    height, width = image.shape[:2]
    scale = SHORT_SIDE / min(height, width)
    if scale < 1:
        size = round(width * scale), round(height * scale)
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    kept = image.copy()
    kept.flags.writeable = False
    return kept
