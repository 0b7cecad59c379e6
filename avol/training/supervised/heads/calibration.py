"""Calibrates scores to probabilities: 80 % of the scores of 0.8 are correct (not in the paper).

The scale and bias of conv7 are fitted again on validation pairs, by logistic regression on the
maximum of the map (Platt, 1999).
"""

import numpy as np
from numpy.typing import NDArray

from avol.models.heads import Calibration

Floats = NDArray[np.float64]


def fit_platt_scaling(match_logits: Floats, mismatch_logits: Floats) -> tuple[float, float]:
    """Slope and offset that calibrate logits; both classes have the same weight."""
    from sklearn.linear_model import LogisticRegression

    logits = np.concatenate([match_logits, mismatch_logits])[:, None]
    targets = np.repeat([1, 0], [len(match_logits), len(mismatch_logits)])
    model = LogisticRegression(C=1e6, class_weight="balanced").fit(logits, targets)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def recalibrate(conv7: Calibration, match_logits: Floats, mismatch_logits: Floats) -> None:
    """Fits conv7 again, in place.

    Args:
        conv7: the layer that produced the logits.
        match_logits: (n,) maximum of each map with a matching sound.
        mismatch_logits: (m,) maximum of each map with a mismatched sound.
    """
    slope, offset = fit_platt_scaling(match_logits, mismatch_logits)
    conv7.bias.data.mul_(slope).add_(offset)
    conv7.scale.data.mul_(slope)
