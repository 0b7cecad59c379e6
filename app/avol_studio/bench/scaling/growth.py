"""How a cost grows with a size."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True)
class Growth:
    """One figure at several sizes."""

    figure: str
    """What was measured, with its unit."""
    size: str
    """What `sizes` counts."""
    sizes: tuple[float, ...]
    values: tuple[float, ...]

    @property
    def rate(self) -> float:
        """The exponent of the growth: 0 is constant, 1 is proportional to the size."""
        slope, _ = np.polyfit(np.log(self.sizes), np.log(self.values), 1)
        return float(slope)

    def as_dict(self) -> dict[str, Any]:
        """JSON values."""
        return asdict(self) | {"rate": round(self.rate, 2)}


def table(growths: list[Growth]) -> Table:
    """Return a table for a terminal: a row for each figure."""
    from rich.table import Table

    result = Table("figure", "at", "values", "growth rate")
    for growth in growths:
        sizes, values = (
            " · ".join(f"{v:,.4g}" for v in row) for row in (growth.sizes, growth.values)
        )
        result.add_row(growth.figure, f"{sizes} {growth.size}", values, f"{growth.rate:.2f}")
    return result
