"""A small data set and network for training tests.

Also runs as a child process of the test that trains with two processes.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch.utils.data import Dataset

from avol.data.pairs.pairs import AVPair
from avol.models import build_network
from avol.models.correspondence import Correspondence
from avol.training.correspondence.config import CorrespondenceConfig
from avol.training.correspondence.loader import load_batches
from avol.training.correspondence.objective import Batch
from avol.training.correspondence.process_group import ProcessGroup, join_process_group
from avol.training.correspondence.trainer import StepResult, Trainer


class BlobPairs(Dataset[AVPair]):
    """Pairs of a bright blob in one of two colors and a low or high tone."""

    epoch = 64

    def __getitem__(self, index: int) -> AVPair:
        random = torch.Generator().manual_seed(index)
        color = int(torch.randint(2, (1,), generator=random))
        match = index % 2
        tone = color if match else 1 - color
        image = torch.randn(3, 32, 32, generator=random) * 0.3
        top, left = torch.randint(0, 3, (2,), generator=random).tolist()
        image[2 * color, 8 * top : 8 * top + 12, 8 * left : 8 * left + 12] += 2
        spectrogram = torch.randn(1, 64, 32, generator=random) * 0.3
        spectrogram[0, 10 + 30 * tone : 14 + 30 * tone] += 2
        return AVPair(image, spectrogram, match)


def tiny_config(**changes: object) -> CorrespondenceConfig:
    facts = {"epochs": 1, "batch": 8, "effective_batch": 8, "learning_rate": 1e-3, "average": 0.9}
    return CorrespondenceConfig.model_validate(facts | {"workers": 0} | changes)


def single_process() -> ProcessGroup:
    return ProcessGroup(0, 1, torch.device("cpu"))


def tiny_trainer(config: CorrespondenceConfig, group: ProcessGroup, work: Path) -> Trainer:
    torch.manual_seed(config.seed)
    network = build_network("avol", "tiny", "tiny")
    return Trainer(Correspondence(network), config, group, work, BlobPairs.epoch)  # pyright: ignore[reportArgumentType] - an AVOLNet


def run_steps(training: Trainer, wanted: CorrespondenceConfig, count: int) -> list[StepResult]:
    drawn: Iterator[Batch] = load_batches(
        BlobPairs(), wanted, training.group, training.completed_steps
    )
    return [training.step(drawn) for _ in range(count)]


def main(work: Path, batch: int, passes: int) -> None:
    """Train two steps in the process group of the environment; save the weights to `work`."""
    torch.set_num_threads(1)
    with join_process_group() as group:
        wanted = tiny_config(batch=batch, effective_batch=batch * passes * group.size)
        training = tiny_trainer(wanted, group, work)
        run_steps(training, wanted, 2)
        weights = {key: value.contiguous() for key, value in training.model.state_dict().items()}
        save_file(weights, work / f"weights.{group.rank}.safetensors")


if __name__ == "__main__":
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
