"""What a researcher has at hand beside playing: the analysis, the timeline's detail, markers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from PySide6.QtCore import QObject, QPoint

from avol.core.lru_cache import LRUCache
from avol_studio.core.model_loader import Model
from avol_studio.core.settings import Settings, SettingsStore
from avol_studio.core.state.analysis_state import Progress
from avol_studio.services.analysis.analysis_cache import AnalysisCache
from avol_studio.services.analysis.analysis_service import AnalysisService
from avol_studio.services.analysis.map_store import MapStore
from avol_studio.services.analysis.markers import Markers
from avol_studio.services.analysis.preview_loader import AudioDetail, Thumbnail
from avol_studio.ui.commands import Command
from avol_studio.ui.controllers.base import FeatureController
from avol_studio.ui.text.time_format import clock_text
from avol_studio.ui.timeline.thumbnail_popup import ThumbnailPopup
from avol_studio.ui.timeline.time_range import TimeRange
from avol_studio.ui.timeline.widget import AudioTrack

if TYPE_CHECKING:
    from avol_studio.playback.player import Player
    from avol_studio.ui.commands.handlers import NavigationHistory
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol

THUMBNAILS = 240  # small pictures kept
MARGIN = 0.5  # of the view, read on either side of it
NOTCH = 1.5  # of the zoom keys
NAMES = {"waveform": "Waveform", "spectrogram": "Log-spectrogram", "none": "No sound strip"}


class AnalysisController(FeatureController):
    """Joins analysis, timeline and markers to one player and one window."""

    def __init__(
        self, player: Player, store: SettingsStore, jumps: NavigationHistory, parent: QObject,
        root: Path | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._player, self._store, self._jumps = player, store, jumps
        self.service = AnalysisService(player, root, store.value.analyse)
        self.markers = Markers(self)
        self._thumbnails: LRUCache[int, Thumbnail] = LRUCache(THUMBNAILS)
        self._hover: float | None = None
        self._stage = "off"
        self.service.said.connect(self.message)
        self.service.progressed.connect(self._on_progress)
        self.service.identified.connect(self._on_identified)
        self.service.glimpsed.connect(self._on_glimpsed)
        self.markers.changed.connect(self._on_markers)
        self.markers.undo_stack.canUndoChanged.connect(self.changed)
        self.markers.undo_stack.canRedoChanged.connect(self.changed)
        player.opened.connect(self._forget)
        player.closed.connect(self._forget)

    def attach(self, window: WindowProtocol, follower: PlayerPresenter) -> None:
        """Show on a window what is found, and follow what is done to its timeline."""
        self._timeline, self._status = window.stage.timeline, window.stage.status
        self._window, self._follower = window, follower
        self._card = ThumbnailPopup(window)
        self.service.sketched.connect(self._timeline.set_audio_overview)
        self.service.found.connect(self._on_found)
        self._timeline.hovered.connect(self._on_hover)
        self._timeline.detail_requested.connect(self._on_stretched)
        self._timeline.range_selected.connect(lambda marks: self._player.set_loop(*marks))

    def commands(self) -> dict[str, Command]:
        """What the commands do that belong here, by their id in `avol_studio.ui.commands`."""
        markers = self.markers
        return {
            "analysis.toggle": self._toggle,
            "analysis.cancel": self._cancel,
            "marker.add": lambda: markers.add(self._now()),
            "marker.remove": lambda: markers.remove_nearest(self._now()),
            "marker.next": lambda: self._jump(markers.after(self._now())),
            "marker.previous": lambda: self._jump(markers.before(self._now())),
            "edit.undo": markers.undo_stack.undo,
            "edit.redo": markers.undo_stack.redo,
            "timeline.in": lambda: self._zoom(1 / NOTCH),
            "timeline.out": lambda: self._zoom(NOTCH),
            "timeline.whole": self._whole,
            "timeline.sound": self._next_strip,
        }

    def standing(self) -> dict[str, Any]:
        """Its part of `avol_studio.ui.commands.CommandContext`."""
        stack = self.markers.undo_stack
        return {
            "analysis": self.service.progress.stage,
            "marked": bool(self.markers.times),
            "zoomed": self._timeline.time_range.zoomed,
            "undo": stack.undoText() if stack.canUndo() else "",
            "redo": stack.redoText() if stack.canRedo() else "",
        }

    def follow(self, settings: Settings) -> None:
        """Follow the settings."""
        self.service.automatic = settings.analyse
        self._timeline.set_audio_track(settings.strip)

    def set_model(self, load_model: Callable[[], Model]) -> None:
        """Analyse with this model."""
        self.service.set_model(load_model)

    def close(self) -> None:
        """End all threads."""
        self.service.close()

    # -- commands ----------------------------------------------------------------------------

    def _now(self) -> float:
        return self._player.state.time

    def _jump(self, time: float | None) -> str:
        return "No marker there" if time is None else self._jumps.to(time)

    def _toggle(self) -> str:
        self.service.toggle()
        words = {"running": "Analysing", "paused": "Analysis paused", "done": "All is analysed"}
        return words.get(self.service.progress.stage, "")

    def _cancel(self) -> str:
        self.service.cancel()
        return "Analysis stopped"

    def _zoom(self, factor: float) -> None:
        self._timeline.zoom(factor)

    def _whole(self) -> None:
        self._timeline.show_all()

    def _next_strip(self) -> str:
        strips = get_args(AudioTrack)
        strip = strips[(strips.index(self._store.value.strip) + 1) % len(strips)]
        self._store.update(strip=strip)
        return NAMES[strip]

    # -- following ---------------------------------------------------------------------------

    def _forget(self) -> None:
        self._thumbnails.clear()
        self.markers.load(None)
        self._card.hide()

    def _on_identified(self, folder: AnalysisCache) -> None:
        self.markers.load(folder.markers)

    def _on_markers(self) -> None:
        self._timeline.set_markers(self.markers.times)
        self.changed.emit()

    def _on_progress(self, progress: Progress) -> None:
        self._status.show_analysis(progress)
        if progress.stage != self._stage:
            self._stage = progress.stage
            self.changed.emit()

    def _on_found(self, maps: MapStore | None) -> None:
        if maps is not None:
            self._follower.set_scores(maps.scores, maps.verdicts)

    def _on_stretched(self, view: TimeRange) -> None:
        more = MARGIN * view.span
        columns = round(view.width * self._window.devicePixelRatioF() * (1 + 2 * MARGIN))
        self.service.listen(view.low - more, view.high + more, columns)
        self.changed.emit()

    def _on_hover(self, time: float | None) -> None:
        self._hover = time
        media = self.service.media
        if time is None or media is None or self._player.state.playing:
            self._card.hide()
            return
        index = media.index.at(time)
        known = self._thumbnails.get(media.index.keyframe_before(index))
        if known is not None:
            self._show_card(known)
        else:
            self.service.look(time)

    def _on_glimpsed(self, event: Thumbnail | AudioDetail) -> None:
        if isinstance(event, AudioDetail):
            self._timeline.set_audio_detail(event.sound)
            return
        media = self.service.media
        if media is not None:
            self._thumbnails.put(media.index.keyframe_before(event.index), event)
        if self._hover is not None:
            self._show_card(event)

    def _show_card(self, seen: Thumbnail) -> None:
        """The small picture with its map, if that is known, above the timeline at the mouse."""
        from avol.visualization import heatmap

        found, image = self.service.recall(seen.index), seen.image
        text = clock_text(seen.time - self._player.state.start, 2)
        if found is not None:
            image = heatmap.burn(image, found.map, "heat")
            text += f"   score {found.score:.2f}"
        x = round(self._timeline.time_range.x(self._hover or 0.0))
        above = self._timeline.mapTo(self._window, QPoint(x, -4))
        self._card.show_image(image, text, above)
