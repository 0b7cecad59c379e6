"""The commands `avol adapt …`; the result is stored in a file of taught classes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avol.cli.options import (
    DEFAULT_WEIGHTS,
    Engine,
    Json,
    Overwrite,
    Weights,
    check_command_outputs,
    choice_argument,
    output_option,
    save_json,
)

if TYPE_CHECKING:
    from avol.teaching import TaughtClasses
    from avol.teaching.adaptation import Adaptation

ANNOTATIONS_EXAMPLE = (
    "Examples:  avol adapt annotations boxes.json --out lab.safetensors"
    "  |  avol localize show.mp4 --classes lab.safetensors --out results"
)
ROOM_EXAMPLE = "Example:  avol adapt room --audio empty-room.wav --out lab.safetensors"

Out = Annotated[
    Path,
    output_option(
        "taught_classes",
        "--out",
        "-o",
        help="File of taught classes; the adaptation replaces one of the same kind in it.",
    ),
]


def annotations(
    context: typer.Context,
    boxes: Annotated[
        list[Path], typer.Argument(help="Box lists, as the studio exports.", show_default=False)
    ],
    out: Out,
    media: Annotated[
        Path | None,
        typer.Option(help="Folder of the media; default: the folder of each box list."),
    ] = None,
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Improve the scores with boxes of your own, and measure it on files left out.

    Two videos or more must have boxes, ten or more are worth a try. The table says whether it
    helps. The weights stay unchanged; without --classes FILE they work as before.
    """
    from avol.cli.progress import stage_progress
    from avol.evaluation.adaptation.annotations import adapt_to_annotations
    from avol.evaluation.localization.box_formats import load_boxes
    from avol.evaluation.localization.media_resolver import MediaFolder
    from avol.localizer import Localizer

    check_command_outputs(context)
    taught = _load(out)
    lists = [(load_boxes(path), MediaFolder(media or path.parent)) for path in boxes]
    model = Localizer.load(weights, engine)  # pyright: ignore[reportArgumentType] - it checks
    with stage_progress() as progress:
        result = adapt_to_annotations(model, lists, taught, progress)
    _finish(result.adaptation, (*result.missing, *result.warnings), taught, out, json_file)


def room(
    context: typer.Context,
    audio: Annotated[
        list[Path], typer.Option(help="Recordings of the room without a performance.")
    ],
    out: Out,
    images: Annotated[
        list[Path] | None,
        typer.Option(help="Images or videos of the scene; default: the demo clip."),
    ] = None,
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Adapt to the noise of a room and its microphone: it lights less, known sounds stay.

    The first ten minutes of the recordings are used, their last part for the table. The weights
    stay unchanged; without --classes FILE they work as before.
    """
    from avol.cli.progress import stage_progress
    from avol.evaluation.adaptation.known_sounds import bundled_known_sounds
    from avol.evaluation.adaptation.room import adapt_to_room
    from avol.evaluation.adaptation.room_files import load_recording, load_scene
    from avol.localizer import Localizer

    check_command_outputs(context)
    taught = _load(out)
    recordings = [load_recording(path) for path in audio]
    scene = load_scene(images or [])
    model = Localizer.load(weights, engine)  # pyright: ignore[reportArgumentType] - it checks
    base = model.with_classes(taught)
    with stage_progress() as progress:
        encoded = base.encode_images(scene)
        known = bundled_known_sounds(model)
        result = adapt_to_room(model, recordings, encoded, known, taught, progress)
    _finish(result.adaptation, result.warnings, taught, out, json_file)


def revert(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="File of taught classes.", show_default=False)
    ],
    kind: Annotated[
        str, choice_argument(("annotations", "room"), help="The adaptation to remove.")
    ],
) -> None:
    """Remove an adaptation from a file; taught classes stay."""
    from avol.errors import InputError
    from avol.teaching import TaughtClasses

    taught = TaughtClasses.load(file)
    if taught.adaptation(kind) is None:  # pyright: ignore[reportArgumentType] - checked
        raise InputError(f"“{file.name}” has no adaptation to {kind}; nothing is to be removed.")
    taught.revert(kind).save(file)  # pyright: ignore[reportArgumentType] - checked


def _load(path: Path) -> "TaughtClasses":
    """Return what the output file holds already."""
    from avol.core.output_mark import is_own
    from avol.core.paths import is_file
    from avol.teaching import TaughtClasses

    if is_file(path) and path.stat().st_size and is_own(path, "taught_classes"):
        return TaughtClasses.load(path)
    return TaughtClasses()


def _finish(
    adaptation: "Adaptation",
    notes: tuple[str, ...],
    taught: "TaughtClasses",
    out: Path,
    json_file: Path | None,
) -> None:
    """Save an adaptation, and print its table."""
    from avol.cli.console import print_table
    from avol.evaluation.adaptation.table import adaptation_table, adaptation_values

    taught.adapt(adaptation).save(out)
    print_table(adaptation_table(adaptation))
    for note in notes:
        typer.echo(note, err=True)
    typer.echo(str(out))
    save_json(json_file, adaptation_values(adaptation))
