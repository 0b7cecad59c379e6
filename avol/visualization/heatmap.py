"""Draws a localization map over an image, identically in the studio and in exported videos.

The scale is fixed: 0 is transparent, 1 is the top of the colour map. Maps are never normalised to
their own minimum and maximum, which would turn noise into a detection (not in the paper).
"""

from functools import lru_cache
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from avol.errors import InputError
from avol.score_scale import MATCH_SCORE

View = Literal["heat", "contour", "peak", "grid", "off"]
Colormap = Literal["inferno", "viridis", "cividis"]
VIEWS: tuple[View, ...] = get_args(View)
COLORMAPS: tuple[Colormap, ...] = get_args(Colormap)

# Pixels that are blended at once.
_STRIP_PIXELS = 2**21
OPACITY = 0.55
"""Default opacity; it leaves the object below the map visible."""
FAINT, SOLID = 0.4, MATCH_SCORE
"""Scores at which colour appears and reaches its full opacity."""
# Samples per map cell, in each direction, for contours.
_OVERSAMPLING = 8
_LINE_COLOR, _OUTLINE_COLOR = (255, 255, 255), (0, 0, 0)
FILL_COLOR, FILL_OPACITY = (255, 196, 64), 0.2


@lru_cache(maxsize=len(COLORMAPS))
def colormap_table(name: str) -> NDArray[np.uint8]:
    """Return the colours of a colour map: (256, 3) uint8 RGB, read-only, 0 first.

    Raises InputError for a name outside `COLORMAPS`.
    """
    from avol.core.opencv import cv2

    if name not in COLORMAPS:
        raise InputError(f"Unknown colour map {name!r}; choose {_join(COLORMAPS)}.")
    ramp = np.arange(256, dtype=np.uint8)[:, None]
    code: int = getattr(cv2, f"COLORMAP_{name.upper()}")
    return _read_only(np.asarray(cv2.applyColorMap(ramp, code)[:, 0, ::-1], np.uint8))


@lru_cache(maxsize=64)
def heat_table(
    opacity: float = OPACITY, threshold: float = 0.0, colormap: str = "inferno"
) -> NDArray[np.uint8]:
    """Return the colour of each score: (256, 4) uint8 RGBA, straight alpha, read-only.

    Alpha increases from 0 to `opacity` along a smooth step between `FAINT` and `SOLID`, so that a
    match is plainly visible and lower scores leave the image clear; it is zero below `threshold`
    (both 0..1).
    """
    score = np.arange(256) / 255
    step = np.clip((score - FAINT) / (SOLID - FAINT), 0, 1)
    smooth_step = step * step * (3 - 2 * step)
    alpha = np.where(score >= threshold, 255 * opacity * smooth_step, 0)
    return _read_only(np.column_stack([colormap_table(colormap), np.rint(alpha).astype(np.uint8)]))


def contours(
    map: NDArray[np.floating], level: float, width: int, height: int
) -> list[NDArray[np.float32]]:
    """Return the outlines of scores >= `level` in a map scaled to width x height pixels.

    Returns closed polygons, each (k, 2) float32 x, y in pixels; at the image border they follow the
    border. The points lie on the level line with subpixel accuracy.
    """
    from avol.core.opencv import cv2

    rows, columns = map.shape
    grid = (columns * _OVERSAMPLING, rows * _OVERSAMPLING)
    samples = cv2.resize(map.astype(np.float32), grid, interpolation=cv2.INTER_CUBIC)
    # One more ring of samples, so that outlines are clipped at the image border.
    samples = np.pad(np.asarray(samples, np.float32), 1, mode="edge")
    inside = (samples >= level).astype(np.uint8)
    found, _ = cv2.findContours(inside, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    size = np.array([width, height], np.float32)
    scale = size / np.array(grid, np.float32)
    outlines = []
    for points in found:
        line = _resamples(samples, np.asarray(points[:, 0], np.int32), level)
        # Grid point (1, 1) is the centre of the first sample, half a sample inside the image.
        outlines.append(np.clip((line - 0.5) * scale, 0, size).astype(np.float32))
    return [outline for outline in outlines if len(outline) > 2]


def draw_overlay(
    image: NDArray[np.uint8],
    map: NDArray[np.floating],
    view: str = "heat",
    *,
    opacity: float = OPACITY,
    threshold: float = 0.0,
    colormap: str = "inferno",
) -> NDArray[np.uint8]:
    """Draw a map (h, w) of scores 0..1 on a copy of an image (H, W, 3) uint8 RGB.

    Views: `heat` is the map scaled smoothly, `grid` its cells, `contour` the outline of scores
    above `threshold` (above 0.5 if that is 0), `peak` a ring around the maximum if it reaches
    `threshold` (`FAINT` if that is 0), `off` the unchanged image.

    Raises InputError for another view.
    """
    match view:
        case "heat":
            return _blend(image, map, heat_table(opacity, threshold, colormap), smooth=True)
        case "grid":
            lut = heat_table(opacity, threshold, colormap)
            return _with_grid_lines(_blend(image, map, lut, smooth=False), map.shape)
        case "contour":
            height, width = image.shape[:2]
            lines = contours(map, threshold or MATCH_SCORE, width, height)
            return _with_outlines(_filled(image, lines), lines)
        case "peak":
            height, width = image.shape[:2]
            return _with_outlines(
                image, [_ring(map, width, height)] if map.max() >= (threshold or FAINT) else []
            )
        case "off":
            return image.copy()
    raise InputError(f"Unknown view {view!r}; choose {_join(VIEWS)}.")


def _blend(
    image: NDArray[np.uint8], map: NDArray[np.floating], lut: NDArray[np.uint8], smooth: bool
) -> NDArray[np.uint8]:
    """Blend the coloured map and the image in 8 bits (ten times faster than in float)."""
    from avol.core.opencv import cv2

    height, width = image.shape[:2]
    scaling = cv2.INTER_CUBIC if smooth else cv2.INTER_NEAREST_EXACT
    scores = cv2.resize(_quantized(map), (width, height), interpolation=scaling)
    alpha = lut[:, 3:].astype(np.float32) / 255
    color = np.rint(lut[:, :3] * alpha).astype(np.uint8)
    transmission = np.rint(255 * (1 - alpha)).astype(np.uint8).repeat(3, axis=1)
    out = np.empty_like(image)
    rows = max(1, _STRIP_PIXELS // width)
    for top in range(0, height, rows):  # strips bound the memory of large images
        strip = slice(top, top + rows)
        channels = cv2.merge([scores[strip]] * 3)
        dimmed = cv2.multiply(image[strip], cv2.LUT(channels, transmission[:, None]), scale=1 / 255)
        out[strip] = cv2.add(dimmed, cv2.LUT(channels, color[:, None]))
    return out


def _with_grid_lines(image: NDArray[np.uint8], cells: tuple[int, ...]) -> NDArray[np.uint8]:
    """Draw thin grey lines between the cells, in place."""
    height, width = image.shape[:2]
    rows, columns = cells
    image[np.arange(1, rows) * height // rows] = 128
    image[:, np.arange(1, columns) * width // columns] = 128
    return image


def _ring(map: NDArray[np.floating], width: int, height: int) -> NDArray[np.float32]:
    """Return a circle around the maximum as a polygon in pixels."""
    rows, columns = map.shape
    row, column = divmod(int(map.argmax()), columns)
    centre = np.array([(column + 0.5) * width / columns, (row + 0.5) * height / rows])
    angle = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    radius = max(4.0, min(width, height) / 18)
    return (centre + radius * np.column_stack([np.cos(angle), np.sin(angle)])).astype(np.float32)


def _filled(image: NDArray[np.uint8], polygons: list[NDArray[np.float32]]) -> NDArray[np.uint8]:
    """Return a copy with a light colour inside closed lines."""
    from avol.core.opencv import cv2

    mask = np.zeros(image.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.rint(polygon).astype(np.int32) for polygon in polygons], 1)
    inside = mask.astype(bool)
    canvas = image.copy()
    tint = np.array(FILL_COLOR) * FILL_OPACITY
    canvas[inside] = np.rint(canvas[inside] * (1 - FILL_OPACITY) + tint).astype(np.uint8)
    return canvas


def _with_outlines(
    image: NDArray[np.uint8], polygons: list[NDArray[np.float32]]
) -> NDArray[np.uint8]:
    """Draw closed lines on a copy, white with a black outline, visible on any image."""
    from avol.core.opencv import cv2

    canvas = image.copy()
    width = max(2, round(min(image.shape[:2]) / 160))
    # In 1/16 pixel; the origin of OpenCV is the centre of the first pixel, here its corner.
    points = [np.rint((polygon - 0.5) * 16).astype(np.int32) for polygon in polygons]
    for color, thickness in ((_OUTLINE_COLOR, 2 * width + 2), (_LINE_COLOR, width)):
        cv2.polylines(canvas, points, True, color, thickness, cv2.LINE_AA, shift=4)
    return canvas


def _resamples(
    samples: NDArray[np.float32], points: NDArray[np.int32], level: float
) -> NDArray[np.float32]:
    """Move grid points (k, 2) onto the level line by a Newton step of at most one sample."""
    x, y = points.T
    down, right = (np.gradient(samples, axis=axis)[y, x] for axis in (0, 1))
    slope = np.column_stack([right, down])
    steepness = np.maximum((slope**2).sum(axis=1, keepdims=True), 1e-12)
    step = (level - samples[y, x])[:, None] * slope / steepness
    length = np.abs(step).max(axis=1, keepdims=True)
    # A longer step at the image border means that no line is near: the outline follows the border.
    # Elsewhere the map is curved, and its slope here too small for the distance to the line.
    height, width = samples.shape
    border = (x == 0) | (y == 0) | (x == width - 1) | (y == height - 1)
    follows = border[:, None] & (length > 1)
    return (points + np.where(follows, 0, step / np.maximum(length, 1))).astype(np.float32)


def _quantized(map: NDArray[np.floating]) -> NDArray[np.uint8]:
    return np.rint(np.clip(map, 0, 1) * 255).astype(np.uint8)


def _read_only(table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    table = np.ascontiguousarray(table)
    table.flags.writeable = False
    return table


def _join(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"
