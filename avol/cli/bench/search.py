"""The command `avol bench search`."""

from typing import Annotated

import typer

from avol.cli.options import Json, Overwrite, save_json


def search(
    items: Annotated[int, typer.Option(min=1, help="Number of items in the library.")] = 1_000_000,
    queries: Annotated[int, typer.Option(min=1, help="Number of queries.")] = 100,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Time searches in a library of random vectors, next to an exhaustive comparison."""
    from avol.retrieval.benchmark.search_benchmark import benchmark_search

    report = benchmark_search(items, queries)
    typer.echo(
        f"{report.items} items, {report.how}: p50 {report.query_ms['p50']:.1f} ms, "
        f"p95 {report.query_ms['p95']:.1f} ms, recall at 30 {report.recall_at_30:.3f}; "
        f"exhaustive in memory: p50 {report.exact_ms['p50']:.1f} ms, "
        f"p95 {report.exact_ms['p95']:.1f} ms"
    )
    save_json(json_file, report.as_dict())
