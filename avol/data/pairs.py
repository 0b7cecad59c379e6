"""Pairs of a picture and a second of sound that do or do not belong together (paper §2, §3.1)."""

from typing import NamedTuple

from torch import Tensor


class AVPair(NamedTuple):
    """One question of the correspondence task; torch's default collation makes batches of them.

    picture: float32 (3, S, S), normalised; for AVE+MF (3, 25, S, S), the 25 frames of the second
    around the drawn one; for AVE+OF (23, S, S), the frame and 10 flows (right, down), oldest first.
    spectrogram: float32 (1, bins, columns). match: 1 where the sound is the picture's own, else 0.
    """

    picture: Tensor
    spectrogram: Tensor
    match: int
