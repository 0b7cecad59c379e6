"""Making the score mean what it says: of all scores of 0.8, eight in ten should be right. Ours.

conv7's scale and bias are fitted once more, on pictures and sounds of validation origins, by the
logistic regression of Platt (1999) on the map's maximum.
"""

import numpy as np
from numpy.typing import NDArray

from avol.models.heads import Calibration

Floats = NDArray[np.float64]


def fit(matching: Floats, mismatching: Floats) -> tuple[float, float]:
    """Slope and offset that turn logits into calibrated ones, both kinds weighing the same."""
    from sklearn.linear_model import LogisticRegression

    logits = np.concatenate([matching, mismatching])[:, None]
    truth = np.repeat([1, 0], [len(matching), len(mismatching)])
    model = LogisticRegression(C=1e6, class_weight="balanced").fit(logits, truth)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def recalibrate(conv7: Calibration, matching: Floats, mismatching: Floats) -> None:
    """Fit conv7 anew, in place.

    Args:
        conv7: whose logits these are.
        matching: the largest logit of each map whose sound belongs to the picture.
        mismatching: of each map whose sound does not.
    """
    slope, offset = fit(matching, mismatching)
    conv7.bias.data.mul_(slope).add_(offset)
    conv7.scale.data.mul_(slope)
