"""Photographs as frames of a video, with the judgement of the networks and detected persons."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.lib.format import open_memmap
from numpy.typing import NDArray
from torch import Tensor

from avol.data.synthesis.video_frames import VideoFrameMaker
from avol.training.supervised.concepts.box_targets import PERSON, head_closeness, set_persons
from avol.training.supervised.concepts.vision_training import CellTargets, Judges
from avol.training.supervised.encoder_stages import IMAGE_SIZE
from avol.training.supervised.features import normalize_images


def judge_frames(
    judges: Judges,
    maker: VideoFrameMaker,
    count: int,
    file: Path,
    report: Callable[[int], None],
) -> CellTargets:
    """Draw frames; the clean and the recorded one of each pair have the targets of the clean one.

    Args:
        judges: the networks.
        maker: source of the frames.
        count: number of pairs, at least 1.
        file: keeps the features of the lower stages.
        report: receives the number of completed pairs.
    """
    names = judges.units.names
    grids: NDArray[np.float16] | None = None
    targets, weights = list[Tensor](), list[Tensor]()
    for number in range(count):
        frame = maker.draw()
        images = normalize_images([frame.clean, frame.recorded], IMAGE_SIZE)
        lower = judges.lower(torch.from_numpy(images))
        if grids is None:
            grids = open_memmap(file, "w+", np.float16, (2 * count, *lower.shape[1:]))
        grids[2 * number : 2 * number + 2] = lower.numpy()
        target = judges.judge(lower[:1])
        weight = torch.ones(len(target))
        if PERSON in names:
            set_persons(target, weight, head_closeness(frame.persons), names.index(PERSON))
        targets += [target.half()] * 2
        weights += [weight] * 2
        report(number + 1)
    assert grids is not None
    cells = np.tile(np.arange(len(weights[0])), (len(grids), 1))
    return CellTargets(grids, cells, torch.stack(targets), torch.stack(weights))
