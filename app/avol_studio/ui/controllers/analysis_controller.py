"""Analysis of the open file: progress, the timeline's details and thumbnails, markers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import QPoint

from avol.core.lru_cache import LRUCache
from avol_studio.core.settings.schema import Settings
from avol_studio.core.state.analysis_state import AnalysisProgress
from avol_studio.core.time_format import format_time
from avol_studio.core.translation import number, tr
from avol_studio.core.undo_history import UndoHistory
from avol_studio.services.analysis.analysis_service import AnalysisService
from avol_studio.services.analysis.annotation_folder import AnnotationFolder
from avol_studio.services.analysis.map_store import MapStore
from avol_studio.services.analysis.markers import Markers
from avol_studio.services.analysis.preview_loader import Thumbnail
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.timeline.content import AudioTrack
from avol_studio.ui.timeline.thumbnail_popup import ThumbnailPopup
from avol_studio.ui.timeline.time_range import TimeRange

if TYPE_CHECKING:
    from avol_studio.ui.window.window_protocol import WindowProtocol

THUMBNAILS = 240  # thumbnails in the cache
MARGIN = 0.5  # of the visible span, loaded on either side of it
ZOOM_STEP = 1.5  # factor of one press
TRACK_NAMES = {
    "waveform": tr("Waveform"),
    "spectrogram": tr("Log spectrogram"),
    "none": tr("No audio track"),
}
STAGE_TEXTS = {
    "running": tr("Analysing"),
    "paused": tr("Analysis paused"),
    "done": tr("Analysis complete"),
}


class AnalysisController(FeatureController):
    """Connects analysis, timeline and markers to one player and one window."""

    def __init__(self, context: FeatureContext) -> None:
        super().__init__(context)
        player, models, settings = context.player, context.models, context.settings
        self._navigation = context.navigation
        self.service = AnalysisService(player, None, settings.value.analyze_on_open)
        self._own(self.service)
        self.markers = Markers(self)
        self._thumbnails: LRUCache[int, Thumbnail] = LRUCache(THUMBNAILS)
        self._hover: float | None = None
        self._stage = "off"
        self.service.progress_changed.connect(self._on_progress)
        self.service.identified.connect(self._on_identified)
        self.service.thumbnail_loaded.connect(self._on_thumbnail)
        self.markers.changed.connect(self._on_markers)
        self.markers.message.connect(self.message)
        self.history = UndoHistory(self)
        self.history.add(self.markers.undo_stack)
        self.history.changed.connect(self.changed)
        models.changed.connect(lambda: self.service.set_model(models.loader(threads=1)))
        player.opened.connect(self._clear)
        player.closed.connect(self._clear)

    def attach(self, window: WindowProtocol) -> None:
        """Show results on the window, and follow the mouse on its timeline."""
        self._timeline, self._status = window.stage.timeline, window.stage.status
        self._presenter = window.presenter
        self._popup = ThumbnailPopup(window)
        self.service.overview_changed.connect(self._timeline.set_audio_overview)
        self.service.detail_loaded.connect(self._timeline.set_audio_detail)
        self.service.maps_changed.connect(self._on_maps)
        self._timeline.hovered.connect(self._on_hover)
        self._timeline.detail_requested.connect(self._on_range_changed)
        self._timeline.range_selected.connect(lambda ends: self._player.set_loop(*ends))
        self._settings.subscribe(self._on_settings, "analyze_on_open", "timeline_track")

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Analysis, markers, undo, and the timeline."""
        analysis = in_menu(
            "Analysis",
            0,
            Command(
                "analysis.toggle",
                tr("Analyse file"),
                ("A",),
                self._toggle,
                tr("Compute the map of every frame in the background; pause and resume"),
                "",
                self._has_file,
                lambda: self.service.progress.stage == "running",
            ),
            Command(
                "analysis.cancel",
                tr("Stop analysis"),
                ("Shift+A",),
                self._stop,
                tr("Stop the analysis of this file; its results so far are kept"),
                enabled=Condition(tr("No analysis is running"), self._is_analysing),
            ),
        )
        return [*analysis, *self._marker_commands(), *self._timeline_commands()]

    def _marker_commands(self) -> list[Command]:
        markers, history = self.markers, self.history
        has_markers = Condition(
            tr("Add a marker first"), lambda: bool(markers.times), self._has_file
        )
        edit = in_menu(
            "Edit",
            0,
            Command(
                "edit.undo",
                tr("Undo"),
                ("Ctrl+Z",),
                history.undo,
                tr("Undo the last change of markers, boxes or taught classes"),
                enabled=Condition(tr("There is nothing to undo"), history.can_undo),
            ),
            Command(
                "edit.redo",
                tr("Redo"),
                ("Ctrl+Shift+Z", "Ctrl+Y"),
                history.redo,
                tr("Redo the last change that was undone"),
                enabled=Condition(tr("There is nothing to redo"), history.can_redo),
            ),
        )
        marks = in_menu(
            "Edit",
            100,
            Command(
                "marker.add",
                tr("Add marker"),
                ("B",),
                lambda: markers.add(self._now()),
                tr("Add a marker at the present time"),
                enabled=self._has_file,
            ),
            Command(
                "marker.remove",
                tr("Remove marker"),
                ("Shift+B",),
                lambda: markers.remove_nearest(self._now()),
                tr("Remove the nearest marker"),
                enabled=has_markers,
            ),
        )
        jumps = in_menu(
            "Playback/Go",
            300,
            Command(
                "marker.next",
                tr("Next marker"),
                ("PgDown",),
                lambda: self._jump(markers.after(self._now())),
                tr("Go to the next marker"),
                enabled=has_markers,
            ),
            Command(
                "marker.previous",
                tr("Previous marker"),
                ("PgUp",),
                lambda: self._jump(markers.before(self._now())),
                tr("Go to the previous marker"),
                enabled=has_markers,
            ),
        )
        return [*edit, *marks, *jumps]

    def _timeline_commands(self) -> list[Command]:
        is_zoomed = Condition(
            tr("The whole file is shown"), lambda: self._timeline.time_range.zoomed, self._has_file
        )
        return in_menu(
            "View/Timeline",
            130,
            Command(
                "timeline.zoom_in",
                tr("Zoom in"),
                ("+", "="),
                lambda: self._timeline.zoom(1 / ZOOM_STEP),
                tr("Zoom in on the present time, down to single samples"),
                enabled=self._has_file,
            ),
            Command(
                "timeline.zoom_out",
                tr("Zoom out"),
                ("-",),
                lambda: self._timeline.zoom(ZOOM_STEP),
                tr("Zoom out of the timeline"),
                enabled=is_zoomed,
            ),
            Command(
                "timeline.zoom_all",
                tr("Whole file"),
                ("Shift+Z",),
                self._show_all,
                tr("Show the whole file on the timeline"),
                enabled=is_zoomed,
            ),
            Command(
                "timeline.next_track",
                tr("Cycle waveform/spectrogram"),
                ("W",),
                self._next_track,
                tr("Audio on the timeline: waveform, log spectrogram, none"),
                enabled=self._has_file,
            ),
        )

    def _is_analysing(self) -> bool:
        return self.service.progress.stage in ("running", "paused")

    def _now(self) -> float:
        return self._player.state.time

    def _jump(self, time: float | None) -> str:
        return tr("No marker found") if time is None else self._navigation.jump(time)

    def _toggle(self) -> str:
        self.service.toggle()
        return STAGE_TEXTS.get(self.service.progress.stage, "")

    def _stop(self) -> str:
        self.service.cancel()
        return tr("Analysis stopped")

    def _show_all(self) -> None:
        self._timeline.show_all()

    def _next_track(self) -> str:
        tracks = get_args(AudioTrack)
        track = tracks[(tracks.index(self._settings.value.timeline_track) + 1) % len(tracks)]
        self._settings.update(timeline_track=track)
        return TRACK_NAMES[track]

    # -- updates -----------------------------------------------------------------------------

    def _on_settings(self, settings: Settings) -> None:
        self.service.automatic = settings.analyze_on_open
        self._timeline.set_audio_track(settings.timeline_track)

    def _clear(self) -> None:
        self._thumbnails.clear()
        self.markers.load(None)
        self._popup.hide()

    def _on_identified(self, folder: AnnotationFolder) -> None:
        self.markers.load(folder.markers)

    def _on_markers(self) -> None:
        self._timeline.set_markers(self.markers.times)
        self.changed.emit()

    def _on_progress(self, progress: AnalysisProgress) -> None:
        self._status.show_analysis(progress)
        if progress.stage != self._stage:
            self._stage = progress.stage
            self.changed.emit()

    def _on_maps(self, maps: MapStore | None) -> None:
        if maps is None:
            self._presenter.clear_scores()
        else:
            self._presenter.set_scores(maps.scores, maps.verdicts)

    def _on_range_changed(self, view: TimeRange) -> None:
        margin = MARGIN * view.span
        columns = round(view.width * self._window.devicePixelRatioF() * (1 + 2 * MARGIN))
        self.service.request_detail(view.low - margin, view.high + margin, columns)
        self.changed.emit()

    def _on_hover(self, time: float | None) -> None:
        self._hover = time
        media = self.service.media
        if time is None or media is None or self._player.state.playing:
            self._popup.hide()
            return
        index = media.index.at(time)
        thumbnail = self._thumbnails.get(index)
        if thumbnail is not None:
            self._show_popup(thumbnail)
        else:
            self.service.request_thumbnail(index)

    def _on_thumbnail(self, thumbnail: Thumbnail) -> None:
        """Show the thumbnail, unless the mouse has left its frame or group of frames."""
        media = self.service.media
        self._thumbnails.put(thumbnail.index, thumbnail)
        if self._hover is not None and media is not None:
            index = media.index.at(self._hover)
            if media.index.keyframe_before(index) <= thumbnail.index <= index:
                self._show_popup(thumbnail, thumbnail.index == index)

    def _show_popup(self, thumbnail: Thumbnail, exact: bool = True) -> None:
        """Show the thumbnail with its map, if it is computed, above the timeline.

        exact: it is the frame at the mouse; otherwise the text says that it is an earlier one.
        """
        from avol.visualization import heatmap

        localization, image = self.service.stored_map(thumbnail.index), thumbnail.image
        text = format_time(thumbnail.time - self._player.state.start, 2)
        if not exact:
            text = tr("earlier: {time}").format(time=text)
        if localization is not None:
            image = heatmap.draw_overlay(image, localization.map, "heat")
            text += "   " + tr("score {score}").format(score=number(localization.score, 2))
        x = round(self._timeline.time_range.x(self._hover or 0.0))
        above = self._timeline.mapTo(self._window, QPoint(x, -4))
        self._popup.show_image(image, text, above)
