"""The command `avol evaluate demo`."""

from avol.cli.options import DEFAULT_WEIGHTS, Engine, Json, ReportPath, Weights, save_json


def demo(
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    card: ReportPath = None,
    json_file: Json = None,
) -> None:
    """Evaluate a checkpoint on the demo clip, which has ground truth, next to baselines."""
    from rich.console import Console

    from avol.core.paths import resources_folder
    from avol.evaluation.demo.evaluate import score_demo
    from avol.evaluation.demo.page import save_demo_page
    from avol.evaluation.demo.table import demo_table
    from avol.localizer import Localizer

    folder = resources_folder() / "demo"
    model = Localizer.load(weights, engine)  # pyright: ignore[reportArgumentType] - it checks
    score = score_demo(model, folder / "demo.mp4", folder / "truth.json")
    Console().print(demo_table(score))
    values = {"weights": model.card.name, "engine": model.engine_name}
    save_json(json_file, values | score.to_dict())
    if card is not None:
        save_demo_page(card, model, folder)
