"""Stages of an encoder: the layers and blocks that the paper and the encoders' papers name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_ENCODERS, _HEADS = ("vision", "sound"), ("vision_head", "sound_head")
_OPERATORS = {
    "ReduceMax": "pool",
    "ReduceMean": "pool",
    "GlobalAveragePool": "pool",
    "Softmax": "softmax",
    "ReduceL2": "normalize",
}
"""Operators outside all modules that begin a stage."""
_MOBILENET_BLOCK, _MOBILENET_STEM = 4, 2  # layers of a block, and of the stem before the blocks


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of an encoder.

    name: such as “input”, “conv3_1”, “block 5”, “pool” or “softmax”. shape: (rows, columns,
    channels) of its output, or (numbers,). milliseconds: the time it takes on this computer, with
    one thread.
    """

    name: str
    shape: tuple[int, ...]
    milliseconds: float

    @property
    def is_grid(self) -> bool:
        """Whether the output has rows and columns."""
        return len(self.shape) == 3

    @property
    def channels(self) -> int:
        """Number of channels, or of numbers."""
        return self.shape[-1]

    @property
    def values(self) -> int:
        """How many numbers the output has."""
        return int(np.prod(self.shape))


def stage_of(path: str, operator: str = "") -> str | None:
    """Return the name of the stage that a module or a node belongs to.

    Args:
        path: of a module, such as “vision.blocks.3.expand.0”, or of a node of a graph, such as
            “/vision/blocks/blocks.3/expand/expand.0/Conv”.
        operator: of a node.

    Returns:
        None for a node that continues the current stage.
    """
    root, *inner = _modules(path) or [""]
    if root in _HEADS and inner:
        return inner[0]
    if root in _ENCODERS and inner:
        return _encoder_stage(inner[0])
    return _OPERATORS.get(operator)


def numbered(stages: list[Stage]) -> tuple[Stage, ...]:
    """Number the stages that have the same name: pool1, pool2 …"""
    count, seen = Counter(stage.name for stage in stages), Counter[str]()
    named = []
    for stage in stages:
        seen[stage.name] += 1
        repeated = count[stage.name] > 1
        named.append(replace(stage, name=f"{stage.name}{seen[stage.name]}") if repeated else stage)
    return tuple(named)


def as_activations(output: Floats, channels_last: bool) -> Floats:
    """Return the output of a stage for one input as (rows, columns, channels) or (numbers,)."""
    values = np.asarray(output, np.float32)[0]
    if values.ndim == 3 and not channels_last:
        values = np.ascontiguousarray(np.moveaxis(values, 0, -1))
    return values


def _modules(path: str) -> list[str]:
    """Return the modules of a path; the number of a block stays with it, such as “blocks.3”."""
    if path.startswith("/"):  # of a node
        root, *inner = path.strip("/").split("/")[:-1] or [""]
        numbered = len(inner) > 1 and inner[1].startswith(f"{inner[0]}.")
        return [root, *inner[numbered:]]
    root, *inner = path.split(".")
    if len(inner) > 1 and inner[1].isdigit():
        inner = [f"{inner[0]}.{inner[1]}", *inner[2:]]
    return [root, *inner]


def _encoder_stage(name: str) -> str:
    kind, _, number = name.partition(".")
    if kind == "layers" and number:
        block = (int(number) - _MOBILENET_STEM) // _MOBILENET_BLOCK
        return "stem" if int(number) < _MOBILENET_STEM else f"block {block + 1}"
    if kind == "blocks" and number:
        return f"block {int(number) + 1}"
    return "pool" if re.fullmatch(r"pool(_\d+)?", kind) else kind
