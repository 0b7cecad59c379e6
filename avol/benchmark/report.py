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
        """A line for each engine and number of threads, a column for each step."""
        from rich.table import Table

        table = Table(
            title=f"{self.checkpoint}: ms p50 / p95, times as fast as plain torch",
            caption="; ".join(f"{k}: {v:.0f} GFLOP/s" for k, v in self.ceilings.items()),
        )
        for heading in ("engine", "threads", *STEPS, "see of ceiling", "same peak", "max off"):
            table.add_column(heading, justify="left" if heading == "engine" else "right")
        for agreement in self.agreements:
            steps = {r.step: r for r in self.rows if _runner(r) == _runner(agreement)}
            table.add_row(
                agreement.engine,
                str(agreement.threads),
                *(_cell(steps[step]) for step in STEPS),
                f"{steps['see'].of_ceiling or 0:.0%}",
                f"{agreement.same_peak:.0%}",
                f"{agreement.max_difference:.4f}",
            )
        return table


def _runner(of: Row | Agreement) -> tuple[str, int]:
    return of.engine, of.threads


def _cell(row: Row) -> str:
    return f"{row.p50_ms:.2f} / {row.p95_ms:.2f}, {row.speedup:.1f}x"
