"""Shows the events of the player on the main layout: frames, maps, levels, state."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from avol_studio.core.sound_names import sound_name
from avol_studio.core.state.live_state import LiveMedia, LiveState
from avol_studio.core.state.player_state import (
    LocalizationEvent,
    OpenedMedia,
    PlaybackStats,
    PlayerState,
)
from avol_studio.core.translation import tr
from avol_studio.ui.timeline.score_track import ScoreTrack
from avol_studio.ui.timeline.widget import SCORES_INTERVAL
from avol_studio.ui.viewport.map_age import GONE
from avol_studio.ui.viewport.reference_outline import REFERENCE_STYLES, ReferenceMap
from avol_studio.ui.viewport.smoothed_map import SmoothedMap
from avol_studio.ui.widgets.pacer import Pacer
from avol_studio.ui.widgets.status_bar import statistics_lines
from avol_studio.ui.window.main_layout import MainLayout

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.playback.player import Player

TIME_INTERVAL, AUDIO_INTERVAL = 66, 100
"""ms between two updates of playhead and time, and of the panels of the audio, while playing."""
STALE = 250
"""ms after which a still image loses the map of a former model or sound, if no new one has come."""
MERGE = 25
"""ms that a map waits while playing, to be painted with the next frame."""
SAVING_TIME, SAVING_AUDIO, SAVING_SCORES, SAVING_MERGE = 250, 500, 1000, 100
"""The same while saving power."""
WAITING = tr("Waiting for the camera…")


class PlayerPresenter(QObject):
    """Updates one main layout from the signals of one player."""

    localization_shown = Signal(object)
    """LocalizationEvent as it is shown: smoothed over time if the settings say so."""

    def __init__(self, player: Player, stage: MainLayout) -> None:
        super().__init__(stage)
        self._player, self._stage = player, stage
        self._scores: ScoreTrack | None = None
        self._stats = PlaybackStats()
        self.smoothed_map = SmoothedMap()
        self.statistics_shown = False
        self._late = False  # whether the newest map is too old to be shown
        self._time_pacer = Pacer(TIME_INTERVAL, self)
        self._audio_pacer = Pacer(AUDIO_INTERVAL, self)
        self._waiting: LocalizationEvent | None = None  # the map that waits for the next frame
        self._map_timer = QTimer(self, singleShot=True, interval=MERGE)
        self._map_timer.timeout.connect(self._show_waiting)
        self._late_timer = QTimer(self, singleShot=True)  # few frames may come on a busy machine
        self._late_timer.timeout.connect(self._mark_late_map)
        self._stale_timer = QTimer(self, singleShot=True, interval=STALE)
        self._stale_timer.timeout.connect(self._remove_map)
        player.opened.connect(self._on_opened)
        player.closed.connect(self._clear)
        player.frame_shown.connect(self._on_frame)
        player.localized.connect(self._on_localized)
        player.client.inputs_changed.connect(self._stale_timer.start)
        player.client.inputs_changed.connect(self._on_inputs)
        player.state_changed.connect(self._on_state)
        player.stats_changed.connect(self._on_stats)
        player.live_changed.connect(stage.live.show_live)
        player.live_changed.connect(self._on_live)
        player.levels.connect(stage.audio.show_level)

    def set_power_saving(self, saving: bool) -> None:
        """Update panels and timeline less often while playing."""
        self._time_pacer.set_interval(SAVING_TIME if saving else TIME_INTERVAL)
        self._audio_pacer.set_interval(SAVING_AUDIO if saving else AUDIO_INTERVAL)
        self._map_timer.setInterval(SAVING_MERGE if saving else MERGE)
        self._stage.timeline.scores_pacer.set_interval(SAVING_SCORES if saving else SCORES_INTERVAL)

    def show_statistics(self, shown: bool) -> None:
        """Show or hide the playback statistics on the image."""
        self.statistics_shown = shown
        self._update_statistics()

    def set_scores(self, scores: NDArray[np.float32], verdicts: NDArray[np.uint8]) -> None:
        """Show score and verdict code of every frame of the file on the timeline."""
        if self._scores is not None and len(scores) == len(self._scores):
            self._scores.set_all(scores, verdicts)
            self._stage.timeline.update_scores()

    def clear_scores(self) -> None:
        """Forget the scores of the file: they are those of another model."""
        if isinstance(media := self._player.media, OpenedMedia):
            self._scores = ScoreTrack(media.index.pts, media.index.time_base)
            self._stage.timeline.set_scores(self._scores)

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        self._clear()
        if isinstance(media, LiveMedia):
            self._stage.viewport.set_placeholder(WAITING)
        self.clear_scores()

    def _clear(self) -> None:
        self._scores = self._waiting = None
        self._time_pacer.cancel()
        self._audio_pacer.cancel()
        self._stage.viewport.clear()
        self._stage.audio.clear()
        self._stage.timeline.set_scores(None)

    def _on_frame(self, frame: Frame) -> None:
        stage, state = self._stage, self._player.last_state
        self._show_waiting()
        self._remove_map()
        stage.viewport.show_frame(frame)
        self._mark_late_map()
        show_time = partial(self._show_time, frame.time, frame.time - state.start)
        self._time_pacer.run(show_time, now=not state.playing)
        self._update_statistics()

    def _remove_map(self) -> None:
        """Remove the shown map if it is out of date, and no new one has come."""
        shown, frame = self._player.last_localization, self._player.last_frame
        still = not self._player.last_state.playing
        other = shown is not None and frame is not None and shown.frame_index != frame.index
        if shown is None or (still and other):
            self._stage.viewport.show_localization(None)
            self._audio_pacer.run(partial(self._show_audio, None, still=still), now=True)

    def _mark_late_map(self) -> None:
        """Remove a map that is too old for the image, such as on a busy machine."""
        remaining = GONE - self._stage.viewport.map_age if self._player.last_state.playing else GONE
        late = remaining <= 0
        if late and not self._late:
            self._audio_pacer.run(partial(self._show_audio, None), now=True)
            self._stage.viewport.update()
        elif not late:
            self._late_timer.start(math.ceil(1000 * remaining))
        self._late = late

    def _show_time(self, time: float, since_start: float) -> None:
        self._stage.timeline.set_time(time)
        self._stage.transport.set_time(since_start)

    def _on_localized(self, event: LocalizationEvent) -> None:
        self._waiting = self.smoothed_map(event)
        if self._scores is not None and event.is_of_file:
            localization = event.localization
            self._scores.set_score(event.frame_index, localization.score, localization.verdict)
        if not event.age_ms or not self._player.last_state.playing:
            self._show_waiting()  # with its frame
        elif not self._map_timer.isActive():
            self._map_timer.start()

    def _show_waiting(self) -> None:
        """Show the map that waits for the next frame, unless a seek has made it out of date."""
        self._map_timer.stop()
        shown, self._waiting = self._waiting, None
        if shown is not None and self._player.last_localization is not None:
            self._show_map(shown)

    def _show_map(self, shown: LocalizationEvent) -> None:
        stage, playing = self._stage, self._player.last_state.playing
        self.localization_shown.emit(shown)
        stage.viewport.show_localization(shown)
        stage.cells.show_localization(shown)
        stage.viewport.show_reference_maps(self._pinned(shown))
        stage.audio.show_score(shown)  # the number on the image
        self._audio_pacer.run(partial(self._show_audio, shown, still=not playing), now=not playing)
        self._late = False
        self._mark_late_map()
        if self._scores is not None and shown.is_of_file:
            stage.timeline.update_scores()

    def _show_audio(self, event: LocalizationEvent | None, still: bool = False) -> None:
        self._stage.audio.show_localization(event, still=still)
        self._stage.sounds.show_localization(event)

    def _pinned(self, event: LocalizationEvent) -> list[ReferenceMap]:
        """The maps of the pinned sounds, each with the mark of its slot, to be outlined."""
        slots = {
            sound: REFERENCE_STYLES[slot] for slot, sound in self._stage.reference_sounds.pinned
        }
        return [
            ReferenceMap(slots[sound], sound_name(sound.name), localization.map, localization.score)
            for sound, localization in zip(event.sounds.compared, event.compared, strict=True)
            if sound in slots
        ]

    def _on_state(self, state: PlayerState) -> None:
        self._time_pacer.cancel()  # the state has the time
        if not state.playing:
            self._show_waiting()
            self._audio_pacer.flush()
            self._remove_map()
        self._stage.audio.set_centred(not state.live or self._player.av_sync.centered)
        self._stage.viewport.set_playing(state.playing)
        self._stage.viewport.set_frozen(state.frozen)
        self._stage.timeline.set_state(state)
        self._stage.transport.set_state(state)

    def _on_inputs(self) -> None:
        client = self._player.client
        self._stage.timeline.set_own_input(
            client.replacement is None and client.perturbation is None
        )

    def _on_live(self, state: LiveState) -> None:
        self._stage.audio.set_camera_stopped(state.camera_stopped)
        self._stage.viewport.show_devices(state)

    def _on_stats(self, stats: PlaybackStats) -> None:
        self._stats = stats
        self._stage.status.show_stats(stats)
        self._stage.viewport.set_engine(stats.engine)
        self._stage.audio.set_engine(stats.engine)
        self._update_statistics()

    def _update_statistics(self) -> None:
        frame, media = self._player.last_frame, self._player.media
        if not self.statistics_shown or frame is None or media is None:
            self._stage.viewport.set_statistics([])
            return
        height, width = frame.image.shape[:2]
        text, total = tr("Frame {index}, {width} × {height}"), 0
        if not isinstance(media, LiveMedia):
            text, total = tr("Frame {index} of {total}, {width} × {height}"), len(media.index)
        title = text.format(index=frame.index, total=total, width=width, height=height)
        self._stage.viewport.set_statistics(statistics_lines(self._stats, title))
