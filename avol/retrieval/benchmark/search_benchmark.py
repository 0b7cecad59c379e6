"""Benchmark of library search: time per query, and recall of the index.

A library of random vectors is written, indexed and searched like any other. The time is that from a
vector to the results, database included.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from avol.audio.log_spectrogram import YAMNET
from avol.errors import InputError
from avol.model_card import ModelCard, Training
from avol.retrieval.benchmark.random_vectors import random_vectors
from avol.retrieval.library.faiss_index import LARGE, load_faiss, update_index
from avol.retrieval.library.library import FileStamp
from avol.retrieval.library.library_writer import LibraryWriter
from avol.retrieval.library.segments import Segment
from avol.retrieval.query.search import DEPTH, Query, Searcher, top_k

BATCH = 20_000


@dataclass(frozen=True)
class SearchReport:
    """Results of one benchmark run."""

    items: int
    queries: int
    how: str
    """"exact", or "index" if the library is large enough for one."""
    query_ms: dict[str, float]
    """p50 and p95 of a query, from its vector to the results."""
    exact_ms: dict[str, float]
    """The same for a product with all vectors in memory."""
    recall_at_30: float
    """Fraction of the 30 nearest vectors among the results."""
    write_s: float
    index_s: float

    def as_dict(self) -> dict[str, Any]:
        """JSON values."""
        return asdict(self)


def benchmark_search(items: int, queries: int = 100) -> SearchReport:
    """Write a temporary library of `items` random image vectors and search it."""
    if min(items, queries) < 1:
        raise InputError("The benchmark needs at least one item and one query.")
    if items >= LARGE:  # before the library is written
        load_faiss(threads=1)
    vectors, query_vectors = random_vectors(items), random_vectors(queries, seed=1)
    with (
        tempfile.TemporaryDirectory() as folder,
        LibraryWriter.create(folder, _card(), "random") as library,
    ):
        write_s = _seconds(lambda: _fill(library, vectors))
        index_s = _seconds(lambda: update_index(library, "image"))
        results, query_ms = _search(Searcher(library), query_vectors)
        how = "index" if any(Path(folder).glob("*.faiss")) else "exact"
    truth, exact_ms = _search_exactly(vectors, query_vectors)
    depth = min(DEPTH, items)
    recalls = [len(set(a) & set(b)) / depth for a, b in zip(results, truth, strict=True)]
    recall = float(np.mean(recalls))
    return SearchReport(items, queries, how, query_ms, exact_ms, recall, write_s, index_s)


def _fill(library: LibraryWriter, vectors: NDArray[np.float32]) -> None:
    file, _ = library.begin(Path("random"), FileStamp(0, 0, "random"))
    rest = (Segment(float(n), None, vector[None], None, b"") for n, vector in enumerate(vectors))
    while batch := list(islice(rest, BATCH)):
        library.add(file, batch)
    library.finish(file)


def _search(
    searcher: Searcher, vectors: NDArray[np.float32]
) -> tuple[list[list[int]], dict[str, float]]:
    searcher.search(Query("audio", vectors[:1]), "image", DEPTH)  # loads the index, not timed
    results, times = [], []
    for vector in vectors:
        start = time.perf_counter()
        hits = searcher.search(Query("audio", vector[None]), "image", DEPTH)
        times.append(time.perf_counter() - start)
        results.append([round(hit.time) for hit in hits])
    return results, _quantiles(times)


def _search_exactly(
    vectors: NDArray[np.float32], query_vectors: NDArray[np.float32]
) -> tuple[list[list[int]], dict[str, float]]:
    results, times = [], []
    for vector in query_vectors:
        start = time.perf_counter()
        results.append(top_k(np.vecdot(vectors, vector), DEPTH).tolist())
        times.append(time.perf_counter() - start)
    return results, _quantiles(times)


def _quantiles(times: list[float]) -> dict[str, float]:
    p50, p95 = np.percentile(times, (50, 95)) * 1000
    return {"p50": float(p50), "p95": float(p95)}


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _card() -> ModelCard:
    return ModelCard(
        name="random", title="Random", version="1", network="ave",
        vision_encoder="none", audio_encoder="none", image_size=1,
        image_mean=(0, 0, 0), image_std=(1, 1, 1), spectrogram=YAMNET,
        training=Training(
            data="none", supervision="none", licences=[], config="none", seed=0, duration_s=0
        ),
        licence="none", sha256="random",
    )  # fmt: skip
