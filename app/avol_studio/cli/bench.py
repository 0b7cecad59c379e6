"""The command `avol bench scrub`."""

from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer

from avol.cli.main import DEFAULT_WEIGHTS, Engine, Json, Weights, write_json

SCRUB_EXAMPLE = "Example:  avol bench scrub long.mp4 --make 120 --json scrub.json"


def scrub(
    file: Annotated[Path, typer.Argument(help="Video to scrub through.")],
    frames: Annotated[int, typer.Option(min=1, help="How many places of each kind.")] = 30,
    make: Annotated[
        float | None,
        typer.Option(
            metavar="MINUTES",
            help="Make FILE first: the demo in 720p, so long, with a key frame every 250 pictures.",
        ),
    ] = None,
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    json_file: Json = None,
) -> None:
    """Time how soon the studio answers a scrub: a preview, and the exact frame with its map.

    Goes through the parts that the window runs on. Cold places were not visited before, cached ones
    were; every picture shown is compared with what decoding the file straight on gives.
    """
    from avol.localizer import Localizer
    from avol_studio.bench.scrub import Quantiles, bench_scrub
    from avol_studio.playback.dependencies import PlayerDependencies

    if make is not None:
        from avol.core.paths import resources
        from avol_studio.bench.test_video import make_film

        make_film(file, resources() / "demo" / "demo.mp4", make)
    parts = PlayerDependencies(load_model=lambda: Localizer.load(weights, engine))  # pyright: ignore[reportArgumentType] - it checks
    report = bench_scrub(file, frames, parts)
    for field in fields(report):
        value = getattr(report, field.name)
        told = f"{value.p50} (p95 {value.p95})" if isinstance(value, Quantiles) else value
        typer.echo(f"{field.name}: {told}")
    write_json(json_file, report.as_dict())
