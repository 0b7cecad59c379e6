"""Smoother: time constant, verdicts, and reset."""

from __future__ import annotations

import numpy as np
import pytest

from avol.localization import Localization, Verdict
from avol.visualization.smoothing import RESET_AFTER, Smoother


def localization(
    score: float, silent: bool = False, cell: tuple[int, int] = (3, 5)
) -> Localization:
    scores = np.full((14, 14), 0.1, np.float32)
    scores[cell] = score
    verdict = Verdict.MATCH if score >= 0.5 else Verdict.NO_MATCH
    return Localization.of(scores, scores, Verdict.SILENCE if silent else verdict)


def test_step_response_follows_the_time_constant_at_any_map_rate() -> None:
    for rate in (10, 30):
        smoother = Smoother(0.3)
        result = smoother(localization(0.1), 0.0)
        for step in range(1, round(0.3 * rate) + 1):
            result = smoother(localization(0.8), step / rate)
        assert result.map[3, 5] == pytest.approx(0.8 - 0.7 / np.e, abs=1e-3)
        assert result.score == result.map.max()


def test_verdict_is_computed_from_the_mean() -> None:
    smoother = Smoother(0.3)
    assert smoother(localization(0.1), 0.0).verdict is Verdict.NO_MATCH
    assert smoother(localization(0.9), 0.03).verdict is Verdict.NO_MATCH
    assert smoother(localization(0.9), 0.9).verdict is Verdict.MATCH


def test_silence_is_not_smoothed_and_resets_the_mean() -> None:
    smoother, silent = Smoother(0.3), localization(0.9, silent=True)
    smoother(localization(0.1), 0.0)
    assert smoother(silent, 0.1) is silent
    first = localization(0.9)
    assert smoother(first, 0.2) is first


@pytest.mark.parametrize("time", [-0.1, RESET_AFTER + 0.01])
def test_backward_step_or_long_pause_resets_the_mean(time: float) -> None:
    smoother, next_result = Smoother(0.3), localization(0.9)
    smoother(localization(0.1), 0.0)
    assert smoother(next_result, time) is next_result
