"""What frozen, pretrained towers answer to clips, computed once and kept: then claims take minutes.

The networks are the paper's from there on, on towers whose last layer alone is learnt (ours).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.lib.format import open_memmap
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.utils.data import Dataset

from avol.audio.log_spectrogram import YAMNET
from avol.data.pairs.pair_stream import drawn
from avol.data.pairs.pairs import AVPair, PairForm, PairMaker
from avol.data.shards.clips import Clip
from avol.models.encoders.base import Encoder
from avol.models.heads import pool
from avol.training.correspondence.run import Told

SIDE = 224
_MEAN, _STD = 127 / 255, 128 / 255  # as EfficientNet-Lite0 was trained
LOOKS = PairForm(YAMNET, SIDE, (_MEAN, _MEAN, _MEAN), (_STD, _STD, _STD))
"""How training clips are seen and heard; those to judge by are seen whole."""
LEARNT = 256
"""Features of the one layer that is learnt on top of a frozen tower."""


@dataclass(frozen=True, eq=False)
class Answers:
    """Arrays over clips and moments of them."""

    grids: NDArray[np.float16]  # (clips, moments, C, H, W) of the eye, read from disk
    vectors: NDArray[np.float32]  # (clips, moments, C) of the ear
    videos: tuple[str, ...]
    labels: tuple[frozenset[str], ...]

    def pictures(self, moment: int) -> Tensor:
        """(clips, C, H, W) of one moment of each."""
        return torch.from_numpy(self.grids[:, moment].astype(np.float32))

    def sounds(self, moment: int) -> Tensor:
        """(clips, C, 1, 1) of one moment of each."""
        return torch.from_numpy(self.vectors[:, moment, :, None, None])


def answer(
    clips: Sequence[Clip], form: PairForm, moments: int, eye: Encoder, ear: Encoder,
    folder: Path, told: Told,
) -> None:  # fmt: skip
    """Write what two towers answer to random moments of clips into a new folder."""
    maker = PairMaker(form)
    part = folder.with_name(folder.name + ".part")
    part.mkdir(parents=True, exist_ok=True)
    grids: NDArray[np.float16] | None = None
    vectors: list[NDArray[np.float32]] = []
    for number, clip in enumerate(clips):
        random = np.random.default_rng(number)
        pairs = [maker(clip, clip, random) for _ in range(moments)]
        with torch.inference_mode():
            seen = eye(torch.stack([pair.picture for pair in pairs])).numpy()
            heard = ear(torch.stack([pair.spectrogram for pair in pairs]))
            vectors.append(pool(heard, ear.pooling).numpy())
        if grids is None:
            shape = (len(clips), *seen.shape)
            grids = open_memmap(part / "grids.npy", "w+", np.float16, shape)
        grids[number] = seen
        if number % 50 == 0:
            told(number, len(clips), f"seeing and hearing, {folder.name}")
    np.savez(
        part / "rest.npz",
        vectors=np.stack(vectors),
        videos=np.array([clip.video for clip in clips]),
        labels=np.array([";".join(clip.facts.labels) for clip in clips]),
    )
    part.rename(folder)


def read_answers(folder: Path) -> Answers:
    """What `answer` wrote."""
    with np.load(folder / "rest.npz") as rest:
        return Answers(
            np.load(folder / "grids.npy", mmap_mode="r"),
            rest["vectors"],
            tuple(rest["videos"].tolist()),
            tuple(frozenset(text.split(";")) for text in rest["labels"].tolist()),
        )


class AnsweredPairs(Dataset[AVPair]):
    """Endlessly many pairs of what was answered, as `ClipPairs` draws them."""

    def __init__(self, answers: Answers, seed: int) -> None:
        self._answers, self._seed = answers, seed

    def __getitem__(self, number: int) -> AVPair:
        random = np.random.default_rng([self._seed, number])
        known = self._answers
        seen, heard = drawn(known.videos, number, random)
        one, other = random.integers(known.vectors.shape[1], size=2)
        grid = torch.from_numpy(known.grids[seen, one].astype(np.float32))
        vector = torch.from_numpy(known.vectors[heard, other, :, None, None])
        return AVPair(grid, vector, int(heard == seen))


class Answered(Encoder):
    """A frozen tower that has answered already: its answers in, the same out."""

    pooling = "mean"

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.channels = channels

    def forward(self, pictures: Tensor) -> Tensor:
        return pictures


class Adapted(Encoder):
    """The same with a last layer of its own, which is learnt."""

    pooling = "max"

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.channels = LEARNT
        self.last = nn.Conv2d(channels, LEARNT, 1)

    def forward(self, pictures: Tensor) -> Tensor:
        return self.last(pictures).relu()
