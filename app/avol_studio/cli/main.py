"""The command `avol`: the studio, the demo, the doctor, and the library's own commands.

Nothing heavy is imported before a command needs it: the window must be there within a second.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avol.cli import main as library
from avol.cli.main import Json, run
from avol_studio.cli.bench import SCRUB_EXAMPLE, scrub
from avol_studio.cli.live import LIVE_EXAMPLE, live
from avol_studio.cli.recover import RECOVER_EXAMPLE, recover
from avol_studio.cli.screenshots import SCREENSHOTS_EXAMPLE, screenshots
from avol_studio.core.process_exit import leave

if TYPE_CHECKING:
    from avol_studio.app import Options

app = typer.Typer(
    pretty_exceptions_enable=False,
    epilog="Plain  avol  opens the studio, and  avol FILE  opens it with a video.",
)
app.add_typer(library.commands)
app.command(epilog=SCREENSHOTS_EXAMPLE, hidden=True)(screenshots)
library.bench.command(epilog=SCRUB_EXAMPLE)(scrub)

_STUDIO, _PANEL = "open", "Studio"


def main() -> int:
    """Carry out the command line of this process; the exit code."""
    return leave(run(app, with_verb(sys.argv[1:])))


def with_verb(arguments: list[str]) -> list[str]:
    """The same command line with the verb that may be left out: to open the studio.

    A first word that is no command is a file if it could be one; else it is a slip of the pen.
    """
    if not arguments:
        return [_STUDIO]
    first = Path(arguments[0])
    is_file = first.suffix or len(first.parts) > 1 or first.exists()
    taken = arguments[0].startswith("-") or arguments[0] in _verbs()
    return arguments if taken or not is_file else [_STUDIO, *arguments]


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
) -> None:
    """Show which object in a picture makes the sound: live in a studio, or for whole files."""
    if version:
        library.version()
        raise typer.Exit


@app.command(
    _STUDIO,
    epilog="Example:  avol duo.mp4  is short for  avol open duo.mp4",
    rich_help_panel=_PANEL,
)
def open_studio(
    file: Annotated[Path | None, typer.Argument(help="Video to begin with.")] = None,
    full_screen: Annotated[bool, typer.Option(help="Fill the screen.")] = False,
) -> None:
    """Open the studio."""
    from avol_studio.core.system_check import check_display

    check_display()
    from avol_studio.app import Options

    _studio(Options(path=file, full_screen=full_screen))


app.command(epilog=LIVE_EXAMPLE, rich_help_panel=_PANEL)(live)


@app.command(
    epilog="Example:  avol demo --seconds 8 --screenshot studio.png --json figures.json",
    rich_help_panel=_PANEL,
)
def demo(
    file: Annotated[Path | None, typer.Argument(help="Another video than AVOL's own.")] = None,
    seconds: Annotated[
        float | None, typer.Option(min=0.1, help="End after so long; else when it is closed.")
    ] = None,
    screenshot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save how the window looks at the end.")
    ] = None,
    weights: Annotated[str | None, typer.Option(help="Another checkpoint.")] = None,
    engine: Annotated[
        str | None, typer.Option(help="What runs it: auto, int8, fp32, torch or cuda.")
    ] = None,
    json_file: Json = None,
) -> None:
    """Play the demo clip in the studio, and measure how it runs."""
    from avol_studio.core.system_check import check_display

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
        )
    )


app.command(epilog=RECOVER_EXAMPLE, rich_help_panel=_PANEL)(recover)


@app.command(rich_help_panel=_PANEL)
def doctor(json_file: Json = None) -> None:
    """Try what AVOL needs on this machine, and say what to do where something is missing.

    Ends with 1 where something is missing that AVOL cannot do without.
    """
    from dataclasses import asdict

    from rich.console import Console

    from avol_studio.cli.doctor import examine, table

    console = Console()
    with console.status("Trying everything…"):
        findings = list(examine())
    console.print(table(findings))
    library.write_json(json_file, {"findings": [asdict(finding) for finding in findings]})
    if any(finding.needed and not finding.works for finding in findings):
        raise typer.Exit(1)


def _studio(options: "Options") -> None:
    from avol_studio.app import run as run_studio

    if code := run_studio(options):
        raise typer.Exit(code)


def _verbs() -> set[str]:
    group = typer.main.get_command(app)
    return set(getattr(group, "commands", ()))


if __name__ == "__main__":
    sys.exit(main())
