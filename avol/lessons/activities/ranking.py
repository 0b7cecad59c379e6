"""Ten sounds that a student orders by likeness to a query, and their nDCG.

The relevance is that of a small family tree of instruments, as the paper uses the AudioSet
ontology.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from avol.evaluation.retrieval.ndcg import ndcg, random_order_ndcg
from avol.lessons.activities.pairs import sound_window
from avol.reference_sounds import bundled_sounds

if TYPE_CHECKING:
    from avol.localizer import Localizer

HITS = 10
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "strings/bowed": ("Violin", "Cello", "Double bass"),
    "strings/plucked": ("Banjo", "Guitar", "Mandolin"),
    "wind/wood": ("Flute", "Oboe", "Clarinet", "Bassoon", "Saxophone"),
    "wind/brass": ("Trumpet", "Trombone", "French horn"),
    "keyboard": ("Piano",),
    "percussion": ("Drums",),
}
"""The bundled sounds by family."""


@dataclass(frozen=True)
class RankingTask:
    """A query and the sounds to be ordered, as they are shown at first."""

    query: str
    candidates: tuple[str, ...]

    def relevance(self, name: str) -> int:
        """2: of the same family as the query; 1: of a related family; 0: of another one."""
        mine, other = _family(self.query), _family(name)
        if mine == other:
            return 2
        return int(mine.partition("/")[0] == other.partition("/")[0])


def draw_ranking(seed: int) -> RankingTask:
    """Draw a query and `HITS` other sounds, some of which are relevant."""
    random = np.random.default_rng([seed, HITS])
    names = [sound.name for sound in bundled_sounds()]
    query = str(random.choice([n for n in names if len(FAMILIES[_family(n)]) > 1]))
    others = [str(name) for name in random.permutation([n for n in names if n != query])]
    relatives = [name for name in others if _family(name) == _family(query)]
    rest = [name for name in others if name not in relatives]
    chosen = [*relatives, *rest[: HITS - len(relatives)]]
    return RankingTask(query, tuple(chosen[n] for n in random.permutation(HITS)))


def order_ndcg(task: RankingTask, order: Sequence[str]) -> float:
    """The nDCG of an order of the candidates; those that are missing count as not found."""
    relevance = np.array([[task.relevance(name) for name in task.candidates]], float)
    places = [task.candidates.index(name) for name in order if name in task.candidates]
    ranking = np.array([[*places, *[-1] * (HITS - len(places))]])
    return float(ndcg(relevance, ranking, HITS)[0])


def chance_ndcg(task: RankingTask) -> float:
    """The expected nDCG of a random order."""
    relevance = np.array([[task.relevance(name) for name in task.candidates]], float)
    return float(random_order_ndcg(relevance, excludes_self=False, k=HITS)[0])


def network_order(task: RankingTask, model: Localizer) -> tuple[str, ...]:
    """The candidates by the cosine between their audio embeddings and that of the query."""
    vectors = {
        name: model.encode_audio(sound_window(name, model.audio_window)).embedding
        for name in (task.query, *task.candidates)
    }
    query = vectors[task.query]
    cosines = {
        name: float(query @ vectors[name])
        / max(float(np.linalg.norm(query) * np.linalg.norm(vectors[name])), 1e-12)
        for name in task.candidates
    }
    return tuple(sorted(task.candidates, key=lambda name: -cosines[name]))


def _family(name: str) -> str:
    return next(family for family, names in FAMILIES.items() if name in names)
