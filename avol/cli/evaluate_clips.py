"""`avol evaluate correspondence` and `avol evaluate retrieval`: options, tables and files."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from avol.cli.options import Json, write_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table

    from avol.evaluation.retrieval.evaluate import Row

Source = Annotated[
    Path,
    typer.Argument(
        help="Folder of shards by `avol prepare`, or one with a MANIFEST.tsv, whose photographs "
        "and recordings are paired by class (its validation side).",
        show_default=False,
    ),
]
Compared = Annotated[
    list[str], typer.Option("--weights", help="Checkpoint; give it again to compare more.")
]
Seed = Annotated[int, typer.Option(help="Of which moment is taken of each clip.")]


def correspondence(
    source: Source, weights: Compared, seed: Seed = 0, json_file: Json = None
) -> None:
    """Ask whether sounds belong to pictures: accuracy with its 95 % interval; guessing gives 50."""
    from avol.checkpoints import load_model_card
    from avol.evaluation.localization.summary_table import interval
    from avol.evaluation.retrieval.clip_embeddings import clips_of, embed
    from avol.evaluation.retrieval.correspondence import avc_accuracy

    rows: dict[str, Any] = {}
    clips = 0
    for name in weights:
        card, embedded = load_model_card(name), embed(name, clips_of(source), seed)
        clips, figure = len(embedded.videos), avc_accuracy(embedded, seed)
        rows[card.name] = asdict(figure) | {"sha256": card.sha256}
        typer.echo(f"{card.name}: {interval(figure)} % of {2 * clips} pairs told right")
    write_json(json_file, {"clips": clips, "seed": seed, "avc_accuracy": rows})


def retrieval(
    source: Source,
    weights: Compared,
    ontology: Annotated[
        Path | None, typer.Option(help="AudioSet's ontology.json; else labels agree or do not.")
    ] = None,
    fit: Annotated[
        Path | None, typer.Option(help="Clips that L3-Net's sides are aligned by (CCA).")
    ] = None,
    image_only: Annotated[
        bool, typer.Option("--image-only", help="Add the row of an eye trained on ImageNet.")
    ] = False,
    gain: Annotated[str, typer.Option(help="exponential, or linear.")] = "exponential",
    seed: Seed = 0,
    json_file: Json = None,
) -> None:
    """Search pictures and sounds by one another: nDCG@30 in four directions, beside chance."""
    from rich.console import Console

    from avol.checkpoints import load_model_card
    from avol.errors import InputError
    from avol.evaluation.retrieval.clip_embeddings import clips_of, embed
    from avol.evaluation.retrieval.evaluate import Space, aligned, at_random, retrieve, space_of
    from avol.evaluation.retrieval.label_relevance import relevance_of

    if gain not in ("exponential", "linear"):
        raise InputError(f"There is no gain “{gain}”; choose exponential or linear.")
    asked = [embed(name, clips_of(source), seed) for name in weights]
    spaces: dict[str, Space] = {}
    for name, one in zip(weights, asked, strict=True):
        card = load_model_card(name)
        spaces[card.name] = space_of(one)
        if fit is not None and card.network == "l3":
            spaces[f"{card.name} + CCA"] = aligned([embed(name, clips_of(fit), seed)], one)
    if image_only:
        from avol.evaluation.retrieval.image_only import image_only as eye_alone

        spaces["image-only"] = eye_alone(clips_of(source), seed)
    videos, relevance = asked[0].videos, relevance_of(asked[0].labels, ontology)
    rows = {"chance": at_random(relevance, videos, gain)}
    rows |= {name: retrieve(space, relevance, videos, gain) for name, space in spaces.items()}
    Console().print(_table(rows))
    figures = {name: {key: asdict(e) for key, e in row.items()} for name, row in rows.items()}
    settings = {"clips": len(videos), "gain": gain, "seed": seed}
    kind = "labels" if ontology is None else "ontology"
    write_json(json_file, settings | {"relevance": kind, "ndcg_at_30": figures})


def _table(rows: "Mapping[str, Row]") -> "Table":
    from rich.table import Table

    from avol.evaluation.localization.summary_table import interval
    from avol.evaluation.retrieval.evaluate import DIRECTIONS

    names = [f"{query} to {base}" for query, base in DIRECTIONS]
    table = Table(title="nDCG@30 (%)", title_justify="left", box=None)
    table.add_column("", no_wrap=True)
    for name in names:
        table.add_column(name, justify="right")
    for label, row in rows.items():
        table.add_row(label, *(interval(row[n]) if n in row else "·" for n in names))
    return table
