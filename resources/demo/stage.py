"""The empty stage: velvet backdrop and wings, polished floor with the revolving disc, fixed lamps.

The light depends only on the position, not on who is playing. Colours are linear RGB.
"""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import textures
from camera import Array, Camera
from layer import place
from programme import HEIGHT, WIDTH

BACKDROP_Z, BACKDROP_HALF, BACKDROP_TOP = 3.9, 7.5, 4.6
WING_Z, WING_NEAR, WING_FAR = 2.9, 3.15, 6.0
DISC_Z, DISC_RADIUS = 4.7, 6.75
"""Only the front of the disc is before the curtain."""
TILE_METRES = 4.2
LAMPS = ((-1.75, -1.15, 1.05, 1.0), (1.70, -1.25, 1.05, 0.95), (0.1, 0.3, 1.20, 0.75))
"""Pools of light on the floor: x, z, spread in metres, strength."""
WARM = np.array([1.0, 0.76, 0.50], np.float32)
AMBIENT = np.array([0.30, 0.34, 0.44], np.float32)


def lamp_light(x: Array, z: Array) -> Array:
    """Brightness of the lamp light at a position on the floor; 0 to about 1.3."""
    pools = (k * np.exp(-((x - px) ** 2 + (z - pz) ** 2) / (2 * s * s)) for px, pz, s, k in LAMPS)
    return np.asarray(sum(pools), np.float32)


def _upright(left: float, right: float, z: float) -> Array:
    """World corners of a cloth that hangs from above the image down to the floor."""
    top = BACKDROP_TOP
    return np.array([[left, top, z], [right, top, z], [right, 0, z], [left, 0, z]], np.float32)


@dataclass(frozen=True)
class StageSet:
    """Draws the set without the instruments."""

    @cached_property
    def _planks(self) -> tuple[Array, Array]:
        fine = textures.planks()
        far = cv2.GaussianBlur(cv2.copyMakeBorder(fine, 64, 64, 64, 64, cv2.BORDER_WRAP), (0, 0), 5)
        return cv2.GaussianBlur(fine, (0, 0), 1.4), np.ascontiguousarray(far[64:-64, 64:-64])

    @cached_property
    def _backdrop(self) -> Array:
        """The night-blue velvet backdrop, lit from below by stray light of the lamps."""
        value = cv2.GaussianBlur(textures.velvet(2 * BACKDROP_HALF, 1.7, seed=7), (0, 0), 2.0)
        rows, columns = value.shape
        x = np.linspace(-BACKDROP_HALF, BACKDROP_HALF, columns, dtype=np.float32)[None]
        y = np.linspace(1, 0, rows, dtype=np.float32)[:, None]
        low = np.exp(-(((y - 0.10) / 0.33) ** 2))
        spill = sum(np.exp(-(((x - at) / 1.25) ** 2)) * low for at in (-3.2, 0.3, 3.5))
        wash = 0.35 + 1.3 * np.exp(-(((y - 0.18) / 0.30) ** 2)) + 1.5 * spill
        wash *= 1 - 0.8 * np.exp(-((y / 0.022) ** 2))
        cool = (value * wash)[..., None] * textures.MIDNIGHT
        return self._opaque(cool + (value * spill * 0.035)[..., None] * WARM)

    @cached_property
    def _wing(self) -> Array:
        """A dark drape at the side with a rolled, soft inner edge."""
        value = textures.velvet(WING_FAR - WING_NEAR, 2.6, seed=11, columns=900)
        rows, columns = value.shape
        inwards = np.linspace(0, WING_FAR - WING_NEAR, columns, dtype=np.float32)[None]
        y = np.linspace(1, 0, rows, dtype=np.float32)[:, None]
        wave = 0.05 + 0.03 * np.sin(5.0 * y + 0.6) * (1 - y)
        rolled = 0.20 * np.exp(-(((inwards - wave - 0.07) / 0.05) ** 2))
        shade = (0.04 + 0.12 * value + rolled) * (0.4 + 0.6 * np.exp(-(((y - 0.3) / 0.4) ** 2)))
        shade *= 1 - 0.8 * np.exp(-((y / 0.04) ** 2))
        alpha = np.clip((inwards - wave) / 0.02 + 0.5, 0, 1)[..., None]
        return np.dstack([shade[..., None] * textures.MIDNIGHT * alpha, alpha]).astype(np.float32)

    @staticmethod
    def _opaque(colour: Array) -> Array:
        return np.dstack([colour, np.ones(colour.shape[:2])]).astype(np.float32)

    def draw(self, camera: Camera, turn: float) -> Array:
        """(HEIGHT, WIDTH, 3) the set from this camera with the disc turned by `turn` radians."""
        image = np.zeros((HEIGHT, WIDTH, 3), np.float32)
        top, x, z, scale = camera.floor()
        wood = self._floor(x, z, scale, turn)
        cloth = camera.project(_upright(-BACKDROP_HALF, BACKDROP_HALF, BACKDROP_Z))
        wings = [
            place(self._wing, camera.project(_upright(near, far, WING_Z)))
            for near, far in ((WING_NEAR, WING_FAR), (-WING_NEAR, -WING_FAR))
        ]
        for hanging in (place(self._backdrop, cloth), *wings):  # before the floor, to be mirrored
            hanging.over(image)
        hem = float(cloth[2, 1])
        flip = np.array([[1, 0, 0], [0, -1, 2 * hem]], np.float32)
        mirrored = cv2.warpAffine(image, flip, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
        grazing = np.clip(75 / scale, 0.05, 0.5) ** 1.3
        wood += cv2.GaussianBlur(mirrored[top:], (0, 0), 4, sigmaY=14) * grazing[..., None]
        share = np.clip(np.arange(top, HEIGHT) - hem + 0.5, 0, 1).astype(np.float32)[:, None, None]
        image[top:] = image[top:] * (1 - share) + wood * share
        for wing in wings:
            wing.over(image)
        return image

    def _floor(self, x: Array, z: Array, scale: Array, turn: float) -> Array:
        still = self._wood(x, z + 0 * x, scale) * 0.55
        z = z - np.float32(DISC_Z)
        radius = np.sqrt(x * x + z * z)
        inside = (DISC_RADIUS - radius)[..., None]
        pixel = scale[..., None]
        on_disc = np.clip(inside * pixel + 0.5, 0, 1)
        c, s = np.float32(np.cos(turn)), np.float32(np.sin(turn))
        turned = self._wood(x * c + z * s, z * c - x * s, scale)
        wood = still + (turned - still) * on_disc
        wood = wood * (1 - 0.85 * np.exp(-((inside / 0.020) ** 2)))
        brass = np.exp(-(((inside - 0.05) / 0.010) ** 2))
        wood += brass * np.array([0.16, 0.10, 0.04], np.float32)
        light = 0.42 * AMBIENT + WARM * (3.0 * lamp_light(x, z + np.float32(DISC_Z)))[..., None]
        return (wood * light).astype(np.float32)

    def _wood(self, x: Array, z: Array, scale: Array) -> Array:
        size = self._planks[0].shape[0]
        across, down = (v * np.float32(size / TILE_METRES) % size for v in (x, z))
        near, far = (
            cv2.remap(t, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
            for t in self._planks
        )
        share = np.clip((scale - 170) / 170, 0, 1)[..., None]
        return far + (near - far) * share
