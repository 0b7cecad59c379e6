"""What the studio asks of a model, and how to come by the one that the settings name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.localizer import AudioEmbedding, ImageEmbedding, Localization


class Model(Protocol):
    """What the studio asks of `avol.localizer.Localizer`."""

    @property
    def engine_name(self) -> str:
        """What it runs on, in words; another after an engine gave up."""
        ...

    @property
    def identity(self) -> str:
        """Tells models apart whose maps differ: those of one are not taken for another's."""
        ...

    def encode_audio(self, wave: NDArray[np.float32]) -> AudioEmbedding:
        """From (48000,) samples of -1..1."""
        ...

    def encode_image(self, image: NDArray[np.uint8]) -> ImageEmbedding:
        """From (H, W, 3) RGB."""
        ...

    def localize(self, seen: ImageEmbedding, heard: AudioEmbedding) -> Localization:
        """Where in the picture the sound is made."""
        ...


def loader(weights: str | None, engine: str, threads: int | None = None) -> Callable[[], Model]:
    """What loads a checkpoint (None: the one AVOL takes by itself) with an engine, when called.

    threads: how many cores it may use; None lets AVOL choose.
    """

    def load() -> Model:
        from avol.checkpoints import DEFAULT_WEIGHTS
        from avol.localizer import Localizer

        name = weights or DEFAULT_WEIGHTS
        return Localizer.load(name, engine, threads)  # pyright: ignore[reportArgumentType]

    return load
