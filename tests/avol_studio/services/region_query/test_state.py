"""Cells of a region, best matches of a curve, rank of a cell."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from avol.embedder import ImageEmbedding
from avol.localization import Localization, Verdict
from avol.media import Frame
from avol_studio.services.region_query.state import MatchCurve, RegionQuery, best_matches, rank_cell

FRAME = Frame(np.zeros((4, 4, 3), np.uint8), 0, 0.0, 0)
FRACTIONS = st.floats(0, 1)


def make_query(*region: float) -> RegionQuery:
    x0, y0, x1, y1 = region
    return RegionQuery(FRAME, (x0, y0, x1, y1))


def curve(scores: list[float]) -> MatchCurve:
    count = len(scores)
    image_embedding = ImageEmbedding(np.zeros((14, 14, 128), np.float32))
    times = np.linspace(10, 10 + 0.5 * (count - 1), count)
    known = np.ones(count, bool)
    return MatchCurve(
        make_query(0, 0, 1, 1), times, np.array(scores, np.float32), known, image_embedding
    )


@given(FRACTIONS, FRACTIONS)
def test_point_selects_the_cell_that_contains_it(x: float, y: float) -> None:
    query = make_query(x, y, x, y)
    assert query.is_cell
    (row,), (column,) = np.nonzero(query.cell_mask(14, 14))
    assert row / 14 <= y <= (row + 1) / 14
    assert column / 14 <= x <= (column + 1) / 14


@given(FRACTIONS, FRACTIONS, FRACTIONS, FRACTIONS)
def test_region_selects_the_cells_with_centres_inside(
    x0: float, x1: float, y0: float, y1: float
) -> None:
    (x0, x1), (y0, y1) = sorted((x0, x1)), sorted((y0, y1))
    rows, columns = np.nonzero(make_query(x0, y0, x1, y1).cell_mask(14, 14))
    assert len(rows) >= 1
    middles = (np.arange(14) + 0.5) / 14
    across = ((middles >= x0) & (middles <= x1)).sum()
    down = ((middles >= y0) & (middles <= y1)).sum()
    assert (len(set(columns)), len(set(rows))) == (max(1, across), max(1, down))


def test_best_matches_keep_a_minimum_distance() -> None:
    found = best_matches(curve([0.1, 0.9, 0.8, 0.7, 0.0, 0.6]), count=3)
    assert [(moment.time, round(moment.score, 3)) for moment in found] == [
        (10.5, 0.9), (11.5, 0.7), (12.5, 0.6),
    ]  # fmt: skip


def test_silence_is_no_match() -> None:
    assert best_matches(curve([0.0, 0.0]), count=5) == ()


def test_cell_is_ranked_in_its_map() -> None:
    heat = np.linspace(0, 1, 196, dtype=np.float32).reshape(14, 14)
    found = Localization(heat, heat, 1.0, (0.5, 0.5), Verdict.MATCH)
    cell = rank_cell(make_query(1.0, 1.0, 1.0, 1.0), found)
    assert (cell.row, cell.column, cell.score, cell.rank, cell.cells) == (13, 13, 1.0, 1, 196)
    assert rank_cell(make_query(0, 0, 0, 0), found).rank == 196
