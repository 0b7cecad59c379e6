"""Makes the background of `avol.teaching` for weights, from a folder of training data.

The training split gives composed scenes, photographs of places and augmented audio windows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from avol.core.constants import GRID_SIZE
from avol.data.catalogue.manifest import CatalogueItem
from avol.data.synthesis.audio_augment import AudioWindowMaker
from avol.data.synthesis.composed_scenes import Scene, SceneMaker
from avol.localizer import Localizer
from avol.teaching.background import Background, Backgrounds, Floats
from avol.teaching.units import log_partition
from avol.training.supervised.config import load_supervised_config
from avol.training.supervised.split_data import SplitData, load_split_data

SCENES, WINDOWS = 300, 700
"""Images and audio windows that are encoded."""
DIMENSIONS = 96
"""Dimensions of the projected features."""
IMAGE_SAMPLES, AUDIO_SAMPLES = 1200, 700
"""Samples that are stored; half of those of images belong to objects."""
SEED = 7
_RECORDINGS = 3
"""Recordings of each label."""
_OBJECTS = 2
_MOSTLY = 0.6

Progress = Callable[[str, int, int], None]


def make_backgrounds(
    model: Localizer,
    data: Path,
    config: str = "avol",
    progress: Progress = lambda stage, done, total: None,
) -> Backgrounds:
    """Encode scenes and sounds of the training split.

    Raises:
        InputError: the folder holds no catalogue.
        EngineError: the network has no heads that can be extended.
    """
    split = load_split_data(load_supervised_config(config), data, "train")
    names = () if model.card.classes is None else model.card.classes.names
    return Backgrounds(
        _image_background(model, split, names, progress),
        _audio_background(model, split, names, progress),
    )


def _image_background(
    model: Localizer, split: SplitData, names: Sequence[str], progress: Progress
) -> Background:
    maker, random = split.scene_maker(SEED), np.random.default_rng(SEED)
    cells, partitions, labels = [], [], []
    for number in range(SCENES):
        scene = _scene(maker, number)
        embedding, features = model.image_features(scene.image)
        cells.append(features.reshape(GRID_SIZE**2, -1).astype(np.float16))
        partitions.append(log_partition(embedding.embedding).ravel())
        labels.append(_cell_labels(scene, names))
        progress("images", number + 1, SCENES)
    flat = np.concatenate(labels)
    # -2: an object whose label the model does not know, or a part of one; no sample
    groups = np.flatnonzero(flat >= 0), np.flatnonzero(flat == -1)
    chosen = [random.permutation(group)[: IMAGE_SAMPLES // 2] for group in groups]
    return _background(
        np.concatenate(cells), np.concatenate(partitions), flat, np.concatenate(chosen)
    )


def _scene(maker: SceneMaker, number: int) -> Scene:
    return maker.boxed_image() if number % 3 == 2 else maker.scene(_OBJECTS)


def _cell_labels(scene: Scene, names: Sequence[str]) -> np.ndarray:
    """(196,) number of the known class of each cell; -1 for background, -2 for anything else."""
    labels = np.full(GRID_SIZE**2, -1)
    for label, mask, exact in zip(scene.labels, scene.masks, scene.exact, strict=True):
        covered = mask.ravel()
        labels[covered > 0] = -2
        if label in names and exact:
            labels[covered >= _MOSTLY] = names.index(label)
    return labels


def _audio_background(
    model: Localizer, split: SplitData, names: Sequence[str], progress: Progress
) -> Background:
    seconds = model.card.spectrogram.seconds
    recordings = _few_of_each(split.recordings)
    maker = AudioWindowMaker(recordings, split.noises, split.rooms, SEED, seconds=seconds)
    features, partitions, labels = [], [], []
    for number in range(WINDOWS):
        drawn = maker.draw()
        embedding, feature = model.audio_features(drawn.wave)
        features.append(feature)
        partitions.append(log_partition(embedding.embedding))
        known = [names.index(label) for label in drawn.labels if label in names]
        unknown = len(known) < len(drawn.labels)
        labels.append(-2 if unknown else known[0] if len(known) == 1 else -1)
        progress("audio", number + 1, WINDOWS)
    flat = np.array(labels)
    chosen = np.flatnonzero(flat >= -1)[:AUDIO_SAMPLES]
    return _background(np.array(features), np.array(partitions), flat, chosen)


def _few_of_each(recordings: Sequence[CatalogueItem]) -> list[CatalogueItem]:
    by_label: dict[str, list[CatalogueItem]] = {}
    for item in recordings:
        by_label.setdefault(item.label, []).append(item)
    random = np.random.default_rng(SEED)
    return [
        items[n]
        for items in by_label.values()
        for n in islice(random.permutation(len(items)).tolist(), _RECORDINGS)
    ]


def _background(
    features: Floats, partitions: Floats, labels: np.ndarray, chosen: np.ndarray
) -> Background:
    """Return the projection on the first principal components, and the chosen samples."""
    mean = features.mean(axis=0, dtype=np.float64)
    covariance = np.zeros((len(mean), len(mean)))
    for start in range(0, len(features), 4096):
        part = features[start : start + 4096].astype(np.float64) - mean
        covariance += part.T @ part
    values, vectors = np.linalg.eigh(covariance / len(features))
    first = slice(-1, -DIMENSIONS - 1, -1)
    basis = vectors[:, first] / np.sqrt(np.maximum(values[first], 1e-12))
    # as stored: fits during this run and later ones see the same numbers
    projection = Background(
        _as_stored(mean), _as_stored(basis), np.zeros((0, DIMENSIONS), np.float32),
        partitions[chosen], labels[chosen].astype(np.float32),
    )  # fmt: skip
    return replace(projection, samples=projection.project(features[chosen].astype(np.float32)))


def _as_stored(values: np.ndarray) -> Floats:
    return values.astype(np.float16).astype(np.float32)
