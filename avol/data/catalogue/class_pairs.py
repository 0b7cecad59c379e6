"""Clips that pair one photograph with one recording of the same class.

The pairs are weakly supervised: a class label replaces the video that relates image and sound. Not
in the paper, which trains on videos.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import cycle, islice, zip_longest
from pathlib import Path

import numpy as np

from avol.core.constants import SAMPLE_RATE
from avol.core.opencv import cv2
from avol.data.catalogue.manifest import CatalogueItem, Split, load_catalogue, split_items
from avol.data.shards.clips import FRAME_RATE, MIN_FRAMES, SAMPLES_PER_FRAME, Clip, ClipInfo
from avol.errors import InputError
from avol.media import AudioTrack, load_image
from avol.media.flac import encode_flac

MAX_IMAGE_SIDE = 256
"""Longer side of the stored images, in pixels."""
MAX_SAMPLES = 10 * SAMPLE_RATE
"""Samples of a recording that are kept, from its beginning; the length of AudioSet's clips."""


def load_class_pairs(
    data: Path,
    split: Split,
    count: int | None,
    seed: int = 0,
    excluded_sources: frozenset[str] = frozenset(),
    include_flagged: bool = True,
) -> tuple[list[Clip], tuple[str, ...]]:
    """Loads the clips of one split of a catalogue, and the licences of its items.

    Args:
        data: folder with a MANIFEST.tsv; photographs below train/images, recordings below
            train/audio.
        split: the split of both photographs and recordings.
        count: number of clips; None for as many as possible without using a photograph or a
            recording twice (for evaluation).
        seed: seed of the random pairing.
        excluded_sources: sources that are left out.
        include_flagged: whether to use items of unclear or non-commercial licence.

    Raises:
        InputError: there is no catalogue, or no class has both photographs and recordings.
        MediaError: a file of the catalogue cannot be read.
    """
    allowed = [
        item
        for item in load_catalogue(data)
        if item.source not in excluded_sources and (include_flagged or not item.flagged)
    ]

    def below(kind: str) -> list[CatalogueItem]:
        folder = data / "train" / kind
        return split_items([item for item in allowed if folder in item.path.parents], split)

    images, recordings = below("images"), below("audio")
    clips = list(pair_by_class(images, recordings, count, seed))
    if not clips:
        raise InputError(
            f"“{data}” holds no class with photographs and sounds; select another folder."
        )
    return clips, tuple(sorted({item.licence for item in (*images, *recordings)}))


def pair_by_class(
    images: list[CatalogueItem], recordings: list[CatalogueItem], count: int | None, seed: int
) -> Iterator[Clip]:
    """Yields clips of one still image and one recording of its class, class by class in turn.

    All photographs and recordings of a class are used once before one is used again. If `count` is
    None, none is used again, and only one part of each recording is used. Classes that lack
    photographs or recordings are skipped.
    """
    random = np.random.default_rng(seed)
    if count is None:
        images, recordings = (
            [*{i.origin: i for i in items}.values()] for items in (images, recordings)
        )
    images_by_label, recordings_by_label = (
        _shuffled_by_label(items, random) for items in (images, recordings)
    )
    repeat = iter if count is None else cycle
    columns = [
        zip(repeat(images_by_label[label]), repeat(recordings_by_label[label]), strict=False)
        for label in sorted(images_by_label.keys() & recordings_by_label.keys())
    ]
    pairs = (pair for row in zip_longest(*columns) for pair in row if pair)
    for number, pair in enumerate(islice(pairs, count)):
        yield _still_clip(number, *pair)


def _shuffled_by_label(
    items: list[CatalogueItem], random: np.random.Generator
) -> dict[str, list[CatalogueItem]]:
    groups: dict[str, list[CatalogueItem]] = {}
    for number in random.permutation(len(items)):
        groups.setdefault(items[number].label, []).append(items[number])
    return groups


def reduced_jpeg(path: Path) -> bytes:
    """A photograph with at most `MAX_IMAGE_SIDE` pixels a side; MediaError if it is unreadable."""
    image = load_image(path)
    scale = min(1.0, MAX_IMAGE_SIDE / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, jpeg = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR))
    return jpeg.tobytes()


def _still_clip(number: int, photograph: CatalogueItem, recording: CatalogueItem) -> Clip:
    jpeg = reduced_jpeg(photograph.path)
    with AudioTrack(recording.path) as track:
        wave = track.mono(track.start, min(track.stop, track.start + MAX_SAMPLES))
    frames = max(MIN_FRAMES, -(-len(wave) // SAMPLES_PER_FRAME))
    info = ClipInfo(
        video=f"pair-{number:06}",
        source=f"{photograph.source} + {recording.source}",
        labels=(photograph.label,),
        start=0.0,
        time_base=str(Fraction(1, FRAME_RATE)),
        pts=(0,) * frames,
        ends=(len(jpeg),),
    )
    flac = encode_flac(np.pad(wave, (0, frames * SAMPLES_PER_FRAME - len(wave))))
    return Clip(f"pair-{number:06}", info, jpeg, flac)
