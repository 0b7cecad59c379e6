"""The stages before the heads: what the towers answer, and their tuning; each keeps its results."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from avol.data.catalogue import Split
from avol.engines.exact import exported
from avol.engines.ort import ask, session
from avol.nets.towers.base import Tower
from avol.sound import YAMNET, Floats
from avol.training.concepts import Concept, heard_rows, seen_rows
from avol.training.features import (
    SceneFeatures,
    Vectors,
    load_scene_features,
    load_second_features,
    scene_features,
    second_features,
    upper_scenes,
    upper_seconds,
)
from avol.training.material import Material
from avol.training.pretrained import pretrained_ear, pretrained_eye
from avol.training.recipe import Recipe
from avol.training.towers import tune_ear, tune_eye
from avol.training.tuning import TowerRecipe

Progress = Callable[[str, int, int], None]
"""Told (stage, done, of how many) as a build goes on."""

IMAGE_SIZE = 448


@dataclass(frozen=True)
class Learner:
    """A tower, the class rows that it was pretrained with, and the layer that its tuning gave."""

    tower: Tower
    rows: Tensor  # (classes, channels) of the concepts' classes
    names: list[str]
    naming: nn.Linear | None = None  # channels -> labels + 1


@dataclass(frozen=True)
class Towers:
    """Both."""

    eye: Learner
    ear: Learner


@dataclass(frozen=True)
class Course:
    """What one training is about: the recipe, both sides of the data, where results are kept."""

    recipe: Recipe
    data: Path
    work: Path
    sides: Mapping[Split, Material]
    concepts: list[Concept]

    @property
    def labels(self) -> list[str]:
        """All labels, in the order that their numbers follow."""
        return sorted({label for side in self.sides.values() for label in side.labels})


def tuned_eye(course: Course, progress: Progress) -> Learner:
    """The eye after its tuning; WeightsError where the pretrained one is missing."""
    tower, classes = pretrained_eye()
    eye = Learner(tower, *seen_rows(classes, course.concepts))
    recipe, work = course.recipe, course.work
    for part, side in course.sides.items():
        if (work / f"{part}.scenes.npz").exists():
            continue
        training = part == "train"
        seed = (recipe.seeds if training else recipe.validation_seeds).scenes
        count = recipe.scenes if training else recipe.validation_scenes
        maker, file = side.scenes(seed), work / f"{part}.scenes.npy"
        for done in scene_features(_swift(tower), maker, course.labels, count, file):
            progress(f"seeing, {part}", done, count)
    scenes, state = load_scene_features(work / "train.scenes.npy"), work / "eye.safetensors"
    learning = tune_eye(tower, scenes, course.labels, eye.rows, recipe.tune_eye, state)
    return _run(eye, learning, "tuning the eye", recipe.tune_eye, progress)


def tuned_ear(course: Course, progress: Progress) -> Learner:
    """The ear after its tuning; WeightsError where the pretrained one is missing."""
    recipe, work = course.recipe, course.work
    tower, classes = pretrained_ear(course.data / recipe.ear)
    class_map = course.data / recipe.ear_classes
    ear = Learner(tower, *heard_rows(classes, class_map, course.concepts))
    for part, side in course.sides.items():
        if (work / f"{part}.seconds.npz").exists():
            continue
        training = part == "train"
        seed = (recipe.seeds if training else recipe.validation_seeds).seconds
        count = recipe.seconds if training else recipe.validation_seconds
        maker, file = side.seconds(seed), work / f"{part}.seconds.npy"
        for done in second_features(tower, YAMNET, maker, course.labels, count, file):
            progress(f"hearing, {part}", done, count)
    seconds, state = load_second_features(work / "train.seconds.npy"), work / "ear.safetensors"
    learning = tune_ear(tower, seconds, len(course.labels), ear.rows, recipe.tune_ear, state)
    return _run(ear, learning, "tuning the ear", recipe.tune_ear, progress)


def _run(
    learner: Learner,
    learning: Iterator[tuple[int, nn.Linear]],
    what: str,
    recipe: TowerRecipe,
    progress: Progress,
) -> Learner:
    for step, naming in learning:
        learner = replace(learner, naming=naming)
        progress(what, step, recipe.steps)
    return learner


def seen(eye: Learner, course: Course, progress: Progress) -> dict[Split, SceneFeatures]:
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


def heard(ear: Learner, course: Course) -> dict[Split, Vectors]:
    """What the whole, tuned ear answers to the seconds of both sides."""
    files: dict[Split, Path] = {part: course.work / f"{part}.seconds.npy" for part in course.sides}
    return {p: upper_seconds(ear.tower, load_second_features(f)) for p, f in files.items()}


def _swift(eye: Tower) -> Callable[[Floats], Floats]:
    """The eye's lower stages as an onnxruntime graph, which takes a third of torch's time."""
    example = np.zeros((1, 3, IMAGE_SIZE, IMAGE_SIZE), np.float32)
    lower = exported(_Lower(eye).eval(), example).SerializeToString()
    graph = session(lower, threads=torch.get_num_threads())
    return lambda pictures: np.concatenate([ask(graph, picture[None]) for picture in pictures])


class _Lower(nn.Module):
    def __init__(self, tower: Tower) -> None:
        super().__init__()
        self.tower = tower

    def forward(self, pictures: Tensor) -> Tensor:
        return self.tower.lower(pictures)
