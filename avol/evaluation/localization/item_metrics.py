"""Metrics of one map and its boxes."""

from typing import TYPE_CHECKING

import numpy as np

from avol.evaluation import baselines
from avol.evaluation.geometry import in_boxes
from avol.evaluation.localization.boxes import BoxItem
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
    from avol.embedder import ImageEmbedding
    from avol.localization import Localization


def map_metrics(item: BoxItem, localization: "Localization") -> dict[str, float]:
    """Metrics of one map and of the baselines that need no model.

    Args:
        item: the boxes, or that the source is absent.
        localization: the map.

    Returns:
        By metric (`avol.evaluation.localization.summary.DESCRIPTIONS`), the item's contribution.
    """
    if item.absent:
        return {"absent_area": map_area(localization)}
    truth, other = box_mask(item.bbox, item.votes), box_mask(item.other)
    metrics = _overlap_metrics("", resize_map(localization.logits), truth, other)
    metrics |= _overlap_metrics("centre_", baselines.centre_map(), truth, other)
    metrics["pointing"] = in_boxes(localization.peak, item.bbox)
    metrics["centre_pointing"] = in_boxes((0.5, 0.5), item.bbox)
    metrics["random_pointing"] = float(np.mean(truth > 0))
    whole = ciou(truth >= 0, truth)
    metrics["whole_ciou"], metrics["whole_auc"] = float(whole >= SUCCESS), success_auc(whole)
    return metrics


def model_baselines(
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


def map_area(localization: "Localization") -> float:
    return float((localization.map >= MATCH_SCORE).mean())
