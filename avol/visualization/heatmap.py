"""Drawing a map of scores over a picture, the same way in the studio and in a burnt-in video.

The scale is fixed: 0 is clear, 1 is the top of the colour map. A map is never stretched to its own
smallest and largest value, which would turn noise into a hit (ours).
"""

from functools import lru_cache
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from avol.errors import InputError

View = Literal["heat", "contour", "peak", "grid", "off"]
Colormap = Literal["inferno", "viridis", "cividis"]
VIEWS: tuple[View, ...] = get_args(View)
COLORMAPS: tuple[Colormap, ...] = get_args(Colormap)

# The level a contour is drawn at when no threshold is set.
_LIT = 0.5
# Grid points a map cell is split into before its level line is looked for.
_FINE = 8
_INK, _HALO = (255, 255, 255), (0, 0, 0)


@lru_cache(maxsize=len(COLORMAPS))
def colormap_lut(name: str) -> NDArray[np.uint8]:
    """Colours of a perceptually even map: (256, 3) uint8 RGB, read-only, 0 first.

    Raises InputError for a name outside `COLORMAPS`.
    """
    import cv2

    if name not in COLORMAPS:
        raise InputError(f"There is no colour map {name!r}: choose {_listed(COLORMAPS)}.")
    ramp = np.arange(256, dtype=np.uint8)[:, None]
    code: int = getattr(cv2, f"COLORMAP_{name.upper()}")
    return _read_only(np.asarray(cv2.applyColorMap(ramp, code)[:, 0, ::-1], np.uint8))


@lru_cache(maxsize=64)
def heat_lut(
    opacity: float = 0.75, threshold: float = 0.0, colormap: str = "inferno"
) -> NDArray[np.uint8]:
    """What each score looks like: (256, 4) uint8 RGBA, straight alpha, read-only; the legend.

    Alpha rises with the score from 0 to `opacity`, gently at both ends, so that what is far from
    lit leaves the picture clear; it is zero below `threshold` (both 0..1).
    """
    score = np.arange(256) / 255
    rising = score * score * (3 - 2 * score)
    alpha = np.where(score >= threshold, 255 * opacity * rising, 0)
    return _read_only(np.column_stack([colormap_lut(colormap), np.rint(alpha).astype(np.uint8)]))


def heat_rgba(
    map: NDArray[np.floating],
    opacity: float = 0.75,
    threshold: float = 0.0,
    colormap: str = "inferno",
) -> NDArray[np.uint8]:
    """Colour a map (h, w) of scores 0..1, cell by cell: (h, w, 4) uint8 RGBA, straight alpha."""
    return heat_lut(opacity, threshold, colormap)[_quantised(map)]


def contours(
    map: NDArray[np.floating], level: float, width: int, height: int
) -> list[NDArray[np.float32]]:
    """Outline what is at `level` or above in a map stretched smoothly over width x height pixels.

    Returns closed polygons, each (k, 2) float32 x, y in pixels; those that touch the rim run along
    it. Each point lies on the level line itself, not on the grid that it was looked for on.
    """
    import cv2

    rows, columns = map.shape
    grid = (columns * _FINE, rows * _FINE)
    fine = cv2.resize(map.astype(np.float32), grid, interpolation=cv2.INTER_CUBIC)
    # One ring more than the picture, so that an outline at the rim is cut by the rim.
    fine = np.pad(np.asarray(fine, np.float32), 1, mode="edge")
    inside = (fine >= level).astype(np.uint8)
    found, _ = cv2.findContours(inside, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    rim = np.array([width, height], np.float32)
    scale = rim / np.array(grid, np.float32)
    outlines = []
    for points in found:
        line = _onto_level(fine, np.asarray(points[:, 0], np.int32), level)
        # Grid point (1, 1) is the middle of the first fine cell, half a cell inside the picture.
        outlines.append(np.clip((line - 0.5) * scale, 0, rim).astype(np.float32))
    return [outline for outline in outlines if len(outline) > 2]


def burn(
    image: NDArray[np.uint8],
    map: NDArray[np.floating],
    view: str = "heat",
    *,
    opacity: float = 0.75,
    threshold: float = 0.0,
    colormap: str = "inferno",
) -> NDArray[np.uint8]:
    """Draw a map (h, w) of scores 0..1 into a copy of a picture (H, W, 3) uint8 RGB.

    `heat` is the map smoothly scaled, `grid` its cells as they are, `contour` the outline of what
    is above `threshold` (above 0.5 where that is 0), `peak` a ring round the best cell if that
    reaches `threshold`, `off` the bare picture. Raises InputError for another view.
    """
    match view:
        case "heat":
            return _blend(image, map, heat_lut(opacity, threshold, colormap), smooth=True)
        case "grid":
            lut = heat_lut(opacity, threshold, colormap)
            return _ruled(_blend(image, map, lut, smooth=False), map.shape)
        case "contour":
            height, width = image.shape[:2]
            return _stroked(image, contours(map, threshold or _LIT, width, height))
        case "peak":
            height, width = image.shape[:2]
            return _stroked(image, [_ring(map, width, height)] if map.max() >= threshold else [])
        case "off":
            return image.copy()
    raise InputError(f"There is no view {view!r}: choose {_listed(VIEWS)}.")


def _blend(
    image: NDArray[np.uint8], map: NDArray[np.floating], lut: NDArray[np.uint8], smooth: bool
) -> NDArray[np.uint8]:
    """Lay the coloured map over the picture in 8-bit steps (a float blend takes ten times)."""
    import cv2

    height, width = image.shape[:2]
    scaling = cv2.INTER_CUBIC if smooth else cv2.INTER_NEAREST_EXACT
    scores = cv2.resize(_quantised(map), (width, height), interpolation=scaling)
    alpha = lut[:, 3:].astype(np.float32) / 255
    paint = np.rint(lut[:, :3] * alpha).astype(np.uint8)
    clear = np.rint(255 * (1 - alpha)).astype(np.uint8).repeat(3, axis=1)
    three = cv2.merge([scores] * 3)
    through = cv2.multiply(image, cv2.LUT(three, clear[:, None]), scale=1 / 255)
    return np.asarray(cv2.add(through, cv2.LUT(three, paint[:, None])), np.uint8)


def _ruled(image: NDArray[np.uint8], cells: tuple[int, ...]) -> NDArray[np.uint8]:
    """Rule thin grey lines between the cells, in place."""
    height, width = image.shape[:2]
    rows, columns = cells
    image[np.arange(1, rows) * height // rows] = 128
    image[:, np.arange(1, columns) * width // columns] = 128
    return image


def _ring(map: NDArray[np.floating], width: int, height: int) -> NDArray[np.float32]:
    """Circle round the best cell as a polygon in pixels."""
    rows, columns = map.shape
    row, column = divmod(int(map.argmax()), columns)
    centre = np.array([(column + 0.5) * width / columns, (row + 0.5) * height / rows])
    turn = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    radius = max(4.0, min(width, height) / 18)
    return (centre + radius * np.column_stack([np.cos(turn), np.sin(turn)])).astype(np.float32)


def _stroked(image: NDArray[np.uint8], polygons: list[NDArray[np.float32]]) -> NDArray[np.uint8]:
    """Draw closed lines into a copy, light on dark, so that they show on any picture."""
    import cv2

    canvas = image.copy()
    thick = max(1, round(min(image.shape[:2]) / 240))
    # Sixteenths of a pixel; OpenCV counts from the middle of the first pixel, we from its corner.
    points = [np.rint((polygon - 0.5) * 16).astype(np.int32) for polygon in polygons]
    for ink, wide in ((_HALO, 3 * thick), (_INK, thick)):
        cv2.polylines(canvas, points, True, ink, wide, cv2.LINE_AA, shift=4)
    return canvas


def _onto_level(
    fine: NDArray[np.float32], points: NDArray[np.int32], level: float
) -> NDArray[np.float32]:
    """Move grid points (k, 2) beside a level line onto it: one Newton step, of a cell at most."""
    x, y = points.T
    down, right = (np.gradient(fine, axis=axis)[y, x] for axis in (0, 1))
    slope = np.column_stack([right, down])
    steep = np.maximum((slope**2).sum(axis=1, keepdims=True), 1e-12)
    step = (level - fine[y, x])[:, None] * slope / steep
    # A longer step means that no line is near: the outline runs along the rim here.
    near = np.abs(step).max(axis=1, keepdims=True) <= 1
    return (points + np.where(near, step, 0)).astype(np.float32)


def _quantised(map: NDArray[np.floating]) -> NDArray[np.uint8]:
    return np.rint(np.clip(map, 0, 1) * 255).astype(np.uint8)


def _read_only(table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    table = np.ascontiguousarray(table)
    table.flags.writeable = False
    return table


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"
