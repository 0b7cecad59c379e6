"""The command `avol localize`."""

from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import (
    DEFAULT_WEIGHTS,
    ENGINES,
    FAILED,
    Classes,
    Fine,
    Json,
    Overwrite,
    Weights,
    check_command_outputs,
    choice_option,
    number_option,
    output_option,
    print_error,
    save_json,
)

VIEWS = ("heat", "contour", "peak", "grid", "off")
COLORMAPS = ("inferno", "viridis", "cividis")
LOCALIZE_EXAMPLES = (
    "Examples:  avol localize duo.mp4 --out results"
    "  |  avol localize stage.png --sound violin.wav --out results --view contour"
    "  |  avol localize archive --out results --workers 4 --resume --report results/report.html"
)


def localize(
    context: typer.Context,
    inputs: Annotated[
        list[Path],
        typer.Argument(
            help="Videos, images (with --sound), folders, or lists (.txt).", show_default=False
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Output folder.")],
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Annotated[
        str, choice_option((*ENGINES, "ray"), help="Inference engine; ray: a Ray cluster.")
    ] = "auto",
    classes: Classes = None,
    fine: Fine = False,
    sound: Annotated[
        Path | None,
        typer.Option(
            help="Audio file: replaces the audio of videos; its middle second is used for images."
        ),
    ] = None,
    audio_track: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Number of the audio track, of the video or of --sound; 1 is the first.",
            show_default="the default track",
        ),
    ] = None,
    view: Annotated[str, choice_option(VIEWS, help="How maps are drawn.")] = "heat",
    opacity: Annotated[
        float, number_option(0, 1, help="Opacity of the highest score, 0 to 1.")
    ] = 0.55,
    threshold: Annotated[
        float, number_option(0, 1, help="Scores below are transparent, 0 to 1.")
    ] = 0.0,
    colormap: Annotated[str, choice_option(COLORMAPS, help="Colour map.")] = "inferno",
    resume: Annotated[
        bool, typer.Option("--resume", help="Skip inputs with results of the same options.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, help="Number of processes.")] = 1,
    report: Annotated[
        Path | None, output_option("page", help="Write an HTML report of all inputs.")
    ] = None,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Localize the sound in whole files.

    A video gives an MP4 with overlay and audio, an image gives a PNG; both give a CSV (time, score,
    peak in pixels, verdict) and an NPZ (all maps). Files are written atomically, also after Ctrl-C.
    An input that cannot be read is reported, and the others are processed. A folder is searched
    with its subfolders, which the output repeats.
    """
    from avol.cli.progress import batch_progress
    from avol.core.paths import is_file
    from avol.io.batch.executor import run_tasks
    from avol.io.batch.inputs import expand_inputs
    from avol.io.batch.task import Task, task_model
    from avol.io.localize import OverlayStyle, planned_outputs

    use_ray, model_engine = engine == "ray", "auto" if engine == "ray" else engine
    style = OverlayStyle(view, opacity, threshold, colormap)
    tasks = [
        Task(
            each.source, out / each.subfolder, weights, model_engine,
            sound, style, resume, overwrite, listed=each.listed, audio_track=audio_track,
            classes=classes, fine=fine,
        )
        for each in expand_inputs(inputs, out, images=sound is not None)
    ]  # fmt: skip
    existing = [task for task in tasks if is_file(task.source)]
    outputs = [file for task in existing for file in planned_outputs(task.source, task.out)]
    check_command_outputs(context, outputs, [task.source for task in existing])
    model = task_model(weights, model_engine, None, classes, fine)  # reports unusable weights once
    results = []
    try:
        with batch_progress(len(tasks)) as bars:
            for result in run_tasks(tasks, workers, use_ray, bars.update):
                results.append(result)
                bars.finish(result.source)
                print_error(result.error) if result.error else typer.echo(result.summary)
    except KeyboardInterrupt:
        print_error(f"Interrupted; {len(results)} of {len(tasks)} inputs are done.")
        raise
    save_json(json_file, model.provenance | {"inputs": [result.to_dict() for result in results]})
    if report is not None:
        from avol.io.batch.report import write_report

        write_report(report, results, f"{model.description} on {model.engine_name}")
    if any(result.error for result in results):
        raise typer.Exit(FAILED)
