"""How well a taught class works on files that took no part in the fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, islice

import numpy as np

from avol.engines.remembering import RememberingEngine
from avol.evaluation.bootstrap import FileBootstrap
from avol.evaluation.geometry import in_boxes
from avol.localization import Localization, Verdict
from avol.localizer import Localizer
from avol.teaching import (
    HeldOut,
    TaughtClass,
    TaughtClasses,
    TeachingExample,
    remove_examples,
)

FOLDS = 5
"""Parts of the files; each is held out once."""


def evaluate_held_out(
    model: Localizer, taught: TaughtClass, examples: Sequence[TeachingExample]
) -> HeldOut | None:
    """Fit the class to a part of its files and test it on the others, `FOLDS` times.

    A moment is an example with image and sound, or an image and a sound of the same part. It is
    correct if the verdict is a match, and the peak lies in the box if there is one.

    Args:
        model: the weights; other classes that were taught to it take part.
        taught: the class.
        examples: its examples, in the same order.

    Returns:
        None with fewer than two files of each modality.
    """
    model = model.with_engine(RememberingEngine(model.engine))
    rows: list[tuple[str, bool, bool]] = []
    for fold in _folds(examples):
        fitted = remove_examples(model, taught, fold)
        after = model.with_classes(TaughtClasses((fitted,)))
        for image, sound in _moments([examples[n] for n in fold]):
            assert image.image is not None
            pair = image.image, sound.wave
            found = _is_correct(image, model(*pair)), _is_correct(image, after(*pair))
            rows.append((image.source, *found))
    if not rows:
        return None
    files, before, correct = zip(*rows, strict=True)
    estimate = FileBootstrap(files).mean(np.array(correct, np.float64))
    value = float(np.mean(correct))
    return HeldOut(
        before=float(np.mean(before)),
        after=value,
        low=value if estimate.low is None else estimate.low,
        high=value if estimate.high is None else estimate.high,
        moments=len(rows),
        files=len(set(files)),
    )


def _folds(examples: Sequence[TeachingExample]) -> list[list[int]]:
    """Return the numbers of the examples of each part; files of each kind are spread evenly."""
    kinds: dict[tuple[bool, bool], dict[str, list[int]]] = {}
    for number, example in enumerate(examples):
        if not example.is_background:
            kind = example.image is not None, example.wave is not None
            kinds.setdefault(kind, {}).setdefault(example.source, []).append(number)
    count = min(FOLDS, min((len(files) for files in kinds.values()), default=0))
    if count < 2:
        return []
    folds: list[list[int]] = [[] for _ in range(count)]
    for files in kinds.values():
        for number, members in enumerate(files.values()):
            folds[number % count] += members
    return folds


def _moments(
    examples: Sequence[TeachingExample],
) -> Iterator[tuple[TeachingExample, TeachingExample]]:
    """Yield images with sounds: of the same example, or in turn."""
    yield from ((e, e) for e in examples if e.image is not None and e.wave is not None)
    images = [e for e in examples if e.image is not None and e.wave is None]
    sounds = [e for e in examples if e.image is None and e.wave is not None]
    if images and sounds:
        count = max(len(images), len(sounds))
        yield from zip(islice(cycle(images), count), islice(cycle(sounds), count), strict=True)


def _is_correct(example: TeachingExample, found: Localization) -> bool:
    inside = example.box is None or in_boxes(found.peak, (example.box,))
    return found.verdict is Verdict.MATCH and bool(inside)
