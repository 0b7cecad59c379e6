"""Embeddings of labelled clips: image and audio at a random time of each (paper §3.3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from avol.checkpoints import load_network
from avol.data.catalogue.class_pairs import load_class_pairs
from avol.data.pairs.motion import Motion
from avol.data.pairs.pairs import PairFormat, PairMaker
from avol.data.shards.clips import SAMPLES_PER_FRAME, Clip
from avol.data.shards.shards import list_shards, load_shard
from avol.errors import InputError
from avol.model_card import ModelCard
from avol.models.correspondence import Correspondence

BATCH = 16
_MOTION: dict[str, Motion] = {"vgg-frames": "frames", "vgg-flow": "flow"}


@dataclass(frozen=True, eq=False)
class ClipEmbeddings:
    """Encoder outputs of n clips; row i belongs to clip i."""

    title: str
    """Title of the checkpoint."""
    model: Correspondence
    videos: tuple[str, ...]
    labels: tuple[frozenset[str], ...]
    image: Tensor
    """(n, ...) output of the vision encoder."""
    audio: Tensor
    """(n, d) output of the audio encoder."""

    @property
    def image_vectors(self) -> NDArray[np.float64]:
        """(n, d), compared by Euclidean distance; InputError for a network with image grids."""
        if self.image.ndim != 2:
            raise InputError(
                f"{self.title} has one vector per grid cell and none for the whole image; "
                "use an AVE-Net or an L3-Net."
            )
        return self.image.double().numpy()

    @property
    def audio_vectors(self) -> NDArray[np.float64]:
        """(n, d), compared by Euclidean distance."""
        return self.audio.double().numpy()


def load_clips(source: Path) -> Iterator[Clip]:
    """The clips of a folder of shards, or the validation split of a folder with a manifest.

    Raises:
        InputError: the folder contains neither.
        MediaError: a file cannot be read.
    """
    if (source / "MANIFEST.tsv").is_file():
        yield from load_class_pairs(source, "val", None)[0]
        return
    for shard in list_shards(source):
        yield from load_shard(shard)


def draw_frames(clips: Iterable[Clip], seed: int) -> Iterator[tuple[Clip, int]]:
    """Each clip with a random frame that has a complete audio window around it."""
    for number, clip in enumerate(clips):
        random = np.random.default_rng([seed, number])
        yield clip, int(random.integers(clip.centre_frames.start, clip.centre_frames.stop))


def pair_form(card: ModelCard) -> PairFormat:
    """Input format of the network of a card: whole images, no augmentation."""
    return PairFormat(
        spectrogram=card.spectrogram,
        size=card.image_size,
        mean=card.image_mean,
        std=card.image_std,
        motion=_MOTION.get(card.vision_encoder, "none"),
        augment=False,
    )


@torch.inference_mode()
def embed_clips(weights: str | Path, clips: Iterable[Clip], seed: int = 0) -> ClipEmbeddings:
    """Encode image and audio at one random time of each clip.

    Raises:
        WeightsError: the checkpoint is missing or damaged.
        MediaError: a clip is damaged.
        InputError: there are fewer than two clips.
    """
    card, network = load_network(weights)
    model = Correspondence(network).eval()
    maker = PairMaker(pair_form(card))
    videos: list[str] = []
    labels: list[frozenset[str]] = []
    images: list[Tensor] = []
    audio: list[Tensor] = []
    for batch in _batches(draw_frames(clips, seed)):
        videos += [clip.video for clip, _ in batch]
        labels += [frozenset(clip.info.labels) for clip, _ in batch]
        unused = np.random.default_rng(seed)  # without augmentation nothing is drawn
        frames = torch.stack([maker.image(clip, frame, unused) for clip, frame in batch])
        windows = torch.stack(
            [maker.spectrogram(clip, frame * SAMPLES_PER_FRAME) for clip, frame in batch]
        )
        images.append(network.encode_image(frames))
        audio.append(network.encode_audio(windows))
    if len(videos) < 2:
        raise InputError("At least two clips are needed; choose a folder with more.")
    return ClipEmbeddings(
        card.title, model, tuple(videos), tuple(labels), torch.cat(images), torch.cat(audio)
    )


def _batches(drawn: Iterator[tuple[Clip, int]]) -> Iterator[list[tuple[Clip, int]]]:
    batch: list[tuple[Clip, int]] = []
    for clip_frame in drawn:
        batch.append(clip_frame)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
