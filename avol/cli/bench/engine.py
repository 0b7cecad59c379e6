"""The command `avol bench engine`."""

from typing import Annotated

import typer

from avol.cli.options import DEFAULT_WEIGHTS, Json, Overwrite, Weights, save_json


def engine(
    weights: Weights = DEFAULT_WEIGHTS,
    threads: Annotated[
        list[int], typer.Option(min=1, max=1024, help="Number of threads; repeat to try several.")
    ] = [1, 2],  # noqa: B006 - typer copies it
    rounds: Annotated[int, typer.Option(min=1, help="Number of timings of each step.")] = 20,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Time every available engine, next to torch and the peak throughput of the machine."""
    from avol.cli.console import print_table
    from avol.evaluation.benchmark.engine_benchmark import benchmark_engines

    report = benchmark_engines(weights, threads=threads, rounds=rounds)
    print_table(report.table())
    for kind, reason in report.missing.items():
        typer.echo(f"{kind}: {reason}")
    save_json(json_file, report.as_dict())
