"""The command `avol localize`."""

from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import DEFAULT_WEIGHTS, FAILED, Json, Weights, print_error, save_json

LOCALIZE_EXAMPLES = (
    "Examples:  avol localize duo.mp4 --out results"
    "  |  avol localize stage.png --sound violin.wav --out results --view contour"
    "  |  avol localize archive --out results --workers 4 --resume --report results/report.html"
)


def localize(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            help="Videos, images (with --sound), folders, or lists (.txt).", show_default=False
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Output folder.")],
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Annotated[
        str,
        typer.Option(help="Inference engine: auto, int8, fp32, torch, cuda; ray: a Ray cluster."),
    ] = "auto",
    sound: Annotated[
        Path | None,
        typer.Option(
            help="Audio file: replaces the audio of videos; its middle second is used for images."
        ),
    ] = None,
    view: Annotated[str, typer.Option(help="View: heat, contour, peak, grid or off.")] = "heat",
    opacity: Annotated[float, typer.Option(help="Opacity of the highest score, 0 to 1.")] = 0.75,
    threshold: Annotated[float, typer.Option(help="Scores below are transparent, 0 to 1.")] = 0.0,
    colormap: Annotated[
        str, typer.Option(help="Colour map: inferno, viridis or cividis.")
    ] = "inferno",
    resume: Annotated[
        bool, typer.Option("--resume", help="Skip inputs with results of the same options.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, help="Number of processes.")] = 1,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write an HTML report of all inputs.")
    ] = None,
    json_file: Json = None,
) -> None:
    """Localize the sound in whole files.

    A video gives an MP4 with overlay and audio, an image gives a PNG; both give a CSV (time, score,
    peak in pixels, verdict) and an NPZ (all maps). Files are written atomically, also after Ctrl-C.
    An input that cannot be read is reported, and the others are processed. A folder is searched
    with its subfolders, which the output repeats.
    """
    from avol.io.batch.executor import run_tasks
    from avol.io.batch.inputs import expand_inputs
    from avol.io.batch.task import Task, load_model
    from avol.io.localize import OverlayStyle

    use_ray, model_engine = engine == "ray", "auto" if engine == "ray" else engine
    style = OverlayStyle(view, opacity, threshold, colormap)
    model = load_model(weights, model_engine, None)  # reports unusable weights once
    tasks = [
        Task(each.source, out / each.subfolder, weights, model_engine, sound, style, resume)
        for each in expand_inputs(inputs, out, images=sound is not None)
    ]
    results = []
    try:
        for result in run_tasks(tasks, workers, use_ray):
            results.append(result)
            print_error(result.error) if result.error else typer.echo(result.summary)
    except KeyboardInterrupt:
        print_error(f"Interrupted; {len(results)} of {len(tasks)} inputs are done.")
        raise
    values = {"weights": model.card.name, "engine": model.engine_name}
    save_json(json_file, values | {"inputs": [result.to_dict() for result in results]})
    if report is not None:
        from avol.io.batch.report import write_report

        write_report(report, results, f"{model.card.name} on {model.engine_name}")
    if any(result.error for result in results):
        raise typer.Exit(FAILED)
