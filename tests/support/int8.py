"""Whether int8 graphs work on this processor."""

from functools import cache

import pytest

from avol.checkpoints import load_checkpoint
from avol.engines import create_engine
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
