"""The commands `avol bench scrub` and `avol bench scaling`."""

from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import (
    DEFAULT_WEIGHTS,
    Engine,
    Json,
    Overwrite,
    Weights,
    number_option,
    save_json,
)

SCRUB_EXAMPLE = "Example:  avol bench scrub long.mp4 --make 120 --json scrub.json"


def scrub(
    file: Annotated[Path, typer.Argument(help="Video to scrub through.")],
    frames: Annotated[int, typer.Option(min=1, help="Number of positions per measurement.")] = 30,
    make: Annotated[
        float | None,
        number_option(
            0.1,
            1000,
            metavar="MINUTES",
            help="First write FILE: the demo in 720p, repeated, with a key frame every 250 frames.",
        ),
    ] = None,
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Measure the latency of scrubbing: until a preview, and until the exact frame with its map.

    Measures the player of the studio, without painting. Cold positions are visited for the first
    time, cached ones again. Every frame is compared with sequential decoding.
    """
    from avol.localizer import Localizer
    from avol_studio.bench.scrub import Quantiles, bench_scrub
    from avol_studio.playback.dependencies import PlayerDependencies

    if make is not None:
        from avol.core.outputs import OutputFile, check_outputs
        from avol.core.paths import resources_folder
        from avol_studio.bench.test_video import make_test_video

        check_outputs([OutputFile.of(file, "video")], overwrite=overwrite)
        make_test_video(file, resources_folder() / "demo" / "demo.mp4", make)
    dependencies = PlayerDependencies(load_model=lambda: Localizer.load(weights, engine))  # pyright: ignore[reportArgumentType] - it checks
    report = bench_scrub(file, frames, dependencies)
    for field in fields(report):
        value = getattr(report, field.name)
        text = f"{value.p50} (p95 {value.p95})" if isinstance(value, Quantiles) else value
        typer.echo(f"{field.name}: {text}")
    save_json(json_file, report.as_dict())


def scaling(
    minutes: Annotated[
        list[float],
        typer.Option(min=0.1, max=1000, help="Length of a video; repeat for several."),
    ] = [1, 10, 100],  # noqa: B006 - typer copies it
    items: Annotated[
        list[int], typer.Option(min=1, help="Items of a library; repeat for several.")
    ] = [1_000, 10_000, 100_000],  # noqa: B006
    workers: Annotated[
        list[int], typer.Option(min=1, max=1024, help="Processes; repeat for several.")
    ] = [1, 2, 4],  # noqa: B006
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Measure how costs grow with the size of files, libraries, batches and trainings.

    The growth rate is the exponent of the size: 0 is constant, 1 is proportional.
    """
    import tempfile
    from itertools import chain

    from rich.console import Console

    from avol.cli.console import print_table
    from avol.core.paths import resources_folder
    from avol_studio.bench.scaling import measures
    from avol_studio.bench.scaling.growth import table

    demo = resources_folder() / "demo" / "demo.mp4"
    with tempfile.TemporaryDirectory() as name, Console().status("Measuring…"):
        folder = Path(name)
        growths = list(
            chain(
                measures.file_growth(demo, folder, minutes),
                measures.library_growth(items),
                measures.batch_growth(demo, folder, workers, weights, engine),
                measures.training_growth(workers),
            )
        )
    print_table(table(growths))
    save_json(json_file, {"growth": [growth.as_dict() for growth in growths]})
