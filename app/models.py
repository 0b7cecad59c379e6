"""How to come by the model that does what the settings say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.flow.parts import Model


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
