"""Whether int8 graphs work on this processor, and compilation where they do not."""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

from avol.checkpoints import Checkpoint, EncoderKind, load_checkpoint
from avol.engines import create_engine
from avol.engines.compile import CompiledEncoder
from avol.errors import EngineError


@cache
def int8_works() -> bool:
    """Run the self-check of the bundled int8 graphs."""
    try:
        create_engine(load_checkpoint("avol"), "int8", 1)
    except EngineError as error:
        if "off on this processor" not in str(error):
            raise
        return False
    return True


def skip_without_int8() -> None:
    """Skip the test if 8-bit sums saturate on this processor."""
    if not int8_works():
        pytest.skip("8-bit sums saturate on this processor (no VNNI instructions)")


def patch_compilation(patch: pytest.MonkeyPatch) -> None:
    """Make compilation fast, and independent of int8 support.

    Large layers are rounded to the nearest value, because rounding them by output error takes
    seconds. The time of the 8-bit graphs, which depends on the machine, does not count. Without
    int8 support, the graphs are kept without a measurement.
    """
    patch.setattr("avol.engines.gptq.LARGEST", 200)
    patch.setattr("avol.engines.compile.MAX_TIME_RATIO", math.inf)
    if not int8_works():
        patch.setattr("avol.engines.compile._measure", _keep_unmeasured)


def _keep_unmeasured(
    _checkpoint: Checkpoint, kind: EncoderKind, _batches: Sequence[np.ndarray]
) -> CompiledEncoder:
    return CompiledEncoder(kind, fp32_ms=1.0, int8_ms=1.0, error=0.1, kept=True)
