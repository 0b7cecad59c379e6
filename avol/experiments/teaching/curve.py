"""Pointing and match AUC of taught classes after 0, 1, 5 and 20 examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from avol.core.estimate import Estimate
from avol.data.catalogue.confusable_classes import is_mismatch
from avol.evaluation.bootstrap import FileBootstrap
from avol.evaluation.geometry import in_boxes
from avol.evaluation.metrics import roc_auc
from avol.experiments.teaching.reduced_engine import ReducedEngine
from avol.localizer import Localizer
from avol.teaching import TaughtClasses
from avol.teaching.fit import fit_units
from avol.teaching.teach import load_backgrounds

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding
    from avol.experiments.teaching.class_media import ClassMedia

COUNTS = (1, 5, 20)
DRAWS = {1: 3, 5: 3, 20: 1}
"""Random choices of so many examples."""
SHIPPED = "shipped unit"
METRICS: Mapping[str, str] = {
    "pointing": "the peak lies in the box of the class whose sound is played",
    "match_auc": "own sound against sounds of other classes: area under the ROC curve",
    "named": "the verdict names the class",
}
MISMATCHED = 1
"""Sounds of each other class."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class _Result:
    """One scene with one own sound, or one class: values of the metrics."""

    label: str
    values: Mapping[str, float]


def learning_curve(
    model: Localizer,
    classes: Sequence[ClassMedia],
    progress: Progress = lambda stage, done, total: None,
) -> dict[str, dict[str, Estimate]]:
    """Measure all classes; the weights lack the unit of each class while it is tested.

    Returns:
        By the number of examples, or `SHIPPED` for the weights as they are: each metric with its
        interval, for which whole classes are drawn.
    """
    results: dict[str, list[_Result]] = {}
    for number, media in enumerate(classes):
        for row, found in _class_results(model, media, classes).items():
            results.setdefault(row, []).extend(found)
        progress("classes", number + 1, len(classes))
    order = [SHIPPED, "0", *map(str, COUNTS)]
    return {row: _estimates(results[row]) for row in order}


def _class_results(
    model: Localizer, media: ClassMedia, classes: Sequence[ClassMedia]
) -> dict[str, list[_Result]]:
    place = model.class_names.index(media.label)
    reduced = model.with_engine(ReducedEngine(model.engine, place))
    taught = reduced.teach(media.label, media.examples)
    backgrounds = load_backgrounds(reduced).without(place)
    results = {
        SHIPPED: _test(model, media, classes),
        "0": _test(reduced, media, classes),
    }
    random = np.random.default_rng(place)
    total = len(media.examples)
    for count in COUNTS:
        found: list[_Result] = []
        for _ in range(DRAWS[count]):
            drawn = sorted(random.permutation(total)[:count].tolist())
            part = tuple(taught.examples[n] for n in drawn)
            fitted = replace(taught, examples=part, units=fit_units(part, backgrounds))
            tested = reduced.with_classes(TaughtClasses((fitted,)))
            found += _test(tested, media, classes)
        results[str(count)] = found
    return results


def _test(model: Localizer, media: ClassMedia, classes: Sequence[ClassMedia]) -> list[_Result]:
    own = [model.encode_audio(wave) for wave in media.waves]
    others = {
        other.label: [model.encode_audio(wave) for wave in other.waves[:MISMATCHED]]
        for other in classes
        if is_mismatch(other.label, media.label)
    }
    results: list[_Result] = []
    matching, mismatching = [], []
    for scene in media.scenes:
        image = model.encode_image(scene.image)
        for audio in own:
            found = model.localize(image, audio)
            matching.append(float(found.logits.max()))
            pointing = float(in_boxes(found.peak, (scene.box,)))
            named = float(found.label == media.label)
            results.append(_Result(media.label, {"pointing": pointing, "named": named}))
        for audio in _absent(others, scene.labels):
            mismatching.append(float(model.localize(image, audio).logits.max()))
    scores = np.array([*matching, *mismatching])
    is_match = np.arange(len(scores)) < len(matching)
    auc = roc_auc(scores, is_match, np.ones(len(scores)))
    return [*results, _Result(media.label, {"match_auc": auc})]


def _absent(
    others: Mapping[str, list[AudioEmbedding]], shown: Sequence[str]
) -> list[AudioEmbedding]:
    """Return the sounds of classes that a scene does not show, nor one like it."""
    return [
        audio
        for label, sounds in others.items()
        if all(is_mismatch(label, other) for other in shown)
        for audio in sounds
    ]


def _estimates(results: Sequence[_Result]) -> dict[str, Estimate]:
    bootstrap = FileBootstrap([result.label for result in results])
    return {
        name: bootstrap.mean(np.array([r.values.get(name, np.nan) for r in results]))
        for name in METRICS
    }
