"""What takes long, one after the other in a thread of its own: taking in, judging, laying out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from avol.errors import LibraryError
from avol_studio.core.error_text import error_text
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.services.search.embedder_cache import EmbedderCache, LoadEmbedder, load_embedder
from avol_studio.services.search.state import Judged, LibraryState, Mapped, Progress

if TYPE_CHECKING:
    from avol.embedder import Embedder
    from avol.retrieval.library.indexing import Indexed


class IndexThread(WorkerThread):
    """Keeps libraries; tells `notify`, from its thread, of Progress, LibraryState, Judged, Mapped
    and, where something went wrong or came to its end, a Message.
    """

    def __init__(self, notify: Notify, load: LoadEmbedder = load_embedder) -> None:
        super().__init__("avol-library", notify)
        self._embedders = EmbedderCache(load)
        self._waiting: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self.start()

    def keep(self, folder: Path, paths: Sequence[Path]) -> None:
        """Make the library of these files that comes with AVOL, or bring it up to date."""
        self._do(lambda: self._keep(folder, paths))

    def add(self, folder: Path, paths: Sequence[Path]) -> None:
        """Take files in; the library is made unless it is there."""
        self._do(lambda: self._add(folder, paths))

    def rebuild(self, folder: Path, paths: Sequence[Path]) -> None:
        """Take all files of a library in again, and these, by the checkpoint that comes along."""
        self._do(lambda: self._rebuild(folder, paths))

    def look(self, folder: Path) -> None:
        """Say what is in a library."""
        self._do(lambda: self._look(folder))

    def judge(self, folder: Path, labels: Path | None) -> None:
        """nDCG@30 of a library, by a CSV's labels or by its files' folders."""
        self._do(lambda: self._judge(folder, labels))

    def lay_out(self, folder: Path) -> None:
        """Lay a library out flat."""
        self._do(lambda: self._lay_out(folder))

    def lay_out_unaligned(self, folder: Path) -> None:
        """Lay out the same files as the towers alone have them, taken in when first asked for."""
        self._do(lambda: self._lay_out_unaligned(folder))

    def close(self) -> None:
        """Ask the thread to end after the moments under way; what waits is given up."""
        super().close()
        self._waiting.put(None)

    # -- the thread --------------------------------------------------------------------------

    def _do(self, work: Callable[[], None]) -> None:
        if not self.closed:
            self._waiting.put(work)

    def _work(self) -> None:
        while (work := self._waiting.get()) is not None:
            if not self.closed:
                self._carefully(work)

    def _carefully(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:
            text = f"That went wrong ({error}); try another library."
            self.notify(Message(error_text(error, text), "error"))
        finally:
            self.notify(Progress())

    def _keep(self, folder: Path, paths: Sequence[Path]) -> None:
        from avol.checkpoints import load_card
        from avol.retrieval.checkpoint_choice import shipped

        weights = shipped()
        if not _up_to_date(folder, paths, load_card(weights).sha256):
            try:
                self._index(folder, paths, self._embedders.get(weights), weights)
            except LibraryError:  # of other weights, or damaged: a copy of what comes along
                self._index(folder, paths, self._embedders.get(weights), weights, rebuild=True)
        self._look(folder)

    def _add(self, folder: Path, paths: Sequence[Path]) -> None:
        from avol.retrieval.checkpoint_choice import chosen

        weights = chosen(folder, None)
        done = self._index(folder, paths, self._embedders.of_library(weights), weights)
        self._look(folder)
        self.notify(_said(done))

    def _rebuild(self, folder: Path, paths: Sequence[Path]) -> None:
        from avol.retrieval.checkpoint_choice import shipped

        weights = shipped()
        done = self._index(folder, paths, self._embedders.get(weights), weights, rebuild=True)
        self._look(folder)
        self.notify(_said(done))

    def _index(
        self, folder: Path, paths: Sequence[Path], embedder: Embedder, weights: str,
        rebuild: bool = False,
    ) -> Indexed:  # fmt: skip
        from avol.retrieval.library.indexing import index

        def progress(done: int, total: int, name: str) -> bool:
            self.notify(Progress(done, total, f"Taking in {name}"))
            return not self.closed

        return index(paths, folder, embedder, weights, rebuild=rebuild, progress=progress)

    def _look(self, folder: Path) -> None:
        from avol.retrieval.library.library import Library
        from avol.retrieval.library.schema import DATABASE

        if not (folder / DATABASE).is_file():
            self.notify(LibraryState(folder, "", 0, 0))
            return
        with Library(folder) as library:
            counts = library.count("pictures"), library.count("sounds")
            self.notify(LibraryState(folder, library.facts["title"], *counts))

    def _judge(self, folder: Path, labels: Path | None) -> None:
        from avol.retrieval.library.library import Library
        from avol.retrieval.metrics import folder_labels, judge, read_labels
        from avol.retrieval.query.search import Searcher

        self.notify(Progress(0, 1, "Judging the library"))
        with Library(folder) as library:
            known = read_labels(labels) if labels else folder_labels(library)
            self.notify(Judged(folder, tuple(judge(Searcher(library), known))))

    def _lay_out(self, folder: Path) -> None:
        from avol.retrieval.library.library import Library
        from avol.retrieval.projection import project

        self.notify(Progress(0, 1, "Laying out the library"))
        with Library(folder) as library:
            self.notify(Mapped(folder, library.facts["title"], project(library)))

    def _lay_out_unaligned(self, folder: Path) -> None:
        from avol.retrieval.l3_projection import towers_alone
        from avol.retrieval.library.library import Library

        self.notify(Progress(0, 1, "Laying out L3-Net's space"))
        with Library(folder) as library:
            files = [entry.path for entry in library.entries() if entry.path.is_file()]
            made_with = library.facts["weights"]
        beside = unaligned_folder(folder)
        weights = str(towers_alone(made_with, beside / "towers.safetensors"))
        try:
            self._index(beside, files, self._embedders.get(weights), weights)
        except LibraryError:  # of other towers, or damaged; nothing in it is missed
            self._index(beside, files, self._embedders.get(weights), weights, rebuild=True)
        self._lay_out(beside)


def unaligned_folder(folder: Path) -> Path:
    """Where the same files are kept as the towers alone have them."""
    return folder / "unaligned"


def _up_to_date(folder: Path, paths: Sequence[Path], sha256: str) -> bool:
    """Whether a library holds these files as they are, seen and heard by these weights."""
    from avol.retrieval.library.file_scan import look
    from avol.retrieval.library.library import Library

    try:
        with Library(folder) as library:
            changes = look(paths, library.entries())
            return library.facts["sha256"] == sha256 and not (changes.fresh or changes.gone)
    except LibraryError:
        return False


def _said(done: Indexed) -> Message:
    if done.troubles:
        first, *others = done.troubles.values()
        more = f" {len(others)} more files could not be taken in either." if others else ""
        return Message(first + more, "warning")
    files = "1 file" if done.added == 1 else f"{done.added} files"
    return Message(f"{files} taken into the library: {done.moments} moments.")
