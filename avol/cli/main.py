"""Registers the commands of the library."""

import errno
import io
import sys
from pathlib import Path

import typer

from avol.cli.adapt import commands as adapt_commands
from avol.cli.bench.engine import engine
from avol.cli.bench.search import search as bench_search
from avol.cli.calibrate import CALIBRATE_EXAMPLE, calibrate
from avol.cli.checked_command import CheckedTyper
from avol.cli.evaluate.changes import changes
from avol.cli.evaluate.correspondence import correspondence
from avol.cli.evaluate.demo import demo
from avol.cli.evaluate.localization import localization
from avol.cli.evaluate.retrieval import retrieval
from avol.cli.evaluate.sets import sets
from avol.cli.evaluate.teaching import teaching
from avol.cli.experiment import claim
from avol.cli.index import INDEX_EXAMPLE, index
from avol.cli.lessons.collect import COLLECT_EXAMPLE, collect
from avol.cli.lessons.list_lessons import list_lessons
from avol.cli.localize import LOCALIZE_EXAMPLES, localize
from avol.cli.options import FAILED, print_error
from avol.cli.prepare import prepare
from avol.cli.search import SEARCH_EXAMPLE, search
from avol.cli.teaching import classes as taught_classes
from avol.cli.teaching.teach import TEACH_EXAMPLES, teach
from avol.cli.train import TRAIN_EXAMPLES, train
from avol.cli.train_background import TRAIN_BACKGROUND_EXAMPLE, train_background
from avol.cli.train_tiny import TRAIN_TINY_EXAMPLE, train_tiny
from avol.core.optional_packages import missing_package
from avol.errors import AvolError

FILES, RESEARCH, TEACHING = "Files", "Research", "Teaching"
"""Headings of the help text."""

commands = CheckedTyper(pretty_exceptions_enable=False)
bench = CheckedTyper(help="Run benchmarks on this machine.", no_args_is_help=True)
lessons = CheckedTyper(help="List the lessons, and collect hand-ins.", no_args_is_help=True)
classes = CheckedTyper(help="Manage files of taught classes.", no_args_is_help=True)
adapt = CheckedTyper(help="Adapt to your annotations or your room.", no_args_is_help=True)
evaluate = CheckedTyper(
    help="Evaluate checkpoints on data with ground truth.", no_args_is_help=True
)


def run(app: typer.Typer, arguments: list[str]) -> int:
    """Run a command line and return its exit code; print an AvolError without traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors != "surrogateescape":
            stream.reconfigure(errors="surrogateescape")  # prints names that are not UTF-8
    try:
        app(arguments, prog_name="avol")
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else bool(exit_.code)
    except (AvolError, ImportError) as error:
        known = error if isinstance(error, AvolError) else missing_package(error, "This command")
        if known is None:
            raise
        print_error(known)
        return FAILED
    except OSError as error:
        if (message := _os_error_text(error)) is None:
            raise
        print_error(message)
        return FAILED
    return 0


def _os_error_text(error: OSError) -> str | None:
    """The message of an error of a path on the command line, of the folder or of the terminal."""
    if error.filename is not None:  # such as a path that is too long
        return f"“{error.filename}” cannot be used ({error.strerror}); check the path."
    if not _is_folder_there():
        return "The current folder no longer exists; change to another one."
    if error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF):
        return f"The messages cannot be written ({error.strerror}); redirect them elsewhere."
    return None


def _is_folder_there() -> bool:
    try:
        return bool(Path.cwd())
    except OSError:
        return False


@commands.command(hidden=True)
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as installed

    typer.echo(f"avol {installed('avol')}")


commands.command(epilog=LOCALIZE_EXAMPLES, rich_help_panel=FILES)(localize)
commands.command(epilog=INDEX_EXAMPLE, rich_help_panel=FILES)(index)
commands.command(epilog=SEARCH_EXAMPLE, rich_help_panel=FILES)(search)
commands.command(epilog=TEACH_EXAMPLES, rich_help_panel=FILES)(teach)
commands.add_typer(classes, name="classes", rich_help_panel=FILES)
commands.add_typer(adapt, name="adapt", rich_help_panel=FILES)
commands.command(epilog="Example:  avol prepare videos --out shards", rich_help_panel=RESEARCH)(
    prepare
)
commands.command(epilog="Example:  avol claim shortcut", rich_help_panel=RESEARCH)(claim)
commands.add_typer(lessons, name="lessons", rich_help_panel=TEACHING)
commands.add_typer(evaluate, name="evaluate", rich_help_panel=RESEARCH)
commands.add_typer(bench, name="bench", rich_help_panel=RESEARCH)
commands.command(epilog=TRAIN_EXAMPLES, rich_help_panel=RESEARCH)(train)
commands.command("train-tiny", epilog=TRAIN_TINY_EXAMPLE, rich_help_panel=RESEARCH)(train_tiny)
commands.command("train-background", epilog=TRAIN_BACKGROUND_EXAMPLE, rich_help_panel=RESEARCH)(
    train_background
)
commands.command(epilog=CALIBRATE_EXAMPLE, rich_help_panel=RESEARCH)(calibrate)
classes.command("list")(taught_classes.list_classes)
classes.command()(taught_classes.remove)
classes.command()(taught_classes.rename)
classes.command()(taught_classes.enable)
classes.command()(taught_classes.disable)
classes.command()(taught_classes.export)
classes.command("import")(taught_classes.import_)
adapt.command(epilog=adapt_commands.ANNOTATIONS_EXAMPLE)(adapt_commands.annotations)
adapt.command(epilog=adapt_commands.ROOM_EXAMPLE)(adapt_commands.room)
adapt.command()(adapt_commands.revert)
lessons.command("list")(list_lessons)
lessons.command("collect", epilog=COLLECT_EXAMPLE)(collect)
evaluate.command("localization")(localization)
evaluate.command("changes")(changes)
evaluate.command("sets")(sets)
evaluate.command("correspondence")(correspondence)
evaluate.command("retrieval")(retrieval)
evaluate.command("demo")(demo)
evaluate.command("teaching")(teaching)
bench.command("search")(bench_search)
bench.command("engine")(engine)
