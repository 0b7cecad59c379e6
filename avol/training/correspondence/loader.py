"""From single pairs to the batches of one process among many."""

from collections.abc import Iterator
from itertools import count
from typing import Protocol

import torch
from torch.utils.data import DataLoader, Dataset

from avol.data.pairs import AVPair
from avol.training.correspondence.group import Group
from avol.training.correspondence.objective import Batch
from avol.training.correspondence.recipe import CorrespondenceRecipe


class Pairs(Protocol):
    """An endless sequence of pairs, as many matches as mismatches, each fixed by its number."""

    epoch: int
    """How many of them make an epoch."""

    def __getitem__(self, number: int) -> AVPair: ...


class _Endless(Dataset[AVPair]):
    def __init__(self, pairs: Pairs) -> None:
        self._pairs = pairs

    def __getitem__(self, index: int) -> AVPair:
        return self._pairs[index]


class _Numbers:
    """Which pairs this process takes, batch by batch, so that all together take each once."""

    def __init__(self, first: int, batch: int, group: Group) -> None:
        self._first, self._batch, self._group = first, batch, group

    def __iter__(self) -> Iterator[list[int]]:
        for turn in count(self._first):
            start = (turn * self._group.size + self._group.rank) * self._batch
            yield list(range(start, start + self._batch))


def batches(
    pairs: Pairs, recipe: CorrespondenceRecipe, group: Group, taken: int
) -> Iterator[Batch]:
    """This process's batches from where it stands after `taken` steps on, without end.

    Two processes take together what one takes with twice the batch.
    """
    first = taken * recipe.accumulated(group.size)
    return iter(
        DataLoader(
            _Endless(pairs),
            batch_sampler=_Numbers(first, recipe.batch, group),  # pyright: ignore[reportArgumentType] - any iterable serves
            num_workers=recipe.workers,
            collate_fn=Batch.of,
            pin_memory=group.device.type == "cuda",
            worker_init_fn=_alone,
        )
    )


def _alone(_worker: int) -> None:
    """Workers are many: each keeps to one core."""
    import cv2

    torch.set_num_threads(1)
    cv2.setNumThreads(0)
