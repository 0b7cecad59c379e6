"""Scenes composed of photographs, with the known position of every object.

Objects are cut out of their photographs and pasted at random sizes and positions on backgrounds;
then blur, colour, noise and compression of a webcam are simulated. Some objects are held by a
person, some are partly hidden. Photographs with boxes are used whole. Not in the paper, which
trains on videos.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import GRID_SIZE
from avol.core.opencv import cv2
from avol.data.catalogue.manifest import CatalogueItem
from avol.data.synthesis.cutouts import cut_out

SCENE_SIZE = 640, 360
"""Default width and height of a scene in pixels."""

MAX_LABELS = 4
"""Most objects with a label in one scene."""

FREQUENT_LABEL_PHOTOS = 40
"""Labels with at least this many photographs are drawn equally often; others less often."""

Image = NDArray[Any]  # uint8; OpenCV's stubs do not specify the element type
Floats = NDArray[np.float32]
Box = tuple[float, float, float, float]


HOLDER = "person"
"""The class whose photographs hold other objects."""


@dataclass(frozen=True)
class BoxedImage:
    """An image and the boxes of its objects."""

    path: Path
    objects: tuple[tuple[str, Box], ...]  # label; x0, y0, x1, y1 in 0 to 1


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
        boxed: Sequence[BoxedImage] = (),
    ) -> None:
        """Creates a maker.

        Args:
            objects: photographs by label.
            backgrounds: photographs of places; without any, all backgrounds have one colour.
            seed: seed of the random generator.
            size: width and height of the scenes in pixels.
            distractors: cut-outs of objects without a label, which make no sound.
            boxed: images with boxes. A photograph whose boxes show another class than its own
                is not cut out.
        """
        self._objects = objects
        self._distractors = distractors
        self._boxed = {image.path: image for image in boxed}
        self._boxed_paths = sorted(self._boxed)
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

    def boxed_image(self) -> Scene:
        """A randomly cropped image with boxes; a photograph if there is none."""
        if not self._boxed_paths:
            return self.photograph()
        boxed = self._boxed[self._boxed_paths[int(self._random.integers(len(self._boxed_paths)))]]
        image = _load_image(boxed.path)
        masks: dict[str, Floats] = {}
        for label, (x0, y0, x1, y1) in boxed.objects:
            mask = masks.setdefault(label, np.zeros(image.shape[:2], np.float32))
            rows, columns = (np.array([[y0, y1], [x0, x1]]).T * image.shape[:2]).round().T
            mask[int(rows[0]) : int(rows[1]), int(columns[0]) : int(columns[1])] = 1
        stacked = np.dstack([image, *masks.values()]).astype(np.float32)
        canvas = self._fill_canvas(self._flip(stacked), 1 + 0.3 * self._random.random())
        grids = [_to_grid(canvas[..., 3 + number]) for number in range(len(masks))]
        seen = [number for number, grid in enumerate(grids) if grid.max() > 0.5][:MAX_LABELS]
        return Scene(
            self._simulate_camera(canvas[..., :3]),
            tuple(list(masks)[number] for number in seen),
            np.array([grids[number] for number in seen], np.float32).reshape(
                -1, GRID_SIZE, GRID_SIZE
            ),
            exact=(False,) * len(seen),
        )

    def _compose(self, canvas: Image, shown: list[str], objects: int) -> Scene:
        """Pastes objects into a canvas, which shows the classes `shown` somewhere."""
        labels, exact = list(shown), [False] * len(shown)
        masks = [np.ones(canvas.shape[:2], np.float32) for _ in shown]
        holder: tuple[float, float] | None = None
        if HOLDER in self._objects and HOLDER not in shown and self._random.random() < 0.35:
            mask = self._paste(canvas, self._draw_photograph(HOLDER), side=(0.8, 1.6))
            if mask is not None:
                x0, y0, x1, y1 = _mask_box(mask)
                holder = (x0 + x1) / 2, y0 + (y1 - y0) * self._random.uniform(0.45, 0.8)
                masks = [m * (1 - mask) for m in masks]
                labels, exact, masks = [*labels, HOLDER], [*exact, True], [*masks, mask]
                shown, objects = [*shown, HOLDER], max(1, min(objects, MAX_LABELS - len(labels)))
        while self._distractors and self._random.random() < 0.45:
            path = self._distractors[int(self._random.integers(len(self._distractors)))]
            self._paste(canvas, path)
        for label in self._draw_labels():
            if len(labels) == len(shown) + objects:
                break
            if label in shown:
                continue
            path = self._draw_photograph(label)
            if self._shows_others(path, label):
                continue
            mask = self._paste(canvas, path, near=holder)
            if mask is not None:
                holder = None
                masks = [m * (1 - mask) for m in masks]  # the new object may hide older ones
                labels.append(label)
                exact.append(cut_out(path) is not None)
                masks.append(mask)
        if self._distractors and self._random.random() < 0.15:  # hides a part of the objects
            path = self._distractors[int(self._random.integers(len(self._distractors)))]
            hidden = self._paste(canvas, path)
            masks = masks if hidden is None else [m * (1 - hidden) for m in masks]
        grids = [_to_grid(mask) for mask in masks]
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

    def _shows_others(self, path: Path, label: str) -> bool:
        boxed = self._boxed.get(path)
        return boxed is not None and any(other != label for other, _ in boxed.objects)

    def _paste(
        self,
        canvas: Image,
        path: Path,
        near: tuple[float, float] | None = None,
        side: tuple[float, float] = (0.18, 1.1),
    ) -> Floats | None:
        """Pastes an object; returns its mask (H, W) in 0 to 1, or None if it was skipped.

        Args:
            canvas: the image, changed in place.
            path: photograph of the object.
            near: (x, y) in 0 to 1 of the object's centre; None draws a position.
            side: smallest and largest longer side relative to the height of the canvas.
        """
        cutout = cut_out(path)
        if cutout is None:  # without a plain background, half of them are pasted as rectangles
            if self._random.random() < 0.5:
                return None
            image = _load_image(path)
            cutout = np.dstack([image, np.full(image.shape[:2], 255, np.uint8)])
        patch = self._rotate(self._flip(cutout))
        height, width = canvas.shape[:2]
        length = np.exp(self._random.uniform(*np.log(side))) * height
        scale = length / max(patch.shape[:2])
        patch = cv2.resize(patch, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        patch_height, patch_width = patch.shape[:2]
        # Up to a third of the object lies outside the canvas.
        top = int(self._random.uniform(-patch_height / 3, height - patch_height * 2 / 3))
        left = int(self._random.uniform(-patch_width / 3, width - patch_width * 2 / 3))
        if near is not None:
            top, left = (
                int(near[1] * height - patch_height / 2),
                int(near[0] * width - patch_width / 2),
            )
            top = int(np.clip(top, -patch_height / 3, height - patch_height * 2 / 3))
            left = int(np.clip(left, -patch_width / 3, width - patch_width * 2 / 3))
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


def _to_grid(mask: Floats) -> Floats:
    grid = cv2.resize(mask, (GRID_SIZE, GRID_SIZE), interpolation=cv2.INTER_AREA)
    return np.asarray(grid, np.float32)


def _load_image(path: Path) -> Image:
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise OSError(f"{path} is not an image")
    return cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
