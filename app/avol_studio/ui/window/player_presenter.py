"""Shows on the stage what the player tells: frames, maps, levels, how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import (
    LocalizationEvent,
    OpenedMedia,
    PlaybackStats,
    PlayerState,
)
from avol_studio.ui.timeline.score_track import ScoreTrack
from avol_studio.ui.viewport.reference_outline import REFERENCE_STYLES, ReferenceMap
from avol_studio.ui.viewport.smoothed_map import SmoothedMap
from avol_studio.ui.widgets.status_bar import statistics_lines
from avol_studio.ui.window.main_layout import MainLayout

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.playback.player import Player


WAITING = "Waiting for the camera…"


class PlayerPresenter(QObject):
    """Listens to one player and keeps one stage in line with it."""

    localization_shown = Signal(object)
    """Located, as it is shown: smoothed if so set."""

    def __init__(self, player: Player, stage: MainLayout) -> None:
        super().__init__(stage)
        self._player, self._stage = player, stage
        self._scores: ScoreTrack | None = None
        self._stats = PlaybackStats()
        self.smoothed_map = SmoothedMap()
        self.statistics_shown = False
        player.opened.connect(self._on_opened)
        player.closed.connect(self._clear)
        player.frame_shown.connect(self._on_frame)
        player.localized.connect(self._on_located)
        player.state_changed.connect(self._on_state)
        player.stats_changed.connect(self._on_stats)
        player.live_changed.connect(stage.live.show_live)
        player.live_changed.connect(
            lambda state: stage.viewport.set_placeholder(state.camera or WAITING)
        )
        player.levels.connect(stage.hearing.show_level)

    def show_statistics(self, shown: bool) -> None:
        """Write on the picture how the flow does, or no more."""
        self.statistics_shown = shown
        self._write_statistics()

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        self._clear()
        if isinstance(media, LiveMedia):
            self._stage.viewport.set_placeholder(WAITING)
            return  # no end, and so no place for a line of scores
        self._scores = ScoreTrack(media.index.pts, media.index.time_base)
        self._stage.timeline.set_scores(self._scores)

    def _clear(self) -> None:
        self._scores = None
        self._stage.viewport.clear()
        self._stage.hearing.clear()
        self._stage.timeline.set_scores(None)

    def _on_frame(self, frame: Frame) -> None:
        stage = self._stage
        if self._player.last_localization is None:
            stage.viewport.show_localization(None)
            stage.hearing.show_localization(None)
            stage.sounds.show_localization(None)
        stage.viewport.show_frame(frame)
        stage.timeline.set_time(frame.time)
        stage.transport.set_time(frame.time - self._player.state.start)
        self._write_statistics()

    def _on_located(self, located: LocalizationEvent) -> None:
        stage, shown = self._stage, self.smoothed_map(located)
        self.localization_shown.emit(shown)
        stage.viewport.show_localization(shown)
        stage.viewport.show_reference_maps(self._pinned(shown))
        stage.hearing.show_localization(shown, still=not self._player.state.playing)
        stage.sounds.show_localization(shown)
        if self._scores is not None:
            found = located.localization
            self._scores.set_score(located.frame_index, found.score, found.verdict)
            stage.timeline.update_scores()

    def set_scores(self, scores: NDArray[np.float32], codes: NDArray[np.uint8]) -> None:
        """Draw what was found of the whole file, scores and verdict codes by frame."""
        if self._scores is not None and len(scores) == len(self._scores):
            self._scores.set_all(scores, codes)
            self._stage.timeline.update_scores()

    def _pinned(self, located: LocalizationEvent) -> list[ReferenceMap]:
        """What is outlined: the maps beside, each under the mark of its place."""
        places = {
            query: REFERENCE_STYLES[place] for place, query in self._stage.reference_sounds.pins
        }
        pairs = zip(located.sounds.compared, located.compared, strict=True)
        return [
            ReferenceMap(places[query], query.name, found.map, found.score)
            for query, found in pairs
            if query in places
        ]

    def _on_state(self, state: PlayerState) -> None:
        self._stage.hearing.set_centred(not state.live or self._player.av_sync.centered)
        self._stage.viewport.set_playing(state.playing)
        self._stage.timeline.set_state(state)
        self._stage.transport.set_state(state)

    def _on_stats(self, stats: PlaybackStats) -> None:
        self._stats = stats
        self._stage.status.show_stats(stats)
        self._stage.viewport.set_engine(stats.engine)
        self._stage.hearing.set_engine(stats.engine)
        self._write_statistics()

    def _write_statistics(self) -> None:
        frame, media = self._player.last_frame, self._player.media
        if not self.statistics_shown or frame is None or media is None:
            self._stage.viewport.set_statistics([])
            return
        height, width = frame.image.shape[:2]
        of = "" if isinstance(media, LiveMedia) else f" of {len(media.index)}"
        where = f"Frame {frame.index}{of}, {width} × {height}"
        self._stage.viewport.set_statistics(statistics_lines(self._stats, where))
