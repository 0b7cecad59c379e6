"""The stages before the heads: towers learn to name, and answer; each stage keeps its results."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from torch import Tensor, nn

from avol.audio.log_spectrogram import PAPER, YAMNET, Floats, SpectrogramSpec
from avol.data.catalogue.manifest import Split
from avol.engines.onnx_export import exported
from avol.engines.onnxruntime_engine import ask, session
from avol.models.encoders import SOUND, VISION, build_tower
from avol.models.encoders.base import Encoder
from avol.models.pretrained import pretrained_ear, pretrained_eye
from avol.training.supervised.class_mapping import heard_rows, seen_rows
from avol.training.supervised.context import FineTunedEncoder, Progress, TrainingContext
from avol.training.supervised.encoders.finetune import tune_ear, tune_eye
from avol.training.supervised.encoders.from_scratch import IMAGE_SIZE as PAPER_SIZE
from avol.training.supervised.encoders.from_scratch import (
    DrawnScenes,
    DrawnSeconds,
    ScratchStageConfig,
    learn_to_hear,
    learn_to_see,
)
from avol.training.supervised.features import (
    SceneFeatures,
    Vectors,
    load_scene_features,
    load_second_features,
    scene_features,
    second_features,
    upper_scenes,
    upper_seconds,
)

IMAGE_SIZE = 448
SMALL = 448, 252
"""Width and height of scenes that are drawn to be looked at by the paper's tower, once each."""


def tuned_eye(course: TrainingContext, progress: Progress) -> FineTunedEncoder:
    """The pretrained eye after its tuning; WeightsError where it is missing."""
    recipe, labels, work = course.recipe, course.labels, course.work
    tower, classes = pretrained_eye()
    eye = FineTunedEncoder(tower, *seen_rows(classes, course.concepts))
    _see(_swift(tower), IMAGE_SIZE, course, progress)
    scenes, state = load_scene_features(work / "train.scenes.npy"), work / "eye.safetensors"
    learning = tune_eye(tower, scenes, labels, eye.rows, recipe.tune_eye, state)
    return _run(eye, learning, "tuning the eye", recipe.tune_eye.steps, progress)


def tuned_ear(course: TrainingContext, progress: Progress) -> FineTunedEncoder:
    """The pretrained ear after its tuning; WeightsError where it is missing."""
    recipe, labels, work = course.recipe, course.labels, course.work
    tower, classes = pretrained_ear(course.data / recipe.ear)
    class_map = course.data / recipe.ear_classes
    ear = FineTunedEncoder(tower, *heard_rows(classes, class_map, course.concepts))
    _hear(tower, YAMNET, course, progress)
    seconds, state = load_second_features(work / "train.seconds.npy"), work / "ear.safetensors"
    learning = tune_ear(tower, seconds, len(labels), ear.rows, recipe.tune_ear, state)
    return _run(ear, learning, "tuning the ear", recipe.tune_ear.steps, progress)


def taught_eye(
    lesson: ScratchStageConfig, course: TrainingContext, progress: Progress
) -> FineTunedEncoder:
    """The paper's eye after its lesson, which starts from nothing."""
    torch.manual_seed(lesson.seed)
    tower, state = build_tower(VISION, "vgg"), course.work / "eye.safetensors"
    side, seed = course.sides["train"], course.recipe.seeds.scenes

    def looks(step: int) -> DrawnScenes:
        return DrawnScenes(side.scenes(seed + step, SMALL), course.labels)

    learning = learn_to_see(tower, looks, course.labels, lesson, state)
    eye = _run(_unread(tower), learning, "teaching the eye", lesson.steps, progress)
    _see(lambda pictures: tower(torch.from_numpy(pictures)).numpy(), PAPER_SIZE, course, progress)
    return eye


def taught_ear(
    lesson: ScratchStageConfig, course: TrainingContext, progress: Progress
) -> FineTunedEncoder:
    """The paper's ear after its lesson, which starts from nothing."""
    torch.manual_seed(lesson.seed)
    tower, state = build_tower(SOUND, "vgg"), course.work / "ear.safetensors"
    side, seed = course.sides["train"], course.recipe.seeds.seconds

    def listens(step: int) -> DrawnSeconds:
        return DrawnSeconds(side.seconds(seed + step), course.labels)

    learning = learn_to_hear(tower, listens, len(course.labels), lesson, state)
    ear = _run(_unread(tower), learning, "teaching the ear", lesson.steps, progress)
    _hear(tower, PAPER, course, progress)
    return ear


def _see(
    see: Callable[[Floats], Floats], size: int, course: TrainingContext, progress: Progress
) -> None:
    """Write what an eye answers to the scenes of both sides, unless that is there."""
    recipe = course.recipe
    for part, side in course.sides.items():
        file = course.work / f"{part}.scenes.npy"
        if file.with_suffix(".npz").exists():
            continue
        training = part == "train"
        maker = side.scenes((recipe.seeds if training else recipe.validation_seeds).scenes)
        count = recipe.scenes if training else recipe.validation_scenes
        with torch.inference_mode():
            for done in scene_features(see, size, maker, course.labels, count, file):
                progress(f"seeing, {part}", done, count)


def _hear(ear: Encoder, spec: SpectrogramSpec, course: TrainingContext, progress: Progress) -> None:
    """Write what an ear answers to the seconds of both sides, likewise."""
    recipe = course.recipe
    for part, side in course.sides.items():
        file = course.work / f"{part}.seconds.npy"
        if file.with_suffix(".npz").exists():
            continue
        training = part == "train"
        maker = side.seconds((recipe.seeds if training else recipe.validation_seeds).seconds)
        count = recipe.seconds if training else recipe.validation_seconds
        for done in second_features(ear, spec, maker, course.labels, count, file):
            progress(f"hearing, {part}", done, count)


def _unread(tower: Encoder) -> FineTunedEncoder:
    """A tower that was pretrained with no classes."""
    return FineTunedEncoder(tower, torch.empty(0, tower.channels), [])


def _run(
    learner: FineTunedEncoder,
    learning: Iterator[tuple[int, nn.Linear]],
    what: str,
    steps: int,
    progress: Progress,
) -> FineTunedEncoder:
    for step, naming in learning:
        learner = replace(learner, naming=naming)
        progress(what, step, steps)
    return learner


def seen(
    eye: FineTunedEncoder, course: TrainingContext, progress: Progress
) -> dict[Split, SceneFeatures]:
    """What the whole, tuned eye answers to the scenes of both sides."""
    answers: dict[Split, SceneFeatures] = {}
    for part in course.sides:
        scenes = load_scene_features(course.work / f"{part}.scenes.npy")
        file = course.work / f"{part}.seen.npy"
        if not file.exists():
            for done in upper_scenes(eye.tower, scenes, file):
                progress(f"seeing with the tuned eye, {part}", done, len(scenes.grids))
        answers[part] = replace(scenes, grids=np.load(file, mmap_mode="r"))
    return answers


def heard(ear: FineTunedEncoder, course: TrainingContext) -> dict[Split, Vectors]:
    """What the whole, tuned ear answers to the seconds of both sides."""
    files: dict[Split, Path] = {part: course.work / f"{part}.seconds.npy" for part in course.sides}
    return {p: upper_seconds(ear.tower, load_second_features(f)) for p, f in files.items()}


def _swift(eye: Encoder) -> Callable[[Floats], Floats]:
    """The eye's lower stages as an onnxruntime graph, which takes a third of torch's time."""

    @cache  # made when it is first asked for: where all answers are kept, never
    def graph() -> ort.InferenceSession:
        example = np.zeros((1, 3, IMAGE_SIZE, IMAGE_SIZE), np.float32)
        lower = exported(_Lower(eye).eval(), example).SerializeToString()
        return session(lower, threads=torch.get_num_threads())

    return lambda pictures: np.concatenate([ask(graph(), picture[None]) for picture in pictures])


class _Lower(nn.Module):
    def __init__(self, tower: Encoder) -> None:
        super().__init__()
        self.tower = tower

    def forward(self, pictures: Tensor) -> Tensor:
        return self.tower.lower(pictures)
