"""Stages that train the encoders, on pretrained ones or from scratch."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from avol.audio.log_spectrogram import PAPER, YAMNET, Floats
from avol.models.encoders import AUDIO_ENCODERS, VISION_ENCODERS, build_encoder
from avol.models.encoders.base import Encoder
from avol.models.pretrained import pretrained_audio_encoder, pretrained_vision_encoder
from avol.training.stages import Stage, open_stage
from avol.training.supervised.class_mapping import audioset_class_weights, imagenet_class_weights
from avol.training.supervised.config import ScratchStageConfig
from avol.training.supervised.context import Progress, TrainedEncoder, TrainingContext
from avol.training.supervised.encoders.finetune import (
    fine_tune_audio_encoder,
    fine_tune_vision_encoder,
)
from avol.training.supervised.encoders.from_scratch import IMAGE_SIZE as PAPER_IMAGE_SIZE
from avol.training.supervised.encoders.from_scratch import (
    AudioBatchStream,
    SceneBatchStream,
    train_audio_encoder,
    train_vision_encoder,
)
from avol.training.supervised.feature_stages import (
    open_audio_stages,
    open_scene_stages,
    open_vision_stages,
    training_scenes,
    training_windows,
    write_audio_stages,
    write_scene_stages,
)
from avol.training.supervised.features import encoder_graph

IMAGE_SIZE = 448
SMALL_SCENE_SIZE = 448, 252
"""Width and height of the scenes for the paper's encoder, each of which is used once."""


def fine_tuned_vision_encoder(context: TrainingContext, progress: Progress) -> TrainedEncoder:
    """Fine-tunes the pretrained vision encoder; raises WeightsError if it is missing."""
    config, labels = context.config.finetune_vision, context.labels
    encoder, class_weights = pretrained_vision_encoder()
    trained = TrainedEncoder(encoder, *imagenet_class_weights(class_weights, context.classes))
    stages = open_scene_stages(context, [IMAGE_SIZE, encoder.state_dict()])
    inputs = [config, trained.class_weights]
    stage = _open_encoder(context, "vision", inputs, [stages["train"]])
    open_vision_stages(context, stages, stage)
    write_scene_stages(_lower_stages_graph(encoder), IMAGE_SIZE, context, progress)
    scenes = training_scenes(context)
    steps = fine_tune_vision_encoder(
        encoder, scenes, labels, trained.class_weights, config, _vision_state(context)
    )
    return _run_steps(trained, steps, "fine-tuning the vision encoder", config.steps, progress)


def fine_tuned_audio_encoder(context: TrainingContext, progress: Progress) -> TrainedEncoder:
    """Fine-tunes the pretrained audio encoder; raises WeightsError if it is missing."""
    config, labels = context.config.finetune_audio, context.labels
    encoder, class_weights = pretrained_audio_encoder(
        context.data / context.config.pretrained_audio
    )
    class_map = context.data / context.config.pretrained_audio_classes
    trained = TrainedEncoder(
        encoder, *audioset_class_weights(class_weights, class_map, context.classes)
    )
    stages = open_audio_stages(context, [YAMNET, encoder.state_dict()])
    _open_encoder(context, "audio", [config, trained.class_weights], [stages["train"]])
    write_audio_stages(encoder, YAMNET, context, progress)
    windows = training_windows(context)
    steps = fine_tune_audio_encoder(
        encoder, windows, len(labels), trained.class_weights, config, _audio_state(context)
    )
    return _run_steps(trained, steps, "fine-tuning the audio encoder", config.steps, progress)


def scratch_vision_encoder(
    config: ScratchStageConfig, context: TrainingContext, progress: Progress
) -> TrainedEncoder:
    """Trains the paper's vision encoder from scratch."""
    torch.manual_seed(config.seed)
    encoder = build_encoder(VISION_ENCODERS, "vgg")
    data, seed = context.splits["train"], context.config.seeds.scenes
    inputs = [config, seed, SMALL_SCENE_SIZE, context.labels, context.data_keys["train"].vision]
    stage = _open_encoder(context, "vision", inputs)
    open_vision_stages(context, open_scene_stages(context, PAPER_IMAGE_SIZE, [stage]), stage)

    def batches_from(step: int) -> SceneBatchStream:
        return SceneBatchStream(data.scene_maker(seed + step, SMALL_SCENE_SIZE), context.labels)

    steps = train_vision_encoder(
        encoder, batches_from, context.labels, config, _vision_state(context)
    )
    stage = "training the vision encoder"
    trained = _run_steps(_without_classes(encoder), steps, stage, config.steps, progress)
    write_scene_stages(
        lambda images: encoder(torch.from_numpy(images)).numpy(),
        PAPER_IMAGE_SIZE,
        context,
        progress,
    )
    return trained


def scratch_audio_encoder(
    config: ScratchStageConfig, context: TrainingContext, progress: Progress
) -> TrainedEncoder:
    """Trains the paper's audio encoder from scratch."""
    torch.manual_seed(config.seed)
    encoder = build_encoder(AUDIO_ENCODERS, "vgg")
    data, seed = context.splits["train"], context.config.seeds.audio_windows
    inputs = [config, seed, context.labels, context.data_keys["train"].audio]
    open_audio_stages(context, PAPER, [_open_encoder(context, "audio", inputs)])

    def batches_from(step: int) -> AudioBatchStream:
        return AudioBatchStream(data.audio_window_maker(seed + step), context.labels)

    steps = train_audio_encoder(
        encoder, batches_from, len(context.labels), config, _audio_state(context)
    )
    stage = "training the audio encoder"
    trained = _run_steps(_without_classes(encoder), steps, stage, config.steps, progress)
    write_audio_stages(encoder, PAPER, context, progress)
    return trained


def _open_encoder(
    context: TrainingContext, modality: str, inputs: object, after: Iterable[Stage] = ()
) -> Stage:
    name = f"{modality}-encoder"
    return open_stage(context.work, name, [f"{name}.*safetensors"], inputs, after)


def _vision_state(context: TrainingContext) -> Path:
    return context.work / "vision-encoder.safetensors"


def _audio_state(context: TrainingContext) -> Path:
    return context.work / "audio-encoder.safetensors"


def _without_classes(encoder: Encoder) -> TrainedEncoder:
    """An encoder without pretrained classes."""
    return TrainedEncoder(encoder, torch.empty(0, encoder.channels), [])


def _run_steps(
    trained: TrainedEncoder,
    steps: Iterator[tuple[int, nn.Linear]],
    stage: str,
    total: int,
    progress: Progress,
) -> TrainedEncoder:
    """Runs a training to its end; returns the encoder with its classifier."""
    for step, classifier in steps:
        trained = replace(trained, classifier=classifier)
        progress(stage, step, total)
    return trained


def _lower_stages_graph(encoder: Encoder) -> Callable[[Floats], Floats]:
    """The lower stages of the vision encoder."""

    @cache  # created on the first call, so never if all features exist
    def graph() -> Callable[[Floats], Floats]:
        example = np.zeros((1, 3, IMAGE_SIZE, IMAGE_SIZE), np.float32)
        return encoder_graph(_LowerStages(encoder), example)

    return lambda images: np.concatenate([graph()(image[None]) for image in images])


class _LowerStages(nn.Module):
    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, images: Tensor) -> Tensor:
        return self.encoder.lower(images)
