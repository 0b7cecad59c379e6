"""Search at one window: its panel, the map, the figures, the choice of files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import OpenedMedia
from avol_studio.services.search.search_service import SearchService
from avol_studio.ui.controllers.base import FeatureController
from avol_studio.ui.dialogs.embedding_map import EmbeddingMapDialog, bring_to_front
from avol_studio.ui.dialogs.retrieval_metrics import RetrievalMetricsDialog
from avol_studio.ui.panels.search_panel import SearchPanel
from avol_studio.ui.viewport.rubber_band import RubberBand
from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel

if TYPE_CHECKING:
    from avol.retrieval.library.library import Item
    from avol_studio.core.settings import SettingsStore
    from avol_studio.playback.player import Player
    from avol_studio.services.search.state import EmbeddingMap, LibraryMetrics, SearchHit
    from avol_studio.ui.commands import Command
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol


class SearchController(FeatureController):
    """Joins search to one player and one window."""

    def __init__(self, player: Player, store: SettingsStore, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._store = player, store
        self._going: tuple[Path, float] | None = None
        self.service = self._kit = SearchService(player, store, self)
        self.map_dialog: EmbeddingMapDialog | None = None
        self.metrics_dialog: RetrievalMetricsDialog | None = None

    def attach(self, window: WindowProtocol, follower: PlayerPresenter) -> None:
        """Add the panel, folded away at first: it costs nothing until it is wanted."""
        self._window, stage, kit = window, window.stage, self._kit
        self.body = SearchPanel(kit, window.actions_by_id)
        self._panel = CollapsiblePanel("Search", window.actions_by_id["view.search"], self.body)
        self._panel.set_expanded(False)
        stage.add_panel("search", self._panel)
        stage.timeline.addAction(window.actions_by_id["search.range"])
        stage.timeline.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        stage.timeline.search_requested.connect(window.actions_by_id["search.range"].trigger)
        self._region = RubberBand(stage.viewport)
        self._region.region_selected.connect(kit.query_region)
        self.body.opened.connect(self._open_found)
        kit.map_ready.connect(self._on_mapped)
        kit.metrics_ready.connect(self._on_judged)
        kit.message.connect(self.message)
        self._player.opened.connect(self._on_opened)

    def commands(self) -> dict[str, Command]:
        """What the commands do, by their id in `avol_studio.ui.commands`."""
        table: dict[str, Command] = {
            "search.region": self._ask_region,
            "search.range": self._kit.query_range,
            "search.now": self._kit.query_current,
            "search.add": self._add,
            "search.add_folder": self._add_folder,
            "search.open": self._open,
            "search.starter": lambda: self._kit.set_library(None),
            "search.rebuild": self._kit.rebuild,
            "search.map": self._lay_out,
            "search.judge": self._kit.evaluate,
            "search.judge_csv": self._judge_csv,
        }
        return {"view.search": lambda: self._panel.set_expanded(not self._panel.expanded)} | {
            name: self._in_sight(command) for name, command in table.items()
        }

    def _in_sight(self, command: Command) -> Command:
        """The same with the panel expanded, which says how far it is and why it cannot be."""

        def do() -> str | None:
            self._panel.set_expanded(True)
            return command()

        return do

    def close(self) -> None:
        """Close what is open, end all threads."""
        for dialog in (self.map_dialog, self.metrics_dialog):
            if dialog is not None:
                dialog.close()
        self._kit.close()

    def _lay_out(self) -> str:
        self._kit.project()
        return "Laying out the library…"

    def _ask_region(self) -> str:
        self._region.start(self._store.value.mirror)
        return "Drag a rectangle on the picture; a click gives up"

    def _add(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self._window, "Add to the library")
        if names:
            self._kit.add([Path(name) for name in names])

    def _add_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, "Add a folder to the library")
        if name:
            self._kit.add([Path(name)])

    def _open(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self._window, "Choose a library; an empty folder becomes a new one"
        )
        if name:
            self._kit.set_library(Path(name))

    def _judge_csv(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Labels of the library's files", "", "Tables (*.csv);;All files (*)"
        )
        if name:
            self._kit.evaluate(Path(name))

    def _on_mapped(self, mapped: EmbeddingMap) -> None:
        if self.map_dialog is None:
            self.map_dialog = EmbeddingMapDialog(self._window)
            self.map_dialog.clicked.connect(self._play)
            self.map_dialog.library_requested.connect(self._kit.project)
            self.map_dialog.unaligned_requested.connect(self._kit.project_unaligned)
        beside = self.map_dialog.isVisible() and mapped.folder != self._kit.library
        self.map_dialog.show_embedding_map(mapped, beside)
        bring_to_front(self.map_dialog)

    def _on_judged(self, judged: LibraryMetrics) -> None:
        if self.metrics_dialog is not None:
            self.metrics_dialog.deleteLater()
        self.metrics_dialog = RetrievalMetricsDialog(self._window, judged)
        bring_to_front(self.metrics_dialog)

    def _open_found(self, thumb: SearchHit) -> None:
        self._kit.clip_player.stop()
        self._going = thumb.hit.path, thumb.hit.time
        self._window.open(thumb.hit.path)

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        going, self._going = self._going, None
        if going is not None and isinstance(media, OpenedMedia) and media.path == going[0]:
            self._player.seek(going[1])

    def _play(self, item: Item) -> None:
        self._kit.play(item.path, item.time)
