"""A training process for tests that records its requests, and its events."""

from __future__ import annotations

import numpy as np

from avol.training.tiny.results import CurvePoint, Pointing, TinyResult
from avol.training.tiny.settings import TinySettings
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.services.training.state import Maps, ProbeImage, Progress, Ready


class FakeTrainingProcess:
    """Has the interface of TrainingProcess; a test sends the events with `notify`."""

    def __init__(self, notify: Notify) -> None:
        self.notify = notify
        self.requests: list[object] = []
        self.closed = False

    def request(self, request: object) -> None:
        self.requests.append(request)

    def close(self) -> None:
        self.closed = True

    def join(self, timeout: float) -> bool:
        return self.closed


def probe(image: str, audio: str, expected: str) -> ProbeImage:
    """A probe whose object is in the upper left quarter, with a star in the lower right one."""
    boxes = {image: (0.0, 0.0, 0.5, 0.5), "star": (0.5, 0.5, 1.0, 1.0)}
    return ProbeImage(np.full((12, 16, 3), 90, np.uint8), image, audio, expected, boxes)


def map_with_peak(row: int, column: int, score: float) -> Maps:
    scores = np.full((14, 14), 0.1, np.float32)
    scores[row, column] = score
    return scores


def ready(run: int = 1) -> Ready:
    probes = (
        *(probe("disc", "disc", "disc") for _ in range(4)),
        probe("disc", "star", "star"),
        probe("disc", "diamond", ""),
    )
    return Ready(
        run, probes, np.full((6, 14, 14), 0.1, np.float32), np.zeros((6, 14, 14), np.float32)
    )


def point(step: int, accuracy: float, grid_accuracy: float | None = None) -> CurvePoint:
    grid = accuracy if grid_accuracy is None else grid_accuracy
    return CurvePoint(
        step=step, loss=0.5, training_accuracy=0.6, accuracy=accuracy, grid_accuracy=grid
    )


def progress(
    step: int, *points: CurvePoint, run: int = 1, maps: Maps | None = None,
    gradients: Maps | None = None, result: TinyResult | None = None,
) -> Progress:  # fmt: skip
    nothing = np.zeros((6, 14, 14), np.float32)
    return Progress(
        run, step, (0.7,) * 10, points, nothing if maps is None else maps,
        nothing if gradients is None else gradients, result,
    )  # fmt: skip


def result(settings: TinySettings, *points: CurvePoint) -> TinyResult:
    pointing = Pointing(maps=60, sounding=0.75, silent=0.1, area=0.02)
    return TinyResult(
        settings=settings, steps=settings.steps, curve=points, probes=(), pointing=pointing
    )
