"""Stages that compute the features of the scenes and audio windows of both splits."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from avol.audio.log_spectrogram import Floats, SpectrogramSpec
from avol.data.catalogue.manifest import Split
from avol.models.encoders.base import Encoder
from avol.training.stages import Stage, open_stage
from avol.training.supervised.context import Progress, TrainedEncoder, TrainingContext
from avol.training.supervised.features import (
    AudioFeatures,
    PooledAudioFeatures,
    SceneFeatures,
    load_audio_features,
    load_scene_features,
    pool_upper_features,
    write_audio_features,
    write_scene_features,
    write_upper_features,
)


def open_scene_stages(
    context: TrainingContext, inputs: object, after: Iterable[Stage] = ()
) -> dict[Split, Stage]:
    """Opens the features of the scenes of each split; `inputs` are those besides the scenes."""
    scenes: dict[Split, tuple[int, int, str]] = {
        split: (*_scene_seed_and_count(context, split), context.data_keys[split].vision)
        for split in context.splits
    }
    return _open_stages(context, "scene-features", inputs, scenes, after)


def open_vision_stages(
    context: TrainingContext, scenes: Mapping[Split, Stage], encoder: Stage
) -> None:
    """Opens the features of the whole vision encoder, which follow from those of the scenes."""
    for split, stage in scenes.items():
        name = f"{split}.vision-features"
        open_stage(context.work, name, [f"{name}.npy*"], [], [stage, encoder])


def open_audio_stages(
    context: TrainingContext, inputs: object, after: Iterable[Stage] = ()
) -> dict[Split, Stage]:
    """Opens the features of the audio windows of each split, as `open_scene_stages`."""
    windows: dict[Split, tuple[int, int, str]] = {
        split: (*_audio_seed_and_count(context, split), context.data_keys[split].audio)
        for split in context.splits
    }
    return _open_stages(context, "audio-features", inputs, windows, after)


def write_scene_stages(
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


def write_audio_stages(
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


def training_scenes(context: TrainingContext) -> SceneFeatures:
    """The training scenes, features of the lower stages of the vision encoder."""
    return load_scene_features(_scene_file(context, "train"))


def training_windows(context: TrainingContext) -> AudioFeatures:
    """The training audio windows, features of the lower stages of the audio encoder."""
    return load_audio_features(_audio_file(context, "train"))


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


def compute_audio_features(
    audio: TrainedEncoder, context: TrainingContext
) -> dict[Split, PooledAudioFeatures]:
    """The pooled features of the whole audio encoder for the audio windows of both splits."""
    return {
        split: pool_upper_features(audio.encoder, load_audio_features(_audio_file(context, split)))
        for split in context.splits
    }


def _open_stages(
    context: TrainingContext,
    kind: str,
    inputs: object,
    drawn: Mapping[Split, tuple[int, int, str]],
    after: Iterable[Stage],
) -> dict[Split, Stage]:
    """Opens a stage for each split; `drawn` are seed, count and data key of what it encodes."""
    return {
        split: open_stage(
            context.work, f"{split}.{kind}", [f"{split}.{kind}.np*"],
            [inputs, drawn[split], context.labels], after,
        )
        for split in context.splits
    }  # fmt: skip


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
