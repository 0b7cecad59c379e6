"""Examples of a class from files: images, sounds, and box lists with their media."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import SAMPLE_RATE
from avol.core.paths import find_files, is_folder
from avol.errors import InputError
from avol.evaluation.localization.box_formats import load_boxes
from avol.evaluation.localization.media_resolver import (
    MediaFolder,
    load_audio,
    load_image,
    loudest_window,
)
from avol.media import AudioTrack
from avol.media import load_image as load_image_file
from avol.media.file_types import AUDIO_SUFFIXES, IMAGE_SUFFIXES, VIDEO_SUFFIXES
from avol.teaching import TeachingExample, same_name

MAX_WINDOWS = 4
"""Most audio windows of one sound."""
_SUFFIXES = IMAGE_SUFFIXES | AUDIO_SUFFIXES | VIDEO_SUFFIXES


def image_examples(paths: Sequence[Path]) -> Iterator[TeachingExample]:
    """Yield an example for each image; InputError if a path holds none."""
    for path in _files(paths, IMAGE_SUFFIXES, "image"):
        yield TeachingExample(image=load_image_file(path), source=path.name)


def audio_examples(
    paths: Sequence[Path], samples: int, silence: float
) -> Iterator[TeachingExample]:
    """Yield an example for each audio window of each sound, at most `MAX_WINDOWS` of one.

    Args:
        paths: files, and folders that are searched. The sound of a video counts.
        samples: length of an audio window.
        silence: level in dBFS below which a window counts as silent and is skipped.
    """
    for path in _files(paths, AUDIO_SUFFIXES | VIDEO_SUFFIXES, "sound"):
        with AudioTrack(path) as track:
            loudest = loudest_window(track, samples)
            duration = (track.stop - track.start) / SAMPLE_RATE
            count = int(min(MAX_WINDOWS, max(1, duration * SAMPLE_RATE // samples)))
            start = track.start / SAMPLE_RATE
            spread = [start + duration * (n + 0.5) / count for n in range(count)]
            for time in [loudest] if count == 1 else spread:
                wave = track.window_at(time, samples)
                if level_dbfs(wave) >= silence or count == 1:
                    yield TeachingExample(wave=wave, source=path.name, time=time)


def background_examples(paths: Sequence[Path], samples: int) -> Iterator[TeachingExample]:
    """Yield examples of background for each image and sound; silence counts."""
    for path in _files(paths, _SUFFIXES, "image or sound"):
        if path.suffix.lower() in IMAGE_SUFFIXES:
            yield TeachingExample(image=load_image_file(path), is_background=True, source=path.name)
        else:
            with AudioTrack(path) as track:
                time = (track.start + track.stop) / 2 / SAMPLE_RATE
                wave = track.window_at(time, samples)
            yield TeachingExample(wave=wave, is_background=True, source=path.name, time=time)


def annotated_examples(
    boxes: Path, media: Path, name: str, samples: int
) -> Iterator[TeachingExample]:
    """Yield an example for each box of the class in a box list, with its image and sound.

    Moments of the list whose source is not in the image are examples of background.

    Raises:
        InputError: the list has no box of the class, or a file is missing.
    """
    folder, found = MediaFolder(media), False
    for item in load_boxes(boxes, "auto"):
        own = same_name(item.label, name)
        if not own and not item.absent:
            continue
        found |= own and not item.absent
        image, audio = folder.resolve(item)
        pixels, wave = load_image(image), load_audio(audio, samples)
        time = item.time or 0.0
        if item.absent:
            yield TeachingExample(image=pixels, is_background=True, source=item.file, time=time)
            yield TeachingExample(wave=wave, is_background=not own, source=item.file, time=time)
            continue
        for number, box in enumerate(item.bbox):
            yield TeachingExample(pixels, box, None if number else wave, False, item.file, time)
    if not found:
        raise InputError(
            f"“{boxes.name}” has no box with the label “{name}”; label the boxes, or choose the "
            "name of their label."
        )


def _files(paths: Sequence[Path], suffixes: Container[str], what: str) -> list[Path]:
    """Return files and those in folders; InputError for a path that holds none."""
    files: list[Path] = []
    for path in paths:
        found = find_files(path, suffixes) if is_folder(path) else [path]
        if not found:
            raise InputError(f"“{path}” holds no {what}; choose another folder.")
        files += found
    return files
