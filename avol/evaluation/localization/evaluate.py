"""Evaluation of a localizer on a box list: one image embedding per image, one per audio window."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from avol.evaluation.localization.boxes import BoxItem
from avol.evaluation.localization.item_encoding import (
    EncodedImage,
    Progress,
    ResolvedItem,
    encode_items,
)
from avol.evaluation.localization.item_metrics import map_area, map_metrics, model_baselines
from avol.evaluation.localization.media_resolver import MediaFolder

if TYPE_CHECKING:
    from avol.localization import Localization
    from avol.localizer import Localizer


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


def image_results(model: "Localizer", encoded: EncodedImage) -> list[ItemResult]:
    """Localize all items of one image and compute their metrics."""
    image = encoded.image
    mismatches = [model.localize(image, window) for window in encoded.mismatched]
    areas = [map_area(model.localize(image, window)) for window in encoded.silence]
    silence_area = {"silence_area": float(np.mean(areas))}
    results = []
    for resolved, audio in zip(encoded.items, encoded.audio, strict=True):
        localization = model.localize(image, audio)
        metrics, wrong = map_metrics(resolved.item, localization), list["Localization"]()
        if not resolved.item.absent:
            metrics |= model_baselines(resolved.item, localization, image, mismatches)
            wrong = mismatches
        scores = tuple(mismatch.score for mismatch in wrong)
        probabilities = tuple(mismatch.match_probability for mismatch in wrong)
        metrics = {**metrics, **silence_area}
        results.append(ItemResult(resolved, localization, scores, probabilities, metrics))
        silence_area = {}  # counts once per image
    return results
