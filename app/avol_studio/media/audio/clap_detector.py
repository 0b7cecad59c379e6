"""Detects hand claps in audio and video, and measures their offset (not in the paper).

In audio a clap is an onset: its energy is far above the energy before. In video the hands move
fast and stop: the difference between frames is large and then falls. The fall lies within one
frame of the contact, the onset within 2 ms, so a few claps give the offset to some milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.errors import InputError
from avol_studio.core.translation import tr

HOP = SAMPLE_RATE // 500  # 2 ms
BACKGROUND_HOPS = 50  # an onset is compared with the mean of this many hops before it
RISE = 30.0  # ratio to the background energy above which a hop is an onset
MIN_INTERVAL = 0.25  # seconds between two claps
MAX_OFFSET = 0.6  # seconds between audio and video
MAX_SPREAD = 0.12  # seconds of deviation above which a clap is ignored
REMEDY = tr("clap your hands three times, slowly, in the centre of the image, and try again.")

Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class AVOffset:
    """Seconds by which the audio of a moment is stamped later than its frame.

    uncertainty: one standard deviation, from the spread of the claps and the frame duration.
    claps: number of claps found in both audio and video.
    """

    offset: float
    uncertainty: float
    claps: int


def measure_offset(samples: Floats, start: float, times: Floats, motion: Floats) -> AVOffset:
    """Measure the offset between audio and video in a recording with claps.

    Args:
        samples: (n,) mono at 48 kHz; the first was captured at time `start`.
        times: (k,) capture times of the frames in seconds, on the same clock.
        motion: (k,) difference of each frame from the previous one, on any scale.

    Raises:
        InputError: no claps in audio or video, or their offsets contradict each other.
    """
    onsets = start + find_onsets(samples)
    if not len(onsets):
        raise InputError(tr("No clap found in the audio; {REMEDY}").format(REMEDY=REMEDY))
    offsets = [at - stop for at in onsets if (stop := _motion_stop(at, times, motion)) is not None]
    if not offsets:
        raise InputError(tr("No clap found in the video; {REMEDY}").format(REMEDY=REMEDY))
    median = float(np.median(offsets))
    near = np.array([offset for offset in offsets if abs(offset - median) < MAX_SPREAD])
    if 2 * len(near) <= len(offsets):
        raise InputError(
            tr("The claps in audio and video do not match; {REMEDY}").format(REMEDY=REMEDY)
        )
    frame = float(np.median(np.diff(times)))
    spread = float(near.std()) if len(near) > 2 else 0.0
    single = max(spread, frame / np.sqrt(12))
    return AVOffset(float(near.mean()), float(single / np.sqrt(len(near))), len(near))


def find_onsets(samples: Floats) -> Floats:
    """Return the times of claps in seconds from the first sample; (m,)."""
    # The difference emphasises high frequencies, which dominate a clap.
    sharp = np.diff(np.asarray(samples, np.float64), prepend=samples[:1])
    energy = np.square(sharp[: len(sharp) // HOP * HOP]).reshape(-1, HOP).mean(axis=1)
    if len(energy) <= BACKGROUND_HOPS:
        return np.zeros(0)
    kernel = np.full(BACKGROUND_HOPS, 1 / BACKGROUND_HOPS)
    background = np.convolve(energy, kernel, "valid")[:-1]
    now = energy[BACKGROUND_HOPS:]
    loud = (now > RISE * (background + 1e-10)) & (now > 0.02 * now.max(initial=0))
    onsets: list[float] = []
    for hop in np.flatnonzero(loud):
        at = (hop + BACKGROUND_HOPS) * HOP / SAMPLE_RATE
        if not onsets or at - onsets[-1] > MIN_INTERVAL:
            onsets.append(at)
    return np.array(onsets)


def _motion_stop(at: float, times: Floats, motion: Floats) -> float | None:
    """Return when large motion near time `at` stopped; None without enough motion."""
    falls = np.append(motion[:-1] - motion[1:], 0.0)
    near = np.abs(times - at) < MAX_OFFSET
    usual = float(np.median(motion))
    if not near.any() or falls[near].max() < 2 * usual + 1e-9:
        return None
    return float(times[near][falls[near].argmax()])
