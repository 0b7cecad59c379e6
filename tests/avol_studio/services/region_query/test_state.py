"""Cells of a region, the best seconds of a curve, how a cell stands in its map."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from avol.localizer import ImageEmbedding, Localization, Verdict
from avol.media import Frame
from avol_studio.services.region_query.state import MatchCurve, RegionQuery, best_matches, rank_cell

FRAME = Frame(np.zeros((4, 4, 3), np.uint8), 0, 0.0, 0)
SHARES = st.floats(0, 1)


def asked(*region: float) -> RegionQuery:
    x0, y0, x1, y1 = region
    return RegionQuery(FRAME, (x0, y0, x1, y1))


def curve(scores: list[float]) -> MatchCurve:
    count = len(scores)
    seen = ImageEmbedding(np.zeros((14, 14, 128), np.float32))
    times = np.linspace(10, 10 + 0.5 * (count - 1), count)
    known = np.ones(count, bool)
    return MatchCurve(asked(0, 0, 1, 1), times, np.array(scores, np.float32), known, seen)


@given(SHARES, SHARES)
def test_a_point_is_the_cell_that_it_lies_in(x: float, y: float) -> None:
    question = asked(x, y, x, y)
    assert question.is_cell
    (row,), (column,) = np.nonzero(question.cell_mask(14, 14))
    assert row / 14 <= y <= (row + 1) / 14
    assert column / 14 <= x <= (column + 1) / 14


@given(SHARES, SHARES, SHARES, SHARES)
def test_a_region_has_the_cells_whose_middles_lie_in_it(
    x0: float, x1: float, y0: float, y1: float
) -> None:
    (x0, x1), (y0, y1) = sorted((x0, x1)), sorted((y0, y1))
    rows, columns = np.nonzero(asked(x0, y0, x1, y1).cell_mask(14, 14))
    assert len(rows) >= 1
    middles = (np.arange(14) + 0.5) / 14
    across = ((middles >= x0) & (middles <= x1)).sum()
    down = ((middles >= y0) & (middles <= y1)).sum()
    assert (len(set(columns)), len(set(rows))) == (max(1, across), max(1, down))


def test_the_best_seconds_are_not_the_same_one_twice() -> None:
    found = best_matches(curve([0.1, 0.9, 0.8, 0.7, 0.0, 0.6]), count=3)
    assert [(moment.time, round(moment.score, 3)) for moment in found] == [
        (10.5, 0.9), (11.5, 0.7), (12.5, 0.6),
    ]  # fmt: skip


def test_silence_is_not_among_the_best() -> None:
    assert best_matches(curve([0.0, 0.0]), count=5) == ()


def test_a_cell_is_ranked_in_its_map() -> None:
    lit = np.linspace(0, 1, 196, dtype=np.float32).reshape(14, 14)
    found = Localization(lit, lit, 1.0, (0.5, 0.5), Verdict.MATCH)
    cell = rank_cell(asked(1.0, 1.0, 1.0, 1.0), found)
    assert (cell.row, cell.column, cell.score, cell.rank, cell.cells) == (13, 13, 1.0, 1, 196)
    assert rank_cell(asked(0, 0, 0, 0), found).rank == 196
