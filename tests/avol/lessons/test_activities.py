"""Pairs, ranking and protocol: what is drawn, and the numbers of what a student does."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import numpy as np
import pytest
from sklearn.metrics import ndcg_score

from avol.core.paths import resources_folder
from avol.evaluation.demo.ground_truth import GroundTruth, load_ground_truth
from avol.lessons.activities.activity_record import Try
from avol.lessons.activities.pairs import accuracy, draw_pairs, pair_wave, sound_window
from avol.lessons.activities.protocol import (
    TRIES,
    draw_moments,
    expected_calibration_error,
    hit_rate,
    reliability_curve,
    wilson_interval,
)
from avol.lessons.activities.ranking import (
    FAMILIES,
    HITS,
    RankingTask,
    chance_ndcg,
    draw_ranking,
    order_ndcg,
)
from avol.reference_sounds import bundled_sounds

DEMO = resources_folder() / "demo" / "demo.mp4"
SEEDS = range(20)


@pytest.fixture(scope="module")
def truth() -> GroundTruth:
    return load_ground_truth(DEMO.with_name("truth.json"))


def boxes_at(truth: GroundTruth, time: float) -> set[str]:
    return set(min(truth.frames, key=lambda frame: abs(frame.time - time)).boxes)


def sounding_at(truth: GroundTruth, time: float) -> tuple[str, ...]:
    return next(s.sounding for s in truth.segments if s.start <= time < s.stop)


def test_pairs_have_the_kinds_that_they_name(truth: GroundTruth) -> None:
    for seed in SEEDS:
        pairs = draw_pairs(truth, seed)
        kinds = Counter(pair.kind for pair in pairs)
        assert len(pairs) == 20
        assert (kinds["own"], kinds["silence"]) == (9, 2)
        assert 3 <= kinds["same_class"] <= 5
        for pair in pairs:
            sounding = sounding_at(truth, pair.time)
            assert sounding
            assert pair.belongs == (pair.kind == "own") == (pair.sound == "")
            if pair.kind == "same_class":
                assert pair.sound.lower() in sounding
            if pair.kind == "other":
                assert pair.sound.lower() not in boxes_at(truth, pair.time)


def test_pairs_depend_on_the_seed_alone(truth: GroundTruth) -> None:
    assert draw_pairs(truth, 3) == draw_pairs(truth, 3) != draw_pairs(truth, 4)


def test_accuracy_counts_the_right_judgements(truth: GroundTruth) -> None:
    pairs = draw_pairs(truth, 0)
    right = tuple(pair.belongs for pair in pairs)
    assert accuracy(right, pairs) == 100
    assert accuracy((*right[:15], *(not yes for yes in right[15:])), pairs) == 75
    assert accuracy((), pairs) == 0


def test_waves_of_pairs(truth: GroundTruth) -> None:
    pairs = {pair.kind: pair for pair in draw_pairs(truth, 0)}
    assert not pair_wave(pairs["silence"], DEMO).any()
    same = pair_wave(pairs["same_class"], DEMO)
    assert np.array_equal(same, sound_window(pairs["same_class"].sound, len(same)))
    assert pair_wave(pairs["own"], DEMO, 96_000).shape == (96_000,)


def test_every_bundled_sound_has_one_family() -> None:
    names = [name for names in FAMILIES.values() for name in names]
    assert sorted(names) == sorted(sound.name for sound in bundled_sounds())


def test_rankings_have_relevant_sounds_and_never_the_query() -> None:
    for seed in SEEDS:
        task = draw_ranking(seed)
        assert len(set(task.candidates)) == HITS
        assert task.query not in task.candidates
        assert 2 in {task.relevance(name) for name in task.candidates}
    assert draw_ranking(1) == draw_ranking(1)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_ndcg_is_that_of_scikit_learn_with_exponential_gain(seed: int) -> None:
    task = draw_ranking(seed)
    order = task.candidates[3:] + task.candidates[:3]
    gains = np.array([[2.0 ** task.relevance(name) - 1 for name in task.candidates]])
    places = np.array([[-order.index(name) for name in task.candidates]])
    assert order_ndcg(task, order) == pytest.approx(ndcg_score(gains, places))
    ideal = sorted(task.candidates, key=task.relevance, reverse=True)
    assert order_ndcg(task, ideal) == pytest.approx(1)


def test_chance_is_the_mean_over_all_orders() -> None:
    task = RankingTask("Violin", ("Cello", "Guitar", "Flute", "Drums"))
    orders = [order_ndcg(task, order) for order in permutations(task.candidates)]
    assert chance_ndcg(task) == pytest.approx(np.mean(orders))


def test_moments_fit_their_condition(truth: GroundTruth) -> None:
    moments = draw_moments(truth, 1)
    counts = Counter(moment.condition for moment in moments)
    assert counts == dict.fromkeys(("real", "hidden", "silence", "similar"), TRIES)
    for moment in moments:
        sounding = sounding_at(truth, moment.time)
        assert bool(sounding) == (moment.condition in ("real", "similar"))
        assert bool(moment.sound) == (moment.condition == "similar")
        assert moment.sound.lower() not in sounding


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [(10, 10, 72.25, 100), (3, 3, 43.85, 100), (8, 10, 49.02, 94.33), (0, 0, 0, 100)],
)
def test_wilson_intervals_from_tables(hits: int, count: int, low: float, high: float) -> None:
    assert wilson_interval(hits, count) == pytest.approx((low, high), abs=0.01)


def tries(*rows: tuple[str, float, bool]) -> tuple[Try, ...]:
    return tuple(Try(condition=c, score=s, right=r) for c, s, r in rows)


def test_rates_and_calibration_by_hand() -> None:
    logged = tries(("real", 0.95, True), ("real", 0.95, True), ("hidden", 0.95, False),
                   ("silence", 0.05, True))  # fmt: skip
    assert hit_rate(logged, "real") == (2, 2)
    assert hit_rate(logged) == (3, 4)
    # three tries at 0.95, two of which matched; one at 0.05, which did not
    assert expected_calibration_error(logged) == pytest.approx((3 * (0.95 - 2 / 3) + 0.05) / 4)
    curve = reliability_curve(logged)
    assert [(p.score, p.matching, p.count) for p in curve] == [
        (pytest.approx(0.05), 0.0, 1), (pytest.approx(0.95), pytest.approx(2 / 3), 3),
    ]  # fmt: skip
    assert expected_calibration_error(()) == 0
