"""The analysis of the file that is open, for the GUI thread: when it runs, how far it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from avol_studio.core.model_loader import Model
from avol_studio.core.state.analysis_state import AnalysisProgress, AnalysisStage
from avol_studio.core.state.player_state import (
    LocalizationEvent,
    Message,
    OpenedMedia,
    SoundSelection,
)
from avol_studio.core.threads.shutdown_group import ShutdownGroup
from avol_studio.services.analysis.analysis_cache import AnalysisCache, analysis_folder
from avol_studio.services.analysis.analysis_thread import (
    AnalysisFinished,
    AnalysisThread,
    CacheLoaded,
    Found,
    OverviewReady,
)
from avol_studio.services.analysis.map_store import MapStore
from avol_studio.services.analysis.preview_loader import (
    AudioDetail,
    Identified,
    PreviewLoader,
    Thumbnail,
)

if TYPE_CHECKING:
    from avol.localizer import Localization
    from avol_studio.playback.player import Player

REST = 700  # ms without a new picture after which the analysis goes on
FAREWELL = 1.0  # seconds that its threads get to end


class AnalysisService(QObject):
    """Follows a player: analyses what it opens while it stands still, and gives it what was found.

    A new model begins anew, with what is kept of that one. What was found is on disk at once and
    there at the next opening.
    """

    progressed = Signal(object)  # Progress
    sketched = Signal(object)  # Sketch, or None where there is none (yet)
    found = Signal(object)  # MapStore with more maps than before, or None
    identified = Signal(object)  # FileFolder of the file that is open
    glimpsed = Signal(object)  # Thumbnail or CloseUp
    message = Signal(object)  # Message
    _happened = Signal(object)  # events of the threads, brought into this one

    def __init__(self, player: Player, root: Path | None = None, automatic: bool = True) -> None:
        super().__init__(player)
        self.automatic = automatic
        self.media: OpenedMedia | None = None
        self.maps: MapStore | None = None
        self._player, self._root = player, root or analysis_folder()
        self._load_model = player.dependencies.load_background_model
        self._analyst: AnalysisThread | None = None
        self._glimpses: PreviewLoader | None = None
        self._leaving = ShutdownGroup()
        self._stage: AnalysisStage = "off"
        self._busy = QTimer(self, singleShot=True, interval=REST)
        self._busy.timeout.connect(self._give_way)
        self._happened.connect(self._on_event, Qt.ConnectionType.QueuedConnection)
        player.opened.connect(self._on_opened)
        player.closed.connect(self._leave)
        player.localized.connect(self._on_located)
        player.frame_shown.connect(self._on_motion)
        player.state_changed.connect(self._on_motion)
        player.dependencies.map_lookup.get = self.recall

    @property
    def progress(self) -> AnalysisProgress:
        """How far it is."""
        if self.media is None:
            return AnalysisProgress()
        known = 0 if self.maps is None else int(self.maps.known.sum())
        return AnalysisProgress(self._stage, known, len(self.media.index))

    # -- what can be asked of it -------------------------------------------------------------

    def set_model(self, load_model: Callable[[], Model]) -> None:
        """Use this model, called in the thread of the analysis, from now on."""
        self._load_model = load_model
        if self.media is not None:
            running = self._stage in ("running", "done")
            self._stop()
            if running:
                self.begin()

    def begin(self) -> None:
        """Analyse what is open, or go on."""
        if self.media is None or self._stage == "done":
            return
        self._stage = "running"
        if self._analyst is None:
            self._analyst = AnalysisThread(
                self.media.path, self._player.dependencies, self._load_model, self._root,
                self._happened.emit, held=True,
            )  # fmt: skip
        self._give_way()
        self._tell()

    def toggle(self) -> None:
        """Pause, or go on."""
        if self._stage == "running":
            self._stage = "paused"
            self._give_way()
            self._tell()
        else:
            self.begin()

    def cancel(self) -> None:
        """Stop analysing this file; what was found stays, and `begin` goes on from there."""
        self._leaving.dismiss(self._analyst)
        self._analyst = None
        self._stage = "off"
        self._tell()

    def look(self, at: float) -> None:
        """Ask for a small picture of the file at a time; it comes by `glimpsed`."""
        if self._glimpses is not None and self.media is not None:
            self._glimpses.look(self.media.index.at(at))

    def listen(self, start: float, stop: float, columns: int) -> None:
        """Ask for the sound close up; it comes by `glimpsed`."""
        if self._glimpses is not None and self.media is not None and self.media.info.has_audio:
            self._glimpses.listen(start, stop, columns)

    def close(self) -> None:
        """End all threads."""
        self._leave()
        self._leaving.join(FAREWELL)

    # -- following the player ----------------------------------------------------------------

    def _on_opened(self, media: object) -> None:
        self._leave()
        if isinstance(media, OpenedMedia):
            self.media = media
            self._glimpses = PreviewLoader(
                media.path, self._player.dependencies, self._happened.emit
            )
            self._busy.start()
            if self.automatic:
                self.begin()

    def _leave(self) -> None:
        self._stop()
        self._leaving.dismiss(self._glimpses)
        self._glimpses = self.media = None
        self.sketched.emit(None)
        self._tell()

    def _stop(self) -> None:
        """Forget what one model found in one file; it stays on disk."""
        self._leaving.dismiss(self._analyst)
        self._analyst, self._stage = None, "off"
        if self.maps is not None:
            self.maps.close()
            self.maps = None
        self.found.emit(None)

    def _on_located(self, located: LocalizationEvent) -> None:
        """Keep what the player had located anyway."""
        ours = (
            self.media is not None and located.sounds == SoundSelection() and not located.from_cache
        )
        if ours and self.maps is not None and not self.maps.known[located.frame_index]:
            self._put(((located.frame_index, located.localization),))

    def _on_motion(self) -> None:
        if self.media is not None:
            self._busy.start()
            self._give_way()

    def _give_way(self) -> None:
        """Let the analysis work only while nothing moves."""
        if self._analyst is not None:
            moving = self._player.state.playing or self._busy.isActive()
            self._analyst.hold(moving or self._stage != "running")

    def recall(self, index: int) -> Localization | None:
        """The map of a frame, if it is known."""
        return None if self.maps is None else self.maps.get(index)

    # -- following the threads ---------------------------------------------------------------

    def _on_event(self, event: object) -> None:
        match event:
            case Thumbnail() | AudioDetail() | Identified():
                self._on_glimpse(event)
            case CacheLoaded() if event.analyst is self._analyst:
                self._on_known(event)
            case CacheLoaded():
                event.maps.close()
            case OverviewReady() if event.analyst is self._analyst:
                self.sketched.emit(event.sound)
            case Found() if event.analyst is self._analyst:
                self._put(event.maps)
            case AnalysisFinished() if event.analyst is self._analyst:
                self._on_over(event)

    def _on_glimpse(self, event: Thumbnail | AudioDetail | Identified) -> None:
        if self.media is None or event.path != self.media.path:
            return
        if isinstance(event, Identified):
            self.identified.emit(AnalysisCache(self._root, event.fingerprint))
        else:
            self.glimpsed.emit(event)

    def _on_known(self, event: CacheLoaded) -> None:
        if self.maps is not None:
            self.maps.close()
        self.maps = event.maps
        self.found.emit(self.maps)
        self._tell()

    def _put(self, maps: tuple[tuple[int, Localization], ...]) -> None:
        if self.maps is None:
            return
        try:
            for index, localization in maps:
                self.maps.put(index, localization)
        except OSError as error:
            cause = error.strerror or str(error)
            text = f"What is found cannot be kept ({cause}); free some space and analyse again."
            self.cancel()
            self.message.emit(Message(text, "warning"))
        self.found.emit(self.maps)
        self._tell()

    def _on_over(self, event: AnalysisFinished) -> None:
        self._leaving.dismiss(self._analyst)
        self._analyst = None
        self._stage = "off" if event.trouble else "done"
        if event.trouble:
            self.message.emit(Message(event.trouble, "warning"))
        self._tell()

    def _tell(self) -> None:
        self.progressed.emit(self.progress)
