"""Further units: exactly the softmax with more logits; absent classes change nothing."""

import numpy as np
import torch

from avol.models.heads import class_probabilities
from avol.teaching.units import NEVER, ClassUnit, UnitStack, extend

RANDOM = np.random.default_rng(3)


def test_the_result_is_that_of_a_head_with_more_units() -> None:
    logits = RANDOM.normal(scale=3, size=(5, 130)).astype(np.float32)
    known = class_probabilities(torch.tensor(logits[:, :128])).numpy()
    expected = class_probabilities(torch.tensor(logits)).numpy()
    found = np.concatenate(extend(known, logits[:, 128:]), axis=1)
    np.testing.assert_allclose(found, expected, rtol=5e-3, atol=1e-6)


def test_a_class_that_never_occurs_changes_nothing() -> None:
    known = RANDOM.dirichlet(np.ones(129), size=7)[:, :128].astype(np.float32)
    units = UnitStack([ClassUnit.never(4)])
    rest, taught = extend(known, units.logits(RANDOM.normal(size=(7, 4)).astype(np.float32)))
    np.testing.assert_array_equal(rest, known)
    assert not taught.any()
    assert units.logits(np.zeros((1, 4), np.float32)) == NEVER


def test_a_saturated_known_class_stays_finite() -> None:
    known = np.zeros((1, 128), np.float32)
    known[0, 3] = 1
    rest, taught = extend(known, np.array([[5.0]], np.float32))
    assert np.isfinite(rest).all()
    assert taught[0, 0] < 1e-3
