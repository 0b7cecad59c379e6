"""What images and sounds are like in general: the background against which a class is taught.

`NAME.background`, in the format of safetensors, lies beside the weights NAME. For each modality it
holds a projection of the features that makes them uncorrelated with variance 1, and samples of
projected features. `avol train-background` makes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import atomic_write
from avol.core.output_mark import BACKGROUND
from avol.errors import WeightsError

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Background:
    """Projection and samples of one modality."""

    mean: Floats
    """(C,) mean of the features."""
    basis: Floats
    """(C, d): projected features are (features - mean) @ basis."""
    samples: Floats
    """(n, d) projected features."""
    log_partition: Floats
    """(n,) of the samples, as `avol.teaching.units.log_partition`."""
    labels: Floats
    """(n,) number of the known class of each sample; -1 for none."""

    def without(self, label: int) -> Self:
        """Return the background without the samples of a known class."""
        kept = self.labels != label
        return replace(
            self,
            samples=self.samples[kept],
            log_partition=self.log_partition[kept],
            labels=self.labels[kept],
        )

    def project(self, features: Floats) -> Floats:
        """(…, C) -> (…, d)."""
        with one_thread():
            return np.asarray((features - self.mean) @ self.basis, np.float32)

    def tensors(self, prefix: str) -> dict[str, np.ndarray]:
        """Return the arrays as stored, in half precision."""
        arrays = {"mean": self.mean, "basis": self.basis, "samples": self.samples}
        arrays |= {"log_partition": self.log_partition, "labels": self.labels}
        return {f"{prefix}.{key}": value.astype(np.float16) for key, value in arrays.items()}

    @classmethod
    def of(cls, tensors: Mapping[str, np.ndarray], prefix: str) -> Self:
        """Return the background of stored arrays; KeyError or ValueError if they do not fit."""
        arrays = {
            field.name: np.asarray(tensors[f"{prefix}.{field.name}"], np.float32)
            for field in fields(cls)
        }
        background = cls(**arrays)
        channels, size = background.basis.shape
        count = len(background.samples)
        shapes = {"mean": (channels,), "samples": (count, size)}
        shapes |= {"log_partition": (count,), "labels": (count,)}
        if any(arrays[name].shape != shape for name, shape in shapes.items()):
            raise ValueError("the shapes do not fit")
        return background


@dataclass(frozen=True, eq=False)
class Backgrounds:
    """The backgrounds of both modalities."""

    image: Background
    audio: Background

    def without(self, label: int | None) -> Self:
        """Return the backgrounds without the samples of a known class; None changes nothing."""
        if label is None:
            return self
        return replace(self, image=self.image.without(label), audio=self.audio.without(label))

    def save(self, weights: Path, sha256: str) -> None:
        """Write the file beside the weights; MediaError if that fails."""
        from safetensors.numpy import save

        tensors = self.image.tensors("image") | self.audio.tensors("audio")
        with atomic_write(background_path(weights)) as part:
            part.write_bytes(save(tensors, {BACKGROUND: sha256}))

    @classmethod
    def load(cls, weights: Path, sha256: str) -> Self:
        """Load the file beside the weights; WeightsError if it is missing or of other weights."""
        from safetensors import SafetensorError, safe_open

        path = background_path(weights)
        remedy = f"make it with “avol train-background --weights {weights.stem}”"
        if not path.is_file():
            raise WeightsError(
                f"“{weights.stem}” cannot be taught classes ({path.name} is missing); {remedy}."
            )
        try:
            with safe_open(path, "numpy") as file:
                found = (file.metadata() or {}).get(BACKGROUND)
                tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
            backgrounds = cls(*(Background.of(tensors, name) for name in ("image", "audio")))
        except (SafetensorError, KeyError, ValueError, OSError) as error:
            raise WeightsError(f"{path.name} cannot be read ({error}); {remedy}.") from None
        if found != sha256:
            raise WeightsError(f"{path.name} was made for other weights; {remedy}.")
        return backgrounds


def background_path(weights: Path) -> Path:
    """Return the path of the background file of a weights file."""
    return weights.with_suffix(".background")


def one_thread() -> AbstractContextManager[object]:
    """Limit BLAS to one thread: others would wait for each other where a video is playing."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1, "blas")
