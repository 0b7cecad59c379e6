"""Searching very many vectors: an index by FAISS proposes candidates, the vectors decide.

The index lies beside the library as KIND-N.faiss, N the last moment that it knows; what came later
is compared one by one, what is gone is passed over, so that it need not be made anew at every
change. Inverted lists of 8-bit vectors, as their size is a quarter and their answers stay faithful.
"""

# pyright: reportMissingImports=false
from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import atomic_write
from avol.errors import LibraryError
from avol.retrieval.library.library import Collection, Kind

if TYPE_CHECKING:
    from avol.retrieval.library.library import Library

log = logging.getLogger(__name__)

LARGE = 200_000
"""Vectors from which an index pays: below, comparing all takes a few milliseconds."""
STALE = 0.1
"""Share of vectors that an index may not know before it is made anew."""
LISTS, PROBED = 1024, 128
"""Into how many lists the vectors are sorted, and how many are looked through: on a sheet of 16
dimensions 32 find 97 % of the nearest thirty of a million, 128 all, in 4 ms of one core."""
TRAINED_ON = 65_536
CANDIDATES = 4
"""Times as many candidates as results wanted."""

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]


@dataclass(frozen=True)
class FaissIndex:
    """Proposes the moments whose vectors may be nearest; knows those up to number `last`."""

    index: Any
    last: int

    def candidates(self, query: Floats, k: int) -> Ids:
        """Numbers of moments, no order; query: (D,)."""
        _faiss(threads=1)  # one question does not pay for waking more
        _, ids = self.index.search(query[None], CANDIDATES * k)
        return ids[0][ids[0] >= 0]


def build(collection: Collection) -> FaissIndex:
    """An index of vectors of one place each; LibraryError where FAISS is not installed."""
    faiss = _faiss(threads=2)
    vectors = collection.vectors[:, 0]
    size = vectors.shape[1]
    lists = min(LISTS, max(1, len(vectors) // 40))
    index = faiss.index_factory(size, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    index.cp.niter = 8
    some = np.random.default_rng(0).permutation(len(vectors))[:TRAINED_ON]
    index.train(vectors[np.sort(some)])
    index.add_with_ids(vectors, collection.ids)
    index.nprobe = PROBED
    return FaissIndex(index, int(collection.ids[-1]))


def load(folder: Path, kind: Kind) -> FaissIndex | None:
    """The index of a library if it has one that can be read here."""
    path = _newest(folder, kind)
    if path is None:
        return None
    try:
        faiss = _faiss(threads=1)
        return FaissIndex(faiss.read_index(str(path)), _last(path))
    except (LibraryError, RuntimeError) as error:
        log.warning("%s is not used, every vector is compared instead: %s", path.name, error)
        return None


def renew(library: Library, kind: Kind) -> bool:
    """Make the index of a large library unless a good one is there; whether one was made."""
    count = library.count(kind)
    if count < LARGE or library.facts["network"] == "avol":
        return False
    path = _newest(library.folder, kind)
    if path is not None and library.count(kind, after=_last(path)) < STALE * count:
        return False
    faiss, made = _faiss(threads=2), build(library.vectors(kind))
    with atomic_write(library.folder / f"{kind}-{made.last}.faiss") as part:
        faiss.write_index(made.index, str(part))
    if path is not None:
        path.unlink(missing_ok=True)
    return True


def forget(folder: Path) -> None:
    """Take all indexes of a library away."""
    for path in folder.glob("*-*.faiss"):
        path.unlink(missing_ok=True)


def _newest(folder: Path, kind: Kind) -> Path | None:
    return max(folder.glob(f"{kind}-*.faiss"), key=_last, default=None)


def _last(path: Path) -> int:
    digits = path.stem.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0


def _faiss(threads: int) -> Any:
    try:
        import faiss
    except ImportError:
        raise LibraryError(
            "Large libraries are searched by FAISS, which is not installed; "
            "pip install 'avol[search]'."
        ) from None
    faiss.omp_set_num_threads(threads)
    return faiss
