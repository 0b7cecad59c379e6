"""Scenes composed of photographs, with the known position of every object.

Objects are cut out of their photographs and pasted at random sizes and positions on backgrounds;
then blur, colour, noise and compression of a webcam are simulated. Not in the paper, which trains
on videos.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from avol.core.constants import GRID_SIZE
from avol.data.catalogue.manifest import CatalogueItem
from avol.data.synthesis.cutouts import cut_out

SCENE_SIZE = 640, 360
"""Default width and height of a scene in pixels."""

FREQUENT_LABEL_PHOTOS = 40
"""Labels with at least this many photographs are drawn equally often; others less often."""

Image = NDArray[Any]  # uint8; OpenCV's stubs do not specify the element type
Floats = NDArray[np.float32]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Scene:
    """A composed image and the positions of its objects."""

    image: Image  # (H, W, 3) RGB
    labels: tuple[str, ...]
    masks: Floats  # (objects, 14, 14): visible fraction of the object in each cell, 0 to 1
    exact: tuple[bool, ...]  # per object; False: the object is somewhere within its mask
    boxes: tuple[Box, ...] = ()  # of each object's visible part; none for a whole photograph


def _mask_box(mask: Floats) -> Box:
    """x0, y0, x1, y1 in 0 to 1 of the mostly visible part; all 0 if there is none."""
    rows, columns = np.nonzero(mask > 0.5)
    if not rows.size:
        return 0.0, 0.0, 0.0, 0.0
    height, width = mask.shape
    x0, x1 = columns.min() / width, (columns.max() + 1) / width
    y0, y1 = rows.min() / height, (rows.max() + 1) / height
    return float(x0), float(y0), float(x1), float(y1)


class SceneMaker:
    """Composes scenes with its own random generator."""

    def __init__(
        self,
        objects: dict[str, list[CatalogueItem]],
        backgrounds: list[Path],
        seed: int,
        size: tuple[int, int] = SCENE_SIZE,
        distractors: Sequence[Path] = (),
    ) -> None:
        """Creates a maker.

        Args:
            objects: photographs by label.
            backgrounds: photographs of places; without any, all backgrounds have one colour.
            seed: seed of the random generator.
            size: width and height of the scenes in pixels.
            distractors: cut-outs of objects without a label, which make no sound.
        """
        self._objects = objects
        self._distractors = distractors
        self._labels = sorted(objects)
        # Labels with few photographs are drawn less often, to avoid overfitting to them.
        counts = [min(len(objects[label]), FREQUENT_LABEL_PHOTOS) for label in self._labels]
        weights = np.array(counts, float)
        self._probabilities = weights / weights.sum()
        self._backgrounds = backgrounds
        self._random = np.random.default_rng(seed)
        self._size = size

    def scene(self, objects: int) -> Scene:
        """Composes a scene of `objects` different classes (0: only a background)."""
        return self._compose(self._draw_background(), [], objects)

    def photograph(self, objects: int = 0) -> Scene:
        """A randomly cropped photograph of one class, with `objects` other classes pasted in."""
        label = self._draw_labels()[0]
        image = _load_image(self._draw_photograph(label))
        scale = 1 - 0.35 * self._random.random()
        height, width = (max(32, int(side * scale)) for side in image.shape[:2])
        top, left = (
            self._random.integers(0, whole - part + 1)
            for whole, part in zip(image.shape[:2], (height, width), strict=True)
        )
        crop = self._flip(image[top : top + height, left : left + width])
        if not objects:
            full = np.ones((1, GRID_SIZE, GRID_SIZE), np.float32)
            return Scene(self._simulate_camera(crop.copy()), (label,), full, exact=(False,))
        return self._compose(self._fill_canvas(crop, 1), [label], objects)

    def _compose(self, canvas: Image, shown: list[str], objects: int) -> Scene:
        """Pastes objects into a canvas, which shows the classes `shown` somewhere."""
        labels, exact = list(shown), [False] * len(shown)
        masks = [np.ones(canvas.shape[:2], np.float32) for _ in shown]
        while self._distractors and self._random.random() < 0.45:
            path = self._distractors[int(self._random.integers(len(self._distractors)))]
            self._paste(canvas, path)
        for label in self._draw_labels():
            if len(labels) == len(shown) + objects:
                break
            if label in shown:
                continue
            path = self._draw_photograph(label)
            mask = self._paste(canvas, path)
            if mask is not None:
                masks = [m * (1 - mask) for m in masks]  # the new object may hide older ones
                labels.append(label)
                exact.append(cut_out(path) is not None)
                masks.append(mask)
        grids = [cv2.resize(m, (GRID_SIZE, GRID_SIZE), interpolation=cv2.INTER_AREA) for m in masks]
        stacked = np.stack(grids) if grids else np.zeros((0, GRID_SIZE, GRID_SIZE), np.float32)
        boxes = tuple(_mask_box(mask) for mask in masks)
        image = self._simulate_camera(canvas)
        return Scene(image, tuple(labels), stacked.astype(np.float32), tuple(exact), boxes)

    def _draw_labels(self) -> list[str]:
        """All labels in random order."""
        drawn = self._random.choice(
            self._labels, len(self._labels), replace=False, p=self._probabilities
        )
        return [str(label) for label in drawn]

    def _draw_photograph(self, label: str) -> Path:
        items = self._objects[label]
        return items[self._random.integers(len(items))].path

    def _flip(self, image: Image) -> Image:
        return image[:, ::-1] if self._random.random() < 0.5 else image

    def _draw_background(self) -> Image:
        width, height = self._size
        if self._random.random() < 0.12 or not self._backgrounds:
            return np.full((height, width, 3), self._random.integers(0, 256, 3), np.uint8)
        path = self._backgrounds[self._random.integers(len(self._backgrounds))]
        image = self._flip(_load_image(path))
        return self._fill_canvas(image, 1 + 0.6 * self._random.random())

    def _fill_canvas(self, image: Image, zoom: float) -> Image:
        """A random part of the image that fills the scene; zoom 1 crops as little as possible."""
        width, height = self._size
        scale = zoom * max(width / image.shape[1], height / image.shape[0])
        scaled = cv2.resize(image, None, fx=scale + 1e-3, fy=scale + 1e-3)
        top = self._random.integers(0, scaled.shape[0] - height + 1)
        left = self._random.integers(0, scaled.shape[1] - width + 1)
        return scaled[top : top + height, left : left + width].copy()

    def _paste(self, canvas: Image, path: Path) -> Floats | None:
        """Pastes an object; returns its mask (H, W) in 0 to 1, or None if it was skipped."""
        cutout = cut_out(path)
        if cutout is None:  # without a plain background, half of them are pasted as rectangles
            if self._random.random() < 0.5:
                return None
            image = _load_image(path)
            cutout = np.dstack([image, np.full(image.shape[:2], 255, np.uint8)])
        patch = self._rotate(self._flip(cutout))
        height, width = canvas.shape[:2]
        side = np.exp(self._random.uniform(np.log(0.28), np.log(1.1))) * height
        scale = side / max(patch.shape[:2])
        patch = cv2.resize(patch, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        patch_height, patch_width = patch.shape[:2]
        # Up to a third of the object lies outside the canvas.
        top = int(self._random.uniform(-patch_height / 3, height - patch_height * 2 / 3))
        left = int(self._random.uniform(-patch_width / 3, width - patch_width * 2 / 3))
        rows = slice(max(top, 0), min(top + patch_height, height))
        columns = slice(max(left, 0), min(left + patch_width, width))
        patch = patch[rows.start - top : rows.stop - top, columns.start - left :]
        patch = patch[:, : columns.stop - columns.start]
        alpha = patch[..., 3].astype(np.float32) / 255
        tinted = patch[..., :3] * self._random.uniform(0.65, 1.1)
        under = canvas[rows, columns]
        blend = under + (np.clip(tinted, 0, 255) - under) * alpha[..., None]
        canvas[rows, columns] = blend.astype(np.uint8)
        mask = np.zeros((height, width), np.float32)
        mask[rows, columns] = alpha
        return mask

    def _rotate(self, patch: Image) -> Image:
        angle = float(self._random.normal(0, 14))
        height, width = patch.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
        size = int(height * sine + width * cosine), int(height * cosine + width * sine)
        matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
        return cv2.warpAffine(patch, matrix, size, flags=cv2.INTER_AREA)

    def _simulate_camera(self, image: Image) -> Image:
        """Simulates a webcam: white balance, exposure, blur, noise, JPEG."""
        random = self._random
        gains = random.uniform(0.9, 1.1, 3) * random.uniform(0.7, 1.25)
        result = np.clip(image * gains, 0, 255)
        if random.random() < 0.4:
            result = cv2.GaussianBlur(result, (0, 0), random.uniform(0.4, 1.8))
        result = result + random.normal(0, random.uniform(0, 7), (*result.shape[:2], 1))
        if random.random() < 0.1:
            result = result.mean(axis=2, keepdims=True).repeat(3, axis=2)
        pixels = np.clip(result, 0, 255).astype(np.uint8)
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(35, 96))]
        _, jpeg = cv2.imencode(".jpg", pixels, quality)
        return np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR))


def _load_image(path: Path) -> Image:
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise OSError(f"{path} is not an image")
    return cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
