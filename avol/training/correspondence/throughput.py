"""How fast a training goes, beside the most that the device can do."""

import time
from dataclasses import dataclass

import torch
from torch import nn
from torch.utils.benchmark import Timer
from torch.utils.flop_counter import FlopCounterMode

from avol.training.correspondence.objective import Batch

TRAINED = 3
"""Times a forward pass: going back costs two more."""


@dataclass(frozen=True)
class Speed:
    """What a pair costs and what the device could give."""

    flops: float
    """Of training on one pair; a product and its sum count as two."""
    peak: float
    """Flops per second of the best of a few large matrix products, in the precision trained in."""

    def share(self, pairs_per_second: float) -> float:
        """Share of the device's peak, 0 to 1, that one process reaches."""
        return self.flops * pairs_per_second / self.peak


def measured(model: nn.Module, batch: Batch, half: bool) -> Speed:
    """Count what one pair of the batch costs, and try what its device can do at most."""
    one = Batch(batch.pictures[:1], batch.spectrograms[:1], batch.match[:1])
    training = model.training
    model.eval()  # running statistics stay as they are
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        model(one.pictures, one.spectrograms)
    model.train(training)
    return Speed(TRAINED * counter.get_total_flops(), _peak(batch.pictures.device, half))


def _peak(device: torch.device, half: bool) -> float:
    side = 8192 if device.type == "cuda" else 1536
    matrix = torch.rand(side, side, device=device, dtype=torch.bfloat16 if half else torch.float32)
    timer = Timer("m @ m", globals={"m": matrix}, num_threads=torch.get_num_threads())
    return 2 * side**3 / min(timer.timeit(1).mean for _ in range(5))


class Stopwatch:
    """Pairs per second between one look and the next."""

    def __init__(self) -> None:
        self._since = time.perf_counter()

    def look(self, pairs: int) -> float:
        """Pairs per second, `pairs` having been worked on since the last look."""
        now = time.perf_counter()
        rate, self._since = pairs / (now - self._since), now
        return rate
