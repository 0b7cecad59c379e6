"""Training pairs for things of which the catalogue lacks the photographs, the sounds, or both.

What stands in for a place that shows a thing is a place of bare ground whose answer is moved
towards the thing's ImageNet class; for a second of its sound, a second of noise or of something
else whose answer is moved towards its AudioSet class. Ours.
"""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from avol.data.labels import comparable
from avol.sound import Floats
from avol.training.concepts import Concept, Evidence

_REAL = 0.6
"""How often a real example is taken where there is one and a class could stand in."""
_SEEN_BY, _HEARD_BY = (2.0, 9.0), (2.0, 8.0)
"""How far answers are moved, in standard deviations of the evidence."""


@dataclass(frozen=True)
class Pairs:
    """N places and N seconds; the n-th of both show and sound the same."""

    places: Tensor  # (N, channels of the eye)
    seconds: Tensor  # (N, channels of the ear)
    mismatch: Tensor  # (N, N) bool: this place surely does not make that sound


@dataclass(frozen=True)
class Examples:
    """Answers of one tower: what they are of, by label name, and those of nothing in particular."""

    by_label: dict[str, Floats]  # each (n, channels)
    ordinary: Floats  # (n, channels)


class StandIns:
    """Draws pairs of concepts, real on either side where there are examples."""

    def __init__(
        self,
        concepts: list[Concept],
        seen: tuple[Examples, Evidence],
        heard: tuple[Examples, Evidence],
        seed: int,
    ) -> None:
        (self._places, self._looks), (self._seconds, self._sounds) = seen, heard
        self._concepts = [
            concept
            for concept in concepts
            if (concept.seen or concept.name in self._places.by_label)
            and (concept.heard or concept.name in self._seconds.by_label)
        ]
        self._random = np.random.default_rng(seed)
        self._mismatch = torch.tensor(
            [[surely_differ(one, other) for other in self._concepts] for one in self._concepts]
        )

    def __len__(self) -> int:
        return len(self._concepts)

    def draw(self, count: int) -> Pairs:
        """Pairs of `count` different concepts (of all, if there are fewer)."""
        drawn = self._random.choice(len(self), min(count, len(self)), replace=False)
        concepts = [self._concepts[number] for number in drawn]
        places = [self._draw(c.name, self._places, c.seen, self._looks, _SEEN_BY) for c in concepts]
        seconds = [
            self._draw(c.name, self._seconds, c.heard, self._sounds, _HEARD_BY) for c in concepts
        ]
        rows = torch.from_numpy(drawn)
        return Pairs(
            torch.from_numpy(np.stack(places)),
            torch.from_numpy(np.stack(seconds)),
            self._mismatch[rows][:, rows],
        )

    def _draw(
        self,
        name: str,
        examples: Examples,
        classes: tuple[str, ...],
        evidence: Evidence,
        by: tuple[float, float],
    ) -> Floats:
        real = examples.by_label.get(name)
        if real is not None and (not classes or self._random.random() < _REAL):
            return _any(real, self._random)
        row = evidence.of(classes[self._random.integers(len(classes))]).numpy()
        moved = _any(examples.ordinary, self._random) + self._random.uniform(*by) * row / (
            row @ row
        )
        return np.maximum(moved, 0).astype(np.float32)  # both towers end in a ReLU


def _any(rows: NDArray[np.float32], random: np.random.Generator) -> Floats:
    return rows[random.integers(len(rows))]


def surely_differ(one: Concept, other: Concept) -> bool:
    """Whether neither their names nor a class of either tower make them akin."""
    shared = set(one.seen) & set(other.seen) or set(one.heard) & set(other.heard)
    return comparable(one.name, other.name) and not shared
