"""The last stage of AVOL-Net's training: real videos, with folds of them for the evaluation."""

import numpy as np
from safetensors.torch import load_file, save_file
from torch import Tensor

from avol.audio.log_spectrogram import SpectrogramSpec
from avol.core.atomic import atomic_write
from avol.data.catalogue.manifest import CatalogueItem
from avol.evaluation.localization.folds import FOLDS_FILE, FoldHeads, Head
from avol.models.avol_net import AVOLNet
from avol.packed_weights import pack, unpack
from avol.training.stages import open_stage
from avol.training.supervised.clip_pairs.anchors import Anchors, draw_anchors
from avol.training.supervised.clip_pairs.clips import ClipPairs, encode_clips, find_clips
from avol.training.supervised.clip_pairs.frozen_encoders import FrozenEncoders
from avol.training.supervised.clip_pairs.pair_training import HEADS, train_on_pairs
from avol.training.supervised.config import ClipPairsConfig
from avol.training.supervised.context import Progress, TrainingContext
from avol.training.supervised.encoder_stages import IMAGE_SIZE


def find_training_clips(context: TrainingContext) -> list[CatalogueItem]:
    """The videos of the stage; empty if the config has no such stage."""
    config = context.config.clip_pairs
    if config is None or context.config.second_stage is None:
        return []
    return find_clips(context.data, config.folder, context.config.include_flagged)


def train_clip_heads(
    network: AVOLNet,
    config: ClipPairsConfig,
    spec: SpectrogramSpec,
    context: TrainingContext,
    progress: Progress,
) -> None:
    """Train the heads of a network in place, on its encoders as the checkpoint stores them.

    The heads are trained on all videos. For the evaluation on videos that were not trained on, they
    are also trained on all folds but one, for each fold; FOLDS_FILE in the work folder stores these
    (`avol.evaluation.localization.folds`). Without suitable videos nothing is changed.

    Raises:
        MediaError: a video cannot be read.
    """
    clips = find_training_clips(context)
    if not clips:
        return
    stored = network.state_dict()
    network.load_state_dict(stored | unpack(pack(stored)))
    stamps = [[item.path.name, item.path.stat().st_size, item.origin] for item in clips]
    inputs = [config, stored, spec, stamps, context.data_keys.get("train")]
    open_stage(context.work, "clip-heads", ["clip-heads.safetensors", FOLDS_FILE], inputs)
    file = context.work / "clip-heads.safetensors"
    if not file.exists():
        encoders = FrozenEncoders(network, IMAGE_SIZE, spec)
        pairs = encode_clips(
            encoders, clips, context.data,
            lambda done: progress("encoding videos", done, len(clips)),
        )  # fmt: skip
        anchors = draw_anchors(
            encoders, context.splits["train"], config,
            lambda done: progress(
                "encoding the catalogue", done, config.anchor_scenes + config.anchor_windows
            ),
        )  # fmt: skip
        heads = _train_folds(network, pairs, anchors, config, context, progress)
        with atomic_write(file) as part:
            save_file(heads, part)
    state = network.state_dict()
    network.load_state_dict(
        state | {name: value.view_as(state[name]) for name, value in load_file(file).items()}
    )


def _train_folds(
    network: AVOLNet,
    pairs: ClipPairs,
    anchors: Anchors,
    config: ClipPairsConfig,
    context: TrainingContext,
    progress: Progress,
) -> dict[str, Tensor]:
    """Write the heads of the folds; return those that are trained on all videos."""
    folds = split_videos(pairs.videos, config.folds, config.seed)
    trained = list[dict[str, Tensor]]()
    for number, fold in enumerate([*folds, set[str]()]):
        progress("training on videos", number, len(folds) + 1)
        rows = pairs.of_videos(set(pairs.videos) - fold)
        trained.append(train_on_pairs(network, pairs, rows, anchors, config))
    names = dict(zip(pairs.files, pairs.videos, strict=True))
    files = {
        file: number for file, video in names.items() for number, fold in enumerate(folds)
        if video in fold
    }  # fmt: skip
    vision, audio = HEADS
    heads = [(_head(state, vision), _head(state, audio)) for state in trained[:-1]]
    FoldHeads(files, heads).save(context.work / FOLDS_FILE)
    return trained[-1]


def split_videos(videos: tuple[str, ...], count: int, seed: int) -> list[set[str]]:
    """Split original videos at random into folds of nearly the same size."""
    names = sorted(set(videos))
    np.random.default_rng(seed).shuffle(names)
    return [set(names[number::count]) for number in range(count)]


def _head(state: dict[str, Tensor], name: str) -> Head:
    weight, bias = (state[f"{name}.{part}"].numpy() for part in ("weight", "bias"))
    return Head(weight, bias)
