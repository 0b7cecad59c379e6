"""`avol train-tiny`: the training of the window, without a window."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from avol.cli.options import (
    Json,
    Overwrite,
    check_command_outputs,
    choice_option,
    number_option,
    save_json,
)

if TYPE_CHECKING:
    from avol.training.tiny.results import TinyResult
    from avol.training.tiny.training import TinyTraining

TRAIN_TINY_EXAMPLE = (
    "Examples:  avol train-tiny --seed 1 --flipped-labels"
    "  |  avol train-tiny --settings result.json --json again.json"
)
POOLINGS = ("max", "softened max", "attention")
TICKS = ("none", "prevented", "possible")
SHOWN_STEPS = 40


def train_tiny(
    context: typer.Context,
    settings_file: Annotated[
        Path | None,
        typer.Option(
            "--settings", metavar="FILE", help="JSON file with settings, such as an earlier result."
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, max=2**31 - 1, help="Random seed.")] = None,
    videos: Annotated[
        Path | None, typer.Option(help="Folder of own videos instead of synthetic clips.")
    ] = None,
    flipped_labels: Annotated[
        bool | None, typer.Option(help="Call matched pairs mismatched and the other way round.")
    ] = None,
    negatives: Annotated[bool | None, typer.Option(help="Train on mismatched pairs too.")] = None,
    misaligned: Annotated[
        bool | None, typer.Option(help="Offset image and audio by up to 0.2 s at random.")
    ] = None,
    ticks: Annotated[
        str | None,
        choice_option(TICKS, help="Ticks at every frame: is the shortcut prevented or possible?"),
    ] = None,
    little_data: Annotated[bool | None, typer.Option(help="Train on 16 pairs only.")] = None,
    learning_rate: Annotated[
        float | None, number_option(1e-5, 1, help="Learning rate; default: 0.003.")
    ] = None,
    pooling: Annotated[
        str | None, choice_option(POOLINGS, help="How the cells become one score.")
    ] = None,
    steps: Annotated[int | None, typer.Option(min=1, max=2000, help="Number of steps.")] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder for the checkpoint tiny.safetensors."),
    ] = None,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Train a tiny network on synthetic clips or own videos, in a minute.

    Equal settings give equal metrics on the same machine, here and in the window.
    """
    from avol.checkpoints import checkpoint_outputs
    from avol.training.tiny.settings import TinySettings, load_tiny_settings
    from avol.training.tiny.training import run_tiny_training

    options: dict[str, Any] = {
        "seed": seed, "videos": None if videos is None else str(videos),
        "flipped_labels": flipped_labels, "negatives": negatives, "misaligned": misaligned,
        "ticks": ticks, "little_data": little_data, "learning_rate": learning_rate,
        "pooling": pooling, "steps": steps,
    }  # fmt: skip
    weights = None if out is None else out / "tiny.safetensors"
    check_command_outputs(context, () if weights is None else checkpoint_outputs(weights))
    base = TinySettings() if settings_file is None else load_tiny_settings(settings_file)
    given = {name: value for name, value in options.items() if value is not None}
    training = run_tiny_training(
        TinySettings.model_validate(base.model_dump() | given), _print_progress
    )
    result = training.result()
    _print_result(result)
    if weights is not None:
        training.save(weights)
    save_json(json_file, result.model_dump(mode="json"))


def _print_progress(training: "TinyTraining") -> None:
    """Prints every fourth point of the curve, and the last."""
    if training.curve and training.curve[-1].step == training.step:
        point = training.curve[-1]
        if point.step % SHOWN_STEPS == 0 or training.finished:
            typer.echo(
                f"step {point.step}: loss {point.loss:.3f}, "
                f"accuracy {point.training_accuracy:.3f} on training pairs, "
                f"{point.accuracy:.3f} on new pairs, {point.grid_accuracy:.3f} on the frame grid"
            )


def _print_result(result: "TinyResult") -> None:
    from avol.training.tiny.results import TARGET_ACCURACY

    steps = result.steps_to(TARGET_ACCURACY)
    reached = "not reached" if steps is None else f"after {steps} steps"
    typer.echo(f"{TARGET_ACCURACY:.0%} accuracy on new pairs: {reached}")
    if (pointing := result.pointing) is not None:
        typer.echo(
            f"peak on the sounding object in {pointing.sounding:.1%} of {pointing.maps} maps, "
            f"on the silent one in {pointing.silent:.1%}"
        )
    for probe in result.probes:
        expected, peak = probe.expected or "an empty map", probe.peak or "the background"
        if result.pointing is None:  # own videos: nobody knows where the objects are
            peak = f"row {probe.row + 1}, column {probe.column + 1}"
        typer.echo(
            f"image of {probe.image}, audio of {probe.audio}: expected {expected}, "
            f"score {probe.score:.3f}, peak on {peak}"
        )
