"""The window: brings player, settings and actions together; what it shows follows from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog

from avol.errors import WeightsError
from avol_studio.core.model_loader import loader
from avol_studio.core.recent_files import RecentFiles
from avol_studio.core.settings import Settings, SettingsStore
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.ui.commands import Command, CommandContext, handlers, make_actions, refresh
from avol_studio.ui.controllers.analysis_controller import AnalysisController
from avol_studio.ui.controllers.annotation_controller import AnnotationController
from avol_studio.ui.controllers.base import FeatureController
from avol_studio.ui.controllers.compare_controller import CompareController
from avol_studio.ui.controllers.export_controller import ExportController
from avol_studio.ui.controllers.live_controller import LiveController
from avol_studio.ui.controllers.open_controller import OpenController
from avol_studio.ui.controllers.presentation_controller import PresentationController
from avol_studio.ui.controllers.project_controller import ProjectController
from avol_studio.ui.controllers.region_query_controller import RegionQueryController
from avol_studio.ui.controllers.search_controller import SearchController
from avol_studio.ui.dialogs.help_dialogs import commands as sheets
from avol_studio.ui.dialogs.settings import SettingsDialog
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.microphone_menu import MicrophoneMenu
from avol_studio.ui.window.drop_target import DropTarget
from avol_studio.ui.window.main_layout import MainLayout
from avol_studio.ui.window.menu_bar import MenuBar
from avol_studio.ui.window.player_presenter import PlayerPresenter
from avol_studio.ui.window.window_state import WindowState

if TYPE_CHECKING:
    from avol_studio.playback.player import Player


class MainWindow(DropTarget):
    """Talks to one player; owns it from now on and shuts it down when it closes."""

    painted = Signal()
    """Once, when the window is on screen for the first time."""

    def __init__(
        self,
        player: Player,
        store: SettingsStore,
        recent: RecentFiles,
        memory: WindowState,
        demo: Path | None = None,
        pictures: Path | None = None,
        weights: str | None = None,
        videos: Path | None = None,
    ) -> None:
        super().__init__()
        self.player, self.store, self._memory = player, store, memory
        player.setParent(self)  # or all that listens to it would outlive the window
        self._jumps = handlers.NavigationHistory(player)
        self._panels_shown, self._was_painted = True, False
        self._situation: CommandContext | None = None
        self._look: tuple[str, int] | None = None
        self.weights = weights
        self._engine = "auto" if weights is None else None  # "auto" the player takes by itself
        self._dialogs: dict[type, QDialog] = {}
        self.presentation = PresentationController(player, store, videos, self)
        self.analysis = AnalysisController(player, store, self._jumps, self)
        self.live = LiveController(player, store, self)
        self.opening = OpenController(player, store, recent, self.live, demo)
        self.search = SearchController(player, store, self)
        self.annotation = AnnotationController(player, self.analysis, self)
        self.project = ProjectController(
            player, store, self.presentation.sounds, self.analysis, self.annotation, recent
        )
        self.compare = CompareController(player, self.presentation.sounds, weights, pictures, self)
        self.region_query = RegionQueryController(player, store, self._jumps, weights, self)
        self.export = ExportController(player, store, pictures, videos, self)
        self.controllers: tuple[FeatureController, ...] = (
            self.presentation, self.analysis, self.live, self.opening, self.search, self.region_query,
            self.annotation, self.compare, self.project, self.export,
        )  # fmt: skip
        self._build()
        self._wire()
        self._panels_shown = self._memory.restore(self, self.stage.panels)
        self._follow(store.value)
        if store.trouble:
            self.show_message(Message(store.trouble, "warning"))

    # -- putting it together -----------------------------------------------------------------

    def _build(self) -> None:
        player, store = self.player, self.store
        table = handlers.table(player, store, self._jumps) | self._own_commands()
        for desk in self.controllers:
            table |= desk.commands()
        self.actions_by_id = make_actions(self, table, self._echo)
        self.header = MenuBar(self.actions_by_id)
        live_menu, first = self.header.menus["Live"], self.actions_by_id["live.earlier"]
        MicrophoneMenu(live_menu, first, player.devices, store)
        self.stage = MainLayout(store, self.actions_by_id, self.presentation.sounds, player.devices)
        self._follower = PlayerPresenter(player, self.stage)
        for desk in self.controllers:
            desk.attach(self, self._follower)
        self.setMenuWidget(self.header)
        self.setCentralWidget(self.stage)
        self.setAcceptDrops(True)
        self.setMinimumSize(800, 520)
        self.setWindowTitle("AVOL")

    def _own_commands(self) -> dict[str, Command]:
        return {
            "go.time": self._ask_time,
            "app.settings": lambda: self.show_dialog(
                SettingsDialog, lambda: SettingsDialog(self.store, self)
            ),
            "app.quit": self._quit,
            "view.full_screen": self._toggle_full_screen,
            "view.leave": self._leave,
            "view.panels": self._toggle_panels,
            "view.live": lambda: self._fold("live"),
            "view.hearing": lambda: self._fold("audio"),
            "view.sounds": lambda: self._fold("sounds"),
            "view.map": lambda: self._fold("map"),
            "view.statistics": self._toggle_statistics,
        } | sheets(self, self.show_dialog)

    def _wire(self) -> None:
        player, stage = self.player, self.stage
        player.opened.connect(self._on_opened)
        player.closed.connect(self._on_closed)
        player.localized.connect(self._on_located)
        player.state_changed.connect(self.update_commands)
        player.message.connect(self.show_message)
        self.store.changed.connect(self._follow)
        for desk in self.controllers:
            desk.changed.connect(self.update_commands)
            desk.message.connect(self.show_message)
        player.live_changed.connect(self.header.show_live)
        stage.viewport.double_clicked.connect(self.actions_by_id["view.full_screen"].trigger)
        stage.timeline.pressed.connect(self._jumps.remember)
        stage.timeline.pressed.connect(self.update_commands)
        stage.timeline.dragged.connect(lambda time: player.seek(time, exact=False))
        stage.timeline.released.connect(player.seek)
        stage.transport.speed_chosen.connect(player.set_speed)
        stage.transport.volume_chosen.connect(self._on_volume)
        stage.transport.time_typed.connect(
            lambda seconds: self._echo(self._jumps.to(player.state.start + seconds))
        )
        for panel in stage.panels.values():
            panel.toggled.connect(self.update_commands)

    # -- what can be asked of it -------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Open a file; when it cannot be, a sentence says why and all stays as it is."""
        if not self.project.open(path):
            self.player.open(path)

    def show_message(self, message: Message) -> None:
        """Tell the person a sentence, without a modal box."""
        self.export.remember_folder(message)
        self.stage.status.show_message(message)
        self.stage.messages.show_message(message)

    def situation(self) -> CommandContext:
        """How things stand, as far as commands depend on it."""
        return CommandContext(
            player=replace(self.player.state, time=0.0),
            settings=self.store.value,
            has_map=self.player.last_localization is not None,
            can_return=self._jumps.can_return and self.player.state.loaded,
            full_screen=self.isFullScreen(),
            panels=self._panels_shown,
            statistics=self._follower.statistics_shown,
            open_panels=frozenset(n for n, panel in self.stage.panels.items() if panel.expanded),
            **{name: value for desk in self.controllers for name, value in desk.standing().items()},
        )

    def update_commands(self) -> None:
        """Bring actions and layout in line with how things stand."""
        now = self.situation()
        if now != self._situation:
            self._situation = now
            refresh(self.actions_by_id, now)
            self.header.setVisible(not now.full_screen)
            self.stage.arrange(now.player.loaded, now.player.live, now.panels, now.full_screen)

    # -- following the player ----------------------------------------------------------------

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        self._jumps.forget()
        self.header.show_name(media.name, live=isinstance(media, LiveMedia))
        self.setWindowTitle(f"{media.name} — AVOL")
        if self.store.value.autoplay:
            self.player.play()

    def _on_closed(self) -> None:
        self.header.show_name("")
        self.setWindowTitle("AVOL")
        self._leave_full_screen()

    def _on_located(self) -> None:
        if self._situation is not None and not self._situation.has_map:
            self.update_commands()

    # -- following the settings --------------------------------------------------------------

    def _follow(self, settings: Settings) -> None:
        app, look = QApplication.instance(), (settings.scheme, settings.text_scale)
        if look != self._look and isinstance(app, QApplication):
            self._look = look
            theme.apply(app, *look)
        self.stage.viewport.set_settings(settings)
        for desk in self.controllers:
            desk.follow(settings)
        self.player.set_volume(settings.volume)
        if settings.engine != self._engine:
            self._engine = settings.engine
            self._choose_engine(settings.engine)
        self.update_commands()

    def _choose_engine(self, engine: str) -> None:
        self.player.set_model_loader(loader(self.weights, engine))
        for desk in self.controllers:
            desk.set_model(loader(self.weights, engine, threads=1))

    def use_weights(self, weights: str | None) -> None:
        """Let another checkpoint answer; a sentence says why it cannot be, and all stays."""
        if weights == self.weights:
            return
        try:
            self.presentation.show_card(weights)
        except WeightsError as error:
            self.show_message(Message(str(error), "error"))
        else:
            self.weights = weights
            for desk in self.controllers:
                desk.set_weights(weights)
            self._choose_engine(self.store.value.engine)

    def _on_volume(self, volume: float) -> None:
        self.player.set_muted(False)
        self.store.update(volume=volume)

    # -- commands of its own -----------------------------------------------------------------

    def _echo(self, text: str) -> None:
        if text:
            self.stage.viewport.show_echo(text)
        self.update_commands()

    def _ask_time(self) -> None:
        self.stage.transport.edit_time()

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self._leave_full_screen()
        elif self.player.state.loaded:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)

    def _leave_full_screen(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    def _leave(self) -> None:
        if not any(desk.cancel() for desk in self.controllers):
            self._leave_full_screen()

    def _toggle_panels(self) -> None:
        self._panels_shown = not self._panels_shown

    def _fold(self, name: str) -> None:
        panel = self.stage.panels[name]
        panel.set_expanded(not panel.expanded)

    def _toggle_statistics(self) -> None:
        self._follower.show_statistics(not self._follower.statistics_shown)

    def _quit(self) -> None:
        self.close()

    def show_dialog(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        """Show the dialog of a kind, made at the first time."""
        dialog = self._dialogs.get(kind) or make()
        self._dialogs[kind] = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    # -- coming and going --------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing to type into at first, so that keys are for the window."""
        super().showEvent(event)
        self.setFocus()

    def paintEvent(self, event: object) -> None:
        """Tell once that the window is on screen."""
        super().paintEvent(event)  # pyright: ignore[reportArgumentType]
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)  # after this paint has reached the screen

    def changeEvent(self, event: object) -> None:
        """Full screen comes and goes by other ways too."""
        super().changeEvent(event)  # pyright: ignore[reportArgumentType]
        if hasattr(self, "stage"):
            self.presentation.full_screen_is(self.isFullScreen())
            self.update_commands()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window, write the settings, end all threads."""
        for dialog in self._dialogs.values():
            dialog.close()
        self._memory.save(self, self.stage.panels, self._panels_shown)
        self.store.flush()
        for desk in self.controllers:
            desk.close()
        self.player.shutdown()
        event.accept()
