"""The paper's claims, each as rows of figures from what a bench trained."""

from collections.abc import Callable, Mapping

import numpy as np
import torch

from avol.data.catalogue.confusable_classes import comparable
from avol.evaluation.bootstrap import Estimate, Resampler
from avol.evaluation.retrieval.correspondence import avc_accuracy, strangers
from avol.evaluation.retrieval.evaluate import aligned, at_random, retrieve, space_of
from avol.evaluation.retrieval.label_relevance import by_label
from avol.experiments.backend import ExperimentBackend, Kind

LIT = 0.5
TITLES: Mapping[Kind, str] = {"l3": "L3-Net", "ave": "AVE-Net", "avol": "AVOL-Net"}

Rows = dict[str, dict[str, Estimate]]
"""Figures by row and column."""


def alignment(bench: ExperimentBackend) -> Rows:
    """AVE-Net beats L3-Net aligned by CCA across pictures and sounds (paper §3.5, table 2)."""
    joined, asked = bench.asked("l3"), bench.asked("ave")
    relevance = by_label(asked.labels, asked.labels)
    spaces = {
        **bench.untaught(),
        "L3-Net": space_of(joined),
        "L3-Net + CCA": aligned(bench.learnt(), joined),
        "AVE-Net": space_of(asked),
    }
    rows = {name: retrieve(space, relevance, asked.videos) for name, space in spaces.items()}
    return {"chance": at_random(relevance, asked.videos)} | rows


def shortcut(bench: ExperimentBackend) -> Rows:
    """Without prevention AVC accuracy rises, for a wrong reason, and retrieval falls (§3.1)."""
    rows: Rows = {}
    for prevented in (True, False):
        asked, told = bench.leaking(prevented)
        relevance = by_label(asked.labels, asked.labels)
        found = retrieve(space_of(asked), relevance, asked.videos)
        rows["prevented" if prevented else "not prevented"] = {
            "AVC accuracy, negatives drawn as in training": told,
            "AVC accuracy, all sounds on the grid": avc_accuracy(asked, bench.seed),
            **{d: found[d] for d in ("pictures to sounds", "sounds to pictures")},
        }
    return rows


def accuracy(bench: ExperimentBackend) -> Rows:
    """AVOL-Net tells matches as well as AVE-Net does (paper §5, "the same as AVE-Net")."""
    return {
        title: {"AVC accuracy": avc_accuracy(bench.asked(kind), bench.seed)}
        for kind, title in TITLES.items()
    }


def mismatch(bench: ExperimentBackend) -> Rows:
    """A mismatched sound gives an empty map, not the salient thing (paper §5.2, figure 7)."""
    asked = bench.localizer()
    others = strangers(asked.videos, bench.seed)
    # Of other kinds alone: the same tone from another clip, or a twin by ear, is no mismatch.
    other_kind = np.array(
        [
            all(comparable(a, b) for a in asked.labels[o] for b in asked.labels[i])
            for i, o in enumerate(others)
        ]
    )
    net, rows = asked.model.network, Rows()
    for title, heard, counted in (
        ("its own sound", asked.heard, np.ones(len(others), bool)),
        ("a sound of another kind", asked.heard[others], other_kind),
    ):
        with torch.inference_mode():
            maps = net.logits(asked.seen, heard).sigmoid().flatten(1).double().numpy()[counted]
        resampled = Resampler([v for v, kept in zip(asked.videos, counted, strict=True) if kept])
        rows[title] = {
            "brightest place": resampled.mean(maps.max(axis=1)),
            "maps with a lit place": resampled.mean((maps.max(axis=1) > LIT).astype(float)),
            "share of places lit": resampled.mean((maps > LIT).mean(axis=1)),
        }
    return rows


CLAIMS: Mapping[str, Callable[[ExperimentBackend], Rows]] = {
    "alignment": alignment,
    "shortcut": shortcut,
    "accuracy": accuracy,
    "mismatch": mismatch,
}
"""By the names that the command takes."""
