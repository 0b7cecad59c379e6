"""The command `avol evaluate correspondence`."""

from dataclasses import asdict
from typing import Any

import typer

from avol.cli.evaluate.options import Compared, Source
from avol.cli.options import Json, Overwrite, Seed, save_json


def correspondence(
    source: Source,
    weights: Compared,
    seed: Seed = 0,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Classify matched and mismatched pairs: accuracy with its 95 % interval; chance is 50 %."""
    from avol.checkpoints import load_model_card
    from avol.evaluation.localization.summary_table import format_estimate
    from avol.evaluation.retrieval.clip_embeddings import embed_clips, load_clips
    from avol.evaluation.retrieval.correspondence import avc_accuracy

    rows: dict[str, Any] = {}
    clips = 0
    for name in weights:
        card, embeddings = load_model_card(name), embed_clips(name, load_clips(source), seed)
        clips, accuracy = len(embeddings.videos), avc_accuracy(embeddings, seed)
        rows[card.name] = asdict(accuracy) | {"sha256": card.sha256}
        typer.echo(f"{card.name}: {format_estimate(accuracy)} % of {2 * clips} pairs correct")
    save_json(json_file, {"clips": clips, "seed": seed, "avc_accuracy": rows})
