"""Loads the batches of one training process."""

from collections.abc import Iterator
from itertools import count

import torch
from torch.utils.data import DataLoader, Dataset

from avol.core.opencv import cv2
from avol.data.pairs.pair_stream import ShardPairs
from avol.data.pairs.pairs import AVPair
from avol.training.correspondence.config import CorrespondenceConfig
from avol.training.correspondence.objective import Batch
from avol.training.correspondence.process_group import ProcessGroup


class _IndexBatches:
    """Endless batches of pair indices; all processes together take each index once."""

    def __init__(self, first: int, batch: int, group: ProcessGroup) -> None:
        self._first, self._batch, self._group = first, batch, group

    def __iter__(self) -> Iterator[list[int]]:
        for number in count(self._first):
            start = (number * self._group.size + self._group.rank) * self._batch
            yield list(range(start, start + self._batch))


def load_batches(
    pairs: Dataset[AVPair],
    config: CorrespondenceConfig,
    group: ProcessGroup,
    completed_steps: int = 0,
) -> Iterator[Batch]:
    """Yields the batches of this process, from a given step on.

    Args:
        pairs: the stream of this process, or an endless indexed dataset. With the latter, two
            processes load the same pairs as one process with twice the batch.
        config: batch size and number of workers.
        group: the training processes.
        completed_steps: number of steps to skip.
    """
    first = completed_steps * config.passes_per_step(group.size)
    if isinstance(pairs, ShardPairs):
        stream = pairs.skip_batches(first, config.batch)
        source = {"dataset": stream, "batch_size": config.batch}
    else:
        source = {"dataset": pairs, "batch_sampler": _IndexBatches(first, config.batch, group)}
    return iter(
        DataLoader(
            **source,
            num_workers=config.workers,
            collate_fn=Batch.collate,
            pin_memory=group.device.type == "cuda",
            worker_init_fn=_limit_threads,
        )
    )


def _limit_threads(_worker: int) -> None:
    """Limits each worker to one thread."""
    torch.set_num_threads(1)
    cv2.setNumThreads(0)
