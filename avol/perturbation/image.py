"""Perturbations of the image: pure functions of RGB pixels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.perturbation.settings import ImagePerturbation, Rectangle, Stroke

if TYPE_CHECKING:
    from avol.localization import Localization

RGBImage = NDArray[np.uint8]

MASK_COLOR = 127
"""Grey of the masked parts, which the networks' normalisation makes nearly zero."""
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def perturb_image(image: RGBImage, settings: ImagePerturbation) -> RGBImage:
    """Return the changed image (H, W, 3) RGB, in the order of the settings."""
    changed = image
    if settings.hue:
        changed = turn_hue(changed, settings.hue)
    if settings.grey:
        changed = to_grey(changed)
    if settings.blur:
        changed = blur(changed, settings.blur)
    if settings.rectangles or settings.strokes:
        changed = mask(changed, settings.rectangles, settings.strokes)
    return mirror(changed) if settings.mirror else changed


def turn_hue(image: RGBImage, degrees: float) -> RGBImage:
    """Return the image with all hues turned; 120 degrees make red green."""
    from avol.core.opencv import cv2

    hsv = cv2.cvtColor(image, cv2.COLOR_RGB2HSV_FULL)
    hsv[..., 0] += np.uint8(round(degrees * 256 / 360) % 256)  # wraps around
    return np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB_FULL), np.uint8)


def to_grey(image: RGBImage) -> RGBImage:
    """Return the image without colour: its luma (ITU-R BT.601) in all three channels."""
    luma = np.rint((image * _LUMA).sum(axis=-1)).astype(np.uint8)
    return np.repeat(luma[..., None], 3, axis=-1)


def blur(image: RGBImage, share: float) -> RGBImage:
    """Return the image blurred by a Gaussian; its deviation is a share of each side."""
    from avol.core.opencv import cv2

    height, width = image.shape[:2]
    blurred = cv2.GaussianBlur(
        image, (0, 0), sigmaX=share * width, sigmaY=share * height, borderType=cv2.BORDER_REFLECT
    )
    return np.asarray(blurred, np.uint8)


def mask(
    image: RGBImage, rectangles: tuple[Rectangle, ...], strokes: tuple[Stroke, ...] = ()
) -> RGBImage:
    """Return the image with masked parts in a uniform grey."""
    changed = np.array(image)
    changed[mask_pixels(image.shape[0], image.shape[1], rectangles, strokes)] = MASK_COLOR
    return changed


def mask_pixels(
    height: int, width: int, rectangles: tuple[Rectangle, ...], strokes: tuple[Stroke, ...] = ()
) -> NDArray[np.bool_]:
    """Return which pixels of an image (height, width) are masked."""
    from avol.core.opencv import cv2

    covered = np.zeros((height, width), np.uint8)
    for area in rectangles:
        top, bottom = round(area.top * height), round(area.bottom * height)
        left, right = round(area.left * width), round(area.right * width)
        covered[top:bottom, left:right] = 1
    for stroke in strokes:
        radius = max(1, round(stroke.radius * max(height, width)))
        points = [(round(x * (width - 1)), round(y * (height - 1))) for x, y in stroke.points]
        for point in points:
            cv2.circle(covered, point, radius, (1,), cv2.FILLED)
        line = np.array(points, np.int32).reshape(-1, 1, 2)
        cv2.polylines(covered, [line], isClosed=False, color=(1,), thickness=2 * radius)
    return covered.astype(bool)


def mirror(image: RGBImage) -> RGBImage:
    """Return the image with left and right exchanged."""
    return np.ascontiguousarray(image[:, ::-1])


def mirror_localization(localization: Localization) -> Localization:
    """Return the map with left and right exchanged: that of a mirrored image on the original."""
    from avol.localization import Localization as Made

    flipped = Made.of(
        np.ascontiguousarray(localization.map[:, ::-1]),
        np.ascontiguousarray(localization.logits[:, ::-1]),
        localization.verdict,
    )
    return replace(flipped, heard=localization.heard, label=localization.label)
