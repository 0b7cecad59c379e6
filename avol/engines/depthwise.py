"""Depthwise convolution with padding, bias and clamp as one Triton kernel.

cuDNN runs four kernels, each of which reads and writes the whole grid. Not in the paper.
"""

# Triton compiles the kernel from its own language, and may not be installed.
# pyright: reportPossiblyUnboundVariable=false
# pyright: reportCallIssue=false, reportGeneralTypeIssues=false
from __future__ import annotations

import logging
import math
from functools import cache

import torch
from torch import Tensor

try:
    import triton
    from triton import language as tl
except ImportError:  # not available for this system
    triton = None

log = logging.getLogger(__name__)

TILE = 8
"""Output rows and columns per program."""
BLOCK = 32
"""Channels per program."""
WARPS = 4
HALF_MAX = 65504.0
"""Largest number in half precision."""


def convolve(
    grid: Tensor, weight: Tensor, bias: Tensor, stride: int, near: int, limits: tuple[float, float]
) -> Tensor:
    """Convolve each channel with its own filter, then clamp the result.

    Args:
        grid: (N, C, H, W), channels last, half precision; H and W are multiples of `stride`.
        weight: (side, side, C).
        bias: (C,).
        stride: of rows and columns.
        near: rows above the grid and columns left of it that count as 0.
        limits: upper limits of the input and of the output, whose lower one is 0.
    """
    assert _kernel is not None
    count, channels, height, width = grid.shape
    grid = grid.contiguous(memory_format=torch.channels_last)
    rows, columns = height // stride, width // stride
    output = torch.empty(
        (count, channels, rows, columns),
        dtype=grid.dtype,
        device=grid.device,
        memory_format=torch.channels_last,
    )
    down, across = math.ceil(rows / TILE), math.ceil(columns / TILE)
    blocks = math.ceil(channels / BLOCK)
    _kernel[(count * down * across * blocks,)](
        grid, weight, bias, output, height, width, rows, columns, channels, down, across,
        limits[1], SIDE=weight.shape[0], STRIDE=stride, NEAR=near, LIMIT=min(limits[0], HALF_MAX),
        TILE=TILE, BLOCK=BLOCK, num_warps=WARPS,
    )  # fmt: skip
    return output


@cache
def available() -> bool:
    """Return whether Triton and its C compiler work, by running a small example."""
    if triton is None:
        return False
    try:
        ones = torch.ones(1, 16, 3, 3, dtype=torch.float16, device="cuda")
        filters = torch.ones(3, 3, 16, dtype=torch.float16, device="cuda")
        sums = convolve(ones, filters, ones[0, :, 0, 0].contiguous(), 1, 1, (1.0, 9.0))
        return sums[0, 0].tolist() == [[5, 7, 5], [7, 9, 7], [5, 7, 5]]
    except torch.cuda.OutOfMemoryError:
        raise
    except Exception as error:  # a compiler may raise anything; torch is the fallback
        log.info("Triton does not work here: %s", error)
        return False


def _depthwise(
    grid, weight, bias, output, height, width, rows, columns, channels, down, across,  # noqa: ANN001
    output_limit,  # noqa: ANN001
    SIDE: tl.constexpr, STRIDE: tl.constexpr, NEAR: tl.constexpr,  # noqa: N803
    LIMIT: tl.constexpr, TILE: tl.constexpr, BLOCK: tl.constexpr,  # noqa: N803
) -> None:  # fmt: skip
    program, blocks = tl.program_id(0), tl.cdiv(channels, BLOCK)
    channel = program % blocks * BLOCK + tl.arange(0, BLOCK)
    tile = program // blocks
    cell = tl.arange(0, TILE * TILE)
    row = tile // across % down * TILE + cell // TILE
    column = tile % across * TILE + cell % TILE
    image = (tile // across // down).to(tl.int64)
    valid = channel < channels
    total = tl.zeros((TILE * TILE, BLOCK), tl.float32)
    total += tl.load(bias + channel, mask=valid, other=0.0).to(tl.float32)[None, :]
    for i in tl.static_range(SIDE):
        for j in tl.static_range(SIDE):
            y, x = row * STRIDE + i - NEAR, column * STRIDE + j - NEAR
            inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
            cells = grid + image * height * width * channels + (y * width + x)[:, None] * channels
            values = tl.load(
                cells + channel[None, :], mask=inside[:, None] & valid[None, :], other=0.0
            )
            factor = tl.load(weight + (i * SIDE + j) * channels + channel, mask=valid, other=0.0)
            values = tl.minimum(values, LIMIT)
            total += values.to(tl.float32) * factor.to(tl.float32)[None, :]
    total = tl.minimum(tl.maximum(total, 0.0), output_limit)
    output += image * rows * columns * channels
    cells = output + (row * columns + column)[:, None] * channels
    inside = (row < rows) & (column < columns)
    tl.store(
        cells + channel[None, :],
        total.to(output.dtype.element_ty),
        mask=inside[:, None] & valid[None, :],
    )


_kernel = None if triton is None else triton.jit(_depthwise)
