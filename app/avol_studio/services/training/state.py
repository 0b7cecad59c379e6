"""Requests to the training process and its events; all are frozen and cross processes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.training.tiny.results import CurvePoint, TinyResult
from avol.training.tiny.settings import TinySettings

FULL_SPEED = 0.0
Maps = NDArray[np.float32]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class StartRequest:
    """Begin a run with new settings; it waits for a PlayRequest or StepRequest.

    Events of the run carry its number.
    """

    run: int
    settings: TinySettings


@dataclass(frozen=True, slots=True)
class PlayRequest:
    """Take steps until a pause or the end: `speed` steps per second, or as fast as possible."""

    speed: float = FULL_SPEED


@dataclass(frozen=True, slots=True)
class PauseRequest:
    """Stop taking steps."""


@dataclass(frozen=True, slots=True)
class StepRequest:
    """Take some more steps, then pause."""

    count: int = 1


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """Save the network as a checkpoint."""

    path: Path


@dataclass(frozen=True, eq=False, slots=True)
class ProbeImage:
    """What a probe shows: image (H, W, 3), classes, and boxes of the objects in 0..1."""

    image: NDArray[np.uint8]
    image_name: str
    audio_name: str
    expected: str
    boxes: dict[str, Box]


@dataclass(frozen=True, slots=True)
class Preparing:
    """Own videos are loaded: `done` of `total`."""

    run: int
    done: int
    total: int


@dataclass(frozen=True, eq=False, slots=True)
class Ready:
    """The run can take steps; the maps and gradients (6, 14, 14) are those of step 0."""

    run: int
    probes: tuple[ProbeImage, ...]
    maps: Maps
    gradients: Maps


@dataclass(frozen=True, eq=False, slots=True)
class Progress:
    """The state after some steps.

    losses: of the steps since the last event. points: new points of the curve. result: once all
    steps are taken.
    """

    run: int
    step: int
    losses: tuple[float, ...]
    points: tuple[CurvePoint, ...]
    maps: Maps
    gradients: Maps
    result: TinyResult | None


@dataclass(frozen=True, slots=True)
class Failed:
    """The run cannot start or continue; `text` is one sentence."""

    run: int
    text: str


@dataclass(frozen=True, slots=True)
class Saved:
    """The checkpoint was saved, or `error` says why not."""

    path: Path
    error: str = ""
