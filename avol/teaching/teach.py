"""Teaches a class: encodes its examples once, fits its units, and reports what is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from avol.errors import InputError, WeightsError
from avol.teaching.background import Backgrounds
from avol.teaching.examples import StoredExample, TeachingExample
from avol.teaching.features import encode_example
from avol.teaching.fit import fit_units
from avol.teaching.report import find_warnings, similar_classes
from avol.teaching.taught_class import TaughtClass, check_name, known_index

if TYPE_CHECKING:
    from avol.embedder import Embedder

Progress = Callable[[int, int], None]
"""Receives the number of encoded examples and their total."""


def teach(
    embedder: Embedder,
    name: str,
    examples: Iterable[TeachingExample | StoredExample],
    progress: Progress = lambda done, total: None,
) -> TaughtClass:
    """Teach a class.

    Args:
        embedder: the Localizer or Embedder of the weights; they stay unchanged.
        name: the name of the class. The name of a known class adds the examples to that class: its
            probability becomes the sum.
        examples: moments that show the class or sound like it, and moments of background; those
            that `encode_examples` has encoded before are taken as they are.
        progress: called after each example.

    Raises:
        InputError: no example shows the class or sounds like it, or one is invalid.
        WeightsError: the weights cannot be taught classes.
    """
    name = check_name(name)
    backgrounds = load_backgrounds(embedder)
    stored = encode_examples(embedder, examples, backgrounds, progress)
    return _fitted(
        TaughtClass(
            name=name,
            created=datetime.now().astimezone().isoformat(timespec="seconds"),
            examples=(),
            units=fit_units((), backgrounds),
            weights_sha256=embedder.card.sha256,
            weights=f"{embedder.card.name} {embedder.card.version}",
        ),
        stored,
        embedder,
        backgrounds,
    )


def add_examples(
    embedder: Embedder,
    taught: TaughtClass,
    examples: Iterable[TeachingExample | StoredExample],
    progress: Progress = lambda done, total: None,
) -> TaughtClass:
    """Return a class with further examples, fitted again; raises as `teach`."""
    backgrounds = _backgrounds_of(embedder, taught)
    new = encode_examples(embedder, examples, backgrounds, progress)
    return _fitted(taught, (*taught.examples, *new), embedder, backgrounds)


def remove_examples(embedder: Embedder, taught: TaughtClass, numbers: Iterable[int]) -> TaughtClass:
    """Return a class without some examples, fitted again; InputError if none would be left."""
    removed = set(numbers)
    kept = tuple(e for n, e in enumerate(taught.examples) if n not in removed)
    return _fitted(taught, kept, embedder, _backgrounds_of(embedder, taught))


def load_backgrounds(embedder: Embedder) -> Backgrounds:
    """Load the background of the weights; WeightsError if they cannot be taught classes."""
    card = embedder.card
    if card.heads != "shares" or embedder.path is None:
        raise WeightsError(
            f"{card.title} has no class heads and cannot be taught classes; choose “avol”."
        )
    return Backgrounds.load(embedder.path, card.sha256)


def encode_examples(
    embedder: Embedder,
    examples: Iterable[TeachingExample | StoredExample],
    backgrounds: Backgrounds,
    progress: Progress = lambda done, total: None,
) -> tuple[StoredExample, ...]:
    """Encode examples one by one; raises as `teach`."""
    examples = tuple(examples)
    stored = []
    for number, example in enumerate(examples):
        is_stored = isinstance(example, StoredExample)
        stored.append(example if is_stored else encode_example(embedder, example, backgrounds))
        progress(number + 1, len(examples))
    return tuple(stored)


def _backgrounds_of(embedder: Embedder, taught: TaughtClass) -> Backgrounds:
    if taught.weights_sha256 != embedder.card.sha256:
        raise WeightsError(
            f"“{taught.name}” was taught for other weights ({taught.weights}); choose those "
            "weights, or teach it again from its media."
        )
    return load_backgrounds(embedder)


def _fitted(
    taught: TaughtClass,
    examples: Sequence[StoredExample],
    embedder: Embedder,
    backgrounds: Backgrounds,
) -> TaughtClass:
    if all(example.is_background for example in examples):
        raise InputError(
            f"No example shows “{taught.name}” or sounds like it; add an image or a sound of it."
        )
    names = () if embedder.card.classes is None else embedder.card.classes.names
    backgrounds = backgrounds.without(known_index(names, taught.name))
    similar = similar_classes(taught.name, examples, names)
    return replace(
        taught,
        examples=tuple(examples),
        units=fit_units(examples, backgrounds),
        similar=similar,
        warnings=find_warnings(examples, similar, backgrounds),
        held_out=None,
    )
