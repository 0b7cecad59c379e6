"""Renders one frame: the set, the instruments from far to near, haze and tone mapping."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from camera import Array, Camera, camera
from cast import Instrument, turned
from layer import Layer
from numpy.typing import NDArray
from programme import CAST, HEIGHT, WIDTH
from stage import LAMPS, StageSet

Box = tuple[float, float, float, float]
HAZE = np.array([0.016, 0.0150, 0.0135], np.float32)
MIN_VISIBLE_FRACTION = 0.12
"""Instruments with a smaller visible fraction have no box."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A finished frame, and the boxes (x0, y0, x1, y1 in 0 to 1) of the visible instruments."""

    image: NDArray[np.uint8]
    boxes: dict[str, Box]


@dataclass(frozen=True)
class Renderer:
    """Renders any frame of the clip independently: `render(time)`."""

    @cached_property
    def _stage(self) -> StageSet:
        return StageSet()

    @cached_property
    def _players(self) -> tuple[Instrument, ...]:
        return tuple(Instrument(player) for player in CAST)

    @cached_property
    def _vignette(self) -> Array:
        y, x = np.mgrid[-1 : 1 : HEIGHT * 1j, -1 : 1 : WIDTH * 1j]
        corner = np.clip(0.6 * x**2 + 0.4 * y**2, 0, 1)[..., None]
        return (1 - 0.5 * corner**1.3).astype(np.float32)

    def render(self, time: float) -> Shot:
        """The frame at `time` seconds and the boxes of the visible instruments."""
        camera_now = camera(time)
        far_to_near = sorted(self._players, key=lambda one: -one.stands_at(time)[1])
        canvas = self._stage.draw(camera_now, turned(time))
        self._draw_shadows(canvas, far_to_near, camera_now, time)
        haze = self._haze(camera_now)
        canvas += 0.7 * haze
        drawn: list[tuple[Instrument, Layer]] = []
        for one in far_to_near:
            layer = one.draw(camera_now, time)
            for piece in (*one.stand(camera_now, time), layer):
                piece.over(canvas)
            drawn.append((one, layer))
        return Shot(self._develop(canvas + 0.3 * haze), self._boxes(drawn, camera_now, time))

    @staticmethod
    def _draw_shadows(
        canvas: Array, players: Iterable[Instrument], camera_now: Camera, time: float
    ) -> None:
        """Draws shadows and reflections on the floor, blurred together, in place."""
        cast, touch = np.zeros((2, HEIGHT, WIDTH), np.float32)
        mirror = np.zeros((HEIGHT, WIDTH, 4), np.float32)
        for one in players:
            shadow, under = one.shadow(camera_now, time), one.touch(camera_now, time)
            for layer, plane in ((shadow, cast), (under, touch)):
                part = layer.part_of(plane)
                np.maximum(part, layer.alpha, out=part)
            one.reflection(camera_now, time).over(mirror)
        soft = 0.50 * cv2.GaussianBlur(cast, (0, 0), 6) + 0.30 * cv2.GaussianBlur(cast, (0, 0), 20)
        dark = np.maximum(soft, 0.85 * cv2.GaussianBlur(touch, (0, 0), 5, sigmaY=3))
        canvas *= 1 - 0.85 * dark[..., None]
        mirror = cv2.GaussianBlur(mirror, (0, 0), 2.0, sigmaY=5.0)
        canvas *= 1 - 0.45 * mirror[..., 3:]
        canvas += 0.36 * mirror[..., :3]

    @staticmethod
    def _haze(camera_now: Camera) -> Array:
        """The light beams of the lamps."""
        rows, columns = HEIGHT // 4, WIDTH // 4
        air = np.zeros((rows, columns), np.float32)
        for x, z, spread, strength in LAMPS:
            source = [[x * 0.6 - 0.05, 4.6, z], [x * 0.6 + 0.05, 4.6, z]]
            pool = [[x + 0.8 * spread, 0, z], [x - 0.8 * spread, 0, z]]
            beam = np.zeros((rows, columns), np.float32)
            outline = camera_now.project(np.array(source + pool, np.float32)) * 4
            cv2.fillConvexPoly(beam, np.round(outline).astype(np.int32), strength, cv2.LINE_AA, 4)
            air += cv2.GaussianBlur(beam, (0, 0), 3)
        air *= np.linspace(1.0, 0.05, rows, dtype=np.float32)[:, None] ** 1.5
        soft = cv2.resize(air, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
        return soft[..., None] * HAZE

    def _develop(self, light: Array) -> NDArray[np.uint8]:
        """Linear light to an 8-bit image: glow, vignette, tone curve."""
        level = light.mean(axis=2, keepdims=True)
        bright = light * np.clip(level - 0.45, 0, 1)
        small = cv2.resize(bright, (WIDTH // 4, HEIGHT // 4), interpolation=cv2.INTER_AREA)
        glow = cv2.resize(cv2.GaussianBlur(small, (0, 0), 7), (WIDTH, HEIGHT))
        exposed = 1.55 * (light + 0.8 * glow) * self._vignette
        shown = np.clip(exposed * (1 + exposed / 3.2) / (1 + exposed), 0, 1) ** np.float32(1 / 2.2)
        shown += 0.5 * (shown - 0.42) * shown * (1 - shown)
        return (np.clip(shown, 0, 1) * 255 + 0.5).astype(np.uint8)

    @staticmethod
    def _boxes(
        drawn: list[tuple[Instrument, Layer]], camera_now: Camera, time: float
    ) -> dict[str, Box]:
        """Boxes of the visible part of each instrument; `drawn` is ordered from far to near."""
        hidden = np.zeros((HEIGHT, WIDTH), np.float32)
        boxes: dict[str, Box] = {}
        for one, layer in reversed(drawn):
            part = layer.part_of(hidden)
            visible = layer.alpha * (1 - part) > 0.5
            np.maximum(part, layer.alpha, out=part)
            if visible.sum() >= MIN_VISIBLE_FRACTION * one.area(camera_now, time):
                rows, columns = np.flatnonzero(visible.any(1)), np.flatnonzero(visible.any(0))
                x0, x1 = layer.left + columns[0], layer.left + columns[-1] + 1
                y0, y1 = layer.top + rows[0], layer.top + rows[-1] + 1
                boxes[one.player.name] = (x0 / WIDTH, y0 / HEIGHT, x1 / WIDTH, y1 / HEIGHT)
        return boxes
