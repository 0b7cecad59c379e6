"""The experiments: one per claim of the paper, each a table of metrics."""

from collections.abc import Callable, Mapping

import numpy as np
import torch
from torch import Tensor

from avol.core.estimate import Estimate
from avol.data.catalogue.confusable_classes import is_mismatch
from avol.evaluation.bootstrap import FileBootstrap
from avol.evaluation.retrieval.clip_embeddings import ClipEmbeddings
from avol.evaluation.retrieval.correspondence import avc_accuracy, mismatched_clips
from avol.evaluation.retrieval.evaluate import (
    align_with_cca,
    clip_vectors,
    evaluate_random_order,
    evaluate_retrieval,
)
from avol.evaluation.retrieval.label_relevance import by_label
from avol.experiments.backend import ExperimentBackend, NetworkKind

THRESHOLD = 0.5
TITLES: Mapping[NetworkKind, str] = {"l3": "L3-Net", "ave": "AVE-Net", "avol": "AVOL-Net"}

Table = dict[str, dict[str, Estimate]]
"""Metrics by row and column."""


def alignment(backend: ExperimentBackend) -> Table:
    """AVE-Net beats L3-Net aligned by CCA in cross-modal retrieval (paper §3.5, table 2)."""
    l3, ave = backend.embeddings("l3"), backend.embeddings("ave")
    relevance = by_label(ave.labels, ave.labels)
    spaces = {
        **backend.baseline_spaces(),
        "L3-Net": clip_vectors(l3),
        "L3-Net + CCA": align_with_cca(backend.training_embeddings(), l3),
        "AVE-Net": clip_vectors(ave),
    }
    rows = {
        name: evaluate_retrieval(space, relevance, ave.videos) for name, space in spaces.items()
    }
    return {"chance": evaluate_random_order(relevance, ave.videos)} | rows


def shortcut(backend: ExperimentBackend) -> Table:
    """Without shortcut prevention, AVC accuracy rises and retrieval gets worse (§3.1)."""
    table: Table = {}
    for prevented in (True, False):
        embeddings, accuracy = backend.shortcut_result(prevented)
        relevance = by_label(embeddings.labels, embeddings.labels)
        retrieval = evaluate_retrieval(clip_vectors(embeddings), relevance, embeddings.videos)
        table["prevented" if prevented else "not prevented"] = {
            "AVC accuracy, negatives drawn as in training": accuracy,
            "AVC accuracy, all sounds on the grid": avc_accuracy(embeddings, backend.seed),
            **{d: retrieval[d] for d in ("image to audio", "audio to image")},
        }
    return table


def accuracy(backend: ExperimentBackend) -> Table:
    """AVOL-Net has the same AVC accuracy as AVE-Net (paper §5)."""
    return {
        title: {"AVC accuracy": avc_accuracy(backend.embeddings(kind), backend.seed)}
        for kind, title in TITLES.items()
    }


def mismatch(backend: ExperimentBackend) -> Table:
    """A mismatched sound gives an empty map, not the salient object (paper §5.2, figure 7)."""
    clips = backend.localizer_embeddings()
    others = mismatched_clips(clips.videos, backend.seed)
    # Sounds of the same or of a confusable class are no mismatch.
    is_other_class = np.array(
        [
            all(is_mismatch(a, b) for a in clips.labels[other] for b in clips.labels[own])
            for own, other in enumerate(others)
        ]
    )
    return {
        "own sound": _map_metrics(clips, clips.audio, np.ones(len(others), bool)),
        "sound of another class": _map_metrics(clips, clips.audio[others], is_other_class),
    }


def _map_metrics(
    clips: ClipEmbeddings, audio_embeddings: Tensor, selected: np.ndarray
) -> dict[str, Estimate]:
    """Metrics of the maps of the selected clips with the given sounds."""
    network = clips.model.network
    with torch.inference_mode():
        maps = network.logits(clips.image, audio_embeddings).sigmoid()
    cells = maps.flatten(1).double().numpy()[selected]
    videos = [video for video, keep in zip(clips.videos, selected, strict=True) if keep]
    resampler = FileBootstrap(videos)
    return {
        "maximum score": resampler.mean(cells.max(axis=1)),
        "maps above threshold": resampler.mean((cells.max(axis=1) > THRESHOLD).astype(float)),
        "fraction of cells above threshold": resampler.mean((cells > THRESHOLD).mean(axis=1)),
    }


EXPERIMENTS: Mapping[str, Callable[[ExperimentBackend], Table]] = {
    "alignment": alignment,
    "shortcut": shortcut,
    "accuracy": accuracy,
    "mismatch": mismatch,
}
"""The experiments by the names of the command line."""
