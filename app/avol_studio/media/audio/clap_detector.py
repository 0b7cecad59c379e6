"""Finds hand claps in sound and in picture, and how far apart the two are (ours).

In sound a clap is an onset: energy far above that of the moment before. In picture the hands rush
together and stop: the difference between frames is large and then falls. The fall lies within one
frame of the contact, the onset within 2 ms, so a few claps tell the distance to some milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.errors import InputError

HOP = SAMPLE_RATE // 500  # 2 ms
BEFORE = 50  # hops that an onset is compared with
RISE = 30.0  # times the energy before, from which a hop is an onset
REST = 0.25  # seconds after a clap in which there is no other
REACH = 0.6  # seconds that sound and picture may be apart
CLEAR = 0.12  # seconds of spread between claps from which they do not count as found
TRIES = "clap your hands three times, slowly, in the middle of the picture, and try again."

Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class AVOffset:
    """How much later the sound of a moment is stamped than its picture, in seconds.

    uncertainty: one standard deviation, from the spread of the claps and the length of a frame.
    claps: how many were found in both.
    """

    offset: float
    uncertainty: float
    claps: int


def distance(samples: Floats, begun: float, times: Floats, motion: Floats) -> AVOffset:
    """The distance between sound and picture in a take with claps.

    Args:
        samples: (n,) mono at 48 kHz; the first was captured at second `begun`.
        times: (k,) seconds at which the frames were taken, on the same clock.
        motion: (k,) how much each frame differs from the one before, on any scale.

    Raises:
        InputError: there are no claps, in sound or in picture, or they contradict each other.
    """
    heard = begun + onsets(samples)
    if not len(heard):
        raise InputError(f"No clap was heard; {TRIES}")
    found = [at - stop for at in heard if (stop := _stop(at, times, motion)) is not None]
    if not found:
        raise InputError(f"No clap was seen; {TRIES}")
    middle = float(np.median(found))
    near = np.array([apart for apart in found if abs(apart - middle) < CLEAR])
    if 2 * len(near) <= len(found):
        raise InputError(f"The claps seen and heard do not fit together; {TRIES}")
    frame = float(np.median(np.diff(times)))
    spread = float(near.std()) if len(near) > 2 else 0.0
    single = max(spread, frame / np.sqrt(12))
    return AVOffset(float(near.mean()), float(single / np.sqrt(len(near))), len(near))


def onsets(samples: Floats) -> Floats:
    """Seconds from the first sample at which something claps; (m,)."""
    sharp = np.diff(np.asarray(samples, np.float64), prepend=samples[:1])  # a clap is all treble
    energy = np.square(sharp[: len(sharp) // HOP * HOP]).reshape(-1, HOP).mean(axis=1)
    if len(energy) <= BEFORE:
        return np.zeros(0)
    around = np.convolve(energy, np.full(BEFORE, 1 / BEFORE), "valid")[:-1]
    now = energy[BEFORE:]
    loud = (now > RISE * (around + 1e-10)) & (now > 0.02 * now.max(initial=0))
    found: list[float] = []
    for hop in np.flatnonzero(loud):
        at = (hop + BEFORE) * HOP / SAMPLE_RATE
        if not found or at - found[-1] > REST:
            found.append(at)
    return np.array(found)


def _stop(at: float, times: Floats, motion: Floats) -> float | None:
    """When, near second `at`, large motion stopped; None where nothing moved enough."""
    falls = np.append(motion[:-1] - motion[1:], 0.0)
    near = np.abs(times - at) < REACH
    usual = float(np.median(motion))
    if not near.any() or falls[near].max() < 2 * usual + 1e-9:
        return None
    return float(times[near][falls[near].argmax()])
