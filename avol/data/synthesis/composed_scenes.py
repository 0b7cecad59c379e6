"""Scenes as a webcam sees them, composed of photographs, so that it is known where each thing is.

Objects are cut out of their photographs and set small, anywhere, beside one another, before
ordinary rooms; then the whole is blurred, tinted, grained and compressed. Ours: the paper learns
from videos.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from avol.data.catalogue.manifest import Item

GRID = 14
"""Places of the network's map in each direction."""

PICTURE = 640, 360
"""Width and height of a scene, unless asked otherwise."""

PLENTY = 40
"""Photographs from which on a label is drawn as often as any other."""

Picture = NDArray[Any]  # uint8; OpenCV's stubs promise no type of element
Floats = NDArray[np.float32]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Scene:
    """A composed picture and where its objects are."""

    picture: Picture  # (H, W, 3) RGB
    labels: tuple[str, ...]
    covers: Floats  # (objects, 14, 14): share of each place that the object's visible part covers
    exact: tuple[bool, ...]  # of each object; False where it is only somewhere in what is covered
    boxes: tuple[Box, ...] = ()  # round each object's visible part; none for a whole photograph


@lru_cache(maxsize=6000)
def cut_out(path: Path) -> Picture | None:
    """The object of a photograph as RGBA, cropped; None where no plain ground surrounds it.

    Pictures with alpha are taken as they are; others are flooded from their border.
    """
    picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if picture is None:
        return None
    if picture.ndim == 3 and picture.shape[2] == 4:
        cut = cv2.cvtColor(picture, cv2.COLOR_BGRA2RGBA)
    else:
        colour = picture if picture.ndim == 3 else cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
        alpha = _flood(colour)
        if alpha is None:
            return None
        cut = np.dstack([cv2.cvtColor(colour, cv2.COLOR_BGR2RGB), alpha])
    rows, columns = np.nonzero(cut[..., 3] > 127)
    if rows.size < 200:
        return None
    return cut[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def _flood(colour: Picture) -> Picture | None:
    """Alpha of a photograph on a plain bright ground, flooded from all along its border."""
    height, width = colour.shape[:2]
    border = np.concatenate([colour[0], colour[-1], colour[:, 0], colour[:, -1]])
    if np.mean(border.min(axis=1) > 225) < 0.7:
        return None
    mask = np.zeros((height + 2, width + 2), np.uint8)
    step = max(1, min(height, width) // 40)
    seeds = [(x, y) for x in range(0, width, step) for y in (0, height - 1)]
    seeds += [(x, y) for y in range(0, height, step) for x in (0, width - 1)]
    flags = 4 | (255 << 8) | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE
    for x, y in seeds:
        if not mask[y + 1, x + 1] and colour[y, x].min() > 225:
            cv2.floodFill(colour, mask, (x, y), 0, (22, 22, 22), (22, 22, 22), flags)
    alpha = 255 - mask[1:-1, 1:-1]
    if not 0.05 < np.mean(alpha > 0) < 0.93:
        return None
    return cv2.GaussianBlur(cv2.erode(alpha, np.ones((3, 3), np.uint8)), (0, 0), 0.8)


def _box(cover: Floats) -> Box:
    """x0, y0, x1, y1 in 0..1 round what is mostly visible; empty where nothing is."""
    rows, columns = np.nonzero(cover > 0.5)
    if not rows.size:
        return 0.0, 0.0, 0.0, 0.0
    height, width = cover.shape
    x0, x1 = columns.min() / width, (columns.max() + 1) / width
    y0, y1 = rows.min() / height, (rows.max() + 1) / height
    return float(x0), float(y0), float(x1), float(y1)


class SceneMaker:
    """Draws scenes from objects and grounds with a random generator of its own."""

    def __init__(
        self,
        objects: dict[str, list[Item]],
        grounds: list[Path],
        seed: int,
        size: tuple[int, int] = PICTURE,
        bystanders: Sequence[Path] = (),
    ) -> None:
        """Draw from these.

        Args:
            objects: photographs by label.
            grounds: photographs of places; where there are none, every ground is of one colour.
            seed: of the random generator.
            size: width and height of the pictures.
            bystanders: cut-outs of things that have no label; no sound is theirs.
        """
        self._objects = objects
        self._bystanders = bystanders
        self._labels = sorted(objects)
        # A label with few photographs is drawn less often, or those few would be learnt by heart.
        plenty = np.array([min(len(objects[label]), PLENTY) for label in self._labels], float)
        self._chances = plenty / plenty.sum()
        self._grounds = grounds
        self._random = np.random.default_rng(seed)
        self._size = size

    def scene(self, objects: int) -> Scene:
        """A scene of `objects` different things (none: an empty room)."""
        return self._composed(self._ground(), [], objects)

    def photograph(self, objects: int = 0) -> Scene:
        """A whole photograph of one thing, randomly cropped, and `objects` others set into it."""
        label = self._shuffled()[0]
        picture = self._read(self._pick(label))
        low = 1 - 0.35 * self._random.random()
        height, width = (max(32, int(side * low)) for side in picture.shape[:2])
        top, left = (
            self._random.integers(0, whole - part + 1)
            for whole, part in zip(picture.shape[:2], (height, width), strict=True)
        )
        crop = self._flip(picture[top : top + height, left : left + width])
        if not objects:
            full = np.ones((1, GRID, GRID), np.float32)
            return Scene(self._camera(crop.copy()), (label,), full, exact=(False,))
        return self._composed(self._filling(crop, 1), [label], objects)

    def _composed(self, canvas: Picture, shown: list[str], objects: int) -> Scene:
        """Set `objects` things into a picture that may itself show something, somewhere."""
        labels, exact = list(shown), [False] * len(shown)
        covers = [np.ones(canvas.shape[:2], np.float32) for _ in shown]
        while self._bystanders and self._random.random() < 0.45:
            path = self._bystanders[int(self._random.integers(len(self._bystanders)))]
            self._place(canvas, path)
        for label in self._shuffled():
            if len(labels) == len(shown) + objects:
                break
            if label in shown:
                continue
            path = self._pick(label)
            cover = self._place(canvas, path)
            if cover is not None:
                covers = [c * (1 - cover) for c in covers]  # the newer one may hide the older
                labels.append(label)
                exact.append(cut_out(path) is not None)
                covers.append(cover)
        grids = [cv2.resize(c, (GRID, GRID), interpolation=cv2.INTER_AREA) for c in covers]
        stacked = np.stack(grids) if grids else np.zeros((0, GRID, GRID), np.float32)
        boxes = tuple(_box(cover) for cover in covers)
        seen = self._camera(canvas)
        return Scene(seen, tuple(labels), stacked.astype(np.float32), tuple(exact), boxes)

    def _shuffled(self) -> list[str]:
        drawn = self._random.choice(self._labels, len(self._labels), replace=False, p=self._chances)
        return [str(label) for label in drawn]

    def _pick(self, label: str) -> Path:
        items = self._objects[label]
        return items[self._random.integers(len(items))].path

    def _read(self, path: Path) -> Picture:
        picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if picture is None:
            raise OSError(f"{path} is not a picture")
        return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)

    def _flip(self, picture: Picture) -> Picture:
        return picture[:, ::-1] if self._random.random() < 0.5 else picture

    def _ground(self) -> Picture:
        width, height = self._size
        if self._random.random() < 0.12 or not self._grounds:
            return np.full((height, width, 3), self._random.integers(0, 256, 3), np.uint8)
        ground = self._read(self._grounds[self._random.integers(len(self._grounds))])
        return self._filling(self._flip(ground), 1 + 0.6 * self._random.random())

    def _filling(self, picture: Picture, growth: float) -> Picture:
        """A part of the picture, as large as the scene, at `growth` times the size it needs."""
        width, height = self._size
        scale = growth * max(width / picture.shape[1], height / picture.shape[0])
        grown = cv2.resize(picture, None, fx=scale + 1e-3, fy=scale + 1e-3)
        top = self._random.integers(0, grown.shape[0] - height + 1)
        left = self._random.integers(0, grown.shape[1] - width + 1)
        return grown[top : top + height, left : left + width].copy()

    def _place(self, canvas: Picture, path: Path) -> Floats | None:
        """Paint that thing; its cover (H, W) in 0..1, or None if it cannot be cut."""
        cut = cut_out(path)
        if cut is None:  # no plain ground around it: the photograph itself hangs in the room
            if self._random.random() < 0.5:
                return None
            picture = self._read(path)
            cut = np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
        thing = self._turn(self._flip(cut))
        height, width = canvas.shape[:2]
        wanted = np.exp(self._random.uniform(np.log(0.28), np.log(1.1))) * height
        scale = wanted / max(thing.shape[:2])
        thing = cv2.resize(thing, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        high, wide = thing.shape[:2]
        # Anywhere, up to a third beyond the border.
        top = int(self._random.uniform(-high / 3, height - high * 2 / 3))
        left = int(self._random.uniform(-wide / 3, width - wide * 2 / 3))
        cover = np.zeros((height, width), np.float32)
        rows = slice(max(top, 0), min(top + high, height))
        columns = slice(max(left, 0), min(left + wide, width))
        part = thing[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
        alpha = part[..., 3].astype(np.float32) / 255
        tinted = part[..., :3] * self._random.uniform(0.65, 1.1)
        under = canvas[rows, columns]
        blend = under + (np.clip(tinted, 0, 255) - under) * alpha[..., None]
        canvas[rows, columns] = blend.astype(np.uint8)
        cover[rows, columns] = alpha
        return cover

    def _turn(self, thing: Picture) -> Picture:
        angle = float(self._random.normal(0, 14))
        height, width = thing.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
        size = int(height * sine + width * cosine), int(height * cosine + width * sine)
        turn[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
        return cv2.warpAffine(thing, turn, size, flags=cv2.INTER_AREA)

    def _camera(self, picture: Picture) -> Picture:
        """What a webcam makes of it: white balance, exposure, blur, grain, JPEG."""
        random = self._random
        gains = random.uniform(0.9, 1.1, 3) * random.uniform(0.7, 1.25)
        seen = np.clip(picture * gains, 0, 255)
        if random.random() < 0.4:
            seen = cv2.GaussianBlur(seen, (0, 0), random.uniform(0.4, 1.8))
        seen = seen + random.normal(0, random.uniform(0, 7), (*seen.shape[:2], 1))
        if random.random() < 0.1:
            seen = seen.mean(axis=2, keepdims=True).repeat(3, axis=2)
        pixels = np.clip(seen, 0, 255).astype(np.uint8)
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(35, 96))]
        _, packed = cv2.imencode(".jpg", pixels, quality)
        return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR))
