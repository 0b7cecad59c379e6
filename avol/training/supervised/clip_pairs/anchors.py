"""Images and audio of the catalogue, on which the heads keep what they have learned from labels.

Without them the units drift: matching gets better, but the names of the classes get worse.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from avol.training.supervised.clip_pairs.frozen_encoders import FrozenEncoders
from avol.training.supervised.config import ClipPairsConfig
from avol.training.supervised.features import draw_scene
from avol.training.supervised.split_data import SplitData

_CELLS = 48
"""Cells of each scene."""


@dataclass(frozen=True)
class Anchors:
    """Features of frozen encoders."""

    cells: Tensor
    """(N, channels) half precision, of grid cells."""
    audio: Tensor
    """(M, channels)."""


def draw_anchors(
    encoders: FrozenEncoders,
    data: SplitData,
    config: ClipPairsConfig,
    report: Callable[[int], None],
) -> Anchors:
    """Draw scenes and audio windows of the catalogue; `report` receives their number so far.

    Raises:
        MediaError: a file cannot be read.
    """
    random = np.random.default_rng(config.seed)
    scenes, windows = (
        data.scene_maker(config.seed),
        data.audio_window_maker(config.seed, encoders.spec.seconds),
    )
    cells, audio = list[Tensor](), list[Tensor]()
    for number in range(config.anchor_scenes):
        grid = encoders.image(draw_scene(scenes, number).image)
        drawn = random.permutation(len(grid))[:_CELLS]
        cells.append(grid[torch.from_numpy(drawn)])
        report(number + 1)
    for number in range(config.anchor_windows):
        audio.append(encoders.audio(windows.draw().wave))
        report(config.anchor_scenes + number + 1)
    return Anchors(torch.cat(cells), torch.stack(audio))
