"""Numbers of a tiny training, which is run again with the seed of the lesson.

A run takes about a minute; the last runs are kept. Without torch, the numbers cannot be computed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from avol.core.input_files import first_fault
from avol.core.optional_packages import optional_packages
from avol.errors import InputError
from avol.training.tiny.settings import TinySettings

if TYPE_CHECKING:
    from avol.lessons.numbers.request import NumberRequest
    from avol.training.tiny.results import CurvePoint, TinyResult

KEPT_RUNS = 8


def settings_fault(switches: dict[str, Any]) -> str:
    """What is wrong with the switches of a training; "" if nothing."""
    try:
        TinySettings.model_validate(switches)
    except ValidationError as error:
        location, cause = first_fault(error)
        return f"{'.'.join(map(str, location))}: {cause}"
    return ""


def tiny_accuracy(
    request: NumberRequest, *, at: int = 0, grid: bool = False, **switches: str | bool | float
) -> float:
    """Accuracy on new pairs in percent, at a step or at the end; grid: all audio on the grid."""
    point = _point(train(request, switches), at)
    return 100 * (point.grid_accuracy if grid else point.accuracy)


def tiny_training_accuracy(request: NumberRequest, **switches: str | bool | float) -> float:
    """Accuracy on the training pairs of the last ten steps, in percent."""
    return 100 * _point(train(request, switches), 0).training_accuracy


def tiny_steps_to(
    request: NumberRequest, *, accuracy: float = 0.8, **switches: str | bool | float
) -> float:
    """Steps until an accuracy on new pairs is reached."""
    steps = train(request, switches).steps_to(accuracy)
    if steps is None:
        raise InputError("This training does not reach the accuracy; choose a longer one.")
    return steps


def tiny_score(request: NumberRequest, *, probe: int, **switches: str | bool | float) -> float:
    """Score of one of the six probes (from 1) at the end."""
    return train(request, switches).probes[probe - 1].score


def tiny_gradient_cells(
    request: NumberRequest, *, probe: int, **switches: str | bool | float
) -> float:
    """Cells of a probe's map that a training step would change, at the end."""
    return train(request, switches).probes[probe - 1].gradient_cells


def tiny_pointing(request: NumberRequest, **switches: str | bool | float) -> float:
    """Percentage of maps with their peak on the sounding object, beside a silent one."""
    pointing = train(request, switches).pointing
    if pointing is None:
        raise InputError("Own videos have no known positions; choose synthetic clips.")
    return 100 * pointing.sounding


def ticks_per_window(request: NumberRequest) -> float:
    """Ticks in one audio window of the tiny network: one at every frame."""
    from avol.audio.log_spectrogram import YAMNET
    from avol.data.shards.clips import FRAME_RATE

    return FRAME_RATE * YAMNET.seconds


def train(request: NumberRequest, switches: dict[str, Any]) -> TinyResult:
    """The result of a training with these switches and the seed of the lesson; cached."""
    return _train(TinySettings.model_validate({"seed": request.seed} | switches))


def _train(settings: TinySettings) -> TinyResult:
    return _run(settings.model_dump_json())


@lru_cache(maxsize=KEPT_RUNS)
def _run(settings: str) -> TinyResult:
    with optional_packages("This number"):
        from avol.training.tiny.training import run_tiny_training
    return run_tiny_training(TinySettings.model_validate_json(settings)).result()


def _point(result: TinyResult, at: int) -> CurvePoint:
    """The point of the curve at a step, or the last one before it; 0: the last of all."""
    points = [point for point in result.curve if not at or point.step <= at]
    return points[-1] if points else result.curve[0]
