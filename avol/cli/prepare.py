"""`avol prepare`: cuts videos into shards for training."""

import os
import re
import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import (
    FAILED,
    Json,
    Overwrite,
    check_command_outputs,
    choice_option,
    print_error,
    save_json,
)
from avol.core.outputs import OutputFile
from avol.errors import InputError

SPLITS = ("all", "train", "val", "test")


def prepare(
    context: typer.Context,
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER|LIST",
            help="Folder of videos, list of paths, or AudioSet's or VGG-Sound's CSV.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="SHARDS", help="Folder for shards.")],
    videos: Annotated[
        Path | None, typer.Option(help="Folder of the files in a list; default: that of the list.")
    ] = None,
    split: Annotated[str, choice_option(SPLITS, help="Part of the list.")] = "all",
    instruments: Annotated[
        Path | None,
        typer.Option(metavar="ONTOLOGY", help="Select AudioSet-Instruments by ontology.json."),
    ] = None,
    processes: Annotated[
        int | None, typer.Option(min=1, help="Number of processes; default: one per core.")
    ] = None,
    part: Annotated[str, typer.Option(metavar="I/N", help="Process the I-th of N parts.")] = "1/1",
    seconds: Annotated[int, typer.Option(help="Maximum duration of a clip in seconds.")] = 10,
    side: Annotated[int, typer.Option(help="Shorter side of the images in pixels.")] = 256,
    quality: Annotated[int, typer.Option(help="JPEG quality, 1 to 100.")] = 85,
    retry: Annotated[bool, typer.Option("--retry", help="Retry rejected segments.")] = False,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Cut videos into shards of clips at 25 frames per second with sound, for training.

    Run the command again to resume it. SHARDS/rejected.tsv lists unusable segments; if there are
    any, the exit code is 2.
    """
    from avol.cli.progress import time_progress
    from avol.data.catalogue.ontology import instrument_classes, load_ontology
    from avol.data.shards.clip_encoding import ClipFormat
    from avol.data.shards.prepare import prepare as prepare_all
    from avol.data.shards.shards import is_outcomes_file
    from avol.data.shards.source_lists import load_source_list, select_segments

    check_command_outputs(context, [OutputFile(out / "rejected.tsv", is_outcomes_file)])
    classes = instrument_classes(load_ontology(instruments)) if instruments else frozenset()
    all_segments = load_source_list(source, videos)
    segments = select_segments(all_segments, split, classes)  # pyright: ignore[reportArgumentType] - validated there
    form, part_of_all = ClipFormat(seconds, side, quality), _parse_part(part)
    started = time.perf_counter()
    with time_progress("Preparing") as progress:
        try:
            result = prepare_all(
                segments,
                out,
                form,
                processes=processes or os.cpu_count() or 1,
                part=part_of_all,
                retry=retry,
                progress=progress,
            )
        except KeyboardInterrupt:
            print_error("Interrupted; run the same command again to resume.")
            raise
    elapsed = time.perf_counter() - started
    speed = result.seconds / elapsed
    typer.echo(
        f"{result.clips} clips from {result.seconds / 60:.1f} min of video, {speed:.1f} x real "
        f"time; {result.skipped} segments were already done"
    )
    save_json(json_file, asdict(result) | {"took_s": round(elapsed, 3), "times_real_time": speed})
    if result.rejected:
        print_error(f"{result.rejected} segments cannot be used; see {out / 'rejected.tsv'}.")
        raise typer.Exit(FAILED)


def _parse_part(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    if not match:
        raise InputError(f"“{text}” is no part; use 2/8 for the second of eight.")
    return int(match[1]), int(match[2])
