"""How a network runs: the fast CPU engine, plain torch, or torch on CUDA, chosen by name."""

from __future__ import annotations

import logging
import os
import shutil
from typing import Literal, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

from avol.checkpoints import Checkpoint, Part, Precision, load_network
from avol.errors import EngineError, InputError

log = logging.getLogger(__name__)

Floats = NDArray[np.float32]
EngineKind = Literal["auto", "int8", "fp32", "torch", "cuda"]
KINDS: tuple[EngineKind, ...] = get_args(EngineKind)


class Engine(Protocol):
    """Runs the two halves of one checkpoint. Deterministic; to be asked by one thread at a time."""

    @property
    def name(self) -> str:
        """What the status bar calls it, such as "CPU int8"."""
        ...

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        """(N, S, S, 3) RGB -> AVOL-Net: (N, 14, 14, 128), AVE-Net: (N, 128), L3-Net: (N, C)."""
        ...

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        """(N, bins, columns) normalised log-spectrograms -> (N, 128), L3-Net: (N, C)."""
        ...


def choose(checkpoint: Checkpoint, kind: EngineKind = "auto", threads: int | None = None) -> Engine:
    """The engine of that name, or with "auto" the fastest one that works here.

    Args:
        checkpoint: what it shall run.
        kind: "int8" and "fp32" are ready-made graphs on onnxruntime, "torch" is plain float32,
            "cuda" half precision on a graphics card.
        threads: how many cores a question may use; None means two where there are two, but one
            for "torch", whose threads wait for one another for seconds where cores are busy.

    Raises:
        InputError: there is no engine of that name.
        EngineError: the one that was named does not work here; "auto" takes the next one instead.

    A graphics card that fails later on, as when its memory is taken, gives way to the processors.
    """
    if kind not in KINDS:
        raise InputError(f"There is no engine “{kind}”; choose {', '.join(KINDS)}.")
    if kind != "auto":
        return _start(checkpoint, kind, threads)
    cards: list[EngineKind] = ["cuda"] if shutil.which("nvidia-smi") else []
    return _first(checkpoint, [*cards, *_ready_made(checkpoint)], threads)


def _first(checkpoint: Checkpoint, kinds: list[EngineKind], threads: int | None) -> Engine:
    """The first of `kinds` that works here, plain torch if none does."""
    for candidate in kinds:
        try:
            return _start(checkpoint, candidate, threads)
        except EngineError as error:
            log.warning("%s", error)
    return _start(checkpoint, "torch", threads)


def _ready_made(checkpoint: Checkpoint) -> list[EngineKind]:
    """The graphs that lie beside the checkpoint, best first, found without loading anything."""
    return [
        precision
        for precision in get_args(Precision)
        if any(checkpoint.graph(part, precision).is_file() for part in get_args(Part))
    ]


def _start(checkpoint: Checkpoint, kind: EngineKind, threads: int | None) -> Engine:
    if kind in ("int8", "fp32"):
        from avol.engines.onnxruntime_engine import OnnxRuntimeEngine

        return OnnxRuntimeEngine(checkpoint, kind, threads or min(2, os.cpu_count() or 1))
    card, network = load_network(checkpoint.path)
    if kind == "cuda":
        from avol.engines.cuda import CudaEngine
        from avol.engines.fallback import FallbackEngine

        return FallbackEngine(
            CudaEngine(card, network),
            lambda: _first(checkpoint, _ready_made(checkpoint), threads),
        )
    from avol.engines.torch_eager import TorchEngine

    return TorchEngine(card, network, threads or 1)
