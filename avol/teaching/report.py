"""What is doubtful about a taught class: similar classes, few or contradictory examples."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np

from avol.teaching.background import Backgrounds
from avol.teaching.examples import StoredExample
from avol.teaching.fit import AUDIO_LIMIT, IMAGE_LIMIT, INSIDE, FittedUnits, fit_projected
from avol.teaching.taught_class import SimilarClass, same_name

ENOUGH = 3
"""Images and sounds from which on a class is reliable."""
SIMILAR = 0.25
"""Mean probability of a known class from which on it is similar."""
_SURE = 0.5
"""Mean probability from which on images and sounds of different known classes disagree."""
FOLDS = 5
"""Parts of the examples that are left out, one after the other, to find contradictions."""


def similar_classes(
    name: str, examples: Sequence[StoredExample], names: Sequence[str]
) -> tuple[SimilarClass, ...]:
    """Return the known classes that the examples look like or sound like, best first."""
    own = [example for example in examples if not example.is_background]
    groups: tuple[tuple[Literal["image", "audio"], list[np.ndarray]], ...] = (
        ("image", [e.image.classes for e in own if e.image is not None]),
        ("audio", [e.audio.classes for e in own if e.audio is not None]),
    )
    found = []
    for modality, probabilities in groups:
        if probabilities:
            mean = np.mean(probabilities, axis=0)
            found += [
                SimilarClass(known, modality, round(float(p), 3))
                for known, p in zip(names, mean.tolist(), strict=False)
                if p >= SIMILAR and not same_name(known, name)
            ]
    return tuple(sorted(found, key=lambda one: -one.probability))


def find_warnings(
    examples: Sequence[StoredExample],
    similar: Sequence[SimilarClass],
    backgrounds: Backgrounds,
) -> tuple[str, ...]:
    """Return a sentence for each fault of the examples."""
    own = [example for example in examples if not example.is_background]
    warnings = []
    for what, count in (
        ("images", sum(e.image is not None for e in own)),
        ("sounds", sum(e.audio is not None for e in own)),
    ):
        if count == 0:
            verb = "seen" if what == "images" else "heard"
            warnings.append(f"There are no {what}: the class cannot be {verb}; add some.")
        elif count < ENOUGH:
            some = f"is only 1 {what[:-1]}" if count == 1 else f"are only {count} {what}"
            warnings.append(f"There {some}; add {ENOUGH - count} more.")
    rejected = contradictory(examples, backgrounds)
    if rejected:
        numbers = ", ".join(str(n + 1) for n in rejected)
        one = len(rejected) == 1
        warnings.append(
            f"{'Example' if one else 'Examples'} {numbers} {'does' if one else 'do'} not fit the "
            f"others; check or delete {'it' if one else 'them'}."
        )
    seen, heard = (
        next((s for s in similar if s.modality == modality and s.probability >= _SURE), None)
        for modality in ("image", "audio")
    )
    if seen is not None and heard is not None and seen.name != heard.name:
        warnings.append(
            f"The images look like {seen.name} and the sounds like {heard.name}; check that they "
            "belong together."
        )
    return tuple(warnings)


def contradictory(examples: Sequence[StoredExample], backgrounds: Backgrounds) -> tuple[int, ...]:
    """Return the numbers of examples that a fit to the examples of other folds rejects."""
    own = [n for n, example in enumerate(examples) if not example.is_background]
    if len(own) < ENOUGH:
        return ()
    rejected = []
    for fold in range(min(FOLDS, len(own))):
        left_out = own[fold::FOLDS]
        kept = [example for n, example in enumerate(examples) if n not in left_out]
        units = fit_projected(kept, backgrounds)
        rejected += [n for n in left_out if _is_rejected(examples[n], units)]
    return tuple(sorted(rejected))


def _is_rejected(example: StoredExample, projected: FittedUnits) -> bool:
    """Return whether an example is no more like the class than usual samples are."""
    image, audio, rejected = projected.image, projected.audio, False
    if example.image is not None and image.weights.any():
        inside = example.image.inside >= INSIDE
        odds = image.logits(example.image.cells[inside]) - example.image.log_partition[inside]
        rejected |= bool(odds.max(initial=-np.inf) < _log_odds(IMAGE_LIMIT))
    if example.audio is not None and audio.weights.any():
        odds = audio.logits(example.audio.features) - example.audio.log_partition
        rejected |= bool(odds < _log_odds(AUDIO_LIMIT))
    return rejected


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))
