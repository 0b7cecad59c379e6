"""Smoother: time constant, verdicts, and reset."""

from __future__ import annotations

import numpy as np
import pytest

from avol.localizer import Localization, Verdict, localization_from_logits
from avol.visualization.smoothing import RESET_AFTER, Smoother


def localization(
    logit: float, silent: bool = False, cell: tuple[int, int] = (3, 5)
) -> Localization:
    logits = np.full((14, 14), -6, np.float32)
    logits[cell] = logit
    return localization_from_logits(logits, silent, threshold=0.5)


def test_step_response_follows_the_time_constant_at_any_map_rate() -> None:
    for rate in (10, 30):
        smoother = Smoother(0.3, 0.5)
        result = smoother(localization(-6), 0.0)
        for step in range(1, round(0.3 * rate) + 1):
            result = smoother(localization(4), step / rate)
        assert result.logits[3, 5] == pytest.approx(4 - 10 / np.e, abs=1e-3)
        assert result.score == pytest.approx(1 / (1 + np.exp(-result.logits[3, 5])), abs=1e-6)


def test_verdict_is_computed_from_the_mean() -> None:
    smoother = Smoother(0.3, 0.5)
    assert smoother(localization(-6), 0.0).verdict is Verdict.NO_MATCH
    assert smoother(localization(6), 0.03).verdict is Verdict.NO_MATCH
    assert smoother(localization(6), 0.9).verdict is Verdict.MATCH


def test_silence_is_not_smoothed_and_resets_the_mean() -> None:
    smoother, silent = Smoother(0.3, 0.5), localization(5, silent=True)
    smoother(localization(-6), 0.0)
    assert smoother(silent, 0.1) is silent
    first = localization(6)
    assert smoother(first, 0.2) is first


@pytest.mark.parametrize("time", [-0.1, RESET_AFTER + 0.01])
def test_backward_step_or_long_pause_resets_the_mean(time: float) -> None:
    smoother, next_result = Smoother(0.3, 0.5), localization(6)
    smoother(localization(-6), 0.0)
    assert smoother(next_result, time) is next_result
