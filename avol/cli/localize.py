"""The command `avol localize`."""

from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import DEFAULT_WEIGHTS, FAILED, Json, Weights, print_error, save_json

LOCALIZE_EXAMPLES = (
    "Examples:  avol localize duo.mp4 --out found"
    "  |  avol localize stage.png --sound violin.wav --out found --view contour"
    "  |  avol localize archive --out found --workers 4 --resume --report found/report.html"
)


def localize(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            help="Videos; pictures with --sound; folders; lists (.txt).", show_default=False
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for what is found.")],
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Annotated[
        str,
        typer.Option(help="What runs it: auto, int8, fp32, torch, cuda; or ray: on its cluster."),
    ] = "auto",
    sound: Annotated[
        Path | None,
        typer.Option(help="Another sound: begins with a video; its middle goes with a picture."),
    ] = None,
    view: Annotated[str, typer.Option(help="heat, contour, peak, grid or off.")] = "heat",
    opacity: Annotated[float, typer.Option(help="Of the brightest score, 0 to 1.")] = 0.75,
    threshold: Annotated[float, typer.Option(help="Scores below stay clear, 0 to 1.")] = 0.0,
    colormap: Annotated[str, typer.Option(help="inferno, viridis or cividis.")] = "inferno",
    resume: Annotated[
        bool, typer.Option("--resume", help="Leave inputs that were done before in the same way.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes at work side by side.")] = 1,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page (HTML) about all inputs.")
    ] = None,
    json_file: Json = None,
) -> None:
    """Find what makes the sound in whole files.

    A video gives an MP4 with the map burnt in and its sound kept, a picture a PNG; both give a CSV
    (time, score, peak in pixels, verdict) and an NPZ (all maps). Each file appears whole or not at
    all, also after Ctrl-C. An input that cannot be read is named, and the others are done. A folder
    is taken with all below it, and its tree is kept.
    """
    from avol.io.batch.executor import localize_all
    from avol.io.batch.inputs import expand
    from avol.io.batch.task import Task, model_of
    from avol.io.localize import OverlayStyle

    ray, kind = engine == "ray", "auto" if engine == "ray" else engine
    drawing = OverlayStyle(view, opacity, threshold, colormap)
    model = model_of(weights, kind, None)  # weights that cannot be used are said once
    tasks = [
        Task(each.source, out / each.place, weights, kind, sound, drawing, resume)
        for each in expand(inputs, out, pictures=sound is not None)
    ]
    results = []
    try:
        for done in localize_all(tasks, workers, ray):
            results.append(done)
            print_error(done.error) if done.error else typer.echo(done.text)
    except KeyboardInterrupt:
        print_error(f"Stopped; {len(results)} of {len(tasks)} inputs are done, the rest untouched.")
        raise
    figures = {"weights": model.card.name, "engine": model.engine_name}
    save_json(json_file, figures | {"inputs": [done.figures for done in results]})
    if report is not None:
        from avol.io.batch.report import write_report

        write_report(report, results, f"{model.card.name} on {model.engine_name}")
    if any(done.error for done in results):
        raise typer.Exit(FAILED)
