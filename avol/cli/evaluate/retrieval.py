"""The command `avol evaluate retrieval`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from avol.cli.evaluate.options import Compared, Source
from avol.cli.options import Json, Overwrite, Seed, choice_option, save_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table

    from avol.evaluation.retrieval.evaluate import DirectionScores
    from avol.evaluation.retrieval.ndcg import Gain

GAINS = ("exponential", "linear")


def retrieval(
    source: Source,
    weights: Compared,
    ontology: Annotated[
        Path | None, typer.Option(help="AudioSet's ontology.json; else labels must be equal.")
    ] = None,
    fit: Annotated[
        Path | None, typer.Option(help="Clips to align the modalities of L3-Net with (CCA).")
    ] = None,
    image_only: Annotated[
        bool, typer.Option("--image-only", help="Add a baseline trained on ImageNet.")
    ] = False,
    gain: Annotated[str, choice_option(GAINS, help="Gain of nDCG.")] = "exponential",
    seed: Seed = 0,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Retrieve images and audio by each other: nDCG@30 in four directions, next to chance."""
    from avol.checkpoints import load_model_card
    from avol.cli.console import print_table
    from avol.evaluation.retrieval.clip_embeddings import embed_clips, load_clips
    from avol.evaluation.retrieval.evaluate import (
        ClipVectors,
        align_with_cca,
        clip_vectors,
        evaluate_random_order,
        evaluate_retrieval,
    )
    from avol.evaluation.retrieval.label_relevance import check_labels, label_relevance

    check_labels([frozenset(clip.info.labels) for clip in load_clips(source)])
    embeddings = [embed_clips(name, load_clips(source), seed) for name in weights]
    vectors: dict[str, ClipVectors] = {}
    for name, one in zip(weights, embeddings, strict=True):
        card = load_model_card(name)
        vectors[card.name] = clip_vectors(one)
        if fit is not None and card.network == "l3":
            fitted = [embed_clips(name, load_clips(fit), seed)]
            vectors[f"{card.name} + CCA"] = align_with_cca(fitted, one)
    if image_only:
        from avol.evaluation.retrieval.image_only import image_only_vectors

        vectors["image-only"] = image_only_vectors(load_clips(source), seed)
    videos, relevance = embeddings[0].videos, label_relevance(embeddings[0].labels, ontology)
    rows = {"chance": evaluate_random_order(relevance, videos, cast("Gain", gain))}
    rows |= {
        name: evaluate_retrieval(v, relevance, videos, cast("Gain", gain))
        for name, v in vectors.items()
    }
    print_table(_table(rows))
    scores = {name: {key: asdict(e) for key, e in row.items()} for name, row in rows.items()}
    settings = {"clips": len(videos), "gain": gain, "seed": seed}
    kind = "labels" if ontology is None else "ontology"
    save_json(json_file, settings | {"relevance": kind, "ndcg_at_30": scores})


def _table(rows: "Mapping[str, DirectionScores]") -> "Table":
    from rich.table import Table

    from avol.evaluation.localization.summary_table import format_estimate
    from avol.evaluation.retrieval.evaluate import DIRECTIONS

    names = [f"{query} to {base}" for query, base in DIRECTIONS]
    table = Table(title="nDCG@30 (%)", title_justify="left", box=None)
    table.add_column("", no_wrap=True)
    for name in names:
        table.add_column(name, justify="right")
    for label, row in rows.items():
        table.add_row(label, *(format_estimate(row[n]) if n in row else "·" for n in names))
    return table
