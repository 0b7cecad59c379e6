"""Measures training throughput relative to the peak of the device."""

import logging
import time
from dataclasses import dataclass

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from avol.training.correspondence.objective import Batch

TRAINING_COST = 3
"""Cost of a training pass in forward passes: the backward pass costs two."""


@dataclass(frozen=True)
class DeviceThroughput:
    """Cost of a pair and peak of the device."""

    flops: float
    """Floating-point operations for training on one pair; a multiply-add counts as two."""
    peak: float
    """Peak operations per second of large matrix products in the precision of the training."""

    def utilization(self, pairs_per_second: float) -> float:
        """Fraction of the peak that one process reaches, 0 to 1."""
        return self.flops * pairs_per_second / self.peak


def measure_throughput(model: nn.Module, batch: Batch, half: bool) -> DeviceThroughput:
    """Counts the operations of one pair of the batch and measures the peak of its device."""
    pair = Batch(batch.images[:1], batch.spectrograms[:1], batch.match[:1])
    training = model.training
    model.eval()  # leaves the running statistics unchanged
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        model(pair.images, pair.spectrograms)
    model.train(training)
    flops = TRAINING_COST * counter.get_total_flops()
    return DeviceThroughput(flops, _measure_peak(batch.images.device, half))


def _measure_peak(device: torch.device, half: bool) -> float:
    # This import warns on machines without CUDA.
    logging.getLogger("torch.utils.cpp_extension").setLevel(logging.ERROR)
    from torch.utils.benchmark import Timer

    side = 8192 if device.type == "cuda" else 1536
    matrix = torch.rand(side, side, device=device, dtype=torch.bfloat16 if half else torch.float32)
    timer = Timer("m @ m", globals={"m": matrix}, num_threads=torch.get_num_threads())
    return 2 * side**3 / min(timer.timeit(1).mean for _ in range(5))


class Stopwatch:
    """Measures pairs per second between two calls."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    def lap(self, pairs: int) -> float:
        """Pairs per second since the last call, in which `pairs` were processed."""
        now = time.perf_counter()
        rate, self._start = pairs / (now - self._start), now
        return rate
