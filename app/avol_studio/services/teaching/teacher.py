"""Encodes examples and fits classes with a model of its own; belongs to one thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from avol.localizer import Localizer
    from avol.teaching import TaughtClass
    from avol.teaching.examples import StoredExample, TeachingExample
    from avol_studio.core.model_loader import LoadModel


class Teacher:
    """Holds the encoded examples of the class that is being taught.

    The model is loaded with the first call. All methods raise AvolError.
    """

    def __init__(self, load_model: LoadModel) -> None:
        self._load_model = load_model
        self._model: Localizer | None = None
        self._stored: list[StoredExample] = []

    def load(self) -> None:
        """Load the model; WeightsError if it cannot be taught classes."""
        from avol.teaching.teach import load_backgrounds

        load_backgrounds(self._localizer())

    def encode(self, examples: Sequence[TeachingExample]) -> None:
        """Encode examples for the next `fit`."""
        from avol.teaching.teach import encode_examples, load_backgrounds

        model = self._localizer()
        self._stored += encode_examples(model, examples, load_backgrounds(model))

    def fit(self, name: str, taught: TaughtClass | None) -> TaughtClass:
        """Return a new class of the encoded examples, or `taught` with them."""
        from avol.teaching import add_examples, teach

        stored, self._stored = self._stored, []
        if taught is None:
            return teach(self._localizer(), name, stored)
        return add_examples(self._localizer(), taught, stored)

    def remove(self, taught: TaughtClass, number: int) -> TaughtClass:
        """Return a class without one of its examples."""
        from avol.teaching import remove_examples

        return remove_examples(self._localizer(), taught, [number])

    def _localizer(self) -> Localizer:
        if self._model is None:
            self._model = cast("Localizer", self._load_model())
        return self._model
