"""Localizer: finds the object in an image that makes a sound."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from avol.checkpoints import DEFAULT_WEIGHTS, load_checkpoint, load_conv7
from avol.embedder import (
    NO_AUDIO_DBFS,
    AudioEmbedding,
    Embedder,
    Floats,
    ImageEmbedding,
    RGBImage,
    read_only,
)
from avol.engines import Encoded, Engine, EngineKind, create_engine, with_features
from avol.enlarged_parts import VIEWS, merge, views
from avol.errors import WeightsError
from avol.localization import FINE_MAPS, ClassProbability, Localization, Verdict, peak_cell
from avol.model_card import ModelCard
from avol.score_scale import MATCH_SCORE, ScoreScale
from avol.teaching import TaughtClass, TaughtClasses, TeachingExample
from avol.teaching.taught_heads import TaughtHeads
from avol.teaching.teach import Progress, teach

HEARD = 3
"""Classes of the audio that a localization names."""


class Localizer(Embedder):
    """AVOL-Net with its weights (paper §5).

    `encode_image` is expensive and `localize` is negligible, so that comparing one image with
    several audio windows costs one `encode_image`. Deterministic. Not thread-safe.
    """

    def __init__(
        self,
        card: ModelCard,
        conv7: tuple[float, float],
        engine: Engine,
        path: Path | None = None,
    ) -> None:
        super().__init__(card, engine, path)
        self.scale = ScoreScale.of(card, conv7)
        self._shipped = self.card, self.scale
        self._taught = TaughtHeads(card)
        self.fine = False
        """Whether enlarged parts of an image are encoded too (`with_fine`)."""

    @classmethod
    def load(
        cls,
        name_or_path: str | Path = DEFAULT_WEIGHTS,
        engine: EngineKind = "auto",
        threads: int | None = None,
        taught: TaughtClasses | Path | None = None,
        fine: bool = False,
    ) -> Self:
        """Load a bundled checkpoint by name, or any by the path of its .safetensors file.

        Args:
            name_or_path: the checkpoint; its model card lies next to it.
            engine: "auto" uses the fastest that works here; see `avol.engines.create_engine`.
            threads: number of CPU threads; None uses the default of the engine.
            taught: classes that were taught, or a file of such; see `with_classes`.
            fine: see `with_fine`.

        Raises:
            WeightsError: a file is missing, damaged, of another network or from a newer version.
            EngineError: the named engine does not work here.
        """
        checkpoint = load_checkpoint(name_or_path)
        conv7 = load_conv7(checkpoint)
        created = create_engine(checkpoint, engine, threads)
        loaded = cls(checkpoint.card, conv7, created, checkpoint.path).with_fine(fine)
        if isinstance(taught, Path):
            return loaded.with_classes_of(taught)
        return loaded if taught is None else loaded.with_classes(taught)

    def with_classes(self, taught: TaughtClasses) -> Self:
        """Return a localizer with these taught classes and adaptations, which shares the engine.

        Use one of both. Classes that are disabled, or that were taught for other weights, are left
        out (`TaughtClasses.unusable_text`).
        """
        changed = copy(self)
        adaptations = taught.usable_adaptations(self.card.sha256)
        changed._taught = TaughtHeads(self.card, taught.usable(self.card.sha256), adaptations)
        changed.card, changed.scale = self._shipped
        for one in adaptations:
            changed.scale = one.adapt_scale(changed.scale)
            if one.silence_dbfs is not None:
                level = {"silence_dbfs": one.silence_dbfs}
                changed.card = changed.card.model_copy(update=level)
        return changed

    def with_fine(self, fine: bool) -> Self:
        """Return a localizer that encodes enlarged parts of each image too, or one that does not.

        Small sources are found more often; an image takes five times as long. They share the
        engine. Not in the paper (`avol.enlarged_parts`).
        """
        changed = copy(self)
        changed.fine = fine
        return changed

    def with_scale(self, scale: ScoreScale) -> Self:
        """Return a localizer with another scale of the scores, which shares the engine."""
        changed = copy(self)
        changed.scale = scale
        return changed

    def with_engine(self, engine: Engine) -> Self:
        """Return a localizer of the same weights on another engine."""
        changed = copy(self)
        changed.engine = engine
        return changed

    def extend_audio(self, shipped: AudioEmbedding, features: Floats) -> AudioEmbedding:
        """Apply taught classes and adaptations to what `audio_features` returned, as encoding does.

        A sound is encoded once and compared with and without them.
        """
        vectors = Encoded(shipped.embedding[None], features[None])
        return replace(shipped, embedding=read_only(self._extend_audio(vectors)[0]))

    def with_classes_of(self, path: Path) -> Self:
        """Return a localizer with the taught classes of a file.

        Raises:
            InputError: the file is missing or damaged.
            WeightsError: an enabled class was taught for other weights.
        """
        taught = TaughtClasses.load(path)
        if fault := taught.unusable_text(self.card.sha256):
            raise WeightsError(fault)
        return self.with_classes(taught)

    def teach(
        self,
        name: str,
        examples: Iterable[TeachingExample],
        progress: Progress = lambda done, total: None,
    ) -> TaughtClass:
        """Teach a class (`avol.teaching.teach`); `with_classes` then uses it."""
        return teach(self, name, examples, progress)

    @property
    def taught_names(self) -> tuple[str, ...]:
        """Names of the taught classes in use."""
        return self._taught.names

    @property
    def taught_in_use(self) -> tuple[str, ...]:
        """Names of the taught classes and of the adaptations in use, as in each localization."""
        return self._taught.marks

    @property
    def taught_descriptions(self) -> tuple[str, ...]:
        """Taught classes and adaptations in use with their hashes, for results."""
        return self._taught.descriptions

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the dimensions of the embeddings, "" for one that is not used.

        Empty if the model names no classes.
        """
        return self._taught.class_names

    @property
    def engine_name(self) -> str:
        """Name of the engine in use, such as "CPU int8", with “fine maps” if they are."""
        return super().engine_name + (FINE_MAPS if self.fine else "")

    @property
    def identity(self) -> str:
        """Key for caches of localizations: weights, engine, scale, taught classes, adaptations."""
        taught = self._taught.fingerprint
        return f"{super().identity} {self.scale.fingerprint}" + (f" {taught}" if taught else "")

    @property
    def provenance(self) -> dict[str, Any]:
        """What made a result, for JSON: weights, their hash, engine, and taught classes if any."""
        values = {"weights": self.card.name, "sha256": self.card.sha256}
        taught = {"taught": list(self.taught_descriptions)} if self.taught_descriptions else {}
        return values | {"engine": self.engine_name} | taught

    @property
    def description(self) -> str:
        """Name, version and hash of the weights, and the taught classes, for people."""
        weights = f"{self.card.name} {self.card.version} ({self.card.sha256[:12]})"
        return ", ".join([weights, *self.taught_descriptions])

    def encode_images(self, images: list[RGBImage]) -> list[ImageEmbedding]:
        """Encode several images, with enlarged parts of each if `fine`; see `Embedder`."""
        if not self.fine:
            return super().encode_images(images)
        encoded = super().encode_images([view for image in images for view in views(image)])
        grids = [each.embedding for each in encoded]
        return [
            ImageEmbedding(read_only(merge(grids[n : n + VIEWS])))
            for n in range(0, len(grids), VIEWS)
        ]

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        """Compute where in the image the sound is made, if anywhere."""
        # einsum, because BLAS would wake its threads for this small product
        products = np.einsum("ijk,k->ij", image.embedding, audio.embedding)
        logits = self.scale.logits(products)
        scores = self.scale(logits)
        verdict = self._verdict(float(scores.max()), audio)
        cell = image.embedding[peak_cell(scores, logits)]
        label = self._label(cell * audio.embedding, verdict)
        found = Localization.of(scores, logits, verdict, self.scale.match_probability(logits))
        heard = self.classify_audio(audio)
        return replace(found, heard=heard, label=label, taught=self.taught_in_use)

    def __call__(self, image: RGBImage, wave: Floats | None) -> Localization:
        """Encode an image and an audio window and localize the source."""
        return self.localize(self.encode_image(image), self.encode_audio(wave))

    def classify_audio(
        self, audio: AudioEmbedding, count: int = HEARD
    ) -> tuple[ClassProbability, ...]:
        """Return the most probable classes of an audio window, best first.

        Empty for silence, and for a model that does not name its classes.
        """
        classes = self.card.classes
        if classes is None or audio.level_dbfs < self.card.silence_dbfs:
            return ()
        known = self._taught.named(audio.embedding)
        best = np.argsort(-known, kind="stable")[:count].tolist()
        names = self.class_names
        return tuple(ClassProbability(names[i], float(known[i])) for i in best if names[i])

    def _verdict(self, score: float, audio: AudioEmbedding) -> Verdict:
        classes = self.card.classes
        if audio.level_dbfs == NO_AUDIO_DBFS:
            return Verdict.NO_AUDIO
        if audio.level_dbfs < self.card.silence_dbfs:
            return Verdict.SILENCE
        if score >= MATCH_SCORE:
            return Verdict.MATCH
        heard = sum(share.probability for share in self.classify_audio(audio))
        if classes is not None and heard < classes.min_known:
            return Verdict.UNFAMILIAR
        return Verdict.NO_MATCH

    def _label(self, shared: Floats, verdict: Verdict) -> str:
        """Return the class with the largest part in the product of the peak."""
        if self.card.classes is None or verdict is not Verdict.MATCH:
            return ""
        return self.class_names[int(self._taught.named(shared).argmax())]

    def _encode_images(self, images: NDArray[np.uint8]) -> Floats:
        if not self._taught.names:
            return super()._encode_images(images)
        return self._taught.extend_image(
            with_features(self.engine).encode_images_with_features(images)
        )

    def _encode_spectrograms(self, spectrograms: Floats) -> Floats:
        if not self._taught.needs_audio_features:
            return self._taught.adapt_audio(super()._encode_spectrograms(spectrograms))
        return self._extend_audio(
            with_features(self.engine).encode_spectrograms_with_features(spectrograms)
        )

    def _extend_audio(self, encoded: Encoded) -> Floats:
        extended = encoded.embeddings
        if self._taught.needs_audio_features:
            extended = self._taught.extend_audio(encoded)
        return self._taught.adapt_audio(extended)
