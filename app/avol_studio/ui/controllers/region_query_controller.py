"""Region query at one window: the mouse on the image, the panel, the curve on the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from avol_studio.core.time_format import format_time
from avol_studio.services.region_query.region_query_service import RegionQueryService
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.controllers.base import FeatureController, panel_command
from avol_studio.ui.panels.region_query_panel import RegionQueryPanel
from avol_studio.ui.timeline.score_track import ScoreTrack
from avol_studio.ui.viewport.query_outline import QueryOutline
from avol_studio.ui.viewport.rubber_band import RubberBand
from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel

if TYPE_CHECKING:
    from avol.retrieval.query.query_builder import Region
    from avol_studio.core.model_selection import ModelSelection
    from avol_studio.core.settings.store import SettingsStore
    from avol_studio.playback.player import Player
    from avol_studio.services.region_query.state import AudioMatch, MatchCurve
    from avol_studio.ui.commands.navigation import Navigation
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol

LEAD = 0.5  # seconds from the start of an audio window to its centre


class RegionQueryController(FeatureController):
    """Connects region queries to one player and one window."""

    def __init__(
        self, player: Player, store: SettingsStore, models: ModelSelection,
        navigation: Navigation, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(player, parent)
        self._store, self._models, self._navigation = store, models, navigation
        self.service = RegionQueryService(player, models.weights_name, self)
        self._next = 0
        self.service.message.connect(self.message)
        models.changed.connect(self._on_model)

    def attach(self, window: WindowProtocol, presenter: PlayerPresenter) -> None:
        """Add the panel, folded at first, and the tools on the image."""
        self._stage = stage = window.stage
        self.body = RegionQueryPanel(self.service, window.actions_by_id)
        self._panel = CollapsiblePanel(
            "Query region", window.actions_by_id["view.region_query"], self.body
        )
        self._panel.set_expanded(False)
        stage.add_panel(
            "region_query", self._panel, below="audio"
        )  # next to the spectrogram it refers to
        self.outline = QueryOutline(stage.viewport)
        self.rubber_band = RubberBand(stage.viewport)
        self.rubber_band.region_selected.connect(self._query)
        self.rubber_band.point_selected.connect(lambda point: self._query((*point, *point)))
        self.body.chosen.connect(self._play)
        self.service.changed.connect(self._update)
        self._player.frame_shown.connect(self._update_outline)
        self._player.localized.connect(self._update_attribution)  # after the presenter

    def can_cancel(self) -> bool:
        """Whether a region is being selected or queried."""
        return self.service.query is not None or self.rubber_band.waiting

    def cancel(self) -> bool:
        """Cancel the selection of a region, and clear the query."""
        active = self.can_cancel()
        self._clear()
        return active

    def close(self) -> None:
        """End all threads."""
        self.service.close()

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Selecting a region, playing its best matches, and clearing it."""
        has_audio_file = lambda: self._has_file() and self._player.state.has_audio  # noqa: E731
        return in_menu(
            "Inspect/Query region", 20,
            Command(
                "query.select", "Query region…", ("Q",), self._select_region,
                "Click a cell of the image, or drag over several: when does this object sound?",
                "query", has_audio_file,
            ),
            Command(
                "query.play_next", "Play next best second", ("Alt+Q",), self._play_next,
                "Play the second with the highest score, then the next one",
                enabled=lambda: has_audio_file() and bool(self.service.matches),
            ),
            Command(
                "query.clear", "Clear query", ("Shift+Q",), self._clear,
                "Clear the region query (also Esc)", "close", self.can_cancel,
            ),
            panel_command("view.region_query", "Query region", "Ctrl+8", lambda: self._panel,
                self._is_loaded),
        )  # fmt: skip

    def _select_region(self) -> str:
        self._player.pause()
        self.rubber_band.start(self._store.value.mirror)
        return "Click an object in the image, or drag over it"

    def _query(self, region: Region) -> None:
        self._next = 0
        self._panel.set_expanded(True)
        self.service.start_query(region)

    def _play_next(self) -> str:
        """Play the best second first, then the next best; start again after the last."""
        moments = self.service.matches
        if not moments:
            return ""
        moment = moments[self._next % len(moments)]
        self._next += 1
        self._play(moment)
        time = format_time(moment.time - self._player.state.start, 1)
        return f"{time}   score {moment.score:.2f}"

    def _play(self, moment: AudioMatch) -> None:
        self._navigation.jump(moment.time - LEAD)
        self._player.play()

    def _clear(self) -> None:
        self.rubber_band.stop()
        self.service.clear()

    # -- updates -----------------------------------------------------------------------------

    def _on_model(self) -> None:
        self.service.weights = self._models.weights_name
        self.service.set_model(self._models.loader(threads=1))

    def _update(self) -> None:
        self.body.start = self._player.state.start
        curve = self.service.curve if self._player.media is not None else None
        self._stage.timeline.set_query_scores(None if curve is None else _score_track(curve))
        self._update_outline()
        self._update_attribution()
        self.changed.emit()

    def _update_outline(self) -> None:
        frame, query = self._player.last_frame, self.service.query
        if query is not None or self.outline.isVisible():
            index = -1 if frame is None else frame.index
            self.outline.show_query(query, self._store.value.mirror, index)

    def _update_attribution(self) -> None:
        self._stage.audio.show_attribution(self.service.attribution)


def _score_track(curve: MatchCurve) -> ScoreTrack:
    """The curve as a track of the timeline, in milliseconds."""
    track = ScoreTrack(np.round(curve.times * 1000).astype(np.int64), Fraction(1, 1000))
    track.set_all(curve.scores, curve.embedded.astype(np.uint8))
    return track
