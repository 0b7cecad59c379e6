"""What a training tells while it goes on: to TensorBoard, and in a line now and then."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from avol.training.correspondence.throughput import Speed
from avol.training.correspondence.trainer import Step

log = logging.getLogger(__name__)

Told = Callable[[Step, float], None]
"""Told a step and how many pairs a second all processes work on."""


def line(step: Step, rate: float, share: float) -> str:
    """A step in words: what it gave, pairs a second, share of the device's peak (0 to 1)."""
    return (
        f"step {step.number}: loss {step.loss:.3f}, {step.accuracy:.0%} right, "
        f"{rate:.3g} pairs/s, {share:.1%} of the device's peak"
    )


@contextmanager
def board(folder: Path, speed: Speed, processes: int) -> Iterator[Told]:
    """Give a function that writes steps to TensorBoard's files in `folder`.

    Where TensorBoard is missing it says so once, and nothing is written.
    """
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        log.warning("TensorBoard is missing, so no curves are kept: install AVOL's `train` extra.")
        yield lambda step, rate: None
        return
    with SummaryWriter(str(folder)) as writer:

        def told(step: Step, rate: float) -> None:
            for name, value in (
                ("loss", step.loss),
                ("accuracy", step.accuracy),
                ("learning_rate", step.rate),
                ("pairs_per_second", rate),
                ("share_of_peak", speed.share(rate / processes)),
            ):
                writer.add_scalar(name, value, step.number)

        yield told
