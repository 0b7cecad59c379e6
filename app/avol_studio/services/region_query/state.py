"""What crosses the threads of asking: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.localizer import ImageEmbedding, Localization
    from avol.media import Frame
    from avol.retrieval.query.query_builder import Region


@dataclass(frozen=True, eq=False, slots=True)
class Question:
    """A place of one picture: a region, or the one cell in which its corners coincide."""

    frame: Frame
    region: Region

    @property
    def one_cell(self) -> bool:
        """Whether a single place was pointed at."""
        x0, y0, x1, y1 = self.region
        return x0 == x1 and y0 == y1

    def cells(self, rows: int, columns: int) -> NDArray[np.bool_]:
        """(rows, columns): the cells of a map whose middles lie in the region, at least one."""
        x0, y0, x1, y1 = self.region
        return _within(y0, y1, rows)[:, None] & _within(x0, x1, columns)


def _within(low: float, high: float, count: int) -> NDArray[np.bool_]:
    middles = (np.arange(count) + 0.5) / count
    inside = (middles >= low) & (middles <= high)
    if not inside.any():
        inside[min(max(int((low + high) / 2 * count), 0), count - 1)] = True
    return inside


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """How well each second of the sound track matches a question, as far as it was heard.

    times: (n,) middles of the seconds, on the file's own axis. scores: (n,) in 0..1, the highest of
    the question's cells; 0 in silence. heard: (n,) whether that second was heard. seen: the
    question's picture.
    """

    question: Question
    times: NDArray[np.float64]
    scores: NDArray[np.float32]
    heard: NDArray[np.bool_]
    seen: ImageEmbedding

    @property
    def share(self) -> float:
        """How much of the track was heard, 0..1."""
        return float(self.heard.mean()) if len(self.heard) else 1.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A second that matches well: its middle, on the file's own axis, and its score."""

    time: float
    score: float


@dataclass(frozen=True, slots=True)
class CellRank:
    """A cell in its map: row and column from the top left, score, rank (1 is the best) of `of`."""

    row: int
    column: int
    score: float
    rank: int
    of: int


def best(curve: Curve, count: int, apart: float = 1.0) -> tuple[Moment, ...]:
    """The `count` best seconds, best first, no two nearer than `apart` seconds."""
    found: list[Moment] = []
    for i in np.argsort(-curve.scores, kind="stable").tolist():
        if len(found) == count or not curve.scores[i] > 0:
            break
        if all(abs(curve.times[i] - moment.time) >= apart for moment in found):
            found.append(Moment(float(curve.times[i]), float(curve.scores[i])))
    return tuple(found)


def standing(question: Question, found: Localization) -> CellRank:
    """How the cell that was pointed at does in the map of its picture; equals share a rank."""
    (row,), (column,) = np.nonzero(question.cells(*found.map.shape))
    score = float(found.map[row, column])
    rank = int((found.map > score).sum()) + 1
    return CellRank(int(row), int(column), score, rank, found.map.size)
