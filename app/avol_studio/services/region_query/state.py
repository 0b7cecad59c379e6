"""Values of a region query; all are frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.embedder import ImageEmbedding
    from avol.localization import Localization
    from avol.media import Frame
    from avol.retrieval.query.query_builder import Region


@dataclass(frozen=True, eq=False, slots=True)
class RegionQuery:
    """A region of a frame; a single cell if the corners of the region coincide."""

    frame: Frame
    region: Region

    @property
    def is_cell(self) -> bool:
        """Whether the region is a single cell."""
        x0, y0, x1, y1 = self.region
        return x0 == x1 and y0 == y1

    def cell_mask(self, rows: int, columns: int) -> NDArray[np.bool_]:
        """Return (rows, columns): the cells whose centres lie in the region, at least one."""
        x0, y0, x1, y1 = self.region
        return _centres_between(y0, y1, rows)[:, None] & _centres_between(x0, x1, columns)


def _centres_between(low: float, high: float, count: int) -> NDArray[np.bool_]:
    centres = (np.arange(count) + 0.5) / count
    inside = (centres >= low) & (centres <= high)
    if not inside.any():
        inside[min(max(int((low + high) / 2 * count), 0), count - 1)] = True
    return inside


@dataclass(frozen=True, eq=False, slots=True)
class MatchCurve:
    """Score of a query over the audio of the file, as far as it is embedded.

    times: (n,) centres of the audio windows, on the file's time axis. scores: (n,) in 0..1, the
    maximum over the cells of the query; 0 in silence. embedded: (n,) whether the window is
    embedded. image_embedding: of the query's frame.
    """

    query: RegionQuery
    times: NDArray[np.float64]
    scores: NDArray[np.float32]
    embedded: NDArray[np.bool_]
    image_embedding: ImageEmbedding

    @property
    def progress(self) -> float:
        """The embedded fraction of the audio, 0..1."""
        return float(self.embedded.mean()) if len(self.embedded) else 1.0


@dataclass(frozen=True, slots=True)
class AudioMatch:
    """A matching audio window: its centre on the file's time axis, and its score in 0..1."""

    time: float
    score: float


@dataclass(frozen=True, slots=True)
class CellRank:
    """The rank of a cell in its map: 1 is the highest of `cells` scores. The origin is top left."""

    row: int
    column: int
    score: float
    rank: int
    cells: int


def best_matches(curve: MatchCurve, count: int) -> tuple[AudioMatch, ...]:
    """Return up to `count` matches, best first, at least a second apart."""
    matches: list[AudioMatch] = []
    for i in np.argsort(-curve.scores, kind="stable").tolist():
        if len(matches) == count or not curve.scores[i] > 0:
            break
        if all(abs(curve.times[i] - match.time) >= 1 for match in matches):
            matches.append(AudioMatch(float(curve.times[i]), float(curve.scores[i])))
    return tuple(matches)


def rank_cell(query: RegionQuery, localization: Localization) -> CellRank:
    """Return the rank of the query's cell in the map of its frame; equal scores share a rank."""
    heat = localization.map
    (row,), (column,) = np.nonzero(query.cell_mask(*heat.shape))
    score = float(heat[row, column])
    rank = int((heat > score).sum()) + 1
    return CellRank(int(row), int(column), score, rank, heat.size)
