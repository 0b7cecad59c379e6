"""From single pairs to the batches of one process among many."""

from collections.abc import Iterator
from itertools import count

import cv2
import torch
from torch.utils.data import DataLoader, Dataset

from avol.data.pairs.pair_stream import ShardPairs
from avol.data.pairs.pairs import AVPair
from avol.training.correspondence.config import CorrespondenceConfig
from avol.training.correspondence.objective import Batch
from avol.training.correspondence.process_group import Group


class _Numbers:
    """Which pairs this process takes, batch by batch, so that all together take each once."""

    def __init__(self, first: int, batch: int, group: Group) -> None:
        self._first, self._batch, self._group = first, batch, group

    def __iter__(self) -> Iterator[list[int]]:
        for turn in count(self._first):
            start = (turn * self._group.size + self._group.rank) * self._batch
            yield list(range(start, start + self._batch))


def batches(
    pairs: Dataset[AVPair], recipe: CorrespondenceConfig, group: Group, taken: int = 0
) -> Iterator[Batch]:
    """This process's batches from where it stands after `taken` steps on.

    Args:
        pairs: the stream of this process, or what gives any pair by its number, without end; then
            two processes take together what one takes with twice the batch.
        recipe: how many at once, and how many workers.
        group: the processes.
        taken: steps taken.
    """
    first = taken * recipe.accumulated(group.size)
    if isinstance(pairs, ShardPairs):
        drawn = {"dataset": pairs.after(first, recipe.batch), "batch_size": recipe.batch}
    else:
        drawn = {"dataset": pairs, "batch_sampler": _Numbers(first, recipe.batch, group)}
    return iter(
        DataLoader(
            **drawn,
            num_workers=recipe.workers,
            collate_fn=Batch.of,
            pin_memory=group.device.type == "cuda",
            worker_init_fn=_alone,
        )
    )


def _alone(_worker: int) -> None:
    """Workers are many: each keeps to one core."""
    torch.set_num_threads(1)
    cv2.setNumThreads(0)
