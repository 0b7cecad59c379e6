"""Trains the encoders and computes their features; every stage stores its results."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from avol.audio.log_spectrogram import PAPER, YAMNET, Floats, SpectrogramSpec
from avol.data.catalogue.manifest import Split
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
from avol.training.supervised.features import (
    PooledAudioFeatures,
    SceneFeatures,
    encoder_graph,
    load_audio_features,
    load_scene_features,
    pool_upper_features,
    write_audio_features,
    write_scene_features,
    write_upper_features,
)

IMAGE_SIZE = 448
SMALL_SCENE_SIZE = 448, 252
"""Width and height of the scenes for the paper's encoder, each of which is used once."""


def fine_tuned_vision_encoder(context: TrainingContext, progress: Progress) -> TrainedEncoder:
    """Fine-tunes the pretrained vision encoder; raises WeightsError if it is missing."""
    config, labels = context.config.finetune_vision, context.labels
    encoder, class_weights = pretrained_vision_encoder()
    trained = TrainedEncoder(encoder, *imagenet_class_weights(class_weights, context.classes))
    stages = _open_scene_features(context, [IMAGE_SIZE, encoder.state_dict()])
    inputs = [config, trained.class_weights]
    stage = _open_encoder(context, "vision", inputs, [stages["train"]])
    _open_vision_features(context, stages, stage)
    _write_scene_features(_lower_stages_graph(encoder), IMAGE_SIZE, context, progress)
    scenes = load_scene_features(_scene_file(context, "train"))
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
    stages = _open_audio_features(context, [YAMNET, encoder.state_dict()])
    _open_encoder(context, "audio", [config, trained.class_weights], [stages["train"]])
    _write_audio_features(encoder, YAMNET, context, progress)
    windows = load_audio_features(_audio_file(context, "train"))
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
    _open_vision_features(context, _open_scene_features(context, PAPER_IMAGE_SIZE, [stage]), stage)

    def batches_from(step: int) -> SceneBatchStream:
        return SceneBatchStream(data.scene_maker(seed + step, SMALL_SCENE_SIZE), context.labels)

    steps = train_vision_encoder(
        encoder, batches_from, context.labels, config, _vision_state(context)
    )
    stage = "training the vision encoder"
    trained = _run_steps(_without_classes(encoder), steps, stage, config.steps, progress)
    _write_scene_features(
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
    _open_audio_features(context, PAPER, [_open_encoder(context, "audio", inputs)])

    def batches_from(step: int) -> AudioBatchStream:
        return AudioBatchStream(data.audio_window_maker(seed + step), context.labels)

    steps = train_audio_encoder(
        encoder, batches_from, len(context.labels), config, _audio_state(context)
    )
    stage = "training the audio encoder"
    trained = _run_steps(_without_classes(encoder), steps, stage, config.steps, progress)
    _write_audio_features(encoder, PAPER, context, progress)
    return trained


def compute_scene_features(
    vision: TrainedEncoder, context: TrainingContext, progress: Progress
) -> dict[Split, SceneFeatures]:
    """The features of the whole vision encoder for the scenes of both splits."""
    features: dict[Split, SceneFeatures] = {}
    for split in context.splits:
        scenes = load_scene_features(_scene_file(context, split))
        file = context.work / f"{split}.vision-features.npy"
        if not file.exists():
            for done in write_upper_features(vision.encoder, scenes, file):
                progress(f"encoding scenes, {split}", done, len(scenes.grids))
        features[split] = replace(scenes, grids=np.load(file, mmap_mode="r"))
    return features


def training_scenes(context: TrainingContext) -> SceneFeatures:
    """The training scenes, features of the lower stages of the vision encoder."""
    return load_scene_features(_scene_file(context, "train"))


def compute_audio_features(
    audio: TrainedEncoder, context: TrainingContext
) -> dict[Split, PooledAudioFeatures]:
    """The pooled features of the whole audio encoder for the audio windows of both splits."""
    return {
        split: pool_upper_features(audio.encoder, load_audio_features(_audio_file(context, split)))
        for split in context.splits
    }


def _open_encoder(
    context: TrainingContext, modality: str, inputs: object, after: Iterable[Stage] = ()
) -> Stage:
    name = f"{modality}-encoder"
    return open_stage(context.work, name, [f"{name}.*safetensors"], inputs, after)


def _open_scene_features(
    context: TrainingContext, inputs: object, after: Iterable[Stage] = ()
) -> dict[Split, Stage]:
    """Opens the features of the scenes of each split; `inputs` are those besides the scenes."""
    stages: dict[Split, Stage] = {}
    for split in context.splits:
        scenes = *_scene_seed_and_count(context, split), context.data_keys[split].vision
        stages[split] = open_stage(
            context.work, f"{split}.scene-features", [f"{split}.scene-features.np*"],
            [inputs, scenes, context.labels], after,
        )  # fmt: skip
    return stages


def _open_vision_features(
    context: TrainingContext, scenes: Mapping[Split, Stage], encoder: Stage
) -> None:
    for split, stage in scenes.items():
        name = f"{split}.vision-features"
        open_stage(context.work, name, [f"{name}.npy*"], [], [stage, encoder])


def _open_audio_features(
    context: TrainingContext, inputs: object, after: Iterable[Stage] = ()
) -> dict[Split, Stage]:
    """Opens the features of the audio windows of each split; as `_open_scene_features`."""
    stages: dict[Split, Stage] = {}
    for split in context.splits:
        windows = *_audio_seed_and_count(context, split), context.data_keys[split].audio
        stages[split] = open_stage(
            context.work, f"{split}.audio-features", [f"{split}.audio-features.np*"],
            [inputs, windows, context.labels], after,
        )  # fmt: skip
    return stages


def _scene_seed_and_count(context: TrainingContext, split: Split) -> tuple[int, int]:
    config = context.config
    if split == "train":
        return config.seeds.scenes, config.scenes
    return config.validation_seeds.scenes, config.validation_scenes


def _audio_seed_and_count(context: TrainingContext, split: Split) -> tuple[int, int]:
    config = context.config
    if split == "train":
        return config.seeds.audio_windows, config.audio_windows
    return config.validation_seeds.audio_windows, config.validation_audio_windows


def _scene_file(context: TrainingContext, split: Split) -> Path:
    return context.work / f"{split}.scene-features.npy"


def _audio_file(context: TrainingContext, split: Split) -> Path:
    return context.work / f"{split}.audio-features.npy"


def _vision_state(context: TrainingContext) -> Path:
    return context.work / "vision-encoder.safetensors"


def _audio_state(context: TrainingContext) -> Path:
    return context.work / "audio-encoder.safetensors"


def _write_scene_features(
    encode: Callable[[Floats], Floats], size: int, context: TrainingContext, progress: Progress
) -> None:
    """Writes the features of the scenes of both splits, unless they exist."""
    for split, data in context.splits.items():
        file = _scene_file(context, split)
        if file.with_suffix(".npz").exists():
            continue
        seed, count = _scene_seed_and_count(context, split)
        maker = data.scene_maker(seed)
        with torch.inference_mode():
            for done in write_scene_features(encode, size, maker, context.labels, count, file):
                progress(f"composing scenes, {split}", done, count)


def _write_audio_features(
    encoder: Encoder, spec: SpectrogramSpec, context: TrainingContext, progress: Progress
) -> None:
    """Writes the features of the audio windows of both splits, unless they exist."""
    for split, data in context.splits.items():
        file = _audio_file(context, split)
        if file.with_suffix(".npz").exists():
            continue
        seed, count = _audio_seed_and_count(context, split)
        maker = data.audio_window_maker(seed)
        for done in write_audio_features(encoder, spec, maker, context.labels, count, file):
            progress(f"drawing audio windows, {split}", done, count)


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
