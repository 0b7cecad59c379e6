"""Builds a checkpoint from a config and a data folder, in resumable stages.

An interrupted build resumes where it stopped. The results of the stages are in the work folder; a
stage is computed again, with those after it, when something that it depends on has changed.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from avol.audio.log_spectrogram import PAPER, YAMNET, YAMNET_MN04, LogSpectrogram
from avol.checkpoints import save_weights
from avol.core.atomic import make_folder
from avol.core.opencv import cv2
from avol.data.catalogue.manifest import Split
from avol.engines.compile import compile_checkpoint
from avol.model_card import Classes, Metric, ModelCard
from avol.models.ave_net import AVENet
from avol.models.avol_net import AVOLNet
from avol.packed_weights import pack, unpack
from avol.training.supervised.class_mapping import load_class_mapping
from avol.training.supervised.clip_pairs.stage import find_training_clips, train_clip_heads
from avol.training.supervised.concepts.stage import train_concept_network
from avol.training.supervised.config import SupervisedTrainingConfig
from avol.training.supervised.context import (
    EncoderPair,
    Progress,
    TrainedEncoder,
    TrainingContext,
    digest_data,
)
from avol.training.supervised.encoder_stages import (
    IMAGE_SIZE,
    fine_tuned_audio_encoder,
    fine_tuned_vision_encoder,
    scratch_audio_encoder,
    scratch_vision_encoder,
)
from avol.training.supervised.encoders.from_scratch import IMAGE_SIZE as PAPER_IMAGE_SIZE
from avol.training.supervised.feature_stages import (
    compute_audio_features,
    compute_scene_features,
    training_scenes,
)
from avol.training.supervised.features import (
    IMAGE_MEAN,
    IMAGE_STD,
    PooledAudioFeatures,
    SceneFeatures,
)
from avol.training.supervised.heads.ave_features import (
    LabelledVectors,
    photograph_vectors,
    window_vectors,
)
from avol.training.supervised.heads.ave_head_training import train_ave_heads, validate_ave
from avol.training.supervised.heads.class_head_init import initialize_class_heads
from avol.training.supervised.heads.head_training import train_heads
from avol.training.supervised.heads.head_units import unit_classes
from avol.training.supervised.heads.validation import calibrate, count_false_classes, validate
from avol.training.supervised.parallel import run_in_parallel
from avol.training.supervised.split_data import SplitData, load_split_data

_CALIBRATION_SAMPLES = 64
_PRETRAINED_INPUTS: dict[str, Any] = {
    "vision_tower": "efficientnet-lite0",
    "sound_tower": "mobilenet",
    "image_size": IMAGE_SIZE,
    "spectrogram": YAMNET,
}
_PAIR_INPUTS: dict[str, Any] = {
    "sound_tower": "mobilenet-pair-recent",
    "spectrogram": YAMNET_MN04,
}
_PAPER_INPUTS: dict[str, Any] = {
    "vision_tower": "vgg",
    "sound_tower": "vgg",
    "image_size": PAPER_IMAGE_SIZE,
    "spectrogram": PAPER,
}


@dataclass(frozen=True)
class TrainedNetwork:
    """A trained network and its metrics on the validation split."""

    network: AVOLNet | AVENet
    figures: dict[str, Metric]
    classes: tuple[str, ...] = ()
    """Classes of the units of class heads."""


def build(
    config: SupervisedTrainingConfig, data: Path, work: Path, out: Path, progress: Progress
) -> ModelCard:
    """Trains a network and writes weights, model card and CPU graphs to `out`.

    Args:
        config: the training config.
        data: folder with a MANIFEST.tsv.
        work: folder for the results of the stages.
        out: folder for NAME.safetensors, NAME.card.json and the graphs.
        progress: receives the progress.

    Raises:
        InputError: the data folder holds no catalogue.
        MediaError: a folder cannot be created.
        WeightsError: a pretrained encoder is missing.
    """
    started = time.monotonic()
    cv2.setNumThreads(1)
    splits: Mapping[Split, SplitData] = {
        split: load_split_data(config, data, split) for split in ("train", "val")
    }
    for folder in (work, out):  # fails now rather than after an hour of training
        make_folder(folder)
    classes = load_class_mapping() if config.scratch is None else []
    keys = digest_data(splits, data, work)
    context = TrainingContext(config, data, work, splits, classes, keys)
    trained = _train_network(context, progress)
    duration = time.monotonic() - started
    licences = {item.licence for item in splits["train"].labelled_items}
    licences |= {clip.licence for clip in find_training_clips(context)}
    card = _create_card(config, sorted(licences), trained, duration)
    weights = out / f"{config.name}.safetensors"
    card = save_weights(weights, card, trained.network.state_dict(), half=True, packed=True)
    compile_checkpoint(weights, *_calibration_inputs(card, splits["train"], config.heads.seed))
    return card


def _train_network(context: TrainingContext, progress: Progress) -> TrainedNetwork:
    run_in_parallel((_train_vision, _train_audio), context, progress)
    encoders = EncoderPair(_vision_encoder(context, progress), _train_audio(context, progress))
    scenes = compute_scene_features(encoders.vision, context, progress)
    windows = compute_audio_features(encoders.audio, context)
    torch.manual_seed(context.config.heads.seed)
    if context.config.network == "avol":
        return _train_avol(encoders, scenes, windows, context, progress)
    network = AVENet(encoders.vision.encoder, encoders.audio.encoder)
    if context.config.second_stage is not None:
        localizer = _train_avol(encoders, scenes, windows, context, progress).network
        network = AVENet(localizer.vision, localizer.sound)
    return _train_ave(network.eval(), context, progress)


def _train_ave(network: AVENet, context: TrainingContext, progress: Progress) -> TrainedNetwork:
    """Trains the heads on the encoders as the checkpoint stores them."""
    stored = network.state_dict()
    network.load_state_dict(stored | unpack(pack(stored)))
    pairs: list[LabelledVectors] = []
    for split in ("train", "val"):
        progress(f"encoding photographs and audio, {split}", len(pairs) // 2, 2)
        pairs += _ave_features(network, context, split)
    config = context.config.ave_heads
    _report_steps(train_ave_heads(network, pairs[0], pairs[1], config), config.steps, progress)
    return TrainedNetwork(network, validate_ave(network, pairs[2], pairs[3]))


def _ave_features(
    network: AVENet, context: TrainingContext, split: Split
) -> tuple[LabelledVectors, LabelledVectors]:
    config, data, inputs = context.config.ave_heads, context.splits[split], _inputs(context.config)
    photographs = [item for label in sorted(data.objects) for item in data.objects[label]]
    crops, windows = (config.crops, config.windows) if split == "train" else (0, 1)
    return (
        LabelledVectors.join(
            photograph_vectors(
                network.vision, inputs["image_size"], photographs, context.labels, crops,
                config.seed,
            )
        ),
        LabelledVectors.join(
            window_vectors(
                network.sound, inputs["spectrogram"], data.recordings, context.labels, windows,
                config.seed,
            )
        ),
    )  # fmt: skip


def _train_avol(
    encoders: EncoderPair,
    scenes: Mapping[Split, SceneFeatures],
    windows: Mapping[Split, PooledAudioFeatures],
    context: TrainingContext,
    progress: Progress,
) -> TrainedNetwork:
    config, labels = context.config, context.labels
    if config.class_heads:
        network = AVOLNet(encoders.vision.encoder, encoders.audio.encoder, "shares")
        train_data = scenes["train"], windows["train"], labels, context.splits["train"]
        initialize_class_heads(network, encoders, context.classes, *train_data, config.temperature)
    else:
        network = AVOLNet(encoders.vision.encoder, encoders.audio.encoder)
        losses = train_heads(network, scenes["train"], windows["train"], labels, config.heads)
        _report_steps(losses, config.heads.steps, progress)
    calibrate(network.eval(), scenes["val"], windows["val"], labels)
    figures = validate(network, scenes["val"], windows["val"], labels)
    if encoders.vision.classifier is not None:
        figures["false_names"] = count_false_classes(
            encoders.vision.classifier, scenes["val"], labels
        )
    names = unit_classes(labels, context.classes) if config.class_heads else []
    if config.second_stage is None:
        return TrainedNetwork(network, figures, tuple(names))
    network, units = train_concept_network(
        network, names, training_scenes(context), config.second_stage, context, progress
    )
    if config.clip_pairs is not None:
        train_clip_heads(network, config.clip_pairs, YAMNET_MN04, context, progress)
    return TrainedNetwork(network, {}, units.names)


def _report_steps(losses: Iterator[float], steps: int, progress: Progress) -> None:
    for step, _ in enumerate(losses, 1):
        progress("training the heads", step, steps)


def _train_vision(context: TrainingContext, progress: Progress) -> None:
    """Trains the vision encoder and computes its features."""
    compute_scene_features(_vision_encoder(context, progress), context, progress)


def _vision_encoder(context: TrainingContext, progress: Progress) -> TrainedEncoder:
    scratch = context.config.scratch
    if scratch is None:
        return fine_tuned_vision_encoder(context, progress)
    return scratch_vision_encoder(scratch.vision, context, progress)


def _train_audio(context: TrainingContext, progress: Progress) -> TrainedEncoder:
    scratch = context.config.scratch
    if scratch is None:
        return fine_tuned_audio_encoder(context, progress)
    return scratch_audio_encoder(scratch.audio, context, progress)


def _calibration_inputs(
    card: ModelCard, data: SplitData, seed: int
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Images and spectrograms for the calibration of the 8-bit graphs."""
    scene_maker, size = data.scene_maker(seed), (card.image_size, card.image_size)
    images = [
        cv2.resize(scene_maker.scene(n % 4).image, size, interpolation=cv2.INTER_AREA)
        for n in range(_CALIBRATION_SAMPLES)
    ]
    few = data.recordings[:: max(1, len(data.recordings) // 100)]
    audio_maker = replace(data, recordings=few).audio_window_maker(seed, card.spectrogram.seconds)
    log_spectrogram = LogSpectrogram(card.spectrogram)
    return images, [log_spectrogram(audio_maker.draw().wave) for _ in range(_CALIBRATION_SAMPLES)]


def _inputs(config: SupervisedTrainingConfig) -> dict[str, Any]:
    """The encoders and inputs of the card."""
    if config.scratch is not None:
        return _PAPER_INPUTS
    return _PRETRAINED_INPUTS if config.second_stage is None else _PRETRAINED_INPUTS | _PAIR_INPUTS


def _has_class_heads(config: SupervisedTrainingConfig) -> bool:
    return config.network == "avol" and config.class_heads


def _create_card(
    config: SupervisedTrainingConfig,
    licences: list[str],
    trained: TrainedNetwork,
    duration: float,
) -> ModelCard:
    mean, std = float(IMAGE_MEAN) / 255, float(IMAGE_STD) / 255
    return ModelCard(
        **_inputs(config),
        **config.card_fields(licences, config.heads.seed, duration),
        image_mean=(mean, mean, mean),
        image_std=(std, std, std),
        heads="shares" if _has_class_heads(config) else "paper",
        classes=Classes(names=trained.classes) if trained.classes else None,
        network=config.network,
        metrics=trained.figures,
    )
