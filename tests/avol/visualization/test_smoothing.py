from __future__ import annotations

import numpy as np
import pytest

from avol.localizer import Localization, Verdict, localization_from_logits
from avol.visualization.smoothing import RESET_AFTER, Smoother


def found(logit: float, silent: bool = False, cell: tuple[int, int] = (3, 5)) -> Localization:
    logits = np.full((14, 14), -6, np.float32)
    logits[cell] = logit
    return localization_from_logits(logits, silent, threshold=0.5)


def test_a_jump_is_followed_as_fast_as_the_time_constant_says_at_any_rate_of_maps() -> None:
    for rate in (10, 30):
        smooth = Smoother(0.3, 0.5)
        now = smooth(found(-6), 0.0)
        for step in range(1, round(0.3 * rate) + 1):
            now = smooth(found(4), step / rate)
        assert now.logits[3, 5] == pytest.approx(4 - 10 / np.e, abs=1e-3)
        assert now.score == pytest.approx(1 / (1 + np.exp(-now.logits[3, 5])), abs=1e-6)


def test_the_verdict_is_that_of_the_mean() -> None:
    smooth = Smoother(0.3, 0.5)
    assert smooth(found(-6), 0.0).verdict is Verdict.NO_MATCH
    assert smooth(found(6), 0.03).verdict is Verdict.NO_MATCH
    assert smooth(found(6), 0.9).verdict is Verdict.MATCH


def test_silence_passes_and_is_forgotten() -> None:
    smooth, silent = Smoother(0.3, 0.5), found(5, silent=True)
    smooth(found(-6), 0.0)
    assert smooth(silent, 0.1) is silent
    after = found(6)
    assert smooth(after, 0.2) is after


@pytest.mark.parametrize("time", [-0.1, RESET_AFTER + 0.01])
def test_a_step_back_or_a_long_rest_begins_anew(time: float) -> None:
    smooth, second = Smoother(0.3, 0.5), found(6)
    smooth(found(-6), 0.0)
    assert smooth(second, time) is second
