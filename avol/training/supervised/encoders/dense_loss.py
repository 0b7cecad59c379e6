"""What it costs an eye to name the places of scenes wrongly. Ours.

Where an outline is known, every place has its name. A thing in a photograph without one is only
somewhere in it, before a ground of its own: some of its places must be named so, and none may be
named anything else. And what a scene surely does not show must not be the likelier anywhere, for
AVOL-Net's maps are judged by their maximum (arXiv 1712.06651, section 5).
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from avol.data.catalogue.confusable_classes import EVERYDAY
from avol.training.supervised.features import SceneFeatures
from avol.training.supervised.heads.head_training import LOW, MISMATCH, relations

NOT_ASKED = -1
SMOOTHING = 0.05
_LEAST = 2
"""Places that a photograph without outline must take up to be asked for."""
_CORE = 0.2
"""Share of such a photograph's places that must be named after its thing."""
_AMONG = 0.3
"""Weight of telling a thing from the others beside that of telling it from the ground."""


def surely_absent(labels: list[str]) -> NDArray[np.bool_]:
    """(labels, labels): whether a scene of the one surely does not show the other.

    Not so for twins, nor for what may stand in any room or street unnoticed.
    """
    everyday = np.array([label in EVERYDAY for label in labels])
    return (relations(labels) == MISMATCH) & ~everyday


def surely_missing(shown: NDArray[np.int16], absent: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(S, labels): what scenes that show (S, 3) labels, -1 for none, surely do not show.

    absent: `surely_absent` of the labels.
    """
    beside_each = absent[shown] | (shown < 0)[..., None]  # (S, 3, labels)
    return np.all(beside_each, axis=1) & absent.any(axis=0)


def scene_cost(named: Tensor, scenes: SceneFeatures, absent: NDArray[np.bool_]) -> Tensor:
    """The cost of naming the places of scenes so.

    Args:
        named: (S, labels + 1, 196) logits, the last "none of these".
        scenes: what is in them.
        absent: `surely_absent` of the labels.
    """
    wanted = torch.from_numpy(places(scenes, len(absent)))
    return (
        _outlined(named, wanted)
        + _somewhere(named, scenes)
        + _nowhere(named, scenes.labels, absent)
    )


def mix_up_cost(named: Tensor, scenes: SceneFeatures) -> Tensor:
    """Cross-entropy of each thing's mean answer over its places among those for all things.

    What takes an eye that starts from nothing longest; the ground has no say in it.
    """
    area = scenes.covers > 0.5
    rows, slots = np.nonzero((scenes.labels >= 0) & area.any(axis=2))
    if not rows.size:
        return named.sum() * 0
    label = torch.from_numpy(scenes.labels[rows, slots].astype(np.int64))
    there = torch.from_numpy(area[rows, slots])  # (P, places)
    mean = (named[rows, :-1] * there[:, None]).sum(2) / there.sum(1, keepdim=True)
    return functional.cross_entropy(mean, label, label_smoothing=SMOOTHING)


def places(scenes: SceneFeatures, labels: int) -> NDArray[np.int64]:
    """What each place is to be named, (S, 196): a label, `labels` for none, or NOT_ASKED."""
    there = scenes.labels >= 0
    share = scenes.covers.astype(np.float32) * there[..., None]
    best, most = share.argmax(axis=1), share.max(axis=1)
    full = share.max(axis=2)  # (S, 3): as much of one place as the object covers anywhere
    mine = np.take_along_axis(full, best, axis=1)
    named = (most > 0.5) | ((most >= 0.6 * mine) & (most > 0.12))
    named &= np.take_along_axis(scenes.exact, best, axis=1)
    wanted = np.where(named, np.take_along_axis(scenes.labels, best, axis=1), NOT_ASKED)
    wanted[most < 0.03] = labels
    return wanted.astype(np.int64)


def _outlined(named: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy where names are known.

    Things and ground weigh the same, and so do all things: a map is judged by its peak, and a small
    thing has one as well as a large one.
    """
    costs = functional.cross_entropy(
        named, wanted, ignore_index=NOT_ASKED, reduction="none", label_smoothing=SMOOTHING
    )
    ground = wanted == named.shape[1] - 1
    asked = (wanted >= 0).float()
    number = wanted.clamp(min=0)  # where nothing is asked it weighs nothing
    count = costs.new_zeros(named.shape[:2]).scatter_add_(1, number, asked)
    share = asked / count.gather(1, number).clamp(min=1)
    weights = (share * ~ground, asked * ground)
    return sum(
        ((costs * weight).sum() / weight.sum().clamp(min=1) for weight in weights),
        start=costs.new_zeros(()),
    )


def _somewhere(named: Tensor, scenes: SceneFeatures) -> Tensor:
    """What photographs without outlines ask for; zero where there are none."""
    area = scenes.covers > 0.5
    asked = (scenes.labels >= 0) & ~scenes.exact & (area.sum(axis=2) >= _LEAST)
    rows, slots = np.nonzero(asked)
    if not rows.size:
        return named.sum() * 0
    label = torch.from_numpy(scenes.labels[rows, slots].astype(np.int64))
    there = torch.from_numpy(area[rows, slots])  # (P, 196)
    each = torch.arange(len(rows))
    mine = named[rows]  # (P, labels + 1, 196)
    own, none = mine[each, label], mine[:, -1]

    count = there.sum(1, keepdim=True)
    core = (count * _CORE).round().clamp(min=1)
    ranked = (own - none).masked_fill(~there, LOW).sort(1, descending=True).values
    brightest = (ranked * (torch.arange(there.shape[1]) < core)).sum(1, keepdim=True) / core
    whole = mine[:, :-1].masked_fill(~there[:, None], LOW).logsumexp(2)
    either = torch.logaddexp(own, none) - mine.logsumexp(1)
    return (
        functional.softplus(-brightest).mean()
        + _AMONG * functional.cross_entropy(whole, label)
        - ((either * there).sum(1, keepdim=True) / count).mean()
    )


def _nowhere(named: Tensor, shown: NDArray[np.int16], absent: NDArray[np.bool_]) -> Tensor:
    """Cross-entropy of the likeliest place of everything that surely is in no place."""
    missing = torch.from_numpy(surely_missing(shown, absent))
    likeliest = (named[:, :-1] - named[:, -1:]).amax(2)
    return (functional.softplus(likeliest) * missing).sum() / missing.sum().clamp(min=1)
