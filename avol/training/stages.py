"""The stages before the heads: what the towers answer, and their tuning; each keeps its results."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
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


def pretrained(recipe: Recipe, data: Path, concepts: list[Concept]) -> Towers:
    """The towers as others trained them; WeightsError where one is missing."""
    (eye, seen), (ear, heard) = pretrained_eye(), pretrained_ear(data / recipe.ear)
    classes = data / recipe.ear_classes
    return Towers(
        Learner(eye, *seen_rows(seen, concepts)),
        Learner(ear, *heard_rows(heard, classes, concepts)),
    )


def answer(
    recipe: Recipe,
    sides: Mapping[Split, Material],
    labels: list[str],
    towers: Towers,
    work: Path,
    progress: Progress,
) -> None:
    """Let the towers' lower stages answer scenes and seconds, unless they have already."""
    for part, side in sides.items():
        training = part == "train"
        seeds = recipe.seeds if training else recipe.validation_seeds
        count = recipe.scenes if training else recipe.validation_scenes
        if not (work / f"{part}.scenes.npz").exists():
            see, file = _swift(towers.eye.tower), work / f"{part}.scenes.npy"
            for done in scene_features(see, side.scenes(seeds.scenes), labels, count, file):
                progress(f"seeing, {part}", done, count)
        count = recipe.seconds if training else recipe.validation_seconds
        if not (work / f"{part}.seconds.npz").exists():
            maker, file = side.seconds(seeds.seconds), work / f"{part}.seconds.npy"
            ear = towers.ear.tower
            for done in second_features(ear, YAMNET, maker, labels, count, file):
                progress(f"hearing, {part}", done, count)


def tune(
    recipe: Recipe, labels: list[str], towers: Towers, work: Path, progress: Progress
) -> Towers:
    """The towers after their tuning."""
    eye, ear = towers.eye, towers.ear
    scenes, file = load_scene_features(work / "train.scenes.npy"), work / "eye.safetensors"
    learning = tune_eye(eye.tower, scenes, labels, eye.rows, recipe.tune_eye, file)
    eye = _run(eye, learning, "tuning the eye", recipe.tune_eye, progress)
    seconds, file = load_second_features(work / "train.seconds.npy"), work / "ear.safetensors"
    learning = tune_ear(ear.tower, seconds, len(labels), ear.rows, recipe.tune_ear, file)
    return Towers(eye, _run(ear, learning, "tuning the ear", recipe.tune_ear, progress))


def _run(
    learner: Learner,
    learning: Iterator[tuple[int, nn.Linear]],
    what: str,
    recipe: TowerRecipe,
    progress: Progress,
) -> Learner:
    for step, naming in learning:
        learner = replace(learner, naming=naming)
        progress(what, step, recipe.tunings * recipe.steps)
    return learner


def seen(eye: Tower, work: Path, part: Split, progress: Progress) -> SceneFeatures:
    """What the whole, tuned eye answers to the scenes of one side."""
    scenes, file = load_scene_features(work / f"{part}.scenes.npy"), work / f"{part}.seen.npy"
    if not file.exists():
        for done in upper_scenes(eye, scenes, file):
            progress(f"seeing with the tuned eye, {part}", done, len(scenes.grids))
    return replace(scenes, grids=np.load(file, mmap_mode="r"))


def heard(ear: Tower, work: Path, part: Split) -> Vectors:
    """What the whole, tuned ear answers to the seconds of one side."""
    return upper_seconds(ear, load_second_features(work / f"{part}.seconds.npy"))


def _swift(eye: Tower) -> Callable[[Floats], Floats]:
    """The eye's lower stages as an onnxruntime graph, which takes a third of torch's time."""
    example = np.zeros((1, 3, IMAGE_SIZE, IMAGE_SIZE), np.float32)
    graph = session(exported(_Lower(eye).eval(), example).SerializeToString(), threads=2)
    return lambda pictures: np.concatenate([ask(graph, picture[None]) for picture in pictures])


class _Lower(nn.Module):
    def __init__(self, tower: Tower) -> None:
        super().__init__()
        self.tower = tower

    def forward(self, pictures: Tensor) -> Tensor:
        return self.tower.lower(pictures)
