"""Pooled features of photographs and audio windows, on which AVE-Net's heads are trained."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from avol.audio.log_spectrogram import Floats, LogSpectrogram, SpectrogramSpec
from avol.core.constants import SAMPLE_RATE
from avol.core.opencv import cv2
from avol.data.catalogue.class_pairs import MAX_SAMPLES, reduced_jpeg
from avol.data.catalogue.manifest import CatalogueItem
from avol.media import AudioTrack
from avol.models.encoders.base import Encoder, Pooling
from avol.training.supervised.features import encoder_graph, normalize_images

_MIN_CROP = 5
"""Cells of the shorter side of the smallest rectangle of a grid."""


@dataclass(frozen=True)
class LabelledVectors:
    """One feature vector per image or audio window, and its label."""

    vectors: Floats  # (n, channels)
    labels: np.ndarray  # (n,) label index

    @classmethod
    def join(cls, rows: Iterable[tuple[Floats, int]]) -> "LabelledVectors":
        """Collect vectors and their labels."""
        vectors, labels = zip(*rows, strict=True)
        return cls(np.stack(vectors), np.array(labels))


def photograph_vectors(
    encoder: Encoder,
    size: int,
    items: list[CatalogueItem],
    labels: list[str],
    crops: int,
    seed: int,
) -> Iterator[tuple[Floats, int]]:
    """Yield vector and label of every photograph, and of `crops` random parts of its grid.

    Raises:
        MediaError: a photograph cannot be read.
    """
    encode = encoder_graph(encoder, np.zeros((1, 3, size, size), np.float32))
    random = np.random.default_rng(seed)
    for item in items:
        label, grid = labels.index(item.label), encode(normalize_images([_reduced(item)], size))[0]
        yield _pool(grid, encoder.pooling), label
        for _ in range(crops):
            yield _pool(_draw_part(grid, random), encoder.pooling), label


def window_vectors(
    encoder: Encoder,
    spec: SpectrogramSpec,
    items: list[CatalogueItem],
    labels: list[str],
    most: int,
    seed: int,
) -> Iterator[tuple[Floats, int]]:
    """Yield vector and label of random windows of the beginning of every recording.

    A recording has one window per second, at most `most`.

    Raises:
        MediaError: a recording cannot be read.
    """
    encode = encoder_graph(encoder, np.zeros((1, 1, spec.bins, spec.columns), np.float32))
    log_spectrogram, random = LogSpectrogram(spec), np.random.default_rng(seed)
    for item in items:
        label = labels.index(item.label)
        for wave in _draw_windows(item.path, spec.samples, most, random):
            yield _pool(encode(log_spectrogram(wave)[None, None])[0], encoder.pooling), label


def _pool(grid: Floats, pooling: Pooling) -> Floats:
    """(C, H, W) -> (C,)"""
    return grid.max((1, 2)) if pooling == "max" else grid.mean((1, 2))


def _reduced(item: CatalogueItem) -> np.ndarray:
    """The photograph as in the pairs of the evaluation."""
    data = np.frombuffer(reduced_jpeg(item.path), np.uint8)
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR_RGB))


def _draw_part(grid: Floats, random: np.random.Generator) -> Floats:
    sides = [random.integers(min(_MIN_CROP, side), side + 1) for side in grid.shape[1:]]
    top, left = (
        random.integers(0, whole - part + 1)
        for whole, part in zip(grid.shape[1:], sides, strict=True)
    )
    return grid[:, top : top + sides[0], left : left + sides[1]]


def _draw_windows(
    path: Path, samples: int, most: int, random: np.random.Generator
) -> Iterator[Floats]:
    with AudioTrack(path) as track:
        length = min(track.stop - track.start, MAX_SAMPLES)
        for _ in range(max(1, min(most, length // SAMPLE_RATE))):
            middle = track.start + random.uniform(0, max(0, length - SAMPLE_RATE))
            yield track.excerpt_at((middle + SAMPLE_RATE / 2) / SAMPLE_RATE, samples)
