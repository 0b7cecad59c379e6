"""Procedural textures of the set: planks, velvet and bronze.

Each is a float32 image of linear reflectance and deterministic.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
WALNUT = np.array([0.140, 0.066, 0.033], np.float32)
MIDNIGHT = np.array([0.012, 0.050, 0.125], np.float32)
BRONZE = np.array([0.090, 0.066, 0.046], np.float32)


def noise(rng: np.random.Generator, rows: int, columns: int, across: float, down: float) -> Array:
    """Smooth noise that wraps round, mean 0, deviation 1; blurred by so many pixels."""
    pad = int(3 * max(across, down)) + 1
    grain = rng.standard_normal((rows, columns)).astype(np.float32)
    wide = cv2.copyMakeBorder(grain, pad, pad, pad, pad, cv2.BORDER_WRAP)
    soft = cv2.GaussianBlur(wide, (0, 0), across, sigmaY=down)[pad:-pad, pad:-pad]
    return np.asarray((soft - soft.mean()) / soft.std(), np.float32)


def planks(size: int = 2048, count: int = 30, boards: int = 3) -> Array:
    """(size, size, 3) oiled walnut, `count` planks side by side; wraps on every side."""
    rng = np.random.default_rng(4)
    plank, row = np.arange(size) * count // size, np.arange(size)
    tone, seam = np.zeros((2, size, size), np.float32)
    for p in range(count):
        ends = np.sort((rng.random() + np.arange(boards) / boards) % 1 * size).astype(int)
        shades = rng.normal(0, 0.20, boards)
        tone[:, plank == p] = shades[np.searchsorted(ends, row) % boards][:, None]
        for end in ends:
            seam[end : end + 3, plank == p] = 0.8
    off_middle = np.abs(np.arange(size) * count / size % 1 - 0.5) * 2
    seam = np.maximum(seam, np.clip((off_middle - 0.955) * 22, 0, 1)[None])
    grain = 0.10 * noise(rng, size, size, 1.2, 60) + 0.07 * noise(rng, size, size, 5, 160)
    value = np.exp(tone + grain) * (1 - 0.75 * seam)
    return (value[..., None] * WALNUT).astype(np.float32)


def velvet(metres: float, folds: float, seed: int, rows: int = 640, columns: int = 2400) -> Array:
    """(rows, columns) brightness of hanging velvet; `folds` per metre; 0 to about 1."""
    rng = np.random.default_rng(seed)
    x = np.linspace(0, metres, columns, dtype=np.float32)[None]
    fall = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    step = columns / metres
    wander = 0.33 * noise(rng, 1, columns, 0.42 * step, 1)
    wander += 0.08 * noise(rng, 1, columns, 0.1 * step, 1)
    spread = 0.13 * fall * noise(rng, 1, columns, 0.3 * step, 1)
    phase = 2 * np.pi * (folds * x + wander + spread)
    deep = 0.5 + 0.5 * np.sin(phase + 0.4 * np.cos(phase))
    lit = np.clip(np.cos(phase + 0.5), 0, 1) ** 2 + 0.4 * np.clip(-np.cos(phase), 0, 1) ** 3
    pleats = 0.10 * np.sin(2 * phase + 5 * fall * noise(rng, 1, columns, 0.2 * step, 1))
    value = 0.05 + 0.42 * deep**2 + 0.50 * lit * (0.3 + 0.7 * deep) + pleats * deep
    weave = 1 + 0.05 * noise(rng, rows, columns, 1.5, 5)
    return np.clip(value * weave, 0.015, None).astype(np.float32)


def bronze_foot(size: int = 96) -> Array:
    """(size, size, 4) the round foot of a stand from above, colour times alpha."""
    y, x = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j]
    radius = np.hypot(x, y)
    alpha = np.clip((0.98 - radius) * size / 3, 0, 1)
    rim = np.exp(-(((radius - 0.9) / 0.05) ** 2)) * (0.6 - 0.6 * y)
    shine = 0.35 + 0.5 * np.exp(-((x + 0.3) ** 2 + (y - 0.2) ** 2) / 0.15) + rim
    return np.dstack([shine[..., None] * BRONZE * alpha[..., None], alpha]).astype(np.float32)


def bronze_pole(rows: int = 64, columns: int = 24) -> Array:
    """(rows, columns, 4) a round pole seen from the side, colour times alpha."""
    x = np.linspace(-1, 1, columns)
    near, far = np.exp(-(((x + 0.35) / 0.22) ** 2)), np.exp(-(((x - 0.75) / 0.15) ** 2))
    shine = 0.12 + 0.9 * near + 0.25 * far
    alpha = np.clip((1 - np.abs(x)) * columns / 3, 0, 1)
    line = np.concatenate([shine[:, None] * BRONZE * alpha[:, None], alpha[:, None]], axis=1)
    return np.repeat(line[None], rows, axis=0).astype(np.float32)
