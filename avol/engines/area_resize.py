"""Resizes images by averaging areas, with matrix products on onnxruntime.

The same bytes as OpenCV's area filter, in less than half its processor time. The columns of common
sizes repeat: 1280 columns become 448 in 64 equal groups of 20 columns for 7. One small matrix
therefore averages all groups; the same for rows. Its sums are exact, those of OpenCV are rounded to
float32, which decides an average in the middle between two bytes: such bytes are computed as there.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache, reduce
from typing import NamedTuple

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from avol.engines.graph_file import Operation, serialized_model
from avol.engines.onnxruntime_engine import create_session

CHANNELS = 3
LARGEST_ROWS, LARGEST_COLUMNS = 56, 28
"""Results of a group above which the matrices, which are mostly zeros, cost more than they save."""
LARGEST_AREA = 8192
"""Units of an area up to which float32 tells the middle between two bytes from its neighbours."""
ASIDE = 5e-7
"""Share by which the divisors of an average lie off, so that a middle is rounded down and up."""
_NARROWEST = 1e-3  # share of a pixel below which OpenCV leaves it out
_FLOAT = 1  # onnx.TensorProto.FLOAT


_Taps = list[tuple[NDArray[np.intp], NDArray[np.float32]]]
"""OpenCV's filter, tap by tap: byte and weight of the source pixel for each result."""


class _Plan(NamedTuple):
    """How images of one size are resized; `area` is the sum of the whole weights of a result."""

    across: NDArray[np.int8]
    """(source columns x channels, columns x channels) of a group."""
    down: NDArray[np.float32]
    """(rows, source rows) of a group."""
    area: int
    row_taps: _Taps
    column_taps: _Taps


def area_resize(image: NDArray[np.uint8], size: int) -> NDArray[np.uint8] | None:
    """Return (H, W, 3) bytes as (size, size, 3); None if the size does not repeat in groups."""
    plan = _plan(*image.shape[:2], size)
    if plan is None:
        return None
    image = np.ascontiguousarray(image)
    inputs = {
        "pixels": image.reshape(-1, len(plan.across)),
        "across": plan.across,
        "down": plan.down,
        "rows": np.array([-1, plan.down.shape[1], size * CHANNELS]),
        "more": np.array(plan.area * (1 + ASIDE), np.float32),
        "less": np.array(plan.area * (1 - ASIDE), np.float32),
    }
    resized, upper = (np.asarray(out).reshape(-1) for out in _session().run(None, inputs))
    middle = np.flatnonzero(resized != upper)
    if len(middle):
        resized[middle] = _as_opencv(image, middle, size, plan)
    return resized.reshape(size, size, CHANNELS)


def _as_opencv(
    image: NDArray[np.uint8], places: NDArray[np.intp], size: int, plan: _Plan
) -> NDArray[np.uint8]:
    """Compute the bytes at some places of the result in OpenCV's order, in float32."""
    rows, columns = np.divmod(places, size * CHANNELS)
    pixels = image.reshape(-1)
    across = [(tap.take(columns), weight.take(columns)) for tap, weight in plan.column_taps]
    lines = [
        weight.take(rows) * _sum_in_order([pixels.take(tap + start) * part for tap, part in across])
        for start, weight in ((tap.take(rows), weight) for tap, weight in plan.row_taps)
    ]
    return np.rint(_sum_in_order(lines)).astype(np.uint8)


def _sum_in_order(terms: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Sum from the first term on."""
    return reduce(np.add, terms)


@lru_cache(maxsize=16)
def _plan(height: int, width: int, size: int) -> _Plan | None:
    down = _weights(height, size, LARGEST_ROWS)
    across = _weights(width, size, LARGEST_COLUMNS)
    if down is None or across is None or (area := len(down) * len(across)) > LARGEST_AREA:
        return None
    columns = np.kron(across, np.eye(CHANNELS, dtype=np.int8))
    row_taps = _opencv_taps(height, size, width * CHANNELS)
    column_taps = [
        (np.add.outer(byte, np.arange(CHANNELS)).reshape(-1), weight.repeat(CHANNELS))
        for byte, weight in _opencv_taps(width, size, CHANNELS)
    ]
    return _Plan(columns, down.T.astype(np.float32), area, row_taps, column_taps)


def _weights(source: int, size: int, largest: int) -> NDArray[np.int8] | None:
    """Return the overlaps (source pixels, results) of a group; None if it is too large.

    With whole numbers a / b for source / size, a source pixel is b units long and a result a.
    """
    groups = math.gcd(source, size)
    a, b = source // groups, size // groups
    if source <= size or b == 1 or b > largest:  # whole factors are fast in OpenCV
        return None
    pixels, results = np.arange(a)[:, None], np.arange(b)
    end = np.minimum((pixels + 1) * b, (results + 1) * a)
    return np.maximum(end - np.maximum(pixels * b, results * a), 0).astype(np.int8)


def _opencv_taps(source: int, size: int, stride: int) -> _Taps:
    """Return OpenCV's area filter, with its rounding; stride: bytes from pixel to pixel."""
    scale, found = 1.0 / (size / source), list[list[tuple[int, float]]]()
    for result in range(size):
        begin = result * scale
        end, length = begin + scale, min(scale, source - begin)
        last = min(math.floor(end), source - 1)
        first = min(math.ceil(begin), last)
        taps = [(n, 1.0 / length) for n in range(first, last)]
        if first - begin > _NARROWEST:
            taps.insert(0, (first - 1, (first - begin) / length))
        if end - last > _NARROWEST:
            taps.append((last, min(end - last, 1.0, length) / length))
        found.append(taps)
    most = max(map(len, found))
    padded = np.array([taps + [(0, 0.0)] * (most - len(taps)) for taps in found])
    return [
        (stride * padded[:, k, 0].astype(np.intp), padded[:, k, 1].astype(np.float32))
        for k in range(most)
    ]


@cache
def _session() -> ort.InferenceSession:
    operations = [
        Operation("MatMulInteger", ("pixels", "across"), "sums"),
        Operation("Cast", ("sums",), "floats", {"to": _FLOAT}),
        Operation("Reshape", ("floats", "rows"), "groups"),
        Operation("MatMul", ("down", "groups"), "totals"),
        Operation("QuantizeLinear", ("totals", "more"), "lower"),
        Operation("QuantizeLinear", ("totals", "less"), "upper"),
    ]
    inputs = {
        "pixels": np.uint8, "across": np.int8, "down": np.float32, "rows": np.int64,
        "more": np.float32, "less": np.float32,
    }  # fmt: skip
    outputs = {"lower": np.uint8, "upper": np.uint8}
    return create_session(serialized_model(operations, inputs, outputs))
