"""Mixes channels to mono so that sound in opposite phase is still heard.

Mono is the mean of the channels, except where the mean cancels (a miswired cable, wide stereo
effects): there it is the mean of the channels with alternating signs, for stereo half their
difference. Both are weighted by the share of the power that the mean keeps, measured around every
0.1 s of audio, and the weights change linearly in between.
"""

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE

HOP = SAMPLE_RATE // 10
"""Samples between two weights; `downmix` needs as many before and after the result."""
CANCELLED, KEPT = 0.02, 0.1
"""Share of the power in the mean at and below which it is not used, and from which it is all."""

Floats = NDArray[np.float32]


def downmix(samples: Floats) -> Floats:
    """Mix (HOP + n + HOP, channels) to (n,); n is a multiple of HOP.

    The first and the last HOP samples only count for the weights, so that consecutive results
    join without a step.
    """
    mean = _mean(samples)
    if samples.shape[1] == 1:
        return mean[HOP:-HOP]
    channel_power = _power(samples).mean(axis=1)
    weights = _weights(_power(mean[:, None])[:, 0], channel_power)
    if weights.min(initial=1) == 1:
        return mean[HOP:-HOP]
    ramp = np.interp(np.arange(len(mean) - 2 * HOP), HOP * np.arange(len(weights)), weights)
    return _mixed(mean[HOP:-HOP], samples[HOP:-HOP], ramp)


class LiveDownmix:
    """Mixes consecutive blocks of any length to mono by the same rule, from past audio only."""

    def __init__(self) -> None:
        self._weight, self._powers = 1.0, np.zeros(2)

    def __call__(self, samples: Floats) -> Floats:
        """Mix (n, channels) to (n,)."""
        mean = _mean(samples)
        if samples.shape[1] == 1 or not len(samples):
            return mean
        decay = float(np.exp(-len(samples) / HOP))
        powers = np.array([mean.var(), samples.var(axis=0).mean()])
        self._powers = decay * self._powers + (1 - decay) * powers
        before, self._weight = self._weight, float(_weights(*self._powers))
        if before == self._weight == 1:
            return mean
        return _mixed(mean, samples, np.linspace(before, self._weight, len(samples)))


def _mean(samples: Floats) -> Floats:
    if samples.shape[1] == 2:  # the same numbers, ten times as fast
        return (samples[:, 0] + samples[:, 1]) / np.float32(2)
    return samples.mean(axis=1, dtype=np.float32)


def _mixed(mean: Floats, samples: Floats, weights: NDArray[np.float64]) -> Floats:
    signs = np.where(np.arange(samples.shape[1]) % 2, -1, 1).astype(np.float32)
    difference = _mean(samples * signs)
    return (weights * mean + (1 - weights) * difference).astype(np.float32)


def _power(samples: Floats) -> NDArray[np.float64]:
    """Return the power without the mean around each multiple of HOP: (n / HOP - 1, channels)."""
    hops = samples.reshape(-1, HOP, samples.shape[1])
    sums, squares = hops.mean(axis=1, dtype=np.float64), (hops**2).mean(axis=1, dtype=np.float64)
    mean, square = (sums[1:] + sums[:-1]) / 2, (squares[1:] + squares[:-1]) / 2
    return np.maximum(square - mean**2, 0)


def _weights(
    mean_power: NDArray[np.float64] | float, channel_power: NDArray[np.float64] | float
) -> NDArray[np.float64]:
    """Return the weight of the mean, 0..1."""
    share = np.asarray(mean_power) / np.maximum(channel_power, 1e-12)
    weight = np.clip((share - CANCELLED) / (KEPT - CANCELLED), 0, 1)
    return np.where(np.asarray(channel_power) > 1e-12, weight, 1.0)
