"""From a recipe and a folder of data to a shipped checkpoint, in stages that keep their results.

An interrupted build goes on where it was; what the stages gave is kept in `work`: delete that
folder to start afresh.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch

from avol.cards import Card, Figure, Training
from avol.checkpoints import save_weights
from avol.data.catalogue import Split
from avol.engines.compile import compile_checkpoint
from avol.nets.ave import AVENet
from avol.nets.avol import AVOLNet
from avol.nets.towers import SOUND, VISION, build_tower
from avol.sound import PAPER, YAMNET, LogSpectrogram
from avol.training import scratch
from avol.training.at_once import at_once
from avol.training.ave_heads import pictures, train_ave_heads, validate_ave
from avol.training.concepts import read_concepts
from avol.training.heads import train_heads
from avol.training.material import Material, material
from avol.training.naming import name_heads
from avol.training.recipe import Recipe
from avol.training.scratch import ScratchRecipe
from avol.training.stages import (
    IMAGE_SIZE,
    Course,
    Progress,
    Towers,
    heard,
    seen,
    tuned_ear,
    tuned_eye,
)
from avol.training.validation import calibrate, false_names, validate

_CALIBRATION = 64
_LIGHT: dict[str, Any] = {
    "vision_tower": "efficientnet-lite0",
    "sound_tower": "mobilenet",
    "image_size": IMAGE_SIZE,
    "image_mean": (127 / 255,) * 3,
    "image_std": (128 / 255,) * 3,
    "spectrogram": YAMNET,
}
_PAPER: dict[str, Any] = {
    "vision_tower": "vgg",
    "sound_tower": "vgg",
    "image_size": scratch.IMAGE_SIZE,
    "image_mean": (scratch.IMAGE_MEAN,) * 3,
    "image_std": (scratch.IMAGE_STD,) * 3,
    "spectrogram": PAPER,
}


@dataclass(frozen=True)
class Trained:
    """A network that has learnt, and how good it is on validation origins."""

    net: AVOLNet | AVENet
    figures: dict[str, Figure]


def build(recipe: Recipe, data: Path, work: Path, out: Path, progress: Progress) -> Card:
    """Train what the recipe says and write weights, card and CPU graphs into `out`.

    Args:
        recipe: what to do.
        data: a folder with a MANIFEST.tsv.
        work: where the stages keep their results.
        out: where NAME.safetensors, NAME.card.json and the graphs go.
        progress: told what goes on.

    Raises:
        InputError: the data folder holds no catalogue.
        WeightsError: a pretrained tower is missing.
    """
    started = time.monotonic()
    cv2.setNumThreads(1)
    work.mkdir(parents=True, exist_ok=True)
    sides: Mapping[Split, Material] = {
        part: material(recipe, data, part) for part in ("train", "val")
    }
    course = Course(recipe, data, work, sides, read_concepts())
    trained = (
        _on_pretrained(course, progress)
        if recipe.scratch is None
        else _from_nothing(course, recipe.scratch, progress)
    )
    card = _card(recipe, sides["train"], trained.figures, time.monotonic() - started)
    out.mkdir(parents=True, exist_ok=True)
    weights = out / f"{recipe.name}.safetensors"
    card = save_weights(weights, card, trained.net.state_dict(), half=True)
    compile_checkpoint(weights, *_samples(card, sides["train"], recipe.heads.seed))
    return card


def _on_pretrained(course: Course, progress: Progress) -> Trained:
    recipe, labels = course.recipe, course.labels
    at_once((_learn_to_see, tuned_ear), course, progress)
    towers = Towers(tuned_eye(course, progress), tuned_ear(course, progress))
    scenes, seconds = seen(towers.eye, course, progress), heard(towers.ear, course)
    torch.manual_seed(recipe.heads.seed)
    if recipe.network == "ave":
        ave = AVENet(towers.eye.tower, towers.ear.tower)
        shown = {part: pictures(ave, scenes[part]) for part in course.sides}
        learning = train_ave_heads(ave, shown["train"], seconds["train"], labels, recipe.heads)
        for step, _ in enumerate(learning, 1):
            progress("training the heads", step, recipe.heads.steps)
        return Trained(ave, validate_ave(ave.eval(), shown["val"], seconds["val"], labels))
    if recipe.named:
        net = AVOLNet(towers.eye.tower, towers.ear.tower, "shares")
        known = scenes["train"], seconds["train"], labels, course.sides["train"]
        name_heads(net, towers, course.concepts, *known, recipe.softness)
    else:
        net = AVOLNet(towers.eye.tower, towers.ear.tower)
        learning = train_heads(net, scenes["train"], seconds["train"], labels, recipe.heads)
        for step, _ in enumerate(learning, 1):
            progress("training the heads", step, recipe.heads.steps)
    calibrate(net.eval(), scenes["val"], seconds["val"], labels)
    figures = validate(net, scenes["val"], seconds["val"], labels)
    if towers.eye.naming is not None:
        figures["false_names"] = false_names(towers.eye.naming, scenes["val"], labels)
    return Trained(net, figures)


def _learn_to_see(course: Course, progress: Progress) -> None:
    seen(tuned_eye(course, progress), course, progress)


def _from_nothing(course: Course, lesson: ScratchRecipe, progress: Progress) -> Trained:
    recipe, labels = course.recipe, course.labels
    torch.manual_seed(lesson.seed)
    net = AVOLNet(build_tower(VISION, "vgg"), build_tower(SOUND, "vgg"))

    def batches(part: Split, seed: int) -> scratch.Batches:
        side = course.sides[part]
        return scratch.Batches(side.scenes(seed), side.seconds(seed), labels, seed)

    shown = batches("train", recipe.seeds.scenes)
    state = course.work / "scratch.safetensors"
    for step, _ in scratch.train_from_scratch(net, shown, labels, lesson, state):
        progress("training", step, lesson.steps)
    asked = batches("val", recipe.validation_seeds.scenes)
    answers = scratch.answers(net.eval(), asked, recipe.validation_scenes)
    calibrate(net, *answers, labels)
    return Trained(net, validate(net, *answers, labels))


def _samples(card: Card, side: Material, seed: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Pictures and spectrograms to calibrate the 8-bit graphs with."""
    maker, size = side.scenes(seed), (card.image_size, card.image_size)
    squares = [
        cv2.resize(maker.scene(n % 4).picture, size, interpolation=cv2.INTER_AREA)
        for n in range(_CALIBRATION)
    ]
    few = replace(side, sounds=side.sounds[:: max(1, len(side.sounds) // 100)]).seconds(seed)
    spectrogram = LogSpectrogram(card.spectrogram)
    return squares, [spectrogram(few.second().wave) for _ in range(_CALIBRATION)]


def _card(recipe: Recipe, side: Material, figures: dict[str, Figure], duration: float) -> Card:
    paper = recipe.scratch is not None
    return Card(
        **(_PAPER if paper else _LIGHT),
        heads="shares" if recipe.network == "avol" and recipe.named and not paper else "paper",
        name=recipe.name,
        title=recipe.title,
        version=recipe.version,
        network=recipe.network,
        training=Training(
            data=recipe.data,
            supervision=recipe.supervision,
            licences=sorted({item.licence for item in side.items}),
            recipe=recipe.name,
            seed=recipe.heads.seed,
            duration_s=round(duration, 1),
        ),
        figures=figures,
        licence=recipe.licence,
        limits=recipe.limits,
        not_for=recipe.not_for,
    )
