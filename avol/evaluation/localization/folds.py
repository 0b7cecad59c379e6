"""Heads of cross-validation: each fold of the videos has heads that were not trained on it.

Weights whose heads were trained on all videos of a data set cannot be judged by these videos.
Instead, each video is judged by heads that were trained in the same way on the other folds. The
file is written by `avol train`; it is for evaluation alone and no part of the weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import atomic_write
from avol.engines import Encoded, Engine, with_features
from avol.errors import InputError
from avol.evaluation.localization.boxes import BoxItem
from avol.evaluation.localization.evaluate import EvaluationResults, evaluate_items
from avol.evaluation.localization.item_encoding import Progress
from avol.evaluation.localization.media_resolver import MediaFolder
from avol.localizer import Localizer

FOLDS_FILE = "folds.safetensors"
"""Name of the file in the work folder of a training."""

Floats = NDArray[np.float32]


class Head(NamedTuple):
    """A linear layer of class heads."""

    weight: Floats
    """(128, channels)."""
    bias: Floats
    """(128,)."""

    def probabilities(self, features: Floats) -> Floats:
        """(N, …, channels) -> (N, …, 128), as `avol.models.heads.class_probabilities`."""
        logits = features @ self.weight.T + self.bias
        highest = np.maximum(logits.max(-1, keepdims=True), 0)
        powers = np.exp(logits - highest)
        return powers / (powers.sum(-1, keepdims=True) + np.exp(-highest))


@dataclass(frozen=True)
class FoldHeads:
    """The fold of each file, and the heads of each fold, (vision, audio)."""

    files: Mapping[str, int]
    """By path relative to the data folder; excerpts of one video are in one fold."""
    heads: Sequence[tuple[Head, Head]]

    def localizers(
        self, model: Localizer, items: Iterable[BoxItem]
    ) -> Iterator[tuple[Localizer, list[BoxItem]]]:
        """Yield each fold's localizer with the items of its files; other items with `model`.

        Files are known by their names.
        """
        folds = {PurePath(file).name: fold for file, fold in self.files.items()}
        groups: dict[int | None, list[BoxItem]] = {}
        for item in items:
            groups.setdefault(folds.get(PurePath(item.file).name), []).append(item)
        for fold, group in groups.items():
            if fold is None:
                yield model, group
            else:
                yield model.with_engine(_HeadEngine(model.engine, *self.heads[fold])), group

    def evaluate(
        self,
        model: Localizer,
        items: Iterable[BoxItem],
        media: MediaFolder,
        progress: Progress = lambda stage, done, total: None,
    ) -> EvaluationResults:
        """Evaluate like `evaluate_items`, each fold by itself with its heads.

        Mismatched audio is of the same fold, so that no model has heard it.
        """
        parts = [
            evaluate_items(one, group, media, progress)
            for one, group in self.localizers(model, items)
        ]
        return EvaluationResults(
            tuple(result for part in parts for result in part.results),
            tuple(line for part in parts for line in part.missing),
        )

    def save(self, path: Path) -> None:
        """Write the file atomically, in half precision; raises MediaError."""
        from safetensors.numpy import save_file

        tensors = {
            f"{fold}.{kind}.{part}": np.ascontiguousarray(getattr(head, part), np.float16)
            for fold, pair in enumerate(self.heads)
            for kind, head in zip(("image", "audio"), pair, strict=True)
            for part in ("weight", "bias")
        }
        with atomic_write(path) as part:
            save_file(tensors, part, {"files": json.dumps(self.files)})

    @classmethod
    def load(cls, path: Path) -> Self:
        """Load a file; InputError if it is missing or damaged."""
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(path, "numpy") as file:
                files = json.loads((file.metadata() or {})["files"])

                def head(fold: int, kind: str) -> Head:
                    parts = (file.get_tensor(f"{fold}.{kind}.{p}") for p in Head._fields)
                    return Head(*(part.astype(np.float32) for part in parts))

                count = 1 + max(files.values())
                heads = [(head(n, "image"), head(n, "audio")) for n in range(count)]
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise InputError(
                f"“{path}” is not a file of folds; choose {FOLDS_FILE} of the work folder of a "
                "training."
            ) from error
        return cls(files, heads)


NO_FOLDS = FoldHeads({}, ())
"""All files are evaluated with the model itself."""


class _HeadEngine:
    """An engine with other class heads."""

    def __init__(self, engine: Engine, vision: Head, audio: Head) -> None:
        self._engine, self._vision, self._audio = with_features(engine), vision, audio

    @property
    def name(self) -> str:
        return self._engine.name

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        return self.encode_images_with_features(images).embeddings

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        return self.encode_spectrograms_with_features(spectrograms).embeddings

    def encode_images_with_features(self, images: NDArray[np.uint8]) -> Encoded:
        features = self._engine.encode_images_with_features(images).features
        return Encoded(self._vision.probabilities(features), features)

    def encode_spectrograms_with_features(self, spectrograms: Floats) -> Encoded:
        features = self._engine.encode_spectrograms_with_features(spectrograms).features
        return Encoded(self._audio.probabilities(features), features)
