"""Results of the engine benchmark, as JSON values and as a table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from rich.table import Table

Step = Literal["resize", "encode_image", "spectrogram", "encode_audio", "localize", "total"]
STEPS: tuple[Step, ...] = get_args(Step)


@dataclass(frozen=True)
class StepTiming:
    """One engine at one step; "resize" is 720p to the network's input, "total" all steps."""

    engine: str
    threads: int
    step: Step
    p50_ms: float
    p95_ms: float
    speedup: float
    """Median time of torch with as many threads, divided by this median."""
    gflops: float | None
    """Operations per second at the median, in 1e9; None for steps that run no network."""
    of_ceiling: float | None
    """`gflops` as a fraction of the ceiling for this engine's arithmetic. A square product is not
    a strict bound: convolutions of other libraries can exceed it."""


@dataclass(frozen=True)
class Agreement:
    """Difference between the maps of one engine and those of torch."""

    engine: str
    threads: int
    max_difference: float
    """Largest difference in any cell of any map (0..1)."""
    same_peak: float
    """Fraction of the maps with the same best cell."""
    maps: int


@dataclass(frozen=True)
class BenchmarkReport:
    """All results of one benchmark run."""

    checkpoint: str
    machine: str
    gmacs: Mapping[str, float]
    """Multiply-accumulate operations per call, in 1e9, of "encode_image" and "encode_audio"."""
    ceilings: Mapping[str, float]
    """GFLOP/s of a square matrix product, by arithmetic and threads, such as "fp32 x 2"."""
    rows: tuple[StepTiming, ...]
    agreements: tuple[Agreement, ...]
    missing: Mapping[str, str]
    """Engines that do not work on this machine, and why."""

    def as_dict(self) -> dict[str, Any]:
        """JSON values."""
        return asdict(self)

    def table(self) -> Table:
        """A row for each engine, number of threads and step."""
        from rich.table import Table

        table = Table(
            title=f"{self.checkpoint} on {self.machine}",
            caption="Ceilings (GFLOP/s): "
            + "; ".join(f"{k} {v:.0f}" for k, v in self.ceilings.items()),
            box=None,
            padding=(0, 1, 0, 0),
        )
        for heading in ("engine", "step"):
            table.add_column(heading, no_wrap=True)
        for heading in ("p50 ms", "p95 ms", "speedup", "GFLOP/s", "ceiling", "max diff", "peak"):
            table.add_column(heading, justify="right", no_wrap=True)
        for agreement in self.agreements:
            for row in self.rows:
                if (row.engine, row.threads) == (agreement.engine, agreement.threads):
                    table.add_row(*_cells(row, agreement))
            table.add_section()
        return table


def _cells(row: StepTiming, agreement: Agreement) -> tuple[str, ...]:
    total = row.step == "total"
    return (
        f"{row.engine} x {row.threads}" if row.step == STEPS[0] else "",
        row.step,
        f"{row.p50_ms:.2f}",
        f"{row.p95_ms:.2f}",
        f"{row.speedup:.1f}",
        "" if row.gflops is None else f"{row.gflops:.0f}",
        "" if row.of_ceiling is None else f"{row.of_ceiling:.0%}",
        f"{agreement.max_difference:.4f}" if total else "",
        f"{agreement.same_peak:.0%}" if total else "",
    )
