"""Selection of an inference engine by name or by what works on this machine."""

from __future__ import annotations

import logging
import os
import shutil
from typing import Literal, get_args

from avol.checkpoints import Checkpoint, EncoderKind, Precision, load_network
from avol.core.optional_packages import optional_packages
from avol.engines.base import Engine
from avol.errors import EngineError, InexactGraphError, InputError, MissingPackageError

log = logging.getLogger(__name__)

EngineKind = Literal["auto", "int8", "fp32", "torch", "cuda"]
ENGINE_KINDS: tuple[EngineKind, ...] = get_args(EngineKind)


def create_engine(
    checkpoint: Checkpoint, kind: EngineKind = "auto", threads: int | None = None
) -> Engine:
    """Create the named engine, or with "auto" the fastest that works on this machine.

    Args:
        checkpoint: the checkpoint to run.
        kind: "int8" and "fp32" run compiled graphs on onnxruntime, "torch" runs eager float32 on
            the CPU, "cuda" half precision on a GPU. If a GPU fails later, such as when another
            program takes its memory, the engine continues on the CPU.
        threads: number of CPU threads; None means up to two for onnxruntime and one for "torch",
            whose threads wait seconds for each other where the cores are busy.

    Raises:
        InputError: there is no engine of that name.
        EngineError: the named engine does not work here; "auto" tries the next one instead.
        MissingPackageError: the named engine needs torch, which is not installed.
    """
    if kind not in ENGINE_KINDS:
        raise InputError(f"Unknown engine “{kind}”; choose {', '.join(ENGINE_KINDS)}.")
    if kind != "auto":
        return _create(checkpoint, kind, threads)
    gpu: list[EngineKind] = ["cuda"] if shutil.which("nvidia-smi") else []
    return _create_first(checkpoint, [*gpu, *_compiled_precisions(checkpoint)], threads)


def default_threads() -> int:
    """Return the number of threads for onnxruntime, if none is given."""
    return min(2, os.cpu_count() or 1)


def _create_first(checkpoint: Checkpoint, kinds: list[EngineKind], threads: int | None) -> Engine:
    """Create the first of `kinds` that works here, else the eager torch engine."""
    for kind in kinds:
        try:
            return _create(checkpoint, kind, threads)
        except (InexactGraphError, MissingPackageError) as error:
            log.info("%s", error)  # usual without VNNI instructions, and without torch
        except EngineError as error:
            log.warning("%s", error)
    return _create(checkpoint, "torch", threads)


def _compiled_precisions(checkpoint: Checkpoint) -> list[EngineKind]:
    """Return the precisions that have a compiled graph, fastest first."""
    return [
        precision
        for precision in get_args(Precision)
        if any(checkpoint.graph_path(kind, precision).is_file() for kind in get_args(EncoderKind))
    ]


def _create(checkpoint: Checkpoint, kind: EngineKind, threads: int | None) -> Engine:
    if kind in ("int8", "fp32"):
        from avol.engines.onnxruntime_engine import OnnxRuntimeEngine

        return OnnxRuntimeEngine(checkpoint, kind, threads or default_threads())
    with optional_packages(f"The engine “{kind}”"):
        return _create_with_torch(checkpoint, kind, threads)


def _create_with_torch(checkpoint: Checkpoint, kind: EngineKind, threads: int | None) -> Engine:
    card, network = load_network(checkpoint.path)
    if kind == "cuda":
        from avol.engines.cuda import CudaEngine
        from avol.engines.fallback import FallbackEngine

        return FallbackEngine(
            CudaEngine(card, network),
            lambda: _create_first(checkpoint, _compiled_precisions(checkpoint), threads),
        )
    from avol.engines.torch_eager import TorchEngine

    return TorchEngine(card, network, threads or 1)
