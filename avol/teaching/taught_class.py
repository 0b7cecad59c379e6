"""A class that a person has taught."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from avol.errors import InputError
from avol.teaching.examples import StoredExample
from avol.teaching.fit import FittedUnits

MAX_NAME = 32
"""Characters of a name."""


Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0, le=10**9)]
Text = Annotated[str, Field(max_length=400)]
"""Values that are checked when they are loaded from a file."""


@dataclass(frozen=True)
class SimilarClass:
    """A known class that the examples look like or sound like."""

    name: Text
    modality: Literal["image", "audio"]
    probability: Share


@dataclass(frozen=True)
class HeldOut:
    """Share of moments that are correct, with its 95 % interval, before and after teaching.

    Each file was held out once: the class was fitted to the others.
    """

    before: Share
    after: Share
    low: Share
    high: Share
    moments: Count
    files: Count


@dataclass(frozen=True, eq=False)
class TaughtClass:
    """A class with its examples and its units; immutable."""

    name: str
    created: str
    """Date and time, ISO 8601."""
    examples: tuple[StoredExample, ...]
    units: FittedUnits
    weights_sha256: str
    """Hash of the weights whose features the units fit."""
    weights: str
    """Name and version of these weights, such as “avol 2.0”."""
    similar: tuple[SimilarClass, ...] = ()
    warnings: tuple[str, ...] = ()
    held_out: HeldOut | None = None
    enabled: bool = True

    @property
    def fingerprint(self) -> str:
        """Hash of what determines results: name and units."""
        digest = hashlib.sha256(self.name.encode())
        for unit in (self.units.image, self.units.audio):
            digest.update(unit.weights.astype("<f4").tobytes() + repr(float(unit.bias)).encode())
        return digest.hexdigest()[:12]


def same_name(first: str, second: str) -> bool:
    """Return whether two names mean the same class: case, spaces and underscores do not count."""
    return _folded(first) == _folded(second)


def check_name(name: str) -> str:
    """Return a name without spaces around it; InputError if it is empty, long or unprintable."""
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise InputError(
            f"A class needs a name of 1 to {MAX_NAME} printable characters; choose another one."
        )
    return name


def known_index(names: Sequence[str], name: str) -> int | None:
    """Return the place of a name among known classes; None if it is new."""
    return next((n for n, known in enumerate(names) if known and same_name(known, name)), None)


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()
