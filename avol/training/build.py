"""From a recipe and a folder of data to a shipped checkpoint, in stages that keep their results.

An interrupted build goes on with the stage that it was in. The answers of the frozen towers are
kept in `work`; delete that folder to start afresh.
"""

import dataclasses
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from avol.cards import Card, Training
from avol.checkpoints import save_weights
from avol.data.catalogue import Item, Split, read_catalogue, split
from avol.data.scenes import SceneMaker
from avol.data.seconds import SecondMaker
from avol.engines.compile import compile_checkpoint
from avol.engines.exact import exported
from avol.engines.ort import ask, session
from avol.nets.avol import AVOLNet
from avol.nets.towers.base import Tower
from avol.sound import YAMNET, Floats, LogSpectrogram
from avol.training.evidence import heard_rows, seen_rows, start_from_classes
from avol.training.features import (
    load_scene_features,
    load_second_features,
    scene_features,
    second_features,
)
from avol.training.heads import train_heads
from avol.training.pretrained import pretrained_ear, pretrained_eye
from avol.training.recipe import Recipe
from avol.training.validation import validate

Progress = Callable[[str, int, int], None]
"""Told (stage, done, of how many) as a build goes on."""

IMAGE_SIZE = 448
_CALIBRATION = 64
_ORDINARY = 300  # scenes whose places tell what the eye ordinarily answers


@dataclass(frozen=True)
class Catalogued:
    """One side of the data, sorted by what it is for."""

    objects: dict[str, list[Item]]
    sounds: list[Item]
    grounds: list[Path]
    noises: list[Path]
    rooms: list[Path]

    @property
    def labels(self) -> set[str]:
        return set(self.objects) | {item.label for item in self.sounds}


def catalogued(recipe: Recipe, data: Path, part: Split) -> Catalogued:
    """What the recipe uses of the folder's catalogue on one side of the split."""
    shows = {name: label for label, names in recipe.cutouts.items() for name in names}
    kinds: dict[str, list[Item]] = {}
    for item in read_catalogue(data):
        barred = item.source in recipe.held_out_sources or (item.flagged and not recipe.flagged)
        parts = item.path.relative_to(data).parts
        if barred or parts[0] != "train":
            continue
        if parts[1] != "cutouts":
            kinds.setdefault(parts[1], []).append(item)
        elif item.label in shows:
            named = dataclasses.replace(item, label=shows[item.label])
            kinds.setdefault("images", []).append(named)
    sides = {kind: split(items, part) for kind, items in kinds.items()}
    objects: dict[str, list[Item]] = {}
    for item in sides.get("images", []):
        objects.setdefault(item.label, []).append(item)

    def paths(kind: str) -> list[Path]:
        return [item.path for item in sides.get(kind, [])]

    return Catalogued(
        objects, sides.get("audio", []), paths("backgrounds"), paths("noise"), paths("rir")
    )


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
    sides: dict[Split, Catalogued] = {p: catalogued(recipe, data, p) for p in ("train", "val")}
    labels = sorted(sides["train"].labels | sides["val"].labels)
    (eye, seen), (ear, heard) = pretrained_eye(), pretrained_ear(data / recipe.ear)
    for part, side in sides.items():
        _answers(recipe, part, side, labels, (eye, ear), work, progress)
    scenes = load_scene_features(work / "train.scenes.npy")
    seconds = load_second_features(work / "train.seconds.npz")
    torch.manual_seed(recipe.heads.seed)
    net = AVOLNet(eye, ear)
    with torch.inference_mode():
        ordinary = eye.upper(torch.from_numpy(scenes.grids[:_ORDINARY].astype(np.float32)))
    places = ordinary.flatten(2).transpose(1, 2).flatten(0, 1)
    start_from_classes(net.vision_head.conv5, seen_rows(seen), places)
    rows = heard_rows(heard, data / recipe.ear_classes)
    start_from_classes(net.sound_head.fc1, rows, torch.from_numpy(seconds.vectors))
    for step, _ in train_heads(net, scenes, seconds, labels, recipe.heads):
        progress("training", step, recipe.heads.steps)
    net.eval()
    figures = validate(
        net,
        load_scene_features(work / "val.scenes.npy"),
        load_second_features(work / "val.seconds.npz"),
        labels,
    )
    card = _card(recipe, sides["train"], time.monotonic() - started)
    out.mkdir(parents=True, exist_ok=True)
    weights = out / f"{recipe.name}.safetensors"
    card = save_weights(
        weights, card.model_copy(update={"figures": figures}), net.state_dict(), half=True
    )
    compile_checkpoint(weights, *_samples(sides["train"], recipe.heads.seed))
    return card


def _answers(
    recipe: Recipe,
    part: Split,
    side: Catalogued,
    labels: list[str],
    towers: tuple[Tower, Tower],
    work: Path,
    progress: Progress,
) -> None:
    """Let the frozen towers answer scenes and seconds of one side, unless they have already."""
    training = part == "train"
    seeds = recipe.seeds if training else recipe.validation_seeds
    eye, ear = towers
    count = recipe.scenes if training else recipe.validation_scenes
    if not (work / f"{part}.scenes.npz").exists():
        scenes = SceneMaker(side.objects, side.grounds, seeds.scenes)
        stage = scene_features(_swift(eye), scenes, labels, count, work / f"{part}.scenes.npy")
        for done in stage:
            progress(f"seeing, {part}", done, count)
    count = recipe.seconds if training else recipe.validation_seconds
    if not (work / f"{part}.seconds.npz").exists():
        seconds = SecondMaker(side.sounds, side.noises, side.rooms, seeds.seconds)
        stage = second_features(ear, YAMNET, seconds, labels, count, work / f"{part}.seconds.npz")
        for done in stage:
            progress(f"hearing, {part}", done, count)


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


def _samples(side: Catalogued, seed: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Pictures and spectrograms to calibrate the 8-bit graphs with."""
    maker = SceneMaker(side.objects, side.grounds, seed)
    size = (IMAGE_SIZE, IMAGE_SIZE)
    pictures = [
        cv2.resize(maker.scene(n % 4).picture, size, interpolation=cv2.INTER_AREA)
        for n in range(_CALIBRATION)
    ]
    few = side.sounds[:: max(1, len(side.sounds) // 100)]
    drawn = SecondMaker(few, side.noises, side.rooms, seed)
    spectrogram = LogSpectrogram(YAMNET)
    return pictures, [spectrogram(drawn.second().wave) for _ in range(_CALIBRATION)]


def _card(recipe: Recipe, side: Catalogued, duration: float) -> Card:
    used = [*(i for items in side.objects.values() for i in items), *side.sounds]
    return Card(
        name=recipe.name,
        title=recipe.title,
        version=recipe.version,
        network="avol",
        vision_tower="efficientnet-lite0",
        sound_tower="mobilenet",
        image_size=IMAGE_SIZE,
        image_mean=(127 / 255, 127 / 255, 127 / 255),
        image_std=(128 / 255, 128 / 255, 128 / 255),
        spectrogram=YAMNET,
        training=Training(
            data=recipe.data,
            supervision=recipe.supervision,
            licences=sorted({item.licence for item in used}),
            recipe=recipe.name,
            seed=recipe.heads.seed,
            duration_s=round(duration, 1),
        ),
        licence=recipe.licence,
        limits=recipe.limits,
        not_for=recipe.not_for,
    )
