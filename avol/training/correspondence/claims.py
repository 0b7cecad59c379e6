"""The paper's claims, in small: tiny networks in a made world, each claim by one command.

The world is `avol.data.made`'s: four kinds of things, each with a tone. What holds here shows that
the method is built right, and how large each effect is in this world alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from avol.data.cut import Form
from avol.data.made import make_clips
from avol.data.prepare import prepare
from avol.data.stretch import Stretch
from avol.evaluation.correspondence import avc_accuracy, strangers
from avol.evaluation.embedded import Embedded, clips_of, embed
from avol.evaluation.relevance import by_label
from avol.evaluation.resampling import Estimate, Resampler
from avol.evaluation.retrieval import aligned, at_random, retrieve, space_of
from avol.training.correspondence.recipe import Recipe
from avol.training.correspondence.run import Told, train
from avol.training.reading import read_as

TRAIN, TEST = 24, 60
"""Made clips of 2 s."""
MOMENTS = 16
"""Of each clip that the canonical correlations are found in."""
TICKING = 0.1
LIT = 0.5

Rows = dict[str, dict[str, Estimate]]
"""Figures by row and column."""


@dataclass(frozen=True)
class Bench:
    """Where the made world and what was trained in it are kept; what is there is used again."""

    folder: Path
    seed: int
    told: Told

    def world(self, ticking: bool) -> Path:
        """Shards of made clips: `train` and, of other clips, `validation`."""
        root = self.folder / ("ticking" if ticking else "plain")
        for side, clips, seed in (("train", TRAIN, 1000), ("validation", TEST, 2000)):
            if not (root / side).is_dir():
                level = TICKING if ticking else 0.0
                made = make_clips(
                    root / "videos" / side, clips, seed, seconds=2, silent=0, ticking=level
                )
                cut = [Stretch(f"{side}-{m.path.stem}", m.path, labels=(m.kind,)) for m in made]
                prepare(cut, root / side, Form(seconds=2, side=120))
        return root

    def weights(self, kind: str, ticking: bool = False, prevent_shortcut: bool = True) -> Path:
        """A network of that kind, trained by the recipe "lesson"."""
        base = read_as(Recipe, "lesson")
        name = "-".join(
            [kind, str(self.seed), *(["ticking"] * ticking), *(["leaky"] * (not prevent_shortcut))]
        )
        recipe = base.model_copy(
            update={
                "name": name,
                "title": name,
                "network": base.network.model_copy(update={"kind": kind}),
                "pairs": base.pairs.model_copy(update={"prevent_shortcut": prevent_shortcut}),
                "correspondence": base.correspondence.model_copy(update={"seed": self.seed}),
            }
        )
        path = self.folder / f"{name}.safetensors"
        if not path.is_file():
            train(recipe, self.world(ticking), self.folder / "work" / name, self.folder, self.told)
        return path

    def asked(self, weights: Path, ticking: bool = False) -> Embedded:
        """What those weights make of clips that they have not learnt from."""
        return embed(weights, clips_of(self.world(ticking) / "validation"), self.seed)


def alignment(bench: Bench) -> Rows:
    """AVE-Net beats L3-Net aligned by CCA across pictures and sounds (paper §3.5, table 2)."""
    ave, l3 = (bench.weights(kind) for kind in ("ave", "l3"))
    asked, joined = bench.asked(ave), bench.asked(l3)
    learnt = list(clips_of(bench.world(False) / "train"))
    fitted = [embed(l3, learnt, seed) for seed in range(MOMENTS)]
    relevance = by_label(asked.labels, asked.labels)
    spaces = {
        "L3-Net": space_of(joined),
        "L3-Net + CCA": aligned(fitted, joined),
        "AVE-Net": space_of(asked),
    }
    rows = {name: retrieve(space, relevance, asked.videos) for name, space in spaces.items()}
    return {"chance": at_random(relevance, asked.videos)} | rows


def shortcut(bench: Bench) -> Rows:
    """Without prevention AVC accuracy rises, for a wrong reason, and retrieval falls (§3.1)."""
    rows: Rows = {}
    for prevented in (True, False):
        weights = bench.weights("ave", ticking=True, prevent_shortcut=prevented)
        asked = bench.asked(weights, ticking=True)
        relevance = by_label(asked.labels, asked.labels)
        found = retrieve(space_of(asked), relevance, asked.videos)
        told = _accuracy_as_trained(weights)
        rows["prevented" if prevented else "not prevented"] = {
            "AVC accuracy, negatives drawn as in training": told,
            "AVC accuracy, all sounds on the grid": avc_accuracy(asked, bench.seed),
            **{d: found[d] for d in ("pictures to sounds", "sounds to pictures")},
        }
    return rows


def _accuracy_as_trained(weights: Path) -> Estimate:
    from avol.checkpoints import load_card

    figure = load_card(weights).figures["avc_accuracy"]
    return Estimate(figure.value, figure.low, figure.high)


def accuracy(bench: Bench) -> Rows:
    """AVOL-Net tells matches as well as AVE-Net does (paper §5, "the same as AVE-Net")."""
    return {
        title: {"AVC accuracy": avc_accuracy(bench.asked(bench.weights(kind)), bench.seed)}
        for title, kind in (("L3-Net", "l3"), ("AVE-Net", "ave"), ("AVOL-Net", "avol"))
    }


def mismatch(bench: Bench) -> Rows:
    """A mismatched sound gives an empty map, not the salient thing (paper §5.2, figure 7)."""
    asked = bench.asked(bench.weights("avol"))
    others = strangers(asked.videos, bench.seed)
    # Of other kinds alone: the same tone from another clip is no mismatch.
    other_kind = np.array([asked.labels[o] != asked.labels[i] for i, o in enumerate(others)])
    net, rows = asked.model.network, Rows()
    for title, heard, counted in (
        ("its own sound", asked.heard, np.ones(len(others), bool)),
        ("a sound of another kind", asked.heard[others], other_kind),
    ):
        with torch.inference_mode():
            maps = net.compare(asked.seen, heard).sigmoid().flatten(1).double().numpy()[counted]
        resampled = Resampler([v for v, kept in zip(asked.videos, counted, strict=True) if kept])
        rows[title] = {
            "brightest place": resampled.mean(maps.max(axis=1)),
            "maps with a lit place": resampled.mean((maps.max(axis=1) > LIT).astype(float)),
            "share of places lit": resampled.mean((maps > LIT).mean(axis=1)),
        }
    return rows


CLAIMS: Mapping[str, Callable[[Bench], Rows]] = {
    "alignment": alignment,
    "shortcut": shortcut,
    "accuracy": accuracy,
    "mismatch": mismatch,
}
"""By the names that the command takes."""
