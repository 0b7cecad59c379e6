"""Predict first: the rounds, and who is right."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from avol.core.paths import resources_folder
from avol.evaluation.demo.ground_truth import load_ground_truth
from avol.lessons.prediction_game import (
    Point,
    Round,
    draw_rounds,
    judge,
    judge_network,
    rounds_of,
)
from avol.localization import Localization, Verdict

DEMO = resources_folder() / "demo" / "demo.mp4"
BOX = (0.5, 0.5, 0.75, 0.75)


def map_at(row: int, column: int, score: float) -> Localization:
    heat = np.zeros((14, 14), np.float32)
    heat[row, column] = score
    return Localization.of(heat, heat, Verdict.MATCH if score >= 0.5 else Verdict.NO_MATCH)


@pytest.mark.parametrize(
    ("point", "boxes", "right"),
    [
        ((0.6, 0.6), (BOX,), True),
        ((0.5, 0.5), (BOX,), True),
        ((0.4, 0.6), (BOX,), False),
        (None, (BOX,), False),
        (None, (), True),
        ((0.6, 0.6), (), False),
    ],
)
def test_predictions_against_the_truth(
    point: Point | None, boxes: tuple[tuple[float, float, float, float], ...], right: bool
) -> None:
    assert judge(point, Round(1.0, boxes), map_at(0, 0, 0.9)) == right


def test_without_truth_the_map_decides() -> None:
    found = map_at(7, 3, 0.9)
    assert judge((3.5 / 14, 7.5 / 14), Round(1.0), found)
    assert not judge((0.9, 0.9), Round(1.0), found)
    assert not judge(None, Round(1.0), found)
    assert judge(None, Round(1.0), map_at(7, 3, 0.1))
    assert judge((1.0, 1.0), Round(1.0), map_at(13, 13, 0.9))
    assert judge_network(Round(1.0), found) is None


def test_the_network_is_judged_alike() -> None:
    inside = map_at(8, 8, 0.9)
    assert judge_network(Round(1.0, (BOX,)), inside)
    assert not judge_network(Round(1.0, ()), inside)
    assert judge_network(Round(1.0, ()), map_at(8, 8, 0.2))


def test_rounds_of_the_demo_have_sources_in_and_out_of_view() -> None:
    truth = load_ground_truth(DEMO.with_name("truth.json"))
    for seed in range(5):
        rounds = draw_rounds(truth, seed)
        assert len(rounds) == 8
        assert {bool(played.boxes) for played in rounds} == {True, False}
        assert rounds == rounds_of(DEMO, 0.0, 36.0, seed)


def test_rounds_of_another_video_lie_inside_it(tmp_path: Path) -> None:
    rounds = rounds_of(tmp_path / "duo.mp4", 5.0, 2.0, 0)
    assert all(5.0 < played.time < 7.0 and played.boxes is None for played in rounds)
    assert rounds_of(tmp_path / "short.mp4", 0.0, 0.0, 0)[0].time == 0
