"""Region query at one window: the mouse on the image, the panel, the curve on the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from avol_studio.core.time_format import format_time
from avol_studio.core.translation import number, tr
from avol_studio.services.region_query.region_query_service import RegionQueryService
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.panels.region_query_panel import RegionQueryPanel
from avol_studio.ui.timeline.score_track import ScoreTrack
from avol_studio.ui.viewport.query_outline import QueryOutline
from avol_studio.ui.viewport.rubber_band import RubberBand
from avol_studio.ui.window.panel_command import panel_command

if TYPE_CHECKING:
    from avol.retrieval.query.query_builder import Region
    from avol_studio.services.region_query.state import AudioMatch, MatchCurve
    from avol_studio.ui.window.window_protocol import WindowProtocol

HINT = tr("Click the object, or drag over it (or use the arrow keys and Enter). Esc cancels.")
LEAD = 0.5  # seconds from the start of an audio window to its centre


class RegionQueryController(FeatureController):
    """Connects region queries to one player and one window."""

    def __init__(self, context: FeatureContext) -> None:
        super().__init__(context)
        self._navigation = context.navigation
        self.service = RegionQueryService(self._player, self._models.weights_name, self)
        self._own(self.service)
        self._next = 0
        self._models.changed.connect(self._on_model)

    def attach(self, window: WindowProtocol) -> None:
        """Add the panel, folded at first, and the tools on the image."""
        self._stage = stage = window.stage
        self.body = RegionQueryPanel(self.service, window.actions_by_id)
        # Next to the spectrogram that it refers to.
        self._panel = stage.add_panel("region_query", tr("Query region"), self.body, below="audio")
        self.outline = QueryOutline(stage.viewport)
        self.rubber_band = RubberBand(stage.viewport)
        self.rubber_band.region_selected.connect(self._query)
        self.rubber_band.point_selected.connect(lambda point: self._query((*point, *point)))
        stage.cells.chosen.connect(self._query_cells)
        self.rubber_band.changed.connect(self.changed)
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

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Selecting a region, playing its best matches, and clearing it."""
        has_audio_file = Condition(
            tr("The file has no audio track"), lambda: self._player.state.has_audio, self._has_file
        )
        query = in_menu(
            "Analysis/Query region",
            105,
            Command(
                "query.select",
                tr("Query region…"),
                ("Q",),
                self._select_region,
                tr("Click a cell of the image, or drag over several: when does this object sound?"),
                "query",
                has_audio_file,
            ),
            Command(
                "query.play_next",
                tr("Play next best second"),
                ("Ctrl+Alt+Q",),
                self._play_next,
                tr("Play the second with the highest score, then the next one"),
                enabled=Condition(
                    tr("Query a region first"), lambda: bool(self.service.matches), has_audio_file
                ),
            ),
            Command(
                "query.clear",
                tr("Clear query"),
                ("Shift+Q",),
                self._clear,
                tr("Clear the region query (also Esc)"),
                "close",
                Condition(tr("Query a region first"), self.can_cancel),
            ),
        )
        panel = panel_command(
            self._window, "region_query", tr("Query region"), "Ctrl+8", self._is_loaded
        )
        return [*query, panel]

    def _select_region(self) -> None:
        self._player.pause()
        self._panel.set_expanded(True)
        self.rubber_band.start(HINT)

    def query_point(self, x: float, y: float) -> None:
        """Query the cell at a point in 0..1 of the image."""
        self._player.pause()
        self.rubber_band.stop()
        self._query((x, y, x, y))

    def _query(self, region: Region) -> None:
        self._next = 0
        self._panel.set_expanded(True)
        self.service.start_query(region)

    def _query_cells(self, region: Region) -> None:
        """Query cells that were selected with the keyboard."""
        if self._has_file() and self._player.state.has_audio:
            self._player.pause()
            self._query(region)

    def _play_next(self) -> str:
        """Play the best second first, then the next best; start again after the last."""
        moments = self.service.matches
        if not moments:
            return ""
        moment = moments[self._next % len(moments)]
        self._next += 1
        self._play(moment)
        time = format_time(moment.time - self._player.state.start, 1)
        return f"{time}   " + tr("score {score}").format(score=number(moment.score, 2))

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
            self.outline.show_query(query, index)

    def _update_attribution(self) -> None:
        self._stage.audio.show_attribution(self.service.attribution)


def _score_track(curve: MatchCurve) -> ScoreTrack:
    """The curve as a track of the timeline, in milliseconds."""
    track = ScoreTrack(np.round(curve.times * 1000).astype(np.int64), Fraction(1, 1000))
    track.set_all(curve.scores, curve.embedded.astype(np.uint8))
    return track
