"""Encodes examples for storage and fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from avol.core.constants import GRID_SIZE
from avol.errors import InputError
from avol.teaching.background import Backgrounds
from avol.teaching.examples import (
    AudioFeatures,
    Box,
    Floats,
    ImageFeatures,
    StoredExample,
    TeachingExample,
)
from avol.teaching.previews import encode_recording, encode_thumbnail
from avol.teaching.units import log_partition

if TYPE_CHECKING:
    from avol.embedder import Embedder, RGBImage

CELLS = 48
"""Most cells of an image that an example keeps; half of them in the box, if there is one."""
_MOSTLY = 0.5
"""Share of a cell in the box from which on it belongs to the object."""


def encode_example(
    embedder: Embedder, example: TeachingExample, backgrounds: Backgrounds
) -> StoredExample:
    """Encode an example; InputError if it has neither image nor sound, or an invalid one."""
    if example.image is None and example.wave is None:
        raise InputError("An example needs an image or a sound; add one.")
    if example.box is not None:
        _check_box(example.box)
    image = audio = None
    thumbnail = recording = b""
    if example.image is not None:
        image = _image_features(embedder, example.image, example, backgrounds)
        thumbnail = encode_thumbnail(example.image)
    if example.wave is not None:
        wave = _window(example.wave, embedder.audio_window)
        embedding, features = embedder.audio_features(wave)
        audio = AudioFeatures(
            _as_stored(backgrounds.audio.project(features)),
            float(log_partition(embedding.embedding)),
            embedding.embedding,
            embedding.level_dbfs,
        )
        recording = encode_recording(wave)
    return StoredExample(
        example.source, example.time, example.is_background, example.box, image, audio,
        thumbnail, recording,
    )  # fmt: skip


def box_overlap(box: Box) -> Floats:
    """(14, 14) share of each cell that lies in a box."""
    edges = np.arange(GRID_SIZE + 1) / GRID_SIZE
    x0, y0, x1, y1 = box

    def share(low: float, high: float) -> np.ndarray:
        overlap = np.minimum(edges[1:], high) - np.maximum(edges[:-1], low)
        return np.clip(overlap * GRID_SIZE, 0, 1)

    return np.outer(share(y0, y1), share(x0, x1)).astype(np.float32)


def _check_box(box: Box) -> None:
    x0, y0, x1, y1 = box
    if not (0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1):  # true for NaN
        raise InputError("The box of an example lies in the image, 0 to 1; draw it again.")


def _window(wave: Floats, size: int) -> Floats:
    """Return the last `size` samples; a shorter wave is repeated backwards from its end."""
    wave = np.asarray(wave, np.float32).ravel()
    if not wave.size:
        raise InputError("The sound of an example is empty; record at least a second.")
    if len(wave) >= size:
        return wave[-size:]
    return np.tile(wave, -(-size // len(wave)))[-size:]


def _image_features(
    embedder: Embedder, image: RGBImage, example: TeachingExample, backgrounds: Backgrounds
) -> ImageFeatures:
    embedding, features = embedder.image_features(image)
    probabilities = embedding.embedding.reshape(GRID_SIZE**2, -1)
    cells = _as_stored(backgrounds.image.project(features.reshape(GRID_SIZE**2, -1)))
    inside = np.zeros(GRID_SIZE**2, np.float32)
    if not example.is_background:
        shares = _salient(cells) if example.box is None else box_overlap(example.box).ravel()
        inside = shares / max(float(shares.max()), 1e-6)  # an object smaller than a cell counts
    kept = _kept_cells(inside)
    shown = inside >= _MOSTLY if inside.any() else inside == 0
    return ImageFeatures(
        cells[kept], inside[kept], log_partition(probabilities)[kept],
        probabilities[shown].mean(axis=0),
    )  # fmt: skip


def _as_stored(features: Floats) -> Floats:
    """Round to half precision, so that a fit after loading is the same."""
    return features.astype(np.float16).astype(np.float32)


def _salient(cells: Floats) -> Floats:
    """(196,) 1 for the third of the cells that differ most from usual backgrounds."""
    distance = np.linalg.norm(cells, axis=1)
    return (distance >= np.quantile(distance, 2 / 3)).astype(np.float32)


def _kept_cells(inside: Floats) -> np.ndarray:
    """Return the numbers of the cells to keep: evenly spread, in and outside of the box."""
    groups = np.flatnonzero(inside >= _MOSTLY), np.flatnonzero(inside == 0)
    limit = CELLS // 2 if groups[0].size else CELLS
    spread = [
        group[np.unique(np.linspace(0, len(group) - 1, min(limit, len(group))).round().astype(int))]
        for group in groups
        if group.size
    ]
    return np.concatenate(spread)
