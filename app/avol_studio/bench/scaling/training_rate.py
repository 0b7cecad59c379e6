"""The rate of a training by correspondence in several processes of this machine."""

from __future__ import annotations

import itertools
import os
import socket
import sys
import time
import warnings
from dataclasses import dataclass

from avol.core.worker_pool import Report, run_jobs

BATCH, WARM_UP, STEPS = 32, 2, 6


@dataclass(frozen=True)
class _Member:
    """One process of a group."""

    rank: int
    size: int
    port: int


def pairs_per_second(processes: int) -> float:
    """Train a tiny network on random pairs; returns the pairs of all processes a second."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    members = [_Member(rank, processes, port) for rank in range(processes)]
    rates = list[float]()
    for done in run_jobs(_train, members, processes):
        if done.error is not None:
            raise done.error
        rates.append(done.result or 0.0)
    return processes * min(rates)


def _train(member: _Member, report: Report) -> float:
    """Train in one process of the group; returns its own pairs a second."""
    import torch

    from avol.models import build_network
    from avol.models.correspondence import Correspondence
    from avol.training.correspondence.config import CorrespondenceConfig
    from avol.training.correspondence.objective import Batch
    from avol.training.correspondence.process_group import join_process_group
    from avol.training.correspondence.trainer import Trainer

    if sys.platform == "linux":
        os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    os.environ |= {
        "WORLD_SIZE": str(member.size), "RANK": str(member.rank), "LOCAL_RANK": "0",
        "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(member.port),
    }  # fmt: skip
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore", "Grad strides")  # of the channels-last layout
    config = CorrespondenceConfig(
        epochs=1, batch=BATCH, effective_batch=BATCH * member.size, workers=0
    )
    match = torch.arange(BATCH) % 2
    pairs = Batch(torch.randn(BATCH, 3, 32, 32), torch.randn(BATCH, 1, 64, 32), match.float())
    with join_process_group() as group:
        torch.manual_seed(0)
        network = build_network("avol", "tiny", "tiny")
        trainer = Trainer(Correspondence(network), config, group, None, BATCH)  # pyright: ignore[reportArgumentType] - an AVOLNet
        batches = itertools.repeat(pairs)
        for _ in range(WARM_UP):
            trainer.step(batches)
        start = time.perf_counter()
        for _ in range(STEPS):
            trainer.step(batches)
        return STEPS * BATCH / (time.perf_counter() - start)
