"""How fast a library of so many items answers, and how much of the truth its answers hold.

A library of made-up vectors is written, indexed and asked as any other; what counts is the time
from a vector to the moments found, the database's share included.
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
from avol.retrieval.benchmark.random_vectors import made_up_vectors
from avol.retrieval.library.faiss_index import renew
from avol.retrieval.library.library import Stamp
from avol.retrieval.library.library_writer import LibraryWriter
from avol.retrieval.library.segments import Moment
from avol.retrieval.query.search import DEPTH, Question, Searcher, top

BATCH = 20_000


@dataclass(frozen=True)
class SearchReport:
    """Figures of one run."""

    items: int
    queries: int
    how: str
    """"exact", or "index" where the library was large enough for one."""
    query_ms: dict[str, float]
    """p50 and p95 of a question, from its vector to the moments found."""
    exact_ms: dict[str, float]
    """The same for a plain product with every vector, in memory."""
    recall_at_30: float
    """Share of the true nearest thirty among those found."""
    write_s: float
    index_s: float

    def as_dict(self) -> dict[str, Any]:
        """For a JSON file."""
        return asdict(self)


def bench_search(items: int, queries: int = 100) -> SearchReport:
    """Write a library of `items` made-up pictures in a folder for the time being, and ask it."""
    if min(items, queries) < 1:
        raise InputError("A library is measured with one item and one question at the least.")
    vectors, questions = made_up_vectors(items), made_up_vectors(queries, seed=1)
    with (
        tempfile.TemporaryDirectory() as folder,
        LibraryWriter.create(folder, _card(), "made up") as library,
    ):
        write_s = _seconds(lambda: _fill(library, vectors))
        index_s = _seconds(lambda: renew(library, "pictures"))
        found, query_ms = _ask(Searcher(library), questions)
        how = "index" if any(Path(folder).glob("*.faiss")) else "exact"
    truth, exact_ms = _exact(vectors, questions)
    depth = min(DEPTH, items)
    shares = [len(set(a) & set(b)) / depth for a, b in zip(found, truth, strict=True)]
    recall = float(np.mean(shares))
    return SearchReport(items, queries, how, query_ms, exact_ms, recall, write_s, index_s)


def _fill(library: LibraryWriter, vectors: NDArray[np.float32]) -> None:
    file, _ = library.begin(Path("made up"), Stamp(0, 0, "made up"))
    rest = (Moment(float(n), None, vector[None], None, b"") for n, vector in enumerate(vectors))
    while batch := list(islice(rest, BATCH)):
        library.add(file, batch)
    library.finish(file)


def _ask(
    searcher: Searcher, questions: NDArray[np.float32]
) -> tuple[list[list[int]], dict[str, float]]:
    searcher.nearest(Question("sounds", questions[:1]), "pictures", DEPTH)  # loads, untimed
    found, times = [], []
    for question in questions:
        start = time.perf_counter()
        hits = searcher.nearest(Question("sounds", question[None]), "pictures", DEPTH)
        times.append(time.perf_counter() - start)
        found.append([round(hit.time) for hit in hits])
    return found, _quantiles(times)


def _exact(
    vectors: NDArray[np.float32], questions: NDArray[np.float32]
) -> tuple[list[list[int]], dict[str, float]]:
    found, times = [], []
    for question in questions:
        start = time.perf_counter()
        found.append(top(np.vecdot(vectors, question), DEPTH).tolist())
        times.append(time.perf_counter() - start)
    return found, _quantiles(times)


def _quantiles(times: list[float]) -> dict[str, float]:
    p50, p95 = np.percentile(times, (50, 95)) * 1000
    return {"p50": float(p50), "p95": float(p95)}


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _card() -> ModelCard:
    return ModelCard(
        name="made-up", title="Made up", version="1", network="ave",
        vision_encoder="none", audio_encoder="none", image_size=1,
        image_mean=(0, 0, 0), image_std=(1, 1, 1), spectrogram=YAMNET,
        training=Training(
            data="none", supervision="none", licences=[], config="none", seed=0, duration_s=0
        ),
        licence="none", sha256="made-up",
    )  # fmt: skip
