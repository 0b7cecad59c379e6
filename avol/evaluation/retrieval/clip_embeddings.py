"""What a network makes of labelled clips: a random moment of each, seen and heard (paper §3.3)."""

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
    """Row i is clip i."""

    title: str
    """Of the checkpoint."""
    model: Correspondence
    videos: tuple[str, ...]
    labels: tuple[frozenset[str], ...]
    seen: Tensor
    heard: Tensor

    @property
    def pictures(self) -> NDArray[np.float64]:
        """(n, d), to be compared by Euclidean distance; InputError where a picture has no one
        vector."""
        if self.seen.ndim != 2:
            raise InputError(
                f"{self.title} has a vector for each place of a picture, none for the whole; "
                "search with an AVE-Net or an L3-Net."
            )
        return self.seen.double().numpy()

    @property
    def sounds(self) -> NDArray[np.float64]:
        """(n, d), likewise."""
        return self.heard.double().numpy()


def clips_of(source: Path) -> Iterator[Clip]:
    """The clips of a folder of shards, or of the validation side of a catalogue's folder.

    Raises:
        InputError: it holds neither.
        MediaError: a file of it cannot be read.
    """
    if (source / "MANIFEST.tsv").is_file():
        yield from load_class_pairs(source, "val", None)[0]
        return
    for shard in list_shards(source):
        yield from load_shard(shard)


def moments(clips: Iterable[Clip], seed: int) -> Iterator[tuple[Clip, int]]:
    """Each clip with a random frame that has a whole second of sound around it."""
    for number, clip in enumerate(clips):
        random = np.random.default_rng([seed, number])
        yield clip, int(random.integers(clip.centre_frames.start, clip.centre_frames.stop))


def form_of(card: ModelCard) -> PairFormat:
    """What the network of a card is shown: whole pictures, nothing varied."""
    return PairFormat(
        spectrogram=card.spectrogram,
        size=card.image_size,
        mean=card.image_mean,
        std=card.image_std,
        motion=_MOTION.get(card.vision_encoder, "none"),
        augment=False,
    )


@torch.inference_mode()
def embed(weights: str | Path, clips: Iterable[Clip], seed: int = 0) -> ClipEmbeddings:
    """See and hear one moment of each clip.

    Raises:
        WeightsError: the checkpoint is missing or damaged.
        MediaError: a clip is damaged.
        InputError: there are fewer than two clips.
    """
    card, network = load_network(weights)
    model = Correspondence(network).eval()
    maker = PairMaker(form_of(card))
    videos: list[str] = []
    labels: list[frozenset[str]] = []
    seen: list[Tensor] = []
    heard: list[Tensor] = []
    for batch in _batched(moments(clips, seed)):
        videos += [clip.video for clip, _ in batch]
        labels += [frozenset(clip.info.labels) for clip, _ in batch]
        still = np.random.default_rng(seed)  # nothing is varied, so nothing is drawn
        pictures = torch.stack([maker.image(clip, frame, still) for clip, frame in batch])
        sounds = torch.stack(
            [maker.spectrogram(clip, frame * SAMPLES_PER_FRAME) for clip, frame in batch]
        )
        seen.append(network.encode_image(pictures))
        heard.append(network.encode_audio(sounds))
    if len(videos) < 2:
        raise InputError("There are fewer than two clips to compare; name a folder with more.")
    return ClipEmbeddings(
        card.title, model, tuple(videos), tuple(labels), torch.cat(seen), torch.cat(heard)
    )


def _batched(drawn: Iterator[tuple[Clip, int]]) -> Iterator[list[tuple[Clip, int]]]:
    batch: list[tuple[Clip, int]] = []
    for moment in drawn:
        batch.append(moment)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
