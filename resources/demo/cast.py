"""The instruments: photographed cut-outs on the disc as upright planes.

The position is a smooth function of time; movement, size and light do not depend on who is playing.
"""

from dataclasses import dataclass
from functools import cached_property
from math import cos, pi, radians, sin
from pathlib import Path

import cv2
import numpy as np
import textures
from camera import Array, Camera
from layer import Layer, place
from programme import Player
from stage import DISC_Z, WARM, lamp_light

CUTOUTS = Path(__file__).parent / "parts" / "cutouts"
THROW_RIGHT, THROW_AWAY = 0.16, 0.46
"""Offset of the shadow of a point at a height of 1 m, in metres."""
RADIUS, BERTHS = 6.15, 8.11
"""Distance from the centre of the disc, and the length of the rim that they share, in metres."""
FOOT, POLE = textures.bronze_foot(), textures.bronze_pole()


def turned(time: float) -> float:
    """Rotation of the disc in radians: its rim moves at about 15 cm/s, at times backwards."""
    return -(0.146 * time + 0.642 * sin(2 * pi * time / 24.7 + 2.98)) / RADIUS


def _pyramid(name: str) -> list[Array]:
    """The cut-out as linear RGB times alpha, and alpha; each level 0.7 times the one before."""
    raw = cv2.imread(str(CUTOUTS / f"{name}.webp"), cv2.IMREAD_UNCHANGED)
    if raw is None:
        raise FileNotFoundError(CUTOUTS / f"{name}.webp")
    image = raw.astype(np.float32)[..., [2, 1, 0, 3]] / 255
    image[..., :3] = image[..., :3] ** 2.2 * image[..., 3:]
    levels: list[Array] = [image]
    while min(levels[-1].shape[:2]) > 60:
        levels.append(cv2.resize(levels[-1], None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA))
    return levels


@dataclass(frozen=True)
class Instrument:
    """One instrument with its image; every method takes the time in seconds."""

    player: Player

    @cached_property
    def _levels(self) -> list[Array]:
        return _pyramid(self.player.name)

    @cached_property
    def _width(self) -> float:
        rows, columns = self._levels[0].shape[:2]
        return self.player.height * columns / rows

    def stands_at(self, time: float) -> tuple[float, float]:
        """Position on the floor, x and z in metres; it wraps round where it is not visible."""
        along = turned(time) * RADIUS / BERTHS + self.player.berth
        angle = ((along + 0.5) % 1 - 0.5) * BERTHS / RADIUS
        return RADIUS * sin(angle), DISC_Z - RADIUS * cos(angle)

    def corners(self, time: float) -> Array:
        """World points (4, 3) of its plane: top left, top right, bottom right, bottom left."""
        player, (x, z) = self.player, self.stands_at(time)
        yaw = radians(16) * sin(2 * pi * (time / 9.5 + 2.7 * player.berth))
        roll = radians(player.sway) * sin(2 * pi * (time / 5.2 + 3.9 * player.berth))
        half, tall = self._width / 2, player.height / 2
        flat = np.array([[-half, tall], [half, tall], [half, -tall], [-half, -tall]])
        across = flat[:, 0] * cos(roll) - flat[:, 1] * sin(roll)
        up = flat[:, 0] * sin(roll) + flat[:, 1] * cos(roll) + player.lift + tall
        points = np.stack([x + across * cos(yaw), up, z + across * sin(yaw)], axis=1)
        return points.astype(np.float32)

    def area(self, camera: Camera, time: float) -> float:
        """Area in pixels without occlusion and without the border of the image."""
        coverage = float((self._levels[0][..., 3] > 0.5).mean())
        return coverage * abs(cv2.contourArea(camera.project(self.corners(time))))

    def light(self, time: float) -> float:
        """Brightness of the light at its current position."""
        x, z = self.stands_at(time)
        return 0.48 + 0.72 * float(lamp_light(np.array(x), np.array(z)))

    def draw(self, camera: Camera, time: float) -> Layer:
        """The lit instrument with warm highlights on its upper edges."""
        target = camera.project(self.corners(time))
        tall = float(np.linalg.norm(target[0] - target[3]))
        level = next((lv for lv in reversed(self._levels) if lv.shape[0] >= tall), self._levels[0])
        alpha, rows = level[..., 3], level.shape[0]
        rim = np.clip(alpha - np.roll(alpha, max(1, rows // 130), axis=0), 0, 1)
        fall = np.linspace(1.14, 0.74, rows, dtype=np.float32)[:, None, None]
        lit = (level[..., :3] * fall + rim[..., None] * WARM * 0.5) * self.light(time)
        return place(np.dstack([lit, alpha]), target)

    def shadow(self, camera: Camera, time: float) -> Layer:
        """Its shadow on the floor; must be blurred before use."""
        points = self.corners(time)
        height = points[:, 1].copy()
        points += np.stack([height * THROW_RIGHT, -height, height * THROW_AWAY], axis=1)
        return place(self._levels[-1], camera.project(points))

    def touch(self, camera: Camera, time: float) -> Layer:
        """Its contact shadow; must be blurred before use."""
        reach = 0.17 if self.player.lift else max(0.09, 0.40 * self._width)
        return place(FOOT, camera.project(self._disc(time, reach)))

    def reflection(self, camera: Camera, time: float) -> Layer:
        """Its reflection in the floor, fading with height; must be blurred before use."""
        points = self.corners(time)
        height = points[:, 1].copy()
        points[:, 1] = -height
        level = self._levels[-1]
        up = np.linspace(height[0], height[3], level.shape[0], dtype=np.float32)[:, None, None]
        return place(level * np.exp(-up / 0.6) * self.light(time), camera.project(points))

    def stand(self, camera: Camera, time: float) -> list[Layer]:
        """The bronze foot and pole of its stand; none for instruments that stand on the floor."""
        if not self.player.lift:
            return []
        x, z = self.stands_at(time)
        top, half = self.player.lift + 0.35 * self.player.height, 0.0125
        sides = ((x - half, top), (x + half, top), (x + half, 0.01), (x - half, 0.01))
        pole = np.array([[across, up, z] for across, up in sides])
        lit = np.array([self.light(time)] * 3 + [1], np.float32)
        foot = place(FOOT * lit, camera.project(self._disc(time, 0.135)))
        return [foot, place(POLE * lit, camera.project(pole.astype(np.float32)))]

    def _disc(self, time: float, reach: float) -> Array:
        x, z = self.stands_at(time)
        square = np.array([[-1, 0, 1], [1, 0, 1], [1, 0, -1], [-1, 0, -1]], np.float32) * reach
        return square + np.array([x, 0.008, z], np.float32)
