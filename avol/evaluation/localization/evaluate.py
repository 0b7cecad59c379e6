"""Evaluation of a localizer on a box list: one image embedding per image, one per audio window."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from avol.data.catalogue.confusable_classes import is_mismatch
from avol.errors import AvolError, describe_error
from avol.evaluation import baselines
from avol.evaluation.geometry import in_boxes
from avol.evaluation.localization.boxes import BoxItem
from avol.evaluation.localization.media_resolver import (
    AudioRef,
    ImageRef,
    MediaFolder,
    load_audio,
    load_image,
)
from avol.evaluation.metrics import (
    SUCCESS,
    Pixels,
    box_mask,
    ciou,
    max_inside,
    prefers_source,
    resize_map,
    success_auc,
    top_pixels,
    upper_half,
)
from avol.score_scale import MATCH_SCORE

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding, ImageEmbedding
    from avol.localization import Localization
    from avol.localizer import Localizer

log = logging.getLogger(__name__)

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
class ItemResult:
    """Localization of one item and its metrics."""

    resolved: ResolvedItem
    localization: "Localization"
    mismatch_scores: tuple[float, ...]
    """Scores of the same image with audio of classes that it does not show."""
    mismatch_probabilities: tuple[float | None, ...]
    """The probability of a match of each; None without calibration."""
    metrics: Mapping[str, float]
    """Contribution of this item to each metric; metrics that do not apply are missing."""

    @property
    def item(self) -> BoxItem:
        """The box item."""
        return self.resolved.item


@dataclass(frozen=True)
class EvaluationResults:
    """Results of all items, and a line for each item without readable media."""

    results: tuple[ItemResult, ...]
    missing: tuple[str, ...]


@dataclass
class _Evaluation:
    """An evaluation in progress."""

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
        if not isinstance(error, AvolError):
            log.info("%s", item.file, exc_info=True)
        cause = describe_error(Path(item.file), error).rstrip(".")
        self.missing.append(f"{item.file}: {cause}")


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


def evaluate_items(
    model: "Localizer",
    items: Iterable[BoxItem],
    media: MediaFolder,
    progress: Progress = lambda stage, done, total: None,
) -> EvaluationResults:
    """Localize the source of every item whose media can be read.

    Args:
        model: the localizer.
        items: the box items.
        media: the folder of the images and audio files.
        progress: called after every audio window and every image.
    """
    missing: list[str] = []
    results: list[ItemResult] = []
    for encoded in encode_items(model, items, media, missing, progress):
        results += image_results(model, encoded)
    return EvaluationResults(tuple(results), tuple(missing))


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
    evaluation = _Evaluation(model, progress, missing)
    resolved = evaluation.resolve(items, media)
    audio = evaluation.encode_audio(resolved)
    resolved = [one for one in resolved if one.audio in audio]
    silence = tuple(model.encode_audio(wave) for wave in baselines.silence_windows())
    images: dict[ImageRef, list[ResolvedItem]] = defaultdict(list)
    for one in resolved:
        images[one.image].append(one)
    random = np.random.default_rng(SEED)
    for number, same_image in enumerate(images.values()):
        image = evaluation.encode_image(same_image)
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


def image_results(model: "Localizer", encoded: EncodedImage) -> list[ItemResult]:
    """Localize all items of one image and compute their metrics."""
    image = encoded.image
    mismatches = [model.localize(image, window) for window in encoded.mismatched]
    areas = [_area(model.localize(image, window)) for window in encoded.silence]
    silence_area = {"silence_area": float(np.mean(areas))}
    results = []
    for resolved, audio in zip(encoded.items, encoded.audio, strict=True):
        localization = model.localize(image, audio)
        metrics, wrong = map_metrics(resolved.item, localization), list["Localization"]()
        if not resolved.item.absent:
            metrics |= _model_baselines(resolved.item, localization, image, mismatches)
            wrong = mismatches
        scores = tuple(mismatch.score for mismatch in wrong)
        probabilities = tuple(mismatch.match_probability for mismatch in wrong)
        metrics = {**metrics, **silence_area}
        results.append(ItemResult(resolved, localization, scores, probabilities, metrics))
        silence_area = {}  # counts once per image
    return results


def map_metrics(item: BoxItem, localization: "Localization") -> dict[str, float]:
    """Metrics of one map and of the baselines that need no model.

    Args:
        item: the boxes, or that the source is absent.
        localization: the map.

    Returns:
        By metric (`avol.evaluation.localization.summary.DESCRIPTIONS`), the item's contribution.
    """
    if item.absent:
        return {"absent_area": _area(localization)}
    truth, other = box_mask(item.bbox, item.votes), box_mask(item.other)
    metrics = _overlap_metrics("", resize_map(localization.logits), truth, other)
    metrics |= _overlap_metrics("centre_", baselines.centre_map(), truth, other)
    metrics["pointing"] = in_boxes(localization.peak, item.bbox)
    metrics["centre_pointing"] = in_boxes((0.5, 0.5), item.bbox)
    metrics["random_pointing"] = float(np.mean(truth > 0))
    whole = ciou(truth >= 0, truth)
    metrics["whole_ciou"], metrics["whole_auc"] = float(whole >= SUCCESS), success_auc(whole)
    return metrics


def _model_baselines(
    item: BoxItem,
    localization: "Localization",
    image: "ImageEmbedding",
    mismatches: list["Localization"],
) -> dict[str, float]:
    """Metrics of the image-only map and of mismatched audio."""
    truth, other = box_mask(item.bbox, item.votes), box_mask(item.other)
    saliency = baselines.saliency(image.embedding)
    metrics = _overlap_metrics("saliency_", resize_map(saliency), truth, other)
    metrics["saliency_pointing"] = in_boxes(baselines.peak(saliency), item.bbox)
    if mismatches:
        mismatched = np.mean([max_inside(resize_map(wrong.map), truth) for wrong in mismatches])
        matched = max_inside(resize_map(localization.map), truth)
        metrics["swap_gap"] = matched - float(mismatched)
    return metrics


def _overlap_metrics(prefix: str, heat: Pixels, truth: Pixels, other: Pixels) -> dict[str, float]:
    half = ciou(upper_half(heat), truth)
    adaptive = ciou(top_pixels(heat, int(np.count_nonzero(truth))), truth)
    return {
        f"{prefix}ciou": float(half >= SUCCESS),
        f"{prefix}auc": success_auc(half),
        f"{prefix}adaptive_ciou": float(adaptive >= SUCCESS),
        f"{prefix}which_one": prefers_source(heat, truth, other),
    }


def _area(localization: "Localization") -> float:
    return float((localization.map >= MATCH_SCORE).mean())
