"""The class heads of weights, extended by taught classes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from avol.core.constants import EMBEDDING_SIZE
from avol.engines import Encoded
from avol.model_card import ModelCard
from avol.teaching.adaptation import Adaptation, multiply_classes
from avol.teaching.taught_class import TaughtClass, known_index
from avol.teaching.units import Floats, UnitStack, extend


class TaughtHeads:
    """Embeddings of 128 + K dimensions for K taught classes.

    A class with the name of a known one takes no dimension: its probability is added to that of
    the known one. Adaptations change the audio head: the unit of a room's noise takes probability
    from all classes and has no dimension. Without either, embeddings stay as they are.
    """

    def __init__(
        self,
        card: ModelCard,
        classes: Sequence[TaughtClass] = (),
        adaptations: Sequence[Adaptation] = (),
    ) -> None:
        known = () if card.classes is None else card.classes.names
        self.names = tuple(one.name for one in classes)
        """Names of the taught classes."""
        self._places = [known_index(known, name) for name in self.names]
        new = [n for n, place in zip(self.names, self._places, strict=True) if place is None]
        padded = (*known, *[""] * (EMBEDDING_SIZE - len(known))) if new else known
        self.class_names = (*padded, *new)
        """Names of the dimensions of the embeddings; "" for one that is not used."""
        self._unnamed = [n for n, name in enumerate(self.class_names) if not name]
        adapted = tuple(one.description for one in adaptations)
        self.marks = (*self.names, *adapted)
        """Names of the taught classes, and the adaptations, for each result."""
        self.descriptions = (
            *(f"“{one.name}” ({one.fingerprint})" for one in classes),
            *adapted,
        )
        """Names of the taught classes and of the adaptations, with their fingerprints."""
        noises = [one.noise for one in adaptations if one.noise is not None]
        self.needs_audio_features = bool(classes or noises)
        self._factors = [one.class_factors for one in adaptations if one.class_factors is not None]
        if classes:
            self._image = UnitStack([one.units.image for one in classes])
        if self.needs_audio_features:
            self._audio = UnitStack([*(one.units.audio for one in classes), *noises])

    @property
    def fingerprint(self) -> str:
        """Hash of the taught classes and adaptations; "" without any."""
        text = ", ".join(self.descriptions)
        return hashlib.sha256(text.encode()).hexdigest()[:12] if text else ""

    def named(self, values: Floats) -> Floats:
        """Return the values of the dimensions that have a name, and -1 for others between them."""
        named = values[: len(self.class_names)]
        if self._unnamed:
            named = named.copy()
            named[self._unnamed] = -1
        return named

    def extend_image(self, encoded: Encoded) -> Floats:
        """(N, 14, 14, 128) with features -> (N, 14, 14, 128 + K)."""
        return self._joined(encoded.embeddings, self._image.logits(encoded.features))

    def extend_audio(self, encoded: Encoded) -> Floats:
        """(N, 128) with features -> (N, 128 + K)."""
        return self._joined(encoded.embeddings, self._audio.logits(encoded.features))

    def adapt_audio(self, embeddings: Floats) -> Floats:
        """(N, 128 + K) -> the same with the factors of the adaptations."""
        for factors in self._factors:
            embeddings = multiply_classes(embeddings, factors)
        return embeddings

    def _joined(self, probabilities: Floats, logits: Floats) -> Floats:
        known, taught = extend(probabilities, logits)
        columns = [known]
        for number, place in enumerate(self._places):
            if place is None:
                columns.append(taught[..., number : number + 1])
            else:
                known[..., place] += taught[..., number]
        return np.concatenate(columns, axis=-1)
