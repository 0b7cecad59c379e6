"""Stores features of frozen pretrained encoders, so that experiments take minutes.

On top of them, an adapter layer and the heads of the paper are trained (not in the paper).
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
from avol.data.pairs.pair_stream import draw_clip_indices
from avol.data.pairs.pairs import AVPair, PairFormat, PairMaker
from avol.data.shards.clips import Clip
from avol.models.encoders.base import Encoder
from avol.models.heads import pool
from avol.training.correspondence.run import ProgressMessage

IMAGE_SIZE = 224
_MEAN, _STD = 127 / 255, 128 / 255  # of EfficientNet-Lite0's training
TRAINING_FORMAT = PairFormat(YAMNET, IMAGE_SIZE, (_MEAN, _MEAN, _MEAN), (_STD, _STD, _STD))
"""Format of the training pairs; validation pairs are not augmented."""
ADAPTER_CHANNELS = 256


@dataclass(frozen=True, eq=False)
class CachedFeatures:
    """Features of several moments of each clip."""

    grids: NDArray[np.float16]  # (clips, moments, C, H, W) of the vision encoder, memory-mapped
    vectors: NDArray[np.float32]  # (clips, moments, C) of the audio encoder
    videos: tuple[str, ...]
    labels: tuple[frozenset[str], ...]

    def image_features(self, moment: int) -> Tensor:
        """(clips, C, H, W) of one moment of each clip."""
        return torch.from_numpy(self.grids[:, moment].astype(np.float32))

    def audio_features(self, moment: int) -> Tensor:
        """(clips, C, 1, 1) of one moment of each clip."""
        return torch.from_numpy(self.vectors[:, moment, :, None, None])


def write_features(
    clips: Sequence[Clip],
    form: PairFormat,
    moments: int,
    vision_encoder: Encoder,
    audio_encoder: Encoder,
    folder: Path,
    progress: ProgressMessage,
) -> None:
    """Computes the features of random moments of clips and writes them to a new folder."""
    maker = PairMaker(form)
    part = folder.with_name(folder.name + ".part")
    part.mkdir(parents=True, exist_ok=True)
    grids: NDArray[np.float16] | None = None
    vectors: list[NDArray[np.float32]] = []
    for number, clip in enumerate(clips):
        random = np.random.default_rng(number)
        pairs = [maker(clip, clip, random) for _ in range(moments)]
        with torch.inference_mode():
            image_grids = vision_encoder(torch.stack([pair.image for pair in pairs])).numpy()
            audio_grids = audio_encoder(torch.stack([pair.spectrogram for pair in pairs]))
            vectors.append(pool(audio_grids, audio_encoder.pooling).numpy())
        if grids is None:
            shape = (len(clips), *image_grids.shape)
            grids = open_memmap(part / "grids.npy", "w+", np.float16, shape)
        grids[number] = image_grids
        if number % 50 == 0:
            progress(number, len(clips), f"encoding, {folder.name}")
    np.savez(
        part / "rest.npz",
        vectors=np.stack(vectors),
        videos=np.array([clip.video for clip in clips]),
        labels=np.array([";".join(clip.info.labels) for clip in clips]),
    )
    part.rename(folder)


def load_features(folder: Path) -> CachedFeatures:
    """Loads the output of `write_features`."""
    with np.load(folder / "rest.npz") as rest:
        return CachedFeatures(
            np.load(folder / "grids.npy", mmap_mode="r"),
            rest["vectors"],
            tuple(rest["videos"].tolist()),
            tuple(frozenset(text.split(";")) for text in rest["labels"].tolist()),
        )


class FeaturePairs(Dataset[AVPair]):
    """Endless dataset of pairs of features, drawn like `ClipPairs`."""

    def __init__(self, features: CachedFeatures, seed: int) -> None:
        self._features, self._seed = features, seed

    def __getitem__(self, index: int) -> AVPair:
        random = np.random.default_rng([self._seed, index])
        features = self._features
        image_clip, audio_clip = draw_clip_indices(features.videos, index, random)
        image_moment, audio_moment = random.integers(features.vectors.shape[1], size=2)
        grid = features.grids[image_clip, image_moment].astype(np.float32)
        vector = features.vectors[audio_clip, audio_moment, :, None, None]
        match = int(audio_clip == image_clip)
        return AVPair(torch.from_numpy(grid), torch.from_numpy(vector), match)


class CachedEncoder(Encoder):
    """Stands for a frozen encoder whose features are the input."""

    pooling = "mean"

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.channels = channels

    def forward(self, inputs: Tensor) -> Tensor:
        return inputs


class AdapterEncoder(Encoder):
    """Stands for a frozen encoder with a trained last layer."""

    pooling = "max"

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.channels = ADAPTER_CHANNELS
        self.last = nn.Conv2d(channels, ADAPTER_CHANNELS, 1)

    def forward(self, inputs: Tensor) -> Tensor:
        return self.last(inputs).relu()
