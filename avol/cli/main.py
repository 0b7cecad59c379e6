"""Registers the commands of the library."""

import typer

from avol.cli.bench.engine import engine
from avol.cli.bench.search import search as bench_search
from avol.cli.evaluate.correspondence import correspondence
from avol.cli.evaluate.demo import demo
from avol.cli.evaluate.localization import localization
from avol.cli.evaluate.retrieval import retrieval
from avol.cli.evaluate.sets import sets
from avol.cli.experiment import claim
from avol.cli.index import INDEX_EXAMPLE, index
from avol.cli.localize import LOCALIZE_EXAMPLES, localize
from avol.cli.options import FAILED, print_error
from avol.cli.prepare import prepare
from avol.cli.search import SEARCH_EXAMPLE, search
from avol.cli.train import TRAIN_EXAMPLES, train
from avol.errors import AvolError

FILES, RESEARCH = "Files", "Research"
"""Headings of the help text."""

commands = typer.Typer(pretty_exceptions_enable=False)
bench = typer.Typer(help="Run benchmarks on this machine.", no_args_is_help=True)
evaluate = typer.Typer(help="Evaluate checkpoints on data with ground truth.", no_args_is_help=True)


def run(app: typer.Typer, arguments: list[str]) -> int:
    """Run a command line and return its exit code; print an AvolError without traceback."""
    try:
        app(arguments, prog_name="avol")
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else bool(exit_.code)
    except AvolError as error:
        print_error(error)
        return FAILED
    return 0


@commands.command(hidden=True)
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as installed

    typer.echo(f"avol {installed('avol')}")


commands.command(epilog=LOCALIZE_EXAMPLES, rich_help_panel=FILES)(localize)
commands.command(epilog=INDEX_EXAMPLE, rich_help_panel=FILES)(index)
commands.command(epilog=SEARCH_EXAMPLE, rich_help_panel=FILES)(search)
commands.command(epilog="Example:  avol prepare videos --out shards", rich_help_panel=RESEARCH)(
    prepare
)
commands.command(epilog="Example:  avol claim shortcut", rich_help_panel=RESEARCH)(claim)
commands.add_typer(evaluate, name="evaluate", rich_help_panel=RESEARCH)
commands.add_typer(bench, name="bench", rich_help_panel=RESEARCH)
commands.command(epilog=TRAIN_EXAMPLES, rich_help_panel=RESEARCH)(train)
evaluate.command("localization")(localization)
evaluate.command("sets")(sets)
evaluate.command("correspondence")(correspondence)
evaluate.command("retrieval")(retrieval)
evaluate.command("demo")(demo)
bench.command("search")(bench_search)
bench.command("engine")(engine)
