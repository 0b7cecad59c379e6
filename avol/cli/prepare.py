"""The command that turns videos into shards to learn from."""

import os
import re
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avol.cli.options import Json, complain, write_json
from avol.errors import InputError

if TYPE_CHECKING:
    from rich.progress import Progress


def prepare(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER|LIST", help="Videos, paths, or AudioSet's, VGG-Sound's CSV."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="SHARDS", help="Folder for shards.")],
    videos: Annotated[
        Path | None, typer.Option(help="Where the files of a list lie; else beside it.")
    ] = None,
    split: Annotated[str, typer.Option(help="all, train, val or test.")] = "all",
    instruments: Annotated[
        Path | None,
        typer.Option(metavar="ONTOLOGY", help="Take AudioSet-Instruments, by this ontology.json."),
    ] = None,
    processes: Annotated[
        int | None, typer.Option(min=1, help="How many work at once; else one a core.")
    ] = None,
    part: Annotated[str, typer.Option(metavar="I/N", help="The I-th of N parts only.")] = "1/1",
    seconds: Annotated[int, typer.Option(help="Longest clip.")] = 10,
    side: Annotated[int, typer.Option(help="Shorter side of the pictures, in pixels.")] = 256,
    quality: Annotated[int, typer.Option(help="Of the JPEGs.")] = 85,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what was rejected.")] = False,
    json_file: Json = None,
) -> None:
    """Cut videos into shards: frames at 25 a second with their sound, for training.

    Run again after a break, it goes on. What cannot be used is named in SHARDS/rejected.tsv.
    """
    from avol.data.catalogue.ontology import instrument_classes, read_ontology
    from avol.data.shards.clip_cutter import Form
    from avol.data.shards.prepare import prepare as prepare_all
    from avol.data.shards.source_lists import choose, read_list

    classes = instrument_classes(read_ontology(instruments)) if instruments else frozenset()
    everything = read_list(source, videos)
    stretches = choose(everything, split, classes)  # pyright: ignore[reportArgumentType] - it checks
    form, of_all = Form(seconds, side, quality), _part(part)
    started = time.perf_counter()
    with _bar() as bar:
        task = bar.add_task("Preparing", total=None)
        try:
            done = prepare_all(
                stretches,
                out,
                form,
                processes=processes or os.cpu_count() or 1,
                part=of_all,
                retry=retry,
                progress=lambda so_far, total: bar.update(task, completed=so_far, total=total),
            )
        except KeyboardInterrupt:
            complain("Stopped; the same command goes on from here.")
            raise
    took = time.perf_counter() - started
    speed = done.seconds / took
    typer.echo(
        f"{done.clips} clips of {done.seconds / 60:.1f} min of video, {speed:.1f} times as fast as "
        f"it plays; {done.before} stretches were done before"
    )
    if done.rejected:
        typer.echo(f"{done.rejected} cannot be used: {out / 'rejected.tsv'} says why.")
    write_json(json_file, asdict(done) | {"took_s": round(took, 3), "times_real_time": speed})


def _part(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    if not match:
        raise InputError(f"“{text}” is no part; write 2/8 for the second of eight.")
    return int(match[1]), int(match[2])


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
