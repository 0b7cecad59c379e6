"""The command `avol evaluate demo`."""

from avol.cli.options import (
    DEFAULT_WEIGHTS,
    Classes,
    Engine,
    Fine,
    Json,
    Overwrite,
    ReportPath,
    Weights,
    save_json,
)


def demo(
    weights: Weights = DEFAULT_WEIGHTS,
    engine: Engine = "auto",
    classes: Classes = None,
    fine: Fine = False,
    card: ReportPath = None,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Evaluate a checkpoint on the demo clip, which has ground truth, next to baselines."""
    from avol.cli.console import print_table
    from avol.core.paths import resources_folder
    from avol.evaluation.demo.evaluate import score_demo
    from avol.evaluation.demo.page import save_demo_page
    from avol.evaluation.demo.table import demo_table
    from avol.localizer import Localizer

    folder = resources_folder() / "demo"
    model = Localizer.load(weights, engine, None, classes, fine)  # pyright: ignore[reportArgumentType]
    score = score_demo(model, folder / "demo.mp4", folder / "truth.json")
    print_table(demo_table(score))
    save_json(json_file, model.provenance | score.to_dict())
    if card is not None:
        save_demo_page(card, model, folder)
