"""Search at one window: the panel, the choice of files, the library map, the metrics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import OpenedMedia
from avol_studio.core.translation import tr
from avol_studio.services.search.search_service import SearchService
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.viewport.rubber_band import RubberBand
from avol_studio.ui.widgets.lazy_body import LazyBody
from avol_studio.ui.window.panel_command import panel_command

if TYPE_CHECKING:
    from avol.reference_sounds import ReferenceSound
    from avol.retrieval.library.library import LibraryItem
    from avol_studio.services.search.state import EmbeddingMap, LibraryMetrics, SearchHit
    from avol_studio.ui.dialogs.embedding_map import EmbeddingMapDialog
    from avol_studio.ui.dialogs.retrieval_metrics import RetrievalMetricsDialog
    from avol_studio.ui.panels.search_panel import SearchPanel
    from avol_studio.ui.window.window_protocol import WindowProtocol


class SearchController(FeatureController):
    """Connects search to one player and one window."""

    def __init__(self, context: FeatureContext) -> None:
        super().__init__(context)
        self._pending: tuple[Path, float] | None = None  # where to seek once the file is open
        self.service = SearchService(self._player, self._settings, self)
        self._own(self.service)
        self.map_dialog: EmbeddingMapDialog | None = None
        self.metrics_dialog: RetrievalMetricsDialog | None = None

    def attach(self, window: WindowProtocol) -> None:
        """Add the panel, folded at first: search costs nothing until it is unfolded."""
        stage, service = window.stage, self.service
        self._body = LazyBody(self._create_body)
        self._panel = stage.add_panel("search", tr("Search"), self._body)
        stage.timeline.addAction(window.actions_by_id["search.range"])
        stage.timeline.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        stage.timeline.search_requested.connect(window.actions_by_id["search.range"].trigger)
        self._rubber_band = RubberBand(stage.viewport)
        self._rubber_band.region_selected.connect(service.query_region)
        self._rubber_band.changed.connect(self.changed)
        service.map_ready.connect(self._on_mapped)
        service.metrics_ready.connect(self._on_metrics)
        self._player.opened.connect(self._on_opened)

    def _create_body(self) -> SearchPanel:
        from avol_studio.ui.panels.search_panel import SearchPanel

        body = SearchPanel(self.service, self._window.actions_by_id)
        body.opened.connect(self._open_hit)
        return body

    @property
    def body(self) -> SearchPanel:
        """The content of the panel."""
        return self._body.content

    def search_with(self, sound: ReferenceSound) -> None:
        """Show the images that match a sound."""
        self._panel.set_expanded(True)
        self.service.query_sound(sound)

    def can_cancel(self) -> bool:
        """Whether a region is being selected."""
        return self._rubber_band.waiting

    def cancel(self) -> bool:
        """Cancel the selection of a region."""
        waiting = self._rubber_band.waiting
        self._rubber_band.stop()
        return waiting

    def close(self) -> None:
        """Close the dialogs, and request all threads to end."""
        for dialog in (self.map_dialog, self.metrics_dialog):
            if dialog is not None:
                dialog.close()
        super().close()

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Queries, the library, and its evaluation."""
        panel = panel_command(self._window, "search", tr("Search"), "Ctrl+5", self._is_loaded)
        commands = [
            *in_menu("Tools", 100, *self._query_commands()),
            *in_menu("Tools", 200, *self._library_commands()),
            *in_menu("Tools", 300, *self._evaluation_commands()),
        ]
        unfolding = [replace(c, handler=self._unfolding(c.handler)) for c in commands]
        return [panel, *unfolding]

    def _unfolding(self, handler: Callable[[], str | None]) -> Callable[[], str | None]:
        """The handler, with the panel unfolded first: it shows progress and errors."""

        def run() -> str | None:
            self._panel.set_expanded(True)
            return handler()

        return run

    def _query_commands(self) -> list[Command]:
        has_range = Condition(
            tr("Set the loop start A and the loop end B first"),
            lambda: not self._is_live() and None not in self._player.state.loop,
        )
        return [
            Command(
                "search.region",
                tr("Search with region…"),
                ("/",),
                self._select_region,
                tr("Drag a rectangle on the image and search with its content"),
                "region",
                self._is_loaded,
            ),
            Command(
                "search.range",
                tr("Search with audio from A to B"),
                ("Ctrl+/",),
                self.service.query_range,
                tr(
                    "Search with the audio between A and B; Ctrl+Shift+drag on the timeline sets "
                    "them and searches"
                ),
                "loop",
                has_range,
            ),
            Command(
                "search.now",
                tr("Search with current frame"),
                ("Alt+/",),
                self.service.query_current,
                tr("Search with the current frame and audio window"),
            ),
        ]

    def _library_commands(self) -> list[Command]:
        return [
            Command(
                "search.add",
                tr("Add files…"),
                ("Ctrl+Shift+A",),
                self._add_files,
                tr("Add videos, images and audio files to the library"),
                "add",
            ),
            Command(
                "search.add_folder",
                tr("Add folder…"),
                (),
                self._add_folder,
                tr("Add all videos, images and audio files of a folder to the library"),
            ),
            Command(
                "search.open",
                tr("Open library…"),
                ("Ctrl+Shift+O",),
                self._open_library,
                tr("Search another library; an empty folder becomes a new one"),
                "open",
            ),
            Command(
                "search.sample",
                tr("Sample library"),
                (),
                lambda: self.service.set_library(None),
                tr("Search the demo video and the sounds that come with AVOL"),
            ),
            Command(
                "search.rebuild",
                tr("Rebuild library"),
                (),
                self.service.rebuild,
                tr("Index all files again with the default weights"),
            ),
        ]

    def _evaluation_commands(self) -> list[Command]:
        return [
            Command(
                "search.map",
                tr("Library map (2-D)"),
                ("Ctrl+Shift+M",),
                self._show_map,
                tr("Show the embeddings of the library in two dimensions"),
                "grid",
            ),
            Command(
                "search.evaluate",
                tr("Evaluate (nDCG@30), labels = folders"),
                (),
                self.service.evaluate,
                tr("Evaluate retrieval with the folder of each file as its label"),
            ),
            Command(
                "search.evaluate_csv",
                tr("Evaluate (nDCG@30), labels from CSV…"),
                (),
                self._evaluate_csv,
                tr(
                    "Evaluate retrieval with labels from a CSV file with the columns path and label"
                ),
            ),
        ]

    def _show_map(self) -> str:
        self.service.project()
        return tr("Computing the library map…")

    def _select_region(self) -> None:
        hint = tr("Drag a rectangle on the image to search with its content. Esc cancels.")
        self._rubber_band.start(hint)

    def _add_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self._window, tr("Add to library"))
        if names:
            self.service.add([Path(name) for name in names])

    def _add_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, tr("Add folder to library"))
        if name:
            self.service.add([Path(name)])

    def _open_library(self) -> None:
        title = tr("Open library (an empty folder becomes a new one)")
        name = QFileDialog.getExistingDirectory(self._window, title)
        if name:
            self.service.set_library(Path(name))

    def _evaluate_csv(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            tr("Labels of the library's files"),
            "",
            tr("Tables (*.csv);;All files (*)"),
        )
        if name:
            self.service.evaluate(Path(name))

    # -- updates -----------------------------------------------------------------------------

    def _on_mapped(self, mapped: EmbeddingMap) -> None:
        from avol_studio.ui.dialogs.embedding_map import EmbeddingMapDialog, bring_to_front

        if self.map_dialog is None:
            self.map_dialog = EmbeddingMapDialog(self._window)
            self.map_dialog.clicked.connect(self._play)
            self.map_dialog.library_requested.connect(self.service.project)
            self.map_dialog.unaligned_requested.connect(self.service.project_unaligned)
        other = self.map_dialog.isVisible() and mapped.folder != self.service.library
        self.map_dialog.show_embedding_map(mapped, other)
        bring_to_front(self.map_dialog)

    def _on_metrics(self, metrics: LibraryMetrics) -> None:
        from avol_studio.ui.dialogs.embedding_map import bring_to_front
        from avol_studio.ui.dialogs.retrieval_metrics import RetrievalMetricsDialog

        if self.metrics_dialog is not None:
            self.metrics_dialog.deleteLater()
        self.metrics_dialog = RetrievalMetricsDialog(self._window, metrics)
        bring_to_front(self.metrics_dialog)

    def _open_hit(self, hit: SearchHit) -> None:
        self.service.clip_player.stop()
        self._pending = hit.hit.path, hit.hit.time
        self._window.open(hit.hit.path)

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        pending, self._pending = self._pending, None
        if pending is not None and isinstance(media, OpenedMedia) and media.path == pending[0]:
            self._player.seek(pending[1])

    def _play(self, item: LibraryItem) -> None:
        self.service.play(item.path, item.time)
