"""Photographs and recordings of one class, paired as if each pair were a clip.

Weak supervision: a class label says that the two belong together, where a video would have shown
it. Ours; the paper learns from videos.
"""

from collections.abc import Iterator
from fractions import Fraction

import cv2
import numpy as np

from avol.data.catalogue import Item
from avol.data.clips import FRAME, RATE, SHORTEST, Clip, ClipFacts
from avol.data.flac import pack
from avol.media import SoundTrack, read_picture
from avol.sound import SECOND

LONGEST = 10 * SECOND
"""Samples of a recording that are kept, from its beginning; AudioSet's clips are as long."""


def paired_clips(
    pictures: list[Item], sounds: list[Item], most: int, side: int, seed: int
) -> Iterator[Clip]:
    """Clips of one still picture and one recording of its class, the classes in turn.

    Args:
        pictures: photographs; those of a class that has no sound are left out, and so reversed.
        sounds: recordings.
        most: clips in all, as even over the classes as can be.
        side: longer side of the stored picture, in pixels.
        seed: of which goes with which.
    """
    random = np.random.default_rng(seed)
    seen, heard = _by_label(pictures), _by_label(sounds)
    labels = sorted(seen.keys() & heard.keys())
    for number in range(most if labels else 0):
        label = labels[number % len(labels)]
        photograph, recording = (of[label][random.integers(len(of[label]))] for of in (seen, heard))
        yield _clip(number, photograph, recording, side)


def _by_label(items: list[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.label, []).append(item)
    return found


def _clip(number: int, photograph: Item, recording: Item, side: int) -> Clip:
    picture = read_picture(photograph.path)
    scale = min(1.0, side / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, jpeg = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR))
    with SoundTrack(recording.path) as track:
        wave = track.mono(track.start, min(track.stop, track.start + LONGEST))
    frames = max(SHORTEST, -(-len(wave) // FRAME))
    facts = ClipFacts(
        video=f"pair-{number:06}",
        source=f"{photograph.source} + {recording.source}",
        labels=(photograph.label,),
        start=0.0,
        time_base=str(Fraction(1, RATE)),
        pts=(0,) * frames,
        ends=(len(jpeg),),
    )
    sound = pack(np.pad(wave, (0, frames * FRAME - len(wave))))
    return Clip(f"pair-{number:06}", facts, jpeg.tobytes(), sound)
