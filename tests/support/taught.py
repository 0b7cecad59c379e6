"""Backgrounds, examples and taught classes without a network: features are random vectors."""

from dataclasses import replace
from typing import Any

import numpy as np

from avol.teaching import StoredExample, TaughtClass
from avol.teaching.background import Background, Backgrounds
from avol.teaching.examples import AudioFeatures, ImageFeatures
from avol.teaching.fit import fit_units

CHANNELS, DIMENSIONS = 24, 8
SHA256 = "a" * 64


def random_backgrounds(seed: int = 0) -> Backgrounds:
    """Return backgrounds whose features are uncorrelated noise."""
    return Backgrounds(_background(seed), _background(seed + 1))


def _background(seed: int) -> Background:
    random = np.random.default_rng(seed)
    basis = np.linalg.qr(random.normal(size=(CHANNELS, DIMENSIONS)))[0].astype(np.float32)
    samples = random.normal(size=(300, DIMENSIONS)).astype(np.float32)
    labels = np.arange(300, dtype=np.float32) % 4 - 1
    return Background(
        np.zeros(CHANNELS, np.float32), basis, samples, np.zeros(300, np.float32), labels
    )


def example(
    direction: int, seed: int, *, background: bool = False, **changes: object
) -> StoredExample:
    """Return an example whose image and sound point in one direction of the projected space."""
    random = np.random.default_rng(seed)
    towards = 5 * np.eye(DIMENSIONS, dtype=np.float32)[direction]
    inside = np.array([0, 0, 0] if background else [1, 1, 0], np.float32)
    cells = random.normal(size=(3, DIMENSIONS)) * 0.3 + np.outer(inside, towards)
    sound = random.normal(size=DIMENSIONS) * 0.3 + (0 if background else 1) * towards
    classes = np.zeros(128, np.float32)
    made = StoredExample(
        f"{seed}.mp4", float(seed), background, None if background else (0, 0, 0.5, 0.5),
        ImageFeatures(_half(cells), inside, np.zeros(3, np.float32), classes),
        AudioFeatures(_half(sound), 0.0, classes, -20.0),
        b"jpeg", b"flac",
    )  # fmt: skip
    return replace(made, **changes)


def _half(values: np.ndarray) -> np.ndarray:
    return values.astype(np.float16).astype(np.float32)


def taught_class(name: str = "kazoo", direction: int = 0, **changes: Any) -> TaughtClass:
    """Return a class that was taught from three examples and one of background."""
    examples = [example(direction, seed) for seed in range(3)]
    examples.append(example(direction, 9, background=True))
    units = fit_units(examples, random_backgrounds())
    made = TaughtClass(name, "2026-01-01T00:00:00", tuple(examples), units, SHA256, "toy 1")
    return replace(made, **changes)
