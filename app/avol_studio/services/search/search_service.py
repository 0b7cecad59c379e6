"""The search service: queries the library continuously, manages libraries, plays hits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import platformdirs
from PySide6.QtCore import QObject, QTimer, Signal

from avol.core.paths import resources_folder
from avol.reference_sounds import ReferenceSound
from avol.retrieval.library.schema import DATABASE
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.core.translation import tr
from avol_studio.media.audio.audio_window import FileAudio
from avol_studio.services.base import WorkerService
from avol_studio.services.search.clip_player import ClipPlayer
from avol_studio.services.search.embedder_cache import load_embedder
from avol_studio.services.search.index_thread import IndexThread
from avol_studio.services.search.query_thread import SearchQueryThread
from avol_studio.services.search.state import (
    AudioMoments,
    EmbeddingMap,
    IndexProgress,
    LibraryMetrics,
    LibraryState,
    SearchError,
    SearchRequest,
    SearchResult,
)

if TYPE_CHECKING:
    from avol.retrieval.query.query_builder import Region
    from avol_studio.core.settings.store import SettingsStore
    from avol_studio.playback.player import Player

QUERY_INTERVAL_MS = 500  # between two queries during playback
MAX_RESULTS = 8
"""Hits of each kind."""
MAX_WINDOWS = 16
"""Audio windows of a range query; a longer range is sampled evenly."""

FixedQuery: TypeAlias = "Region | AudioMoments | ReferenceSound"
"""A part of the image, a part of the audio, or another sound."""


def default_library_folder() -> Path:
    """Return the folder of the library of the bundled sample media."""
    return platformdirs.user_data_path("avol", appauthor=False) / "libraries" / "starter"


def own_library_folder() -> Path:
    """Return the folder of the library of the user's own files."""
    return default_library_folder().with_name("own")


def default_library_files() -> list[Path]:
    """Return the bundled sample media."""
    folder = resources_folder()
    return [path for path in (folder / "demo" / "demo.mp4", folder / "sounds") if path.exists()]


class SearchService(WorkerService):
    """Queries the library with what the player shows while it is `active`."""

    results_ready = Signal(object)  # SearchResult
    failed = Signal(object)  # SearchError
    progress_changed = Signal(object)  # IndexProgress
    library_changed = Signal(object)  # LibraryState
    metrics_ready = Signal(object)  # LibraryMetrics
    map_ready = Signal(object)  # EmbeddingMap
    query_changed = Signal(str)
    """Description of the fixed query; empty while the query follows the player."""

    def __init__(self, player: Player, store: SettingsStore, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._store = player, store
        self._query_thread = self._start_worker(
            lambda notify: SearchQueryThread(notify, load_embedder)
        )
        self._index_thread = self._start_worker(lambda notify: IndexThread(notify, load_embedder))
        self._audio: FileAudio | None = None  # of the open file, apart from that of the maps
        self._query: FixedQuery | None = None  # None: the frame and audio of the player
        self._last_key: tuple[Any, ...] | None = None
        self.clip_player = ClipPlayer(player.dependencies.open_output, self)
        self.clip_player.message.connect(self.message)
        self._timer = QTimer(self, interval=QUERY_INTERVAL_MS)
        self._timer.timeout.connect(self._send_request)
        self._handle(SearchResult, self.results_ready.emit)
        self._handle(SearchError, self.failed.emit)
        self._handle(IndexProgress, self.progress_changed.emit)
        self._handle(LibraryState, self._on_library_changed)
        self._handle(LibraryMetrics, self.metrics_ready.emit)
        self._handle(EmbeddingMap, self.map_ready.emit)
        player.opened.connect(self._on_opened)
        player.closed.connect(self._close_audio)

    @property
    def library(self) -> Path:
        """The folder of the library that is searched."""
        folder = self._store.value.library
        return Path(folder) if folder else default_library_folder()

    @property
    def active(self) -> bool:
        """Whether it queries continuously."""
        return self._timer.isActive()

    # -- queries -----------------------------------------------------------------------------

    def set_active(self, active: bool) -> None:
        """Start or stop the continuous queries; a hidden panel needs none."""
        if active and not self.active:
            self._load_library()
            self._timer.start()
        elif not active and self.active:
            self._timer.stop()
            self.clip_player.stop()

    def query_region(self, region: Region) -> None:
        """Search with a region of the image from now on."""
        self._set_query(region, "the selected region")

    def query_range(self) -> str:
        """Search with the audio of the loop range from now on; returns the text to show."""
        media, (a, b) = self._player.media, self._player.state.loop
        if media is None or isinstance(media, LiveMedia) or a is None or b is None:
            return ""
        from avol.retrieval.library.segments import segment_times

        times = list(segment_times(a, b))
        sampled = times[:: -(-len(times) // MAX_WINDOWS)]
        self._set_query(self._moments(*sampled), "the audio from A to B")
        return tr("Searching with A to B")

    def query_sound(self, sound: ReferenceSound) -> None:
        """Search with a sound from now on."""
        self._set_query(sound, "the audio of the sound")

    def query_current(self) -> str:
        """Search with the current frame and audio again; returns the text to show."""
        self._set_query(None, "")
        return tr("Searching with the current frame")

    def play(self, path: Path, at: float) -> None:
        """Play a hit; the player pauses unless it is live."""
        if not path.is_file():
            text = tr("“{name}” does not exist any more; add the folder that contains it.").format(
                name=path.name
            )
            self.message.emit(Message(text, "warning"))
            return
        if not self._player.state.live:
            self._player.pause()
        self.clip_player.play(path, at)

    def close(self) -> None:
        """Request all threads to end."""
        self._timer.stop()
        self._close_audio()
        self._shutdown.dismiss(self.clip_player)
        super().close()

    def _send_request(self) -> None:
        frame, media = self._player.last_frame, self._player.media
        if frame is None or media is None or self.clip_player.playing:
            return
        if not (self.library / DATABASE).is_file():
            return  # the library is being created, or is empty
        query = self._query
        key = (self.library, frame.pts, media, query)
        if key == self._last_key:
            return
        self._last_key = key
        region = query if isinstance(query, tuple) else None
        audio = query if isinstance(query, AudioMoments) else self._moments(frame.time)
        audio = query.wave if isinstance(query, ReferenceSound) else audio
        moment = None if isinstance(media, LiveMedia) else (media.path, frame.time)
        request = SearchRequest(self.library, frame.image, region, audio, MAX_RESULTS, moment)
        self._query_thread.request(request)

    def _moments(self, *times: float) -> AudioMoments | None:
        """Audio windows of the open medium; None if it is a file without audio."""
        if self._audio is None:
            return AudioMoments(self._player.audio, times)
        has_audio = self._player.state.has_audio
        return AudioMoments(self._audio, times, self._audio.path) if has_audio else None

    def _set_query(self, query: FixedQuery | None, description: str) -> None:
        self._query, self._last_key = query, None
        self.query_changed.emit(description)

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        self._close_audio()
        if isinstance(media, OpenedMedia):
            self._audio = FileAudio(media.path, self._player.dependencies.open_track)
        self._set_query(None, "")

    def _close_audio(self) -> None:
        if self._audio is not None:
            self._audio.close()
        self._audio = None

    # -- libraries ---------------------------------------------------------------------------

    def set_library(self, folder: Path | None) -> None:
        """Search another library from now on (None: the default library)."""
        self._store.update(library="" if folder is None else str(folder))
        self._last_key = None
        self._load_library()

    def add(self, paths: list[Path]) -> None:
        """Add files to the library; the sample library stays as it is, and the own one follows."""
        if self.library == default_library_folder():
            self._store.update(library=str(own_library_folder()))
            text = tr("Adding to My library; the menu Tools has the sample library.")
            self.message.emit(Message(text))
        self._index_thread.add(self.library, paths)

    def rebuild(self) -> None:
        """Index all files of the library again."""
        is_default = self.library == default_library_folder()
        self._index_thread.rebuild(self.library, default_library_files() if is_default else [])

    def evaluate(self, labels: Path | None = None) -> None:
        """Compute nDCG@30 with labels from a CSV file or from folders; `metrics_ready` follows."""
        self._index_thread.evaluate(self.library, labels)

    def project(self, folder: Path | None = None) -> None:
        """Compute the 2-D map of this or another library; `map_ready` follows."""
        self._index_thread.project(folder or self.library)

    def project_unaligned(self) -> None:
        """Compute the 2-D map of this library's files before alignment; `map_ready` follows."""
        self._index_thread.project_unaligned(self.library)

    def _load_library(self) -> None:
        """Create or update the default library, or load the state of another one."""
        if self.library == default_library_folder():
            self._index_thread.sync(self.library, default_library_files())
        else:
            self._index_thread.load_state(self.library)

    def _on_library_changed(self, state: LibraryState) -> None:
        self._last_key = None  # the library may contain better matches now
        self.library_changed.emit(state)
