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

from avol.audio.log_spectrogram import PAPER, YAMNET, LogSpectrogram
from avol.checkpoints import save_weights
from avol.core.atomic import folder
from avol.data.catalogue.manifest import Split
from avol.engines.compile import compile_checkpoint
from avol.model_card import Figure, ModelCard, Training
from avol.models.ave_net import AVENet
from avol.models.avol_net import AVOLNet
from avol.training.supervised.class_mapping import read_concepts
from avol.training.supervised.config import Recipe
from avol.training.supervised.context import (
    EncoderPair,
    FineTunedEncoder,
    Progress,
    TrainingContext,
)
from avol.training.supervised.encoders.from_scratch import IMAGE_SIZE as PAPER_SIZE
from avol.training.supervised.features import EYE_MEAN, EYE_STD
from avol.training.supervised.heads.ave_head_training import pictures, train_ave_heads, validate_ave
from avol.training.supervised.heads.class_head_init import name_heads
from avol.training.supervised.heads.head_training import train_heads
from avol.training.supervised.heads.validation import calibrate, false_names, validate
from avol.training.supervised.parallel import at_once
from avol.training.supervised.pipeline import (
    IMAGE_SIZE,
    heard,
    seen,
    taught_ear,
    taught_eye,
    tuned_ear,
    tuned_eye,
)
from avol.training.supervised.split_data import SplitData, material

_CALIBRATION = 64
_LIGHT: dict[str, Any] = {
    "vision_tower": "efficientnet-lite0",
    "sound_tower": "mobilenet",
    "image_size": IMAGE_SIZE,
    "spectrogram": YAMNET,
}
_PAPER: dict[str, Any] = {
    "vision_tower": "vgg",
    "sound_tower": "vgg",
    "image_size": PAPER_SIZE,
    "spectrogram": PAPER,
}


@dataclass(frozen=True)
class Trained:
    """A network that has learnt, and how good it is on validation origins."""

    net: AVOLNet | AVENet
    figures: dict[str, Figure]


def build(recipe: Recipe, data: Path, work: Path, out: Path, progress: Progress) -> ModelCard:
    """Train what the recipe says and write weights, card and CPU graphs into `out`.

    Args:
        recipe: what to do.
        data: a folder with a MANIFEST.tsv.
        work: where the stages keep their results.
        out: where NAME.safetensors, NAME.card.json and the graphs go.
        progress: told what goes on.

    Raises:
        InputError: the data folder holds no catalogue.
        MediaError: one of the other folders cannot be made.
        WeightsError: a pretrained tower is missing.
    """
    started = time.monotonic()
    cv2.setNumThreads(1)
    sides: Mapping[Split, SplitData] = {
        part: material(recipe, data, part) for part in ("train", "val")
    }
    for place in (work, out):  # before the work: an hour later it is too late to say so
        folder(place)
    concepts = read_concepts() if recipe.scratch is None else []  # of pretrained towers' classes
    course = TrainingContext(recipe, data, work, sides, concepts)
    trained = _trained(course, progress)
    card = _card(recipe, sides["train"], trained.figures, time.monotonic() - started)
    weights = out / f"{recipe.name}.safetensors"
    card = save_weights(weights, card, trained.net.state_dict(), half=True)
    compile_checkpoint(weights, *_samples(card, sides["train"], recipe.heads.seed))
    return card


def _trained(course: TrainingContext, progress: Progress) -> Trained:
    recipe, labels = course.recipe, course.labels
    at_once((_learn_to_see, _able_ear), course, progress)
    towers = EncoderPair(_able_eye(course, progress), _able_ear(course, progress))
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


def _learn_to_see(course: TrainingContext, progress: Progress) -> None:
    seen(_able_eye(course, progress), course, progress)


def _able_eye(course: TrainingContext, progress: Progress) -> FineTunedEncoder:
    lessons = course.recipe.scratch
    return taught_eye(lessons.eye, course, progress) if lessons else tuned_eye(course, progress)


def _able_ear(course: TrainingContext, progress: Progress) -> FineTunedEncoder:
    lessons = course.recipe.scratch
    return taught_ear(lessons.ear, course, progress) if lessons else tuned_ear(course, progress)


def _samples(
    card: ModelCard, side: SplitData, seed: int
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Pictures and spectrograms to calibrate the 8-bit graphs with."""
    maker, size = side.scenes(seed), (card.image_size, card.image_size)
    squares = [
        cv2.resize(maker.scene(n % 4).picture, size, interpolation=cv2.INTER_AREA)
        for n in range(_CALIBRATION)
    ]
    few = replace(side, sounds=side.sounds[:: max(1, len(side.sounds) // 100)]).seconds(seed)
    spectrogram = LogSpectrogram(card.spectrogram)
    return squares, [spectrogram(few.second().wave) for _ in range(_CALIBRATION)]


def _card(
    recipe: Recipe, side: SplitData, figures: dict[str, Figure], duration: float
) -> ModelCard:
    mean, deviation = float(EYE_MEAN) / 255, float(EYE_STD) / 255
    return ModelCard(
        **(_LIGHT if recipe.scratch is None else _PAPER),
        image_mean=(mean, mean, mean),
        image_std=(deviation, deviation, deviation),
        heads="shares" if recipe.network == "avol" and recipe.named else "paper",
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
