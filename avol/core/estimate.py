"""A value with its confidence interval."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

Number = Annotated[float, Field(ge=-1e6, le=1e6)]
"""A number that is checked when it is loaded from a file."""


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % interval; None if there is nothing to estimate it from."""

    value: Number | None = None
    low: Number | None = None
    """None with fewer than two files, which have no spread."""
    high: Number | None = None
