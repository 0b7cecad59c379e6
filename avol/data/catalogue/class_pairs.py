"""Photographs and recordings of one class, paired as if each pair were a clip.

Weak supervision: a class label says that the two belong together, where a video would have shown
it. Ours; the paper learns from videos.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import cycle, islice, zip_longest
from pathlib import Path

import cv2
import numpy as np

from avol.core.constants import SAMPLE_RATE
from avol.data.catalogue.manifest import Item, Split, read_catalogue, split
from avol.data.shards.clips import FRAME, RATE, SHORTEST, Clip, ClipInfo
from avol.data.shards.flac import pack
from avol.errors import InputError
from avol.media import AudioTrack, read_picture

SIDE = 256
"""Longer side of the stored pictures, in pixels."""
LONGEST = 10 * SAMPLE_RATE
"""Samples of a recording that are kept, from its beginning; AudioSet's clips are as long."""


def catalogued_clips(
    data: Path,
    part: Split,
    most: int | None,
    seed: int = 0,
    barred: frozenset[str] = frozenset(),
    flagged: bool = True,
) -> tuple[list[Clip], tuple[str, ...]]:
    """Clips of one side of a catalogue's split, and the licences of what may be in them.

    Args:
        data: a folder with a MANIFEST.tsv; photographs below train/images, sounds below
            train/audio.
        part: which side; a photograph and a recording of one clip are both of it.
        most: how many clips; None for as many as there are with no photograph and no recording in
            two of them, to judge by.
        seed: of which goes with which.
        barred: sources that are left out.
        flagged: whether to use what is of unclear or non-commercial licence.

    Raises:
        InputError: there is no catalogue, or no class has both.
        MediaError: a file of it cannot be read.
    """
    kept = [
        item
        for item in read_catalogue(data)
        if item.source not in barred and (flagged or not item.flagged)
    ]

    def of(kind: str) -> list[Item]:
        folder = data / "train" / kind
        return split([item for item in kept if folder in item.path.parents], part)

    pictures, sounds = of("images"), of("audio")
    clips = list(paired_clips(pictures, sounds, most, seed))
    if not clips:
        raise InputError(
            f"“{data}” holds no class with photographs and sounds; name another folder."
        )
    return clips, tuple(sorted({item.licence for item in (*pictures, *sounds)}))


def paired_clips(
    pictures: list[Item], sounds: list[Item], most: int | None, seed: int
) -> Iterator[Clip]:
    """Clips of one still picture and one recording of its class, the classes in turn.

    Every photograph and every recording of a class comes once before one comes again; with `most`
    of None none does, nor another part of the same recording. What is of a class that has only one
    of both is left out.
    """
    random = np.random.default_rng(seed)
    if most is None:
        pictures, sounds = (
            [*{i.origin: i for i in items}.values()] for items in (pictures, sounds)
        )
    seen, heard = (_shuffled(items, random) for items in (pictures, sounds))
    again = iter if most is None else cycle
    rows = [
        zip(again(seen[label]), again(heard[label]), strict=False)
        for label in sorted(seen.keys() & heard.keys())
    ]
    pairs = (pair for turn in zip_longest(*rows) for pair in turn if pair)
    for number, pair in enumerate(islice(pairs, most)):
        yield _clip(number, *pair)


def _shuffled(items: list[Item], random: np.random.Generator) -> dict[str, list[Item]]:
    """By label."""
    found: dict[str, list[Item]] = {}
    for number in random.permutation(len(items)):
        found.setdefault(items[number].label, []).append(items[number])
    return found


def _clip(number: int, photograph: Item, recording: Item) -> Clip:
    picture = read_picture(photograph.path)
    scale = min(1.0, SIDE / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, jpeg = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR))
    with AudioTrack(recording.path) as track:
        wave = track.mono(track.start, min(track.stop, track.start + LONGEST))
    frames = max(SHORTEST, -(-len(wave) // FRAME))
    facts = ClipInfo(
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
