"""The command `avol bench scrub`."""

from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import DEFAULT_WEIGHTS, Engine, Json, Weights, save_json

SCRUB_EXAMPLE = "Example:  avol bench scrub long.mp4 --make 120 --json scrub.json"


def scrub(
    file: Annotated[Path, typer.Argument(help="Video to scrub through.")],
    frames: Annotated[int, typer.Option(min=1, help="Number of positions per measurement.")] = 30,
    make: Annotated[
        float | None,
        typer.Option(
            metavar="MINUTES",
            help="First write FILE: the demo in 720p, repeated, with a key frame every 250 frames.",
        ),
    ] = None,
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    json_file: Json = None,
) -> None:
    """Measure the latency of scrubbing: until a preview, and until the exact frame with its map.

    Measures the player of the studio, without painting. Cold positions are visited for the first
    time, cached ones again. Every frame is compared with sequential decoding.
    """
    from avol.localizer import Localizer
    from avol_studio.bench.scrub import Quantiles, bench_scrub
    from avol_studio.playback.dependencies import PlayerDependencies

    if make is not None:
        from avol.core.paths import resources_folder
        from avol_studio.bench.test_video import make_test_video

        make_test_video(file, resources_folder() / "demo" / "demo.mp4", make)
    dependencies = PlayerDependencies(load_model=lambda: Localizer.load(weights, engine))  # pyright: ignore[reportArgumentType] - it checks
    report = bench_scrub(file, frames, dependencies)
    for field in fields(report):
        value = getattr(report, field.name)
        text = f"{value.p50} (p95 {value.p95})" if isinstance(value, Quantiles) else value
        typer.echo(f"{field.name}: {text}")
    save_json(json_file, report.as_dict())
