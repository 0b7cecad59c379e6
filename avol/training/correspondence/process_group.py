"""The processes that train together; torchrun starts them and says which is which."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, distributed


@dataclass(frozen=True)
class Group:
    """This process among those that train together."""

    rank: int
    size: int
    device: torch.device

    @property
    def first(self) -> bool:
        """Whether this is the process that writes files and talks."""
        return self.rank == 0

    def mean(self, value: Tensor) -> Tensor:
        """The mean of every process's `value`, with gradients where it has any."""
        return _Mean.apply(value) if self.size > 1 else value  # pyright: ignore[reportReturnType]

    def wait(self) -> None:
        """Go on when all have come this far."""
        if self.size > 1:
            distributed.barrier()


@contextmanager
def joined() -> Iterator[Group]:
    """Join the group that torchrun started, or be a group of one; NCCL on GPUs, else gloo."""
    size = int(os.environ.get("WORLD_SIZE", "1"))
    device = torch.device("cpu")
    if torch.cuda.is_available():
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
        torch.cuda.set_device(device)
    if size == 1:
        yield Group(0, 1, device)
        return
    distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    try:
        yield Group(distributed.get_rank(), size, device)
    finally:
        distributed.destroy_process_group()


class _Mean(torch.autograd.Function):
    """Every process gets the mean of all; so does every process's gradient."""

    @staticmethod
    def forward(ctx: Any, value: Tensor) -> Tensor:
        return _mean(value)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        return _mean(gradients[0])


def _mean(value: Tensor) -> Tensor:
    total = value.detach().clone(memory_format=torch.contiguous_format)
    distributed.all_reduce(total)
    return total / distributed.get_world_size()
