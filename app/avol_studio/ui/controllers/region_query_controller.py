"""Asking the picture at one window: the mouse on it, the panel, the line on the timeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject

from avol.checkpoints import DEFAULT_WEIGHTS
from avol_studio.services.region_query.region_query_service import RegionQueryService
from avol_studio.ui.controllers.base import FeatureController
from avol_studio.ui.panels.region_query_panel import RegionQueryPanel
from avol_studio.ui.text.time_format import clock_text
from avol_studio.ui.timeline.score_track import ScoreTrack
from avol_studio.ui.viewport.query_outline import QueryOutline
from avol_studio.ui.viewport.rubber_band import RubberBand
from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel

if TYPE_CHECKING:
    from avol.retrieval.query.query_builder import Region
    from avol_studio.core.model_loader import Model
    from avol_studio.core.settings import SettingsStore
    from avol_studio.playback.player import Player
    from avol_studio.services.region_query.state import AudioMatch, MatchCurve
    from avol_studio.ui.commands import Command
    from avol_studio.ui.commands.handlers import NavigationHistory
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol

LEAD = 0.5  # seconds before the middle of a second: where it begins


class RegionQueryController(FeatureController):
    """Joins asking to one player and one window."""

    def __init__(
        self,
        player: Player,
        store: SettingsStore,
        jumps: NavigationHistory,
        weights: str | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._player, self._store, self._jumps = player, store, jumps
        self.service = RegionQueryService(player, weights or DEFAULT_WEIGHTS, self)
        self._next = 0
        self.service.message.connect(self.message)

    def attach(self, window: WindowProtocol, follower: PlayerPresenter) -> None:
        """Add the panel, folded away at first; follow what is asked."""
        self._stage = stage = window.stage
        self.body = RegionQueryPanel(self.service, window.actions_by_id)
        self._panel = CollapsiblePanel("Query region", window.actions_by_id["view.ask"], self.body)
        self._panel.set_expanded(False)
        stage.add_panel("region_query", self._panel, below="audio")
        self.outline = QueryOutline(stage.viewport)
        self.rubber_band = RubberBand(stage.viewport)
        self.rubber_band.region_selected.connect(self._ask)
        self.rubber_band.point_selected.connect(lambda point: self._ask((*point, *point)))
        self.body.chosen.connect(self._play)
        self.service.changed.connect(self._show)
        self._player.frame_shown.connect(self._show_outline)
        self._player.localized.connect(self._show_drive)  # after the follower showed its sound

    def commands(self) -> dict[str, Command]:
        """What the commands do that belong here, by their id in `avol_studio.ui.commands`."""
        return {
            "view.ask": lambda: self._panel.set_expanded(not self._panel.expanded),
            "ask.picture": self._begin,
            "ask.best": self._play_next,
            "ask.clear": self._clear,
        }

    def standing(self) -> dict[str, Any]:
        """Its part of `avol_studio.ui.commands.CommandContext`."""
        return {"asked": self._under_way, "answered": bool(self.service.matches)}

    def set_model(self, load_model: Callable[[], Model]) -> None:
        """Hear with this model."""
        self.service.set_model(load_model)

    def set_weights(self, weights: str | None) -> None:
        """Explain by this checkpoint, once its model follows."""
        self.service.weights = weights or DEFAULT_WEIGHTS

    def cancel(self) -> bool:
        """Esc: point at nothing, ask nothing."""
        under_way = self._under_way
        self._clear()
        return under_way

    def close(self) -> None:
        """End all threads."""
        self.service.close()

    @property
    def _under_way(self) -> bool:
        return self.service.query is not None or self.rubber_band.waiting

    # -- commands ----------------------------------------------------------------------------

    def _begin(self) -> str:
        self._player.pause()
        self.rubber_band.start(self._store.value.mirror)
        return "Click a place of the picture, or drag over one"

    def _ask(self, region: Region) -> None:
        self._next = 0
        self._panel.set_expanded(True)
        self.service.start_query(region)

    def _play_next(self) -> str:
        """The best second first, then the next best, round and round."""
        found = self.service.matches
        if not found:
            return ""
        moment = found[self._next % len(found)]
        self._next += 1
        self._play(moment)
        when = clock_text(moment.time - self._player.state.start, 1)
        return f"{when}   score {moment.score:.2f}"

    def _play(self, moment: AudioMatch) -> None:
        self._jumps.to(moment.time - LEAD)
        self._player.play()

    def _clear(self) -> None:
        self.rubber_band.stop()
        self.service.clear()

    # -- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        media = self._player.media
        self.body.start = self._player.state.start
        curve = self.service.curve if media is not None else None
        self._stage.timeline.set_query_scores(None if curve is None else _track(curve))
        self._show_outline()
        self._show_drive()
        self.changed.emit()

    def _show_outline(self) -> None:
        frame = self._player.last_frame
        question = self.service.query
        if question is not None or self.outline.isVisible():
            index = -1 if frame is None else frame.index
            self.outline.show_query(question, self._store.value.mirror, index)

    def _show_drive(self) -> None:
        self._stage.hearing.show_attribution(self.service.attribution)


def _track(curve: MatchCurve) -> ScoreTrack:
    """The curve as the timeline draws it, in thousandths of a second."""
    from fractions import Fraction

    track = ScoreTrack(np.round(curve.times * 1000).astype(np.int64), Fraction(1, 1000))
    track.set_all(curve.scores, curve.embedded.astype(np.uint8))
    return track
