"""Pairs of concepts are real where they can be and moved towards a class where they cannot."""

import numpy as np
import torch

from avol.training.concepts import Concept, Evidence, evidence
from avol.training.stand_ins import Examples, StandIns, surely_differ

CHANNELS = 12
CONCEPTS = [
    Concept("typewriter", ("keys",), ("Typing",)),
    Concept("violin", ("fiddle",), ("Violin",)),
    Concept("cello", ("bass fiddle",), ("Cello",)),
    Concept("alphorn"),  # no photograph, no sound, no class: it cannot be paired
]


def _stand_ins() -> tuple[StandIns, Evidence]:
    random = np.random.default_rng(0)
    ordinary = random.random((200, CHANNELS)).astype(np.float32)
    seen = evidence(
        torch.eye(CHANNELS)[:3], torch.from_numpy(ordinary), ["keys", "fiddle", "bass fiddle"]
    )
    heard = evidence(
        torch.eye(CHANNELS)[3:6], torch.from_numpy(ordinary), ["Typing", "Violin", "Cello"]
    )
    real = np.full((1, CHANNELS), 7.0, np.float32)
    sides = (Examples({"violin": real}, ordinary), seen), (Examples({}, ordinary), heard)
    return StandIns(CONCEPTS, *sides, seed=0), heard


def test_what_stands_in_shows_evidence_for_its_class_alone() -> None:
    stand_ins, heard = _stand_ins()
    assert len(stand_ins) == 3
    real, strengths = 0, []
    for _ in range(50):
        pairs = stand_ins.draw(3)
        right = ~pairs.mismatch
        assert right.diagonal().all()
        for place, second in zip(pairs.places, pairs.seconds, strict=True):
            assert (second >= 0).all()
            strengths.append(float((heard.rows @ second + heard.bias).max()))
            real += bool((place == 7).all())
    assert 4 < np.mean(strengths) < 7  # ordinary answers lie within 1.8
    assert 15 < real < 45  # of 50 violins about six in ten are the photograph


def test_twins_and_things_that_share_a_class_are_no_mismatch() -> None:
    typewriter, violin, cello, _ = CONCEPTS
    assert surely_differ(typewriter, violin)
    assert not surely_differ(violin, cello)
    assert not surely_differ(violin, violin)
    assert not surely_differ(typewriter, Concept("keyboard", heard=("Typing",)))
