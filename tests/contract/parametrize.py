"""Decorators that run a test for each kind of file."""

import sys
from collections.abc import Callable, Iterable
from typing import Any

import pytest


def each_kind(names: Iterable[str]) -> Callable[[Any], Any]:
    """Run a test with the clip of each kind."""
    return pytest.mark.parametrize("clip", [_param(name) for name in names], indirect=True)


def _param(name: str) -> Any:
    marks = []
    if sys.platform != "linux" and not name.isascii():
        marks.append(pytest.mark.skip(reason="the file system may change the name"))
    return pytest.param(name, id=ascii(name)[1:-1], marks=marks)
