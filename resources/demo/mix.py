"""The sound of the clip: stems in their segments, in a small hall, at equal loudness.

The instruments have no stereo position; stereo carries only the room. Only the timbre reveals who
is playing.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from programme import PROGRAMME, SECONDS, STARTS, Segment

from avol.media import AudioTrack

STEMS = Path(__file__).parent / "parts" / "stems"
RATE = 48_000
LOUDNESS, CEILING = -18.0, -1.5
"""dBFS: root mean square of a segment, and the highest peak."""
FADE_IN, FADE_OUT = 0.02, 0.28
WET, DECAY = 0.16, 1.1
FORWARD = {"drums": 4.0, "guitar": 2.0}
"""Additional level in dB of decaying (struck or plucked) sounds relative to sustained ones."""

Sound = NDArray[np.float32]


def room(seed: int = 3) -> Sound:
    """(n, 2) impulse response of a small wooden hall: a few early echoes, then a soft tail."""
    rng, length = np.random.default_rng(seed), round(1.2 * DECAY * RATE)
    t = np.arange(length)[:, None] / RATE
    tail = rng.standard_normal((length, 2)) * 10 ** (-3 * t / DECAY) * np.clip(t / 0.03, 0, 1)
    air = 1 / (1 + (np.fft.rfftfreq(length, 1 / RATE) / 4200) ** 2)
    dark = np.fft.irfft(np.fft.rfft(tail, axis=0) * air[:, None], length, axis=0)
    dark *= 1 / np.sqrt((dark**2).sum(0))
    for channel in (0, 1):
        for delay in rng.uniform(0.009, 0.045, 6):
            dark[round(delay * RATE), channel] += 0.45 * np.exp(-delay * 25) * rng.choice((-1, 1))
    return dark.astype(np.float32)


def in_room(dry: Sound, length: int) -> Sound:
    """(length, 2) the dry mono sound with the reverberation of the hall."""
    size = length + round(2 * DECAY * RATE)
    spectrum = np.fft.rfft(dry, size)[:, None] * np.fft.rfft(room(), size, axis=0)
    wet = np.fft.irfft(spectrum, size, axis=0)[:length]
    return (np.pad(dry, (0, size))[:length, None] + WET * wet).astype(np.float32)


def stem(name: str, length: int) -> Sound:
    """(length,) one rendered stem from its first sample on."""
    with AudioTrack(STEMS / f"{name}.ogg") as track:
        return track.mono(0, length)


def segment(plan: Segment) -> Sound:
    """(n, 2) one segment: its stems at equal loudness, faded at both ends; zeros without stems."""
    length = round(plan.seconds * RATE)
    total = np.zeros((length, 2), np.float32)
    for name in plan.stems:
        part = in_room(stem(name, length), length)
        forward = FORWARD.get(name.partition("_")[0], 0.0)
        total += part * (10 ** (forward / 20) / np.sqrt((part**2).mean()))
    if plan.stems:
        total *= 10 ** (LOUDNESS / 20) / np.sqrt((total**2).mean())
        total *= min(1.0, 10 ** (CEILING / 20) / np.abs(total).max())
    t = np.arange(length)[:, None] / RATE
    fade = np.clip(t / FADE_IN, 0, 1) * np.clip((plan.seconds - t) / FADE_OUT, 0, 1)
    return total * np.sin(np.pi / 2 * fade).astype(np.float32)


def soundtrack() -> Sound:
    """(n, 2) the whole clip's sound at 48 kHz."""
    whole = np.zeros((round(SECONDS * RATE), 2), np.float32)
    for start, plan in zip(STARTS, PROGRAMME, strict=False):
        sound = segment(plan)
        at = round(start * RATE)
        whole[at : at + len(sound)] = sound
    return whole
