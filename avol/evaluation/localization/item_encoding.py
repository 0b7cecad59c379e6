"""Encoding of the images and audio windows of a box list: each of them once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from avol.data.catalogue.confusable_classes import is_mismatch
from avol.errors import describe_error
from avol.evaluation import baselines
from avol.evaluation.localization.boxes import BoxItem
from avol.evaluation.localization.media_resolver import (
    AudioRef,
    ImageRef,
    MediaFolder,
    load_audio,
    load_image,
)

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding, ImageEmbedding
    from avol.localizer import Localizer

MISMATCHES = 16
"""Maximum number of mismatched audio windows per image."""
SEED = 0

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total)."""


@dataclass(frozen=True)
class ResolvedItem:
    """A box item with its image and audio window."""

    item: BoxItem
    image: ImageRef
    audio: AudioRef


@dataclass(frozen=True, eq=False)
class EncodedImage:
    """An image with all its items, encoded; `image_results` localizes them with any scale."""

    items: tuple[ResolvedItem, ...]
    image: "ImageEmbedding"
    audio: tuple["AudioEmbedding", ...]
    """Of each item."""
    mismatched: tuple["AudioEmbedding", ...]
    """Audio windows of classes that the image does not show."""
    mismatched_files: tuple[Path, ...]
    """The file of each mismatched audio window."""
    silence: tuple["AudioEmbedding", ...]


def encode_items(
    model: "Localizer",
    items: Iterable[BoxItem],
    media: MediaFolder,
    missing: list[str],
    progress: Progress = lambda stage, done, total: None,
) -> Iterator[EncodedImage]:
    """Encode all items, one image after the other.

    Args:
        model: the localizer.
        items: the box items.
        media: the folder of the images and audio files.
        missing: gets a line for each item without readable media.
        progress: called after every audio window and every image.
    """
    encoder = _Encoder(model, progress, missing)
    resolved = encoder.resolve(items, media)
    audio = encoder.encode_audio(resolved)
    resolved = [one for one in resolved if one.audio in audio]
    silence = tuple(model.encode_audio(wave) for wave in baselines.silence_windows())
    images: dict[ImageRef, list[ResolvedItem]] = defaultdict(list)
    for one in resolved:
        images[one.image].append(one)
    random = np.random.default_rng(SEED)
    for number, same_image in enumerate(images.values()):
        image = encoder.encode_image(same_image)
        if image is not None:
            windows = mismatched_audio(same_image, resolved, random)
            yield EncodedImage(
                tuple(same_image),
                image,
                tuple(audio[one.audio] for one in same_image),
                tuple(audio[window] for window in windows),
                tuple(window.path for window in windows),
                silence,
            )
        progress("images", number + 1, len(images))


def mismatched_audio(
    same_image: Sequence[ResolvedItem],
    items: Sequence[ResolvedItem],
    random: np.random.Generator,
) -> list[AudioRef]:
    """Up to `MISMATCHES` audio windows of other files and of classes that the image does not show.

    Args:
        same_image: all items of the image; their labels are the classes that it shows.
        items: all items. Those with a visible source are preferred to absent ones.
        random: draws the windows.
    """
    visible = {one.item.label for one in same_image if not one.item.absent}
    own = {path for one in same_image for path in (one.image.path, one.audio.path)}
    suitable = [
        one
        for one in items
        if one.audio.path not in own
        and all(is_mismatch(one.item.label, label) for label in visible)
    ]
    preferred = [one for one in suitable if not one.item.absent]
    candidates = list(dict.fromkeys(one.audio for one in preferred or suitable))
    drawn = random.permutation(len(candidates))[:MISMATCHES]
    return [candidates[index] for index in drawn]


@dataclass
class _Encoder:
    """Encodes the media of the items; items without readable media are listed in `missing`."""

    model: "Localizer"
    progress: Progress
    missing: list[str] = field(default_factory=list)

    def resolve(self, items: Iterable[BoxItem], media: MediaFolder) -> list[ResolvedItem]:
        resolved = []
        for item in items:
            try:
                resolved.append(ResolvedItem(item, *media.resolve(item)))
            except Exception as error:
                self._add_missing(item, error)
        return resolved

    def encode_audio(self, items: list[ResolvedItem]) -> dict[AudioRef, "AudioEmbedding"]:
        """Each audio window once, without its spectrogram: there may be thousands."""
        embeddings: dict[AudioRef, AudioEmbedding] = {}
        for number, resolved in enumerate(items):
            if resolved.audio not in embeddings:
                try:
                    embedding = self.model.encode_audio(
                        load_audio(resolved.audio, self.model.audio_window)
                    )
                    embeddings[resolved.audio] = replace(embedding, spectrogram=np.zeros((0, 0)))
                except Exception as error:
                    self._add_missing(resolved.item, error)
            self.progress("audio", number + 1, len(items))
        return embeddings

    def encode_image(self, items: Sequence[ResolvedItem]) -> "ImageEmbedding | None":
        try:
            return self.model.encode_image(load_image(items[0].image))
        except Exception as error:
            for resolved in items:
                self._add_missing(resolved.item, error)
            return None

    def _add_missing(self, item: BoxItem, error: Exception) -> None:
        """List an item that cannot be used; a fault of AVOL in it must not end the others."""
        cause = describe_error(Path(item.file), error).rstrip(".")
        self.missing.append(f"{item.file}: {cause}")
