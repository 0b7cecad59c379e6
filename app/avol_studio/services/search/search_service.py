"""Search in the studio: asks with what is on now, keeps libraries, plays what was found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
from PySide6.QtCore import QObject, QTimer, Signal

from avol.core.paths import resources
from avol.retrieval.library.schema import DATABASE
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.shutdown_group import ShutdownGroup
from avol_studio.services.search.clip_player import ClipPlayer
from avol_studio.services.search.embedder_cache import LoadEmbedder, load_embedder
from avol_studio.services.search.index_thread import IndexThread
from avol_studio.services.search.live_audio_tap import LiveAudioTap
from avol_studio.services.search.query_thread import SearchQueryThread
from avol_studio.services.search.state import (
    AudioRange,
    Found,
    Judged,
    LibraryState,
    Mapped,
    Progress,
    SearchError,
    SearchRequest,
)

if TYPE_CHECKING:
    from avol.retrieval.query.query_builder import Region
    from avol_studio.core.settings import SettingsStore
    from avol_studio.playback.live_player import LivePlayer

EVERY = 500  # ms between two questions while something plays
FAREWELL = 2.0  # seconds that its threads get to end
SHOWN = 8
"""How many are found of each kind."""
LONGEST = 16
"""Seconds of a stretch of sound that are asked with; a longer one gives so many, evenly spread."""


def starter_folder() -> Path:
    """Where the library of what comes with AVOL is kept."""
    return platformdirs.user_data_path("avol", appauthor=False) / "libraries" / "starter"


def starter_files() -> list[Path]:
    """What comes with AVOL and can be searched."""
    here = resources()
    return [path for path in (here / "demo" / "demo.mp4", here / "sounds") if path.exists()]


class SearchService(QObject):
    """Asks while it is `watching`; what is told comes in the GUI thread."""

    found = Signal(object)  # Found
    troubled = Signal(object)  # Trouble
    progressed = Signal(object)  # Progress
    library_changed = Signal(object)  # LibraryState
    judged = Signal(object)  # Judged
    mapped = Signal(object)  # Mapped
    asking = Signal(str)
    """What is asked with, in words."""
    said = Signal(object)  # Message
    _told = Signal(object)

    def __init__(
        self,
        player: LivePlayer,
        store: SettingsStore,
        parent: QObject,
        load: LoadEmbedder = load_embedder,
    ) -> None:
        super().__init__(parent)
        self._player, self._store, self._load = player, store, load
        self._worker: SearchQueryThread | None = None
        self._librarian: IndexThread | None = None
        self._ear = LiveAudioTap()
        self._question: Region | AudioRange | None = None
        self._asked: tuple[Any, ...] | None = None
        self.excerpts = ClipPlayer(player.parts.open_output, self)
        self.excerpts.said.connect(self.said)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._ask)
        self._told.connect(self._on_told)
        player.opened.connect(self._on_opened)
        player.add_tap(self._ear)

    # -- how it stands -----------------------------------------------------------------------

    @property
    def library(self) -> Path:
        """The library that is searched."""
        kept = self._store.value.library
        return Path(kept) if kept else starter_folder()

    @property
    def watching(self) -> bool:
        """Whether it asks by itself."""
        return self._timer.isActive()

    # -- what can be asked of it -------------------------------------------------------------

    def watch(self, watching: bool) -> None:
        """Ask again and again, or rest; the panel folded away costs nothing."""
        if watching and not self.watching:
            self._prepare()
            self._timer.start()
        elif not watching and self.watching:
            self._timer.stop()
            self.excerpts.stop()

    def use(self, folder: Path | None) -> None:
        """Search another library (None: the one that comes with AVOL)."""
        self._store.update(library="" if folder is None else str(folder))
        self._asked = None
        self._prepare()

    def add(self, paths: list[Path]) -> None:
        """Take files into the library."""
        self._long().add(self.library, paths)

    def rebuild(self) -> None:
        """Take all files of the library in again."""
        own = self.library == starter_folder()
        self._long().rebuild(self.library, starter_files() if own else [])

    def judge(self, labels: Path | None = None) -> None:
        """nDCG@30 by a table of labels, or by folder; `judged` follows."""
        self._long().judge(self.library, labels)

    def lay_out(self, folder: Path | None = None) -> None:
        """A map of this library or another one; `mapped` follows."""
        self._long().lay_out(folder or self.library)

    def lay_out_unaligned(self) -> None:
        """A map of this library's files before they are aligned; `mapped` follows."""
        self._long().lay_out_unaligned(self.library)

    def ask_region(self, region: Region) -> None:
        """From now on ask with this part of the picture."""
        self._put(region, "the region of the picture")

    def ask_range(self) -> str:
        """From now on ask with the sound between A and B."""
        media, (a, b) = self._player.media, self._player.state.loop
        if media is None or isinstance(media, LiveMedia) or a is None or b is None:
            return ""
        from avol.retrieval.library.segments import seconds

        times = list(seconds(a, b))
        spread = times[:: -(-len(times) // LONGEST)]
        self._put(AudioRange(media.path, tuple(spread)), "the sound from A to B")
        return "Searching with A to B"

    def ask_now(self) -> str:
        """Ask with what is on, as at first."""
        self._put(None, "")
        return "Searching with what is on now"

    def play(self, path: Path, at: float) -> None:
        """Play a moment that was found; what plays in the studio pauses."""
        if not path.is_file():
            text = f"“{path.name}” is not there any more; add the folder it is in now."
            self.said.emit(Message(text, "warning"))
            return
        if not self._player.state.live:
            self._player.pause()
        self.excerpts.play(path, at)

    def close(self) -> None:
        """End all threads."""
        self._timer.stop()
        self._player.remove_tap(self._ear)
        self.excerpts.close()
        leaving = ShutdownGroup()
        leaving.dismiss(self._worker, self._librarian)
        leaving.join(FAREWELL)

    # -- asking ------------------------------------------------------------------------------

    def _ask(self) -> None:
        frame, media = self._player.last_frame, self._player.media
        if frame is None or media is None or self.excerpts.playing:
            return
        if not (self.library / DATABASE).is_file():
            return  # it is being made, or nothing has been added yet
        question = self._question
        key = (self.library, frame.pts, media, question)
        if key == self._asked:
            return
        self._asked = key
        region = question if isinstance(question, tuple) else None
        sound = question if isinstance(question, AudioRange) else self._heard(frame.time)
        if self._worker is None:
            self._worker = SearchQueryThread(
                self._told.emit, self._player.parts.open_track, self._load
            )
        self._worker.request(SearchRequest(self.library, frame.image, region, sound, SHOWN))

    def _heard(self, time: float) -> Any:
        media, state = self._player.media, self._player.state
        if isinstance(media, LiveMedia):
            return self._ear.second()
        return AudioRange(media.path, (time,)) if media is not None and state.has_sound else None

    def _put(self, question: Region | AudioRange | None, words: str) -> None:
        self._question, self._asked = question, None
        self.asking.emit(words)

    def _on_opened(self) -> None:
        self._ear.clear()
        self._put(None, "")

    # -- libraries ---------------------------------------------------------------------------

    def _prepare(self) -> None:
        """See to it that the library is there, and say what is in it."""
        if self.library == starter_folder():
            self._long().keep(self.library, starter_files())
        else:
            self._long().look(self.library)

    def _long(self) -> IndexThread:
        if self._librarian is None:
            self._librarian = IndexThread(self._told.emit, self._load)
        return self._librarian

    def _on_told(self, event: object) -> None:
        listeners: dict[type, Callable[[Any], None]] = {
            Found: self.found.emit,
            SearchError: self.troubled.emit,
            Progress: self.progressed.emit,
            Judged: self.judged.emit,
            Mapped: self.mapped.emit,
            Message: self.said.emit,
        }
        if isinstance(event, LibraryState):
            self._asked = None  # there may be more to be found
            self.library_changed.emit(event)
        else:
            listeners[type(event)](event)
