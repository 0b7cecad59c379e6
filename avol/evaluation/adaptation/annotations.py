"""Adapts a localizer to annotated moments: the scale of the scores, and factors of the classes.

Few labels carry few numbers: the scale has two, and starts from the reliability that the weights
had on other files; the factors of the classes are held near 1, and are kept only if they help on
files that were left out. The encoders do not change, so that every moment is encoded once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from avol.errors import InputError
from avol.evaluation.adaptation.class_factors import fit_class_factors
from avol.evaluation.adaptation.comparison import Comparison, compare, compare_match, verdict
from avol.evaluation.calibration import NOISE_QUANTILE, Pairs, fit_scale, video_of
from avol.evaluation.localization.boxes import BoxItem
from avol.evaluation.localization.evaluate import ItemResult, image_results
from avol.evaluation.localization.item_encoding import EncodedImage, Progress, encode_items
from avol.evaluation.localization.media_resolver import MediaFolder
from avol.model_card import ReliabilityBin
from avol.teaching import TaughtClasses
from avol.teaching.adaptation import Adaptation, multiply_classes

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding
    from avol.localizer import Localizer

MIN_VIDEOS = 2
"""Videos that an adaptation needs: one is held out."""
ENOUGH_VIDEOS = 10
"""Videos from which on an adaptation is worth a try."""
FOLDS = 10
"""Parts of the videos that are held out, one after the other."""
PRIOR_IMAGES = 20.0
"""How many images the reliability of the weights counts as."""


@dataclass(frozen=True)
class AdaptationResult:
    """An adaptation, and what was found on the way."""

    adaptation: Adaptation
    comparison: Comparison
    missing: tuple[str, ...] = ()
    """A line for each item without readable media."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Variant:
    """Whether the factors of the classes are fitted, and the results on files left out."""

    with_factors: bool
    results: tuple[ItemResult, ...]


def adapt_to_annotations(
    model: Localizer,
    lists: Sequence[tuple[Sequence[BoxItem], MediaFolder]],
    taught: TaughtClasses | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> AdaptationResult:
    """Fit an adaptation to box lists, and measure it on the files that each fit leaves out.

    Args:
        model: the localizer.
        lists: box lists with the folders of their media.
        taught: taught classes and adaptations in use; one to annotations is ignored.
        progress: called with the stage; it may raise an exception to cancel.

    Raises:
        InputError: too few files have boxes, readable media and sounds that differ.
    """
    taught = (taught or TaughtClasses()).revert("annotations")
    base = model.with_classes(taught)
    missing: list[str] = []
    images = [
        encoded
        for items, media in lists
        for encoded in encode_items(base, items, media, missing, progress)
    ]
    return adapt_to_encoded(base, images, tuple(missing), progress)


def adapt_to_encoded(
    base: Localizer,
    images: Sequence[EncodedImage],
    missing: Sequence[str] = (),
    progress: Progress = lambda stage, done, total: None,
) -> AdaptationResult:
    """Fit an adaptation to moments that `base` has encoded; raises as `adapt_to_annotations`."""
    videos = _check_videos(images)
    before = tuple(result for image in images for result in image_results(base, image))
    variants = [
        _Variant(with_factors, _left_out(base, images, videos, with_factors, progress))
        for with_factors in (False, True)[: 1 + (len(videos) >= ENOUGH_VIDEOS)]
    ]
    chosen = variants[0]
    if len(variants) == 2 and _factors_help(before, *variants):
        chosen = variants[1]
    comparison = compare(before, chosen.results)
    card = base.card
    adaptation = replace(
        _fit(base, images, chosen.with_factors),
        created=datetime.now().astimezone().isoformat(timespec="seconds"),
        data=f"{comparison.moments} annotated moments of {comparison.files} files",
        measurements=comparison.measurements,
        baselines=comparison.baselines,
        verdict=verdict(comparison.measurements),
        weights=f"{card.name} {card.version}",
    )
    return AdaptationResult(adaptation, comparison, tuple(missing), _warnings(len(videos)))


def _check_videos(images: Sequence[EncodedImage]) -> list[str]:
    """Return the names of the videos; InputError if there are too few."""
    videos = sorted({_video(image) for image in images if _has_source(image)})
    if len(videos) < MIN_VIDEOS:
        raise InputError(
            f"Boxes in {MIN_VIDEOS} videos or more are needed, and {len(videos)} was found; "
            f"annotate further videos, better {ENOUGH_VIDEOS} in all."
        )
    if not any(image.mismatched for image in images):
        raise InputError("All annotated files have similar sounds; annotate one with another.")
    return videos


def _warnings(videos: int) -> tuple[str, ...]:
    if videos >= ENOUGH_VIDEOS:
        return ()
    return (f"{videos} videos are few; annotate {ENOUGH_VIDEOS} or more for a reliable result.",)


def _left_out(
    base: Localizer,
    images: Sequence[EncodedImage],
    videos: Sequence[str],
    with_factors: bool,
    progress: Progress,
) -> tuple[ItemResult, ...]:
    """Localize every image with a fit to the videos of other folds, in the order of `images`."""
    count = min(FOLDS, len(videos))
    folds = {video: number % count for number, video in enumerate(videos)}
    results: dict[int, list[ItemResult]] = {}
    stage = "class factors" if with_factors else "scale"
    for fold in range(count):
        kept = [image for image in images if folds.get(_video(image), 0) != fold]
        names = {str(item.image.path) for image in kept for item in image.items}
        fitted = _fit(base, [_without_others(image, names) for image in kept], with_factors)
        for number, image in enumerate(images):
            if folds.get(_video(image), 0) == fold:
                results[number] = _adapted_results(base, fitted, image)
        progress(stage, fold + 1, count)
    return tuple(result for number in range(len(images)) for result in results[number])


def _fit(base: Localizer, images: Sequence[EncodedImage], with_factors: bool) -> Adaptation:
    """Fit an adaptation to all images, without measurements."""
    factors = fit_class_factors(images) if with_factors else None
    fitted = Adaptation(
        kind="annotations",
        created="",
        weights_sha256=base.card.sha256,
        weights="",
        data="",
        class_factors=factors,
    )
    logits = _Peaks(base, fitted)
    rows: list[tuple[float, bool, float]] = []
    for image in images:
        own = [
            audio
            for item, audio in zip(image.items, image.audio, strict=True)
            if not item.item.absent
        ]
        if image.mismatched and own:
            rows += [(logits(image, audio), True, 1.0) for audio in own]
            share = len(own) / len(image.mismatched)
            rows += [(logits(image, audio), False, share) for audio in image.mismatched]
    if not rows:  # the other file of two is held out
        return replace(fitted, scale=(base.scale.raw, base.scale.scores))
    values, match, weights = (np.array(column) for column in zip(*rows, strict=True))
    pairs = Pairs(values.astype(float), match.astype(bool), weights.astype(float))
    noise = [logits(image, audio) for image in images for audio in image.silence]
    scale = fit_scale(
        _with_prior(base, pairs), base.scale, float(np.quantile(noise, NOISE_QUANTILE))
    )
    return replace(fitted, scale=(scale.raw, scale.scores))


def _with_prior(base: Localizer, pairs: Pairs) -> Pairs:
    """Add each pair twice more, as matching and as not, as reliable as the weights were."""
    scores = base.scale(pairs.logits).astype(float)
    stored = base.card.calibration
    known = {} if stored is None else _reliability(stored.reliability)
    probable = np.interp(scores, list(known), list(known.values())) if known else scores
    share = PRIOR_IMAGES / max(float(pairs.weights[pairs.match].sum()), 1e-9)
    yes, no = (pairs.weights * share * p for p in (probable, 1 - probable))
    truth = np.ones(len(scores), bool)
    return Pairs(
        np.tile(pairs.logits, 3),
        np.concatenate([pairs.match, truth, ~truth]),
        np.concatenate([pairs.weights, yes, no]),
    )


def _reliability(bins: Sequence[ReliabilityBin]) -> Mapping[float, float]:
    """Return the share of matching pairs by score; groups of the same score are joined."""
    sums: dict[float, tuple[float, int]] = {}
    for one in sorted(bins, key=lambda group: group.score):
        total, count = sums.get(round(one.score, 2), (0.0, 0))
        sums[round(one.score, 2)] = total + one.matching * one.n, count + one.n
    return {score: total / max(count, 1) for score, (total, count) in sums.items()}


class _Peaks:
    """The highest logit of an image and an audio window, which is computed once."""

    def __init__(self, base: Localizer, adaptation: Adaptation) -> None:
        self._scale, self._adaptation = base.scale, adaptation

    def __call__(self, image: EncodedImage, audio: AudioEmbedding) -> float:
        vector = adapt_audio(self._adaptation, audio).embedding
        products = np.einsum("ijk,k->ij", image.image.embedding, vector)
        return float(self._scale.logits(products).max())


def adapt_audio(adaptation: Adaptation, audio: AudioEmbedding) -> AudioEmbedding:
    """Return an audio embedding with the factors of an adaptation."""
    if adaptation.class_factors is None:
        return audio
    embedding = multiply_classes(audio.embedding, adaptation.class_factors)
    return replace(audio, embedding=embedding)


def _adapted_results(
    base: Localizer, adaptation: Adaptation, image: EncodedImage
) -> list[ItemResult]:
    adapted = base.with_scale(adaptation.adapt_scale(base.scale))

    def each(windows: Sequence[AudioEmbedding]) -> tuple[AudioEmbedding, ...]:
        return tuple(adapt_audio(adaptation, window) for window in windows)

    changed = replace(
        image,
        audio=each(image.audio),
        mismatched=each(image.mismatched),
        silence=each(image.silence),
    )
    return image_results(adapted, changed)


def _factors_help(before: Sequence[ItemResult], without: _Variant, with_factors: _Variant) -> bool:
    """Whether factors improve the match by more than chance, and point no worse."""
    for results in (before, without.results):
        auc, pointing = compare_match(results, with_factors.results)
        if (auc.low or 0.0) <= 0 or (pointing.value or 0.0) < 0:
            return False
    return True


def _without_others(image: EncodedImage, files: set[str]) -> EncodedImage:
    """Return an image without mismatched audio of files that are left out."""
    kept = [n for n, path in enumerate(image.mismatched_files) if str(path) in files]
    return replace(
        image,
        mismatched=tuple(image.mismatched[n] for n in kept),
        mismatched_files=tuple(image.mismatched_files[n] for n in kept),
    )


def _video(image: EncodedImage) -> str:
    return video_of(str(image.items[0].image.path))


def _has_source(image: EncodedImage) -> bool:
    return any(not item.item.absent for item in image.items)
