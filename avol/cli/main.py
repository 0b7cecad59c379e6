"""The library's commands: each calls one function and says how it went."""

from typing import Annotated

import typer

from avol.cli.evaluate_clips import correspondence, retrieval
from avol.cli.evaluate_localization import localization, sets
from avol.cli.experiment import claim
from avol.cli.localize import LOCALIZE_EXAMPLES, localize
from avol.cli.options import (
    DEFAULT_WEIGHTS,
    FAILED,
    Engine,
    Json,
    ReportPath,
    Weights,
    complain,
    write_json,
)
from avol.cli.prepare import prepare
from avol.cli.search import bench_search, index, search
from avol.cli.train import TRAIN_EXAMPLES, train
from avol.errors import AvolError

FILES, RESEARCH = "Files", "Research"
"""Under what heading the help lists a command."""

commands = typer.Typer(pretty_exceptions_enable=False)
bench = typer.Typer(help="Measure on this machine.", no_args_is_help=True)
evaluate = typer.Typer(help="Judge weights where the truth is known.", no_args_is_help=True)
evaluate.command("localization")(localization)
evaluate.command("sets")(sets)
evaluate.command("correspondence")(correspondence)
evaluate.command("retrieval")(retrieval)
commands.command(epilog=LOCALIZE_EXAMPLES, rich_help_panel=FILES)(localize)
commands.command(epilog="Example:  avol index videos sounds --out library", rich_help_panel=FILES)(
    index
)
commands.command(
    epilog="Example:  avol search library --sound violin.wav -k 10", rich_help_panel=FILES
)(search)
commands.command(epilog="Example:  avol prepare videos --out shards", rich_help_panel=RESEARCH)(
    prepare
)
commands.command(epilog=TRAIN_EXAMPLES, rich_help_panel=RESEARCH)(train)
bench.command("search")(bench_search)
commands.command(epilog="Example:  avol claim shortcut", rich_help_panel=RESEARCH)(claim)
commands.add_typer(evaluate, name="evaluate", rich_help_panel=RESEARCH)
commands.add_typer(bench, name="bench", rich_help_panel=RESEARCH)


def run(app: typer.Typer, arguments: list[str]) -> int:
    """Carry out a command line; its exit code. An AvolError is said in its one sentence."""
    try:
        app(arguments, prog_name="avol")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else bool(done.code)
    except AvolError as error:
        complain(error)
        return FAILED
    return 0


@commands.command(hidden=True)
def version() -> None:
    """Say which version this is."""
    from importlib.metadata import version as installed

    typer.echo(f"avol {installed('avol')}")


@bench.command("engine")
def bench_engine(
    weights: Weights = DEFAULT_WEIGHTS,
    threads: Annotated[
        list[int], typer.Option(help="Cores a question may use; give it again to try more.")
    ] = [1, 2],  # noqa: B006 - typer copies it
    rounds: Annotated[int, typer.Option(min=1, help="How often each step is timed.")] = 20,
    json_file: Json = None,
) -> None:
    """Time every engine that works here, beside plain torch and the machine's best."""
    from rich.console import Console

    from avol.evaluation.benchmark import engine_benchmark

    report = engine_benchmark.bench_engine(weights, threads=threads, rounds=rounds)
    Console().print(report.table())
    for engine, why in report.missing.items():
        typer.echo(f"{engine}: {why}")
    write_json(json_file, report.as_dict())


@evaluate.command("demo")
def evaluate_demo(
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    card: ReportPath = None,
    json_file: Json = None,
) -> None:
    """Score the weights on the demo clip, whose truth is known, beside rows that need no model."""
    from rich.console import Console

    from avol.core.paths import resources_folder
    from avol.evaluation.demo.evaluate import score_demo
    from avol.evaluation.demo.page import write_demo_page
    from avol.evaluation.demo.table import table
    from avol.localizer import Localizer

    folder = resources_folder() / "demo"
    model = Localizer.load(weights, engine)  # pyright: ignore[reportArgumentType] - it checks
    score = score_demo(model, folder / "demo.mp4", folder / "truth.json")
    Console().print(table(score))
    figures = {"weights": model.card.name, "engine": model.engine_name}
    write_json(json_file, figures | score.to_dict())
    if card is not None:
        write_demo_page(card, model, folder)
