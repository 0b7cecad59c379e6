"""Verdicts with hysteresis and hold times."""

from collections.abc import Iterable

import numpy as np
import pytest

from avol.localization import Localization, Verdict
from avol.visualization.steady_verdict import (
    MIN_LAST,
    MIN_SHOWN,
    SOONER_EVERY,
    SteadyVerdict,
    shown_score,
)

MATCH, NO_MATCH, SILENCE = Verdict.MATCH, Verdict.NO_MATCH, Verdict.SILENCE
STEP = 0.04


def localization(verdict: Verdict, score: float = 0.0) -> Localization:
    scores = np.full((14, 14), score, np.float32)
    label = "violin" if verdict is MATCH else ""
    return Localization(scores, scores, score, (0.5, 0.5), verdict, label=label)


def shown_at(spans: Iterable[tuple[float, Localization]]) -> list[tuple[float, Verdict]]:
    """Return the times at which the shown verdict changes, for spans of (seconds, result)."""
    steady, changes, time = SteadyVerdict(), [], 0.0
    for seconds, result in spans:
        for _ in range(round(seconds / STEP)):
            verdict = steady(result, time).verdict
            if not changes or changes[-1][1] is not verdict:
                changes.append((time, verdict))
            time += STEP
    return changes


@pytest.mark.parametrize(
    ("verdict", "score", "shown"),
    [
        (MATCH, 0.9, 0.9),
        (MATCH, 0.45, 0.45),  # hysteresis
        (MATCH, 0.02, None),  # kept after the source has gone
        (NO_MATCH, 0.02, 0.02),
        (NO_MATCH, 0.9, None),  # kept after the source has come
        (SILENCE, 0.0, None),
    ],
)
def test_a_score_that_contradicts_the_verdict_is_not_shown(
    verdict: Verdict, score: float, shown: float | None
) -> None:
    assert shown_score(localization(verdict, score)) == shown


def test_flicker_is_not_shown() -> None:
    spans = [(0.2, localization(MATCH, 0.9)), (0.2, localization(NO_MATCH, 0.1))] * 20
    assert shown_at(spans) == [(0.0, MATCH)]


def test_a_lasting_change_is_shown_once_it_has_lasted() -> None:
    changes = shown_at([(5, localization(NO_MATCH)), (5, localization(MATCH, 0.9))])
    assert [verdict for _, verdict in changes] == [NO_MATCH, MATCH]
    assert 5 + MIN_LAST - STEP <= changes[1][0] <= 5 + MIN_LAST + 2 * STEP


def test_two_changes_are_at_least_two_seconds_apart() -> None:
    spans = [(0.6, localization(MATCH, 0.9)), (0.6, localization(NO_MATCH, 0.1))] * 10
    changes = shown_at(spans)
    gaps = np.diff([time for time, _ in changes])
    assert len(gaps)
    assert (gaps >= MIN_SHOWN - 1e-9).all()


def test_silence_is_shown_soon_after_the_sound_stops() -> None:
    changes = shown_at([(1, localization(MATCH, 0.9)), (2, localization(SILENCE))])
    assert changes[1][1] is SILENCE
    assert changes[1][0] <= 1 + MIN_LAST + 2 * STEP


def test_sound_near_the_limit_of_silence_does_not_flicker() -> None:
    spans = [(0.6, localization(SILENCE)), (0.6, localization(NO_MATCH, 0.1))] * 20
    gaps = np.diff([time for time, _ in shown_at(spans)])
    assert len(gaps) > 4
    assert np.count_nonzero(gaps < MIN_SHOWN - 1e-9) <= 24 / SOONER_EVERY


def test_one_change_comes_sooner_when_the_sound_stops() -> None:
    spans = [
        (3, localization(NO_MATCH)), (1, localization(MATCH, 0.9)), (1, localization(SILENCE)),
        (5, localization(MATCH, 0.9)),
    ]  # fmt: skip
    (_, _), (matched, _), (silent, _), (last, verdict) = shown_at(spans)
    assert 3 + MIN_LAST - STEP <= matched <= 3 + MIN_LAST + 2 * STEP
    assert 4 + MIN_LAST - STEP <= silent <= 4 + MIN_LAST + 2 * STEP
    assert silent + MIN_SHOWN - 1e-9 <= last <= silent + MIN_SHOWN + 2 * STEP
    assert verdict is MATCH


@pytest.mark.parametrize(("score", "expected"), [(0.45, [MATCH]), (0.3, [MATCH, NO_MATCH])])
def test_a_match_ends_only_well_below_the_threshold(score: float, expected: list[Verdict]) -> None:
    changes = shown_at([(3, localization(MATCH, 0.9)), (3, localization(NO_MATCH, score))])
    assert [verdict for _, verdict in changes] == expected


def test_a_seek_shows_the_verdict_of_the_frame() -> None:
    steady = SteadyVerdict()
    assert steady(localization(MATCH, 0.9), 5.0).verdict is MATCH
    assert steady(localization(NO_MATCH), 2.0).verdict is NO_MATCH  # back
    assert steady(localization(MATCH, 0.9), 9.0).verdict is MATCH  # forward


def test_map_and_score_stay_those_of_the_frame() -> None:
    steady = SteadyVerdict()
    steady(localization(MATCH, 0.9), 0.0)
    kept = steady(localization(NO_MATCH, 0.1), STEP)
    assert (kept.verdict, kept.score, kept.label) == (MATCH, 0.1, "violin")
