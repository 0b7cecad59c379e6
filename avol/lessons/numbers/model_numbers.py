"""Numbers of the model card: sizes of what the encoders receive and return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from avol.checkpoints import load_model_card
from avol.errors import InputError

if TYPE_CHECKING:
    from avol.lessons.numbers.request import NumberRequest


def audio_window(request: NumberRequest) -> float:
    """Seconds of audio that the audio encoder receives."""
    return load_model_card(request.weights).spectrogram.seconds


def spectrogram_columns(request: NumberRequest) -> float:
    """Columns of the log spectrogram: steps in time."""
    return load_model_card(request.weights).spectrogram.columns


def spectrogram_rows(request: NumberRequest) -> float:
    """Rows of the log spectrogram: bands of frequency."""
    return load_model_card(request.weights).spectrogram.bins


def column_milliseconds(request: NumberRequest) -> float:
    """Milliseconds from one column of the log spectrogram to the next."""
    spec = load_model_card(request.weights).spectrogram
    return 1000 * spec.seconds / spec.columns


def grid_numbers(request: NumberRequest) -> float:
    """Numbers that the vision encoder returns for one image."""
    side = load_model_card(request.weights).image_size
    return request.model.encode_image(np.zeros((side, side, 3), np.uint8)).embedding.size


def reliability(request: NumberRequest, *, score: float) -> float:
    """Percentage of matching pairs in the group of the card whose score is nearest to `score`."""
    calibration = load_model_card(request.weights).calibration
    if calibration is None or not calibration.reliability:
        raise InputError(
            "The model card of these weights has no reliability; choose calibrated weights."
        )
    nearest = min(calibration.reliability, key=lambda group: abs(group.score - score))
    return 100 * nearest.matching
