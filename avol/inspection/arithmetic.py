"""The arithmetic from two embeddings to a score, number by number, for all three networks.

AVOL-Net compares a grid cell with the audio (paper §5): products, sum, scale, bias, sigmoid.
AVE-Net compares two vectors by their distance (§3); its two outputs are one logit here, the
difference of both. L3-Net adds the parts of image and audio in a hidden layer (§3, "L3-Net").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from avol.checkpoints import Checkpoint
from avol.embedder import read_only
from avol.score_scale import ScoreScale

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Arithmetic:
    """Every number between the embeddings of an image (or cell) and of an audio window and a score.

    image, audio: (128,) the numbers that are compared. terms: (128,) products (AVOL-Net), squared
    differences (AVE-Net), or weighted hidden units (L3-Net). total: the sum of the terms, and its
    root, the distance, for AVE-Net. logit = scale · total + bias; sigmoid: of the logit. score:
    after the calibration of the scores (`avol.score_scale`), the number on the map; equal to
    `sigmoid` for the networks without a map.
    """

    image: Floats
    audio: Floats
    terms: Floats
    total: float
    scale: float
    bias: float
    logit: float
    sigmoid: float
    score: float


class Comparison(Protocol):
    """The layers of a network after its embeddings."""

    def __call__(self, image: Floats, audio: Floats, cell: tuple[int, int] | None) -> Arithmetic:
        """Return the arithmetic of an image and an audio embedding.

        Args:
            image: (rows, columns, 128) of AVOL-Net, else a vector.
            audio: a vector.
            cell: row and column, for AVOL-Net.
        """
        ...


class CellComparison:
    """AVOL-Net: the scalar product of a cell with the audio, and conv7."""

    def __init__(self, scale: ScoreScale) -> None:
        self._scale = scale

    def __call__(self, image: Floats, audio: Floats, cell: tuple[int, int] | None) -> Arithmetic:
        """Return the arithmetic of a cell, of the best one for None."""
        sums = np.einsum("ijk,k->ij", image, audio)  # as `Localizer.localize` computes it
        logits = self._scale.logits(sums)
        row, column = cell if cell is not None else divmod(int(logits.argmax()), logits.shape[1])
        vector, logit = image[row, column], float(logits[row, column])
        return Arithmetic(
            read_only(vector),
            read_only(audio),
            read_only(vector * audio),
            float(sums[row, column]),
            self._scale.gain,
            self._scale.bias,
            logit,
            _sigmoid(logit),
            float(self._scale(logits)[row, column]),
        )


class DistanceComparison:
    """AVE-Net: the Euclidean distance, and fc3."""

    def __init__(self, weight: Floats, bias: Floats) -> None:
        """weight: (2, 1), bias: (2,) of fc3; the second output is "corresponds"."""
        self._scale, self._bias = float(weight[1, 0] - weight[0, 0]), float(bias[1] - bias[0])

    def __call__(self, image: Floats, audio: Floats, cell: tuple[int, int] | None) -> Arithmetic:
        """Return the arithmetic of two vectors."""
        terms = (image - audio) ** 2
        distance = float(np.sqrt(terms.sum()))
        logit = self._scale * distance + self._bias
        probability = _sigmoid(logit)
        return Arithmetic(
            read_only(image), read_only(audio), read_only(terms), distance,
            self._scale, self._bias, logit, probability, probability,
        )  # fmt: skip


class HiddenComparison:
    """L3-Net: a hidden layer (fc1) on both vectors, and fc2."""

    def __init__(self, hidden: tuple[Floats, Floats], output: tuple[Floats, Floats]) -> None:
        """hidden, output: weight and bias of fc1 and of fc2."""
        self._weight, self._offset = hidden
        weight, bias = output
        self._output, self._bias = weight[1] - weight[0], float(bias[1] - bias[0])

    def __call__(self, image: Floats, audio: Floats, cell: tuple[int, int] | None) -> Arithmetic:
        """Return the arithmetic of two vectors; image and audio are their parts of each unit."""
        of_image = (self._weight[:, : len(image)] * image).sum(axis=1)
        of_audio = (self._weight[:, len(image) :] * audio).sum(axis=1)
        units = np.maximum(of_image + of_audio + self._offset, 0)
        terms = units * self._output
        total = float(terms.sum())
        logit = total + self._bias
        probability = _sigmoid(logit)
        return Arithmetic(
            read_only(of_image), read_only(of_audio), read_only(terms), total,
            1.0, self._bias, logit, probability, probability,
        )  # fmt: skip


def load_comparison(checkpoint: Checkpoint, scale: ScoreScale | None) -> Comparison:
    """Return the comparison of a checkpoint, without torch.

    scale: of an AVOL-Net; None for the other networks.
    """
    if scale is not None:
        return CellComparison(scale)
    from safetensors import safe_open

    def read(name: str) -> Floats:
        with safe_open(checkpoint.path, "numpy") as file:
            return np.asarray(file.get_tensor(name), np.float32)

    if checkpoint.card.network == "ave":
        return DistanceComparison(read("fc3.weight"), read("fc3.bias"))
    hidden = read("fc1.weight"), read("fc1.bias")
    return HiddenComparison(hidden, (read("fc2.weight"), read("fc2.bias")))


def _sigmoid(logit: float) -> float:
    return float(0.5 + 0.5 * np.tanh(0.5 * logit))
