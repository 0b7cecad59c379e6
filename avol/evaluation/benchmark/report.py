"""What the benchmark found, as records, as plain dictionaries and as a table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from rich.table import Table

Step = Literal["resize", "see", "front end", "hear", "compare", "whole"]
STEPS: tuple[Step, ...] = get_args(Step)


@dataclass(frozen=True)
class Row:
    """One engine at one step. "resize" is 720p to the network's square, "whole" all of them."""

    engine: str
    threads: int
    step: Step
    p50_ms: float
    p95_ms: float
    speedup: float
    """How many times as fast as plain torch with as many threads (of the medians)."""
    gflops: float | None
    """Arithmetic a second at the median, in 1e9; None where the step runs no network."""
    of_ceiling: float | None
    """`gflops` as a share of the ceiling of this engine's arithmetic. A square product is no
    strict bound: convolutions by other libraries can pass it."""


@dataclass(frozen=True)
class Agreement:
    """How near the maps of one engine come to plain torch's."""

    engine: str
    threads: int
    max_difference: float
    """Largest difference in any cell of any map (0..1)."""
    same_peak: float
    """Share of the maps whose best cell is the same."""
    maps: int


@dataclass(frozen=True)
class Report:
    """Everything that one run of the benchmark found."""

    checkpoint: str
    machine: str
    gmacs: Mapping[str, float]
    """Products summed per question, in 1e9, of "see" and "hear"."""
    ceilings: Mapping[str, float]
    """GFLOP/s of a square matrix product, by arithmetic and threads, such as "fp32 x 2"."""
    rows: tuple[Row, ...]
    agreements: tuple[Agreement, ...]
    missing: Mapping[str, str]
    """Engines that do not work here, and why."""

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionaries and lists, fit for JSON."""
        return asdict(self)

    def table(self) -> Table:
        """A line for each engine, number of threads and step."""
        from rich.table import Table

        table = Table(
            title=f"{self.checkpoint} on {self.machine}",
            caption="Ceilings: " + "; ".join(f"{k} {v:.0f}" for k, v in self.ceilings.items()),
            box=None,
            padding=(0, 1, 0, 0),
        )
        for heading in ("engine", "step"):
            table.add_column(heading, no_wrap=True)
        for heading in ("p50 ms", "p95 ms", "faster", "GFLOP/s", "ceiling", "map off", "peak"):
            table.add_column(heading, justify="right", no_wrap=True)
        for agreement in self.agreements:
            for row in self.rows:
                if _runner(row) == _runner(agreement):
                    table.add_row(*_cells(row, agreement))
            table.add_section()
        return table


def _runner(of: Row | Agreement) -> tuple[str, int]:
    return of.engine, of.threads


def _cells(row: Row, agreement: Agreement) -> tuple[str, ...]:
    whole = row.step == "whole"
    return (
        f"{row.engine} x {row.threads}" if row.step == STEPS[0] else "",
        row.step,
        f"{row.p50_ms:.2f}",
        f"{row.p95_ms:.2f}",
        f"{row.speedup:.1f}",
        "" if row.gflops is None else f"{row.gflops:.0f}",
        "" if row.of_ceiling is None else f"{row.of_ceiling:.0%}",
        f"{agreement.max_difference:.4f}" if whole else "",
        f"{agreement.same_peak:.0%}" if whole else "",
    )
