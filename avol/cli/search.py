"""`avol index`, `avol search` and `avol bench search`: options, and what they print and write."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from avol.cli.options import FAILED, Engine, Json, complain, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avol.retrieval.library.indexing import Indexed, Progress
    from avol.retrieval.query.search import Hit

Weights = Annotated[
    str | None,
    typer.Option(help="Checkpoint; else the library's own, else the AVE-Net that comes with AVOL."),
]


def index(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Videos, pictures, sounds, folders of them.", show_default=False),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the library.")],
    weights: Weights = None,
    engine: Engine = "auto",
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Take everything in again, with these weights.")
    ] = False,
    json_file: Json = None,
) -> None:
    """Make a library to be searched, or bring it up to date.

    Videos are taken in second by second. Files that have changed are taken in again, files that
    are gone are taken out, and files that were moved are found again by what is in them. After
    Ctrl-C the same command goes on where it was.
    """
    from dataclasses import asdict

    from avol.embedder import Embedder
    from avol.retrieval.checkpoint_choice import chosen, shipped
    from avol.retrieval.library.indexing import index as bring_up_to_date

    name = (weights or shipped()) if rebuild else chosen(out, weights)
    embedder = Embedder.load(name, engine)  # pyright: ignore[reportArgumentType] - it checks
    with _bar() as progress:
        done = bring_up_to_date(paths, out, embedder, name, rebuild=rebuild, progress=progress)
    typer.echo(_said(done, out))
    for trouble in done.troubles.values():
        complain(trouble)
    write_json(json_file, {"weights": embedder.card.name} | asdict(done))
    if done.troubles:
        raise typer.Exit(FAILED)


def search(
    library: Annotated[Path, typer.Argument(help="Folder made by avol index.")],
    sound: Annotated[Path | None, typer.Option(help="Sound or video to ask with.")] = None,
    picture: Annotated[Path | None, typer.Option(help="Picture or video to ask with.")] = None,
    start: Annotated[
        float | None, typer.Option("--from", min=0, help="Seconds into the file; else its middle.")
    ] = None,
    stop: Annotated[
        float | None, typer.Option("--to", min=0, help="With --sound: up to there, not one second.")
    ] = None,
    wanted: Annotated[
        str | None, typer.Option("--for", help="pictures or sounds; else the other kind.")
    ] = None,
    k: Annotated[int, typer.Option("-k", min=1, help="How many.")] = 30,
    weights: Weights = None,
    engine: Engine = "auto",
    json_file: Json = None,
) -> None:
    """Find what looks like this sound, or what sounds like this picture, or either like itself."""
    from rich.console import Console

    from avol.errors import InputError
    from avol.retrieval.query.run_query import ask

    if (sound is None) == (picture is None):
        raise InputError("Name one thing to ask with: --sound FILE or --picture FILE.")
    other = "pictures" if sound else "sounds"
    hits = ask(library, sound, picture, wanted or other, start, stop, k, weights, engine)
    Console().print(_table(hits))
    write_json(json_file, {"hits": [_row(hit) for hit in hits]})


def bench_search(
    items: Annotated[int, typer.Option(min=1, help="How large a library.")] = 1_000_000,
    queries: Annotated[int, typer.Option(min=1, help="How often it is asked.")] = 100,
    json_file: Json = None,
) -> None:
    """Time the search of a library of made-up vectors, beside comparing every one of them."""
    from avol.retrieval.benchmark.search_benchmark import bench_search as measure

    report = measure(items, queries)
    typer.echo(
        f"{report.items} items, {report.how}: p50 {report.query_ms['p50']:.1f} ms, "
        f"p95 {report.query_ms['p95']:.1f} ms, recall at 30 {report.recall_at_30:.3f}; "
        f"every vector in memory: p50 {report.exact_ms['p50']:.1f} ms, "
        f"p95 {report.exact_ms['p95']:.1f} ms"
    )
    write_json(json_file, report.as_dict())


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("files, left"), TimeRemainingColumn(),
    )  # fmt: skip
    with Bars(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task("Looking…", total=None)

        def show(done: int, total: int, name: str) -> bool:
            bars.update(task, completed=done, total=total, description=name)
            return True

        yield show


def _said(done: Indexed, out: Path) -> str:
    return (
        f"{out}: {done.added} files taken in ({done.moments} moments), {done.same} as before, "
        f"{done.moved} moved, {done.removed} taken out"
    )


def _table(hits: list[Hit]) -> Any:
    from rich.table import Table

    table = Table(box=None)
    for heading in ("", "score", "time"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in ("file", "folder"):
        table.add_column(heading, overflow="fold")
    for number, hit in enumerate(hits, 1):
        folder = str(hit.path.parent) if hit.path.is_file() else "missing; index where it is now"
        table.add_row(str(number), f"{hit.score:.3f}", f"{hit.time:.1f} s", hit.path.name, folder)
    return table


def _row(hit: Hit) -> dict[str, Any]:
    return {
        "path": str(hit.path), "time": hit.time, "pts": hit.pts, "kind": hit.kind,
        "score": hit.score, "distance": hit.distance, "missing": not hit.path.is_file(),
    }  # fmt: skip
