"""Logs training progress to TensorBoard and as text."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from avol.core.optional_packages import missing_package
from avol.training.correspondence.throughput import DeviceThroughput
from avol.training.correspondence.trainer import StepResult

log = logging.getLogger(__name__)

StepLogger = Callable[[StepResult, float], None]
"""Receives a step and the pairs per second of all processes."""


def format_step(step: StepResult, pairs_per_second: float, utilization: float) -> str:
    """One line of text about a step; utilization: fraction of the device's peak, 0 to 1."""
    return (
        f"step {step.number}: loss {step.loss:.3f}, accuracy {step.accuracy:.0%}, "
        f"{pairs_per_second:.3g} pairs/s, {utilization:.1%} of the device's peak"
    )


@contextmanager
def tensorboard_logger(
    folder: Path, throughput: DeviceThroughput, processes: int
) -> Iterator[StepLogger]:
    """Yields a function that logs steps to TensorBoard files in `folder`.

    Without TensorBoard, it logs one warning and discards the steps.
    """
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError as error:
        log.warning("no curves are written: %s", missing_package(error, "The log") or error)
        yield lambda step, pairs_per_second: None
        return
    with SummaryWriter(str(folder)) as writer:

        def log_step(step: StepResult, pairs_per_second: float) -> None:
            for name, value in (
                ("loss", step.loss),
                ("accuracy", step.accuracy),
                ("learning_rate", step.learning_rate),
                ("pairs_per_second", pairs_per_second),
                ("utilization", throughput.utilization(pairs_per_second / processes)),
            ):
                writer.add_scalar(name, value, step.number)

        yield log_step
