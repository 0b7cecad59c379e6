"""The way from 128 products to the number on the map, for the cell at the peak."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from avol.lessons.numbers.score_numbers import embed_frame
from avol.localization import peak_cell

if TYPE_CHECKING:
    from avol.lessons.numbers.request import NumberRequest


def cell_product(request: NumberRequest, *, time: float, sound: str = "") -> float:
    """Sum of the 128 products of the cell at the peak with the audio embedding."""
    image, audio = embed_frame(request, time, sound)
    products = np.einsum("ijk,k->ij", image.embedding, audio.embedding)
    return float(products[_peak(request, time, sound)])


def cell_logit(request: NumberRequest, *, time: float, sound: str = "") -> float:
    """The sum times the scale plus the bias of the last layer (conv7)."""
    image, audio = embed_frame(request, time, sound)
    return float(request.model.localize(image, audio).logits[_peak(request, time, sound)])


def cell_sigmoid(request: NumberRequest, *, time: float, sound: str = "") -> float:
    """The sigmoid of the logit of the cell at the peak."""
    return float(1 / (1 + np.exp(-cell_logit(request, time=time, sound=sound))))


def cell_score(request: NumberRequest, *, time: float, sound: str = "") -> float:
    """The score of the cell at the peak, as it is on the map."""
    image, audio = embed_frame(request, time, sound)
    return float(request.model.localize(image, audio).map[_peak(request, time, sound)])


def _peak(request: NumberRequest, time: float, sound: str) -> tuple[int, int]:
    image, audio = embed_frame(request, time, sound)
    found = request.model.localize(image, audio)
    return peak_cell(found.map, found.logits)
