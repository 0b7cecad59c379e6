"""The thread for slow library tasks: indexing, evaluation, projection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from avol.errors import LibraryError
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.threads.thread_priority import BACKGROUND
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.core.translation import tr
from avol_studio.services.search.embedder_cache import EmbedderCache, LoadEmbedder
from avol_studio.services.search.state import (
    EmbeddingMap,
    IndexProgress,
    LibraryMetrics,
    LibraryState,
)

if TYPE_CHECKING:
    from avol.embedder import Embedder
    from avol.retrieval.library.indexing import IndexResult


class IndexThread(TaskThread):
    """Runs library tasks one after another.

    It sends IndexProgress, LibraryState, LibraryMetrics, EmbeddingMap, and a Message with the
    outcome or the error. `close` ends it after the current segment; waiting tasks are skipped.
    """

    def __init__(self, notify: Notify, load: LoadEmbedder) -> None:
        super().__init__("avol-library", notify, BACKGROUND)
        self._embedders = EmbedderCache(load)

    def sync(self, folder: Path, paths: Sequence[Path]) -> None:
        """Create or update the default library, so that it contains exactly these files."""
        self._enqueue(lambda: self._sync(folder, paths))

    def add(self, folder: Path, paths: Sequence[Path]) -> None:
        """Add files to a library; it is created if it does not exist."""
        self._enqueue(lambda: self._add(folder, paths))

    def rebuild(self, folder: Path, paths: Sequence[Path]) -> None:
        """Index the files of a library and these files again, with the shipped checkpoint."""
        self._enqueue(lambda: self._rebuild(folder, paths))

    def load_state(self, folder: Path) -> None:
        """Send the LibraryState of a library."""
        self._enqueue(lambda: self._send_state(folder))

    def evaluate(self, folder: Path, labels: Path | None) -> None:
        """Compute nDCG@30 with labels from a CSV file, or from the folders of the files."""
        self._enqueue(lambda: self._evaluate(folder, labels))

    def project(self, folder: Path) -> None:
        """Project the embeddings of a library to 2-D."""
        self._enqueue(lambda: self._project(folder))

    def project_unaligned(self, folder: Path) -> None:
        """Project the embeddings of the same files before alignment; indexes them first."""
        self._enqueue(lambda: self._project_unaligned(folder))

    def _enqueue(self, task: Callable[[], None]) -> None:
        failure, remedy = tr("The library task failed"), tr("try another library")
        self.submit(lambda: self._run_task(task), failure=failure, remedy=remedy)

    # -- the thread --------------------------------------------------------------------------

    def _run_task(self, task: Callable[[], None]) -> None:
        try:
            if not self.closed:
                task()
        finally:
            self.notify(IndexProgress())

    def _sync(self, folder: Path, paths: Sequence[Path]) -> None:
        from avol.checkpoints import load_model_card
        from avol.retrieval.checkpoint_choice import default_checkpoint

        weights = default_checkpoint()
        if not _up_to_date(folder, paths, load_model_card(weights).sha256):
            self._index_or_rebuild(folder, paths, weights)
        self._send_state(folder)

    def _add(self, folder: Path, paths: Sequence[Path]) -> None:
        from avol.retrieval.checkpoint_choice import library_checkpoint

        weights = library_checkpoint(folder, None)
        indexed = self._index(folder, paths, self._embedders.get_for_library(weights), weights)
        self._send_state(folder)
        self.notify(_summary(indexed))

    def _rebuild(self, folder: Path, paths: Sequence[Path]) -> None:
        from avol.retrieval.checkpoint_choice import default_checkpoint

        weights = default_checkpoint()
        indexed = self._index(folder, paths, self._embedders.get(weights), weights, rebuild=True)
        self._send_state(folder)
        self.notify(_summary(indexed))

    def _index(
        self, folder: Path, paths: Sequence[Path], embedder: Embedder, weights: str,
        rebuild: bool = False,
    ) -> IndexResult:  # fmt: skip
        from avol.retrieval.library.indexing import index_files

        def progress(done: int, total: int, name: str) -> bool:
            self.notify(IndexProgress(done, total, tr("Indexing {name}").format(name=name)))
            return not self.closed

        return index_files(paths, folder, embedder, weights, rebuild=rebuild, progress=progress)

    def _index_or_rebuild(self, folder: Path, paths: Sequence[Path], weights: str) -> None:
        embedder = self._embedders.get(weights)
        try:
            self._index(folder, paths, embedder, weights)
        except LibraryError:  # damaged or of another checkpoint; all its files are in `paths`
            self._index(folder, paths, embedder, weights, rebuild=True)

    def _send_state(self, folder: Path) -> None:
        from avol.retrieval.library.library import Library
        from avol.retrieval.library.schema import DATABASE

        if not (folder / DATABASE).is_file():
            self.notify(LibraryState(folder, "", 0, 0))
            return
        with Library(folder) as library:
            counts = library.count("image"), library.count("audio")
            self.notify(LibraryState(folder, library.metadata["title"], *counts))

    def _evaluate(self, folder: Path, labels: Path | None) -> None:
        from avol.retrieval.library.library import Library
        from avol.retrieval.metrics import evaluate_library, folder_labels, load_labels
        from avol.retrieval.query.search import Searcher

        self.notify(IndexProgress(0, 1, tr("Evaluating the library")))
        with Library(folder) as library:
            by_path = load_labels(labels) if labels else folder_labels(library)
            self.notify(LibraryMetrics(folder, tuple(evaluate_library(Searcher(library), by_path))))

    def _project(self, folder: Path) -> None:
        from avol.retrieval.library.library import Library
        from avol.retrieval.projection import project_library

        self.notify(IndexProgress(0, 1, tr("Computing the library map")))
        with Library(folder) as library:
            self.notify(EmbeddingMap(folder, library.metadata["title"], project_library(library)))

    def _project_unaligned(self, folder: Path) -> None:
        from avol.retrieval.l3_projection import save_l3_from_ave
        from avol.retrieval.library.library import Library

        self.notify(IndexProgress(0, 1, tr("Computing the library map of L3-Net")))
        with Library(folder) as library:
            files = [entry.path for entry in library.files() if entry.path.is_file()]
            weights = library.metadata["weights"]
        unaligned = unaligned_folder(folder)
        towers = str(save_l3_from_ave(weights, unaligned / "towers.safetensors"))
        self._index_or_rebuild(unaligned, files, towers)
        self._project(unaligned)


def unaligned_folder(folder: Path) -> Path:
    """Return the folder of a library's embeddings before alignment."""
    return folder / "unaligned"


def _up_to_date(folder: Path, paths: Sequence[Path], sha256: str) -> bool:
    """Return whether a library holds these files unchanged, embedded by these weights."""
    from avol.retrieval.library.file_scan import scan_files
    from avol.retrieval.library.library import Library

    try:
        with Library(folder) as library:
            changes = scan_files(paths, library.files())
            return library.metadata["sha256"] == sha256 and not (changes.added or changes.removed)
    except LibraryError:
        return False


def _summary(indexed: IndexResult) -> Message:
    if indexed.errors:
        first, *others = indexed.errors.values()
        more = " " + tr("%n other files could not be indexed.", "", len(others)) if others else ""
        return Message(first + more, "warning")
    files = tr("%n files", "", indexed.added)
    segments = tr("%n segments", "", indexed.segments)
    text = tr("{files} added to the library ({segments}).")
    return Message(text.format(files=files, segments=segments))
