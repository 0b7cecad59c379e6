"""Options, exit codes and output helpers that the commands share."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from avol.core.output_mark import GENERATOR, Kind
from avol.core.outputs import OutputFile, check_outputs
from avol.core.paths import display_text
from avol.errors import InputError

if TYPE_CHECKING:
    from avol.evaluation.localization.folds import FoldHeads

FAILED = 2
"""Exit code for errors that the user can correct."""
DEFAULT_WEIGHTS = "avol"
MAX_NUMBER = 1e9

ENGINES = ("auto", "int8", "fp32", "torch", "cuda")
"""As `avol.engines.ENGINE_KINDS`; the choices stand here so that help texts import no library."""


def choice_option(
    choices: Sequence[str], *names: str, help: str, hidden: Sequence[str] = ()
) -> Any:
    """Return an option with a closed set of values, which its help text lists.

    Args:
        choices: the values.
        names: of the option; default: that of the parameter.
        help: the help text.
        hidden: values that are accepted but not listed.
    """
    return typer.Option(
        *names, callback=_choice_check(choices, hidden), metavar=_list_choices(choices), help=help,
        autocompletion=lambda: list(choices),
    )  # fmt: skip


def choice_argument(choices: Sequence[str], help: str) -> Any:
    """Return an argument with a closed set of values, which its help text lists."""
    check = _choice_check(choices)
    return typer.Argument(callback=check, metavar=_list_choices(choices), help=help)


def _list_choices(choices: Sequence[str]) -> str:
    return f"[{'|'.join(choices)}]"


def _choice_check(choices: Sequence[str], hidden: Sequence[str] = ()) -> Callable[..., Any]:
    def check(parameter: typer.CallbackParam, value: str | None) -> str | None:
        if value is not None and value not in (*choices, *hidden):
            known = f"{', '.join(choices[:-1])} or {choices[-1]}"
            raise InputError(f"“{value}” is no value of {_name(parameter)}; choose {known}.")
        return value

    return check


def number_option(
    low: float, high: float | None, *names: str, help: str, metavar: str = "NUMBER"
) -> Any:
    """Return an option with a finite number from `low` to `high`."""

    def check(parameter: typer.CallbackParam, value: float | None) -> float | None:
        limit = MAX_NUMBER if high is None else high
        if value is not None and not low <= value <= limit:  # true for NaN
            span = f"from {low:g} to {limit:g}"
            raise InputError(f"{_name(parameter)} cannot be {value:g}; choose a number {span}.")
        return value

    return typer.Option(*names, callback=check, metavar=metavar, help=help)


def _name(parameter: typer.CallbackParam) -> str:
    """The name of an option or argument on the command line."""
    return next((name for name in parameter.opts if name.startswith("--")), parameter.opts[0])


Weights = Annotated[
    str, typer.Option(help="Checkpoint: a shipped name or the path of a .safetensors file.")
]
Engine = Annotated[str, choice_option(ENGINES, help="Inference engine.")]


def _check_classes(path: Path | None) -> Path | None:
    """Raise InputError before any work if the file of taught classes is missing or damaged."""
    if path is not None:
        from avol.teaching import TaughtClasses

        TaughtClasses.load(path)
    return path


Classes = Annotated[
    Path | None,
    typer.Option(
        "--classes",
        metavar="FILE",
        callback=_check_classes,
        help="File of taught classes, as by avol teach.",
    ),
]
Fine = Annotated[
    bool,
    typer.Option(
        "--fine",
        help="Encode four enlarged parts of each image too: small sources are found more often; "
        "five times slower.",
    ),
]
Folds = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Judge files that the checkpoint was trained on by the heads of cross-validation: "
        "folds.safetensors in the work folder of the training.",
    ),
]


def load_folds(path: Path | None) -> "FoldHeads":
    """Load the heads of cross-validation; InputError if the file is damaged."""
    from avol.evaluation.localization.folds import NO_FOLDS, FoldHeads

    return NO_FOLDS if path is None else FoldHeads.load(path)


OptionalWeights = Annotated[
    str | None, typer.Option(help="Checkpoint; default: that of the settings.")
]
OptionalEngine = Annotated[
    str | None, choice_option(ENGINES, help="Inference engine; default: that of the settings.")
]
StopAfter = Annotated[
    float | None,
    number_option(0.1, None, "--seconds", help="Stop after N seconds; default: run until closed."),
]
Seed = Annotated[int, typer.Option(min=0, help="Random seed.")]

Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Replace files that AVOL has not written.")
]
"""`check_command_outputs` reads it; a command with further outputs passes it on."""


_OUTPUTS = "avol.outputs"
"""Key of the outputs of the options, by parameter name, in the context of a command."""


def output_option(kind: Kind, *names: str, help: str) -> Any:
    """Return the option of a file that a command writes, which is checked before it starts."""

    def register(
        context: typer.Context, parameter: typer.CallbackParam, path: Path | None
    ) -> Path | None:
        if path is not None:
            context.meta.setdefault(_OUTPUTS, {})[parameter.name] = OutputFile.of(path, kind)
        return path

    return typer.Option(*names, callback=register, metavar="FILE", help=help)


def check_command_outputs(
    context: typer.Context,
    outputs: Iterable[OutputFile] = (),
    inputs: Iterable[Path] = (),
) -> None:
    """Check the files that a command writes: those of its options, and further `outputs`.

    All other paths on the command line count as inputs, besides `inputs`. Raises as
    `check_outputs`.
    """
    named: dict[str, OutputFile] = context.meta.get(_OUTPUTS, {})
    others = [value for name, value in context.params.items() if name not in named]
    values = [each for value in others for each in (value if isinstance(value, list) else [value])]
    check_outputs(
        [*named.values(), *outputs],
        [*inputs, *(value for value in values if isinstance(value, Path))],
        overwrite=context.params.get("overwrite", False),
    )


ReportPath = Annotated[
    Path | None, output_option("page", help="Write an HTML report with metrics and images.")
]
Screenshot = Annotated[
    Path | None,
    output_option("image", "--screenshot", help="Save the window as a PNG file at the end."),
]
Json = Annotated[
    Path | None, output_option("json", "--json", help="Write the results to this JSON file.")
]


def print_error(message: object) -> None:
    """Print an error on standard error."""
    typer.echo(f"avol: {message}", err=True)


def save_json(path: Path | None, values: Mapping[str, Any]) -> None:
    """Save values to a JSON file if a path is given; raises MediaError."""
    if path is not None:
        from avol.core.atomic import atomic_write, make_folder

        make_folder(path.parent)
        with atomic_write(path) as part:
            text = json.dumps({"generator": GENERATOR} | dict(values), indent=2, ensure_ascii=False)
            part.write_text(display_text(text) + "\n", encoding="utf-8")
