"""The command `avol teach`."""

from collections.abc import Iterator
from dataclasses import replace
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
    output_option,
    save_json,
)
from avol.errors import InputError

if TYPE_CHECKING:
    from avol.localizer import Localizer
    from avol.teaching import TeachingExample

TEACH_EXAMPLES = (
    "Examples:  avol teach kazoo --images photos --audio sounds --out kazoo.safetensors"
    "  |  avol teach kazoo --annotations boxes.json --media videos --out kazoo.safetensors"
    "  |  avol localize show.mp4 --classes kazoo.safetensors --out results"
)


def teach(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the class.", show_default=False)],
    out: Annotated[
        Path,
        output_option(
            "taught_classes",
            "--out",
            "-o",
            help="File of taught classes; the class is added to those that it holds.",
        ),
    ],
    images: Annotated[
        list[Path] | None, typer.Option(help="Images of the class: files or folders.")
    ] = None,
    audio: Annotated[
        list[Path] | None, typer.Option(help="Sounds of the class: files or folders.")
    ] = None,
    background: Annotated[
        list[Path] | None,
        typer.Option(help="Images and sounds that are not of the class: files or folders."),
    ] = None,
    annotations: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Box list with labels, as the studio exports."),
    ] = None,
    media: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Folder of the media of --annotations.")
    ] = None,
    add: Annotated[
        bool, typer.Option("--add", help="Add examples to a class that was already taught.")
    ] = False,
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Teach a class from images and sounds; takes seconds, and leaves the weights unchanged.

    A folder is searched with its subfolders. With two or more files of each kind, the class is
    tested on files that took no part in the fit.
    """
    from avol.cli.console import print_table
    from avol.cli.progress import progress_bar, stage_progress
    from avol.cli.teaching.card import class_card, class_values
    from avol.core.output_mark import is_own
    from avol.core.paths import is_file
    from avol.engines.remembering import RememberingEngine
    from avol.evaluation.taught_classes import evaluate_held_out
    from avol.localizer import Localizer
    from avol.teaching import TaughtClasses, add_examples
    from avol.teaching import teach as teach_class

    if not (images or audio or annotations):
        raise InputError("There are no examples; choose --images, --audio or --annotations.")
    if (annotations is None) != (media is None):
        raise InputError(
            "A box list needs the folder of its media; use both --annotations, --media."
        )
    check_command_outputs(context)
    known = (
        TaughtClasses.load(out)
        if is_file(out) and is_own(out, "taught_classes")
        else TaughtClasses()
    )
    if name in known and not add:
        raise InputError(
            f"A class “{name}” was already taught; add the examples to it with --add, or choose "
            "another name."
        )
    model = Localizer.load(weights, engine)  # pyright: ignore[reportArgumentType] - it checks
    model = model.with_engine(RememberingEngine(model.engine))
    examples = list(_examples(model, name, images, audio, background, annotations, media))
    with stage_progress() as progress:

        def on_progress(done: int, total: int) -> None:
            progress("examples", done, total)

        if name in known:
            taught = add_examples(model, known[name], examples, on_progress)
        else:
            taught = teach_class(model, name, examples, on_progress)
    with progress_bar() as bars:
        bars.add_task("testing on files that took no part", total=None)
        if len(taught.examples) == len(examples):
            taught = replace(taught, held_out=evaluate_held_out(model, taught, examples))
    (known.replace(taught) if name in known else known.add(taught)).save(out)
    print_table(class_card(taught))
    typer.echo(str(out))
    save_json(json_file, class_values(taught))


def _examples(
    model: "Localizer",
    name: str,
    images: list[Path] | None,
    audio: list[Path] | None,
    background: list[Path] | None,
    annotations: Path | None,
    media: Path | None,
) -> "Iterator[TeachingExample]":
    from avol.io.teaching_files import (
        annotated_examples,
        audio_examples,
        background_examples,
        image_examples,
    )

    window = model.audio_window
    yield from image_examples(images or [])
    yield from audio_examples(audio or [], window, model.card.silence_dbfs)
    yield from background_examples(background or [], window)
    if annotations is not None and media is not None:
        yield from annotated_examples(annotations, media, name, window)
