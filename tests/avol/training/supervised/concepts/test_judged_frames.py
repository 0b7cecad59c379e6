"""Frames carry the judgement of the networks and the persons that a detector found."""

from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from avol.data.synthesis.video_frames import Person, VideoFrameMaker
from avol.models.encoders.base import Encoder
from avol.training.supervised.concepts.box_targets import PERSON_SHARE
from avol.training.supervised.concepts.judged_frames import judge_frames
from avol.training.supervised.concepts.units import ConceptUnits
from avol.training.supervised.concepts.vision_training import Judges

UNITS = ConceptUnits(("person", "tuba"), (0, 1), torch.zeros(2, 4), ((), ()))


class Pooling(Encoder):
    channels = 3

    def forward(self, inputs: Tensor) -> Tensor:
        return self.upper(self.lower(inputs))

    def lower(self, inputs: Tensor) -> Tensor:
        return nn.functional.avg_pool2d(inputs, 16)

    def upper(self, grid: Tensor) -> Tensor:
        return nn.functional.avg_pool2d(grid, 2)


class Says(nn.Module):
    """Class probabilities of 0.4 each, everywhere."""

    def forward(self, features: Tensor) -> Tensor:
        return torch.full((1, 2, *features.shape[2:]), 0.4)


def test_pairs_share_targets_that_name_the_detected_persons(tmp_path: Path) -> None:
    photograph = tmp_path / "photograph.png"
    cv2.imwrite(str(photograph), np.full((60, 80, 3), 200, np.uint8))
    persons = {photograph: [Person(1.0, (0, 0, 1, 1))]}
    judges = Judges(UNITS, (Pooling(), nn.Linear(3, 4)), (Pooling(), Says()))
    done: list[int] = []
    frames = judge_frames(
        judges, VideoFrameMaker([photograph], persons, 0), 2, tmp_path / "f.npy", done.append
    )
    assert done == [1, 2]
    assert frames.grids.shape == (4, 3, 28, 28)
    assert frames.cells.tolist() == [list(range(196))] * 4
    np.testing.assert_array_equal(frames.targets[::2], frames.targets[1::2])
    torch.testing.assert_close(
        frames.targets.float().sum(-1), torch.ones(4, 196), atol=2e-3, rtol=0
    )
    best = frames.targets[..., 0].amax(1).float()
    assert ((best > 0.9 * PERSON_SHARE) & (best <= PERSON_SHARE + 1e-3)).all()
    assert set(frames.weights.unique().tolist()) == {1, 2}
