"""The command `avol`: the studio, the demo, the doctor, and the commands of the library.

Heavy modules are imported by the command that needs them, so that the window opens quickly.
"""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avol.cli import main as library
from avol.cli.checked_command import CheckedTyper
from avol.cli.main import run
from avol.cli.options import (
    Classes,
    Json,
    OptionalEngine,
    OptionalWeights,
    Overwrite,
    Screenshot,
    StopAfter,
    save_json,
)
from avol.core.paths import is_file, is_folder
from avol_studio.cli.bench import SCRUB_EXAMPLE, scaling, scrub
from avol_studio.cli.lesson import LESSON_EXAMPLE, lesson
from avol_studio.cli.live import LIVE_EXAMPLE, live
from avol_studio.cli.recover import RECOVER_EXAMPLE, recover
from avol_studio.cli.screenshots import SCREENSHOTS_EXAMPLE, screenshots
from avol_studio.core.system.process_exit import exit_process

if TYPE_CHECKING:
    from avol_studio.app import Options

app = CheckedTyper(
    pretty_exceptions_enable=False,
    epilog="avol  without a command opens the studio;  avol FILE  opens it with a video.",
)
app.add_typer(library.commands)
app.command(epilog=SCREENSHOTS_EXAMPLE, hidden=True)(screenshots)
library.bench.command(epilog=SCRUB_EXAMPLE)(scrub)
library.bench.command()(scaling)

_STUDIO, _PANEL = "open", "Studio"
_WINDOW_COMMANDS = (_STUDIO, "demo", "live", "lesson")


def main() -> int:
    """Run the command line of this process; returns the exit code."""
    arguments = with_default_command(sys.argv[1:])
    if arguments[0] in _WINDOW_COMMANDS:
        gc.disable()  # the player collects garbage in the GUI thread, once the window is made
    return exit_process(run(app, arguments))


def with_default_command(arguments: list[str]) -> list[str]:
    """The arguments, with the command `open` inserted where none is given.

    A first word that is no command counts as a file if it has a suffix or a folder, or exists;
    otherwise it counts as a misspelled command.
    """
    if not arguments:
        return [_STUDIO]
    first = Path(arguments[0])
    names_file = (
        _is_link(arguments[0]) or first.suffix or len(first.parts) > 1
        or is_file(first) or is_folder(first)
    )  # fmt: skip
    is_command = arguments[0].startswith("-") or arguments[0] in _command_names()
    return arguments if is_command or not names_file else [_STUDIO, *arguments]


def local_file(path: Path) -> Path:
    """The file that a path names, also as a `file:` URL of a file manager."""
    scheme, _, place = path.as_posix().partition(":")
    if scheme != "file":
        return path
    from urllib.request import url2pathname

    return Path(url2pathname(place))


def _is_link(text: str) -> bool:
    return text.lower().startswith("avol:")


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Show which object in the image makes the sound: live in a studio, or for whole files."""
    if version:
        library.version()
        raise typer.Exit


@app.command(
    _STUDIO,
    epilog="Example:  avol duo.mp4  is short for  avol open duo.mp4",
    rich_help_panel=_PANEL,
)
def open_studio(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Videos or images to open, one after another; or a link (avol:…)."),
    ] = None,
    full_screen: Annotated[bool, typer.Option(help="Start in full screen.")] = False,
) -> None:
    """Open the studio."""
    from avol_studio.core.system.system_check import check_display

    check_display()
    from avol_studio.app import Options

    first, *more = map(local_file, files) if files else [None]
    if first is not None and _is_link(str(first)):
        _studio(Options(link=str(first), full_screen=full_screen))
        return
    queued = tuple(path for path in more if path is not None)
    _studio(Options(path=first, more_paths=queued, full_screen=full_screen))


app.command(epilog=LIVE_EXAMPLE, rich_help_panel=_PANEL)(live)
app.command(epilog=LESSON_EXAMPLE, rich_help_panel=_PANEL)(lesson)


@app.command(
    epilog="Example:  avol demo --seconds 8 --screenshot studio.png --json metrics.json",
    rich_help_panel=_PANEL,
)
def demo(
    file: Annotated[Path | None, typer.Argument(help="Video to play instead of the demo.")] = None,
    seconds: StopAfter = None,
    screenshot: Screenshot = None,
    weights: OptionalWeights = None,
    engine: OptionalEngine = None,
    classes: Classes = None,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Play the demo video in the studio, and measure performance."""
    from avol_studio.core.system.system_check import check_display

    check_display()
    from avol_studio.app import Options, demo_video

    _studio(
        Options(
            path=file or demo_video(),
            autoplay=True,
            quit_after=seconds,
            json=json_file,
            screenshot=screenshot,
            weights=weights,
            engine=engine,
            classes=classes,
        )
    )


app.command(epilog=RECOVER_EXAMPLE, rich_help_panel=_PANEL)(recover)


@app.command(rich_help_panel=_PANEL)
def doctor(
    json_file: Json = None,
    overwrite: Overwrite = False,
    trial: Annotated[str | None, typer.Option("--try", hidden=True)] = None,
) -> None:
    """Check what AVOL needs on this machine, and print remedies for what is missing.

    Exit code 1 if something required is missing.
    """
    from dataclasses import asdict

    from rich.console import Console

    from avol.cli.console import print_table
    from avol_studio.cli.doctor import TRIALS, run_checks, table

    if trial is not None:  # a child process of this command
        typer.echo(TRIALS[trial]())
        return
    with Console().status("Checking…"):
        findings = list(run_checks())
    print_table(table(findings))
    save_json(json_file, {"findings": [asdict(finding) for finding in findings]})
    if any(finding.needed and not finding.works for finding in findings):
        raise typer.Exit(1)


def _studio(options: "Options") -> None:
    from avol_studio.app import run as run_studio

    if code := run_studio(options):
        raise typer.Exit(code)


def _command_names() -> set[str]:
    group = typer.main.get_command(app)
    return set(getattr(group, "commands", ()))


if __name__ == "__main__":
    sys.exit(main())
