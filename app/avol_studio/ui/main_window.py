"""The main window: creates the controllers and its parts, and connects them to the player."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog

from avol_studio.core.model_selection import ModelSelection
from avol_studio.core.recent_files import RecentFiles
from avol_studio.core.settings.schema import Settings
from avol_studio.core.settings.store import SettingsStore
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.ui.commands import Command, CommandRegistry, in_menu
from avol_studio.ui.commands.navigation import Navigation
from avol_studio.ui.commands.playback_commands import PlaybackCommands
from avol_studio.ui.commands.view_commands import ViewCommands
from avol_studio.ui.controllers.analysis_controller import AnalysisController
from avol_studio.ui.controllers.annotation_controller import AnnotationController
from avol_studio.ui.controllers.base import FeatureController, panel_command
from avol_studio.ui.controllers.compare_controller import CompareController
from avol_studio.ui.controllers.export_controller import ExportController
from avol_studio.ui.controllers.live_controller import LiveController
from avol_studio.ui.controllers.open_controller import OpenController
from avol_studio.ui.controllers.presentation_controller import PresentationController
from avol_studio.ui.controllers.project_controller import ProjectController
from avol_studio.ui.controllers.region_query_controller import RegionQueryController
from avol_studio.ui.controllers.search_controller import SearchController
from avol_studio.ui.dialogs.help_dialogs import help_commands
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
    """The window of one player; it owns the player and shuts it down when it closes."""

    painted = Signal()
    """Once, when the window is on screen for the first time."""

    def __init__(
        self, player: Player, store: SettingsStore, recent: RecentFiles, state: WindowState,
        demo: Path | None = None, pictures: Path | None = None, weights: str | None = None,
        videos: Path | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.player, self.store, self._state = player, store, state
        player.setParent(self)  # else its listeners would outlive the window
        self.models = ModelSelection(store, weights, self)
        self.models.changed.connect(lambda: player.set_model_loader(self.models.loader()))
        self._navigation = Navigation(player)
        self._panels_shown, self._was_painted = True, False
        self._arrangement: tuple[bool, ...] | None = None
        self._dialogs: dict[type, QDialog] = {}
        self._make_controllers(recent, demo, pictures, videos)
        self._make_parts()
        self._connect_player()
        self._connect_parts()
        self._panels_shown = self._state.restore(self, self.stage.panels)
        store.subscribe(self._on_theme, "scheme", "text_scale")
        store.subscribe(self.stage.viewport.set_settings)
        store.subscribe(lambda settings: player.set_volume(settings.volume), "volume")
        store.changed.connect(self.update_commands)
        if not self.models.is_default:
            self.models.changed.emit()
        self.update_commands()
        if store.load_error:
            self.show_message(Message(store.load_error, "warning"))

    # -- construction ------------------------------------------------------------------------

    def _make_controllers(
        self, recent: RecentFiles, demo: Path | None, pictures: Path | None, videos: Path | None
    ) -> None:
        player, store, models, jumps = self.player, self.store, self.models, self._navigation
        self.presentation = PresentationController(player, store, models, videos, self)
        sounds = self.presentation.sounds
        self.analysis = AnalysisController(player, store, models, jumps, self)
        self.live = LiveController(player, store, self)
        self.opening = OpenController(player, store, recent, self.live, demo, self)
        self.search = SearchController(player, store, self)
        self.annotation = AnnotationController(player, store, models, self.analysis, self)
        self.project = ProjectController(
            player, store, models, sounds, self.analysis, self.annotation, recent, self
        )
        self.compare = CompareController(player, store, models, sounds, pictures, self)
        self.region_query = RegionQueryController(player, store, models, jumps, self)
        self.export = ExportController(player, store, models, pictures, videos, self)
        self.controllers: tuple[FeatureController, ...] = (
            self.presentation, self.analysis, self.live, self.opening, self.search,
            self.region_query, self.annotation, self.compare, self.project, self.export,
        )  # fmt: skip

    def _make_parts(self) -> None:
        player, store = self.player, self.store
        commands = [
            *PlaybackCommands(player, store).commands(),
            *self._navigation.commands(),
            *ViewCommands(store).commands(),
            *(command for controller in self.controllers for command in controller.commands()),
            *self._own_commands(),
            *help_commands(self, self.show_dialog, lambda: self.commands),
        ]
        self.commands = CommandRegistry(self, commands, self._on_command_done)
        self.actions_by_id = self.commands.actions
        self.header = MenuBar(self.commands)
        live_menu, first = self.header.menus["Live"], self.actions_by_id["live.offset_down"]
        MicrophoneMenu(live_menu, first, player.devices, store)
        sounds = self.presentation.sounds
        self.stage = MainLayout(store, self.actions_by_id, sounds, player.devices)
        self._presenter = PlayerPresenter(player, self.stage)
        for controller in self.controllers:
            controller.attach(self, self._presenter)
        self.setMenuWidget(self.header)
        self.setCentralWidget(self.stage)
        self.setAcceptDrops(True)
        self.setMinimumSize(800, 520)
        self.setWindowTitle("AVOL")

    def _connect_player(self) -> None:
        player = self.player
        player.opened.connect(self._on_opened)
        player.closed.connect(self._on_closed)
        player.localized.connect(self._on_localized)
        player.state_changed.connect(self.update_commands)
        player.message.connect(self.show_message)
        player.live_changed.connect(self.header.show_live)
        for controller in self.controllers:
            controller.changed.connect(self.update_commands)
            controller.message.connect(self.show_message)

    def _connect_parts(self) -> None:
        player, stage = self.player, self.stage
        stage.viewport.double_clicked.connect(self.actions_by_id["view.full_screen"].trigger)
        stage.timeline.pressed.connect(self._navigation.remember)
        stage.timeline.pressed.connect(self.update_commands)
        stage.timeline.dragged.connect(lambda time: player.seek(time, exact=False))
        stage.timeline.released.connect(player.seek)
        stage.transport.speed_chosen.connect(player.set_speed)
        stage.transport.volume_chosen.connect(self._set_volume)
        stage.transport.time_typed.connect(
            lambda seconds: self._on_command_done(
                self._navigation.jump(player.state.start + seconds)
            )
        )
        for panel in stage.panels.values():
            panel.toggled.connect(self.update_commands)

    def _own_commands(self) -> list[Command]:
        return [
            *in_menu(
                "Go", 200,
                Command(
                    "go.time", "Go to time…", ("G", "Ctrl+J"),
                    self._edit_time, "Type the time to go to",
                    enabled=lambda: self.player.state.has_file,
                ),
            ),
            *in_menu(
                "File", 600,
                Command(
                    "app.settings", "Settings…", ("Ctrl+,",), self._show_settings,
                    "Change the settings of AVOL", "settings",
                ),
            ),
            *in_menu("File", 700, Command("app.quit", "Quit", ("Ctrl+Q",), self._quit,
                "Quit AVOL")),
            *in_menu("View", 100, *self._full_screen_commands()),
            *in_menu("View", 200, *self._panel_commands()),
            *in_menu(
                "View", 300,
                Command(
                    "view.statistics", "Performance", ("I",), self._toggle_statistics,
                    "Show the playback statistics on the image",
                    checked=lambda: self._presenter.statistics_shown,
                ),
            ),
        ]  # fmt: skip

    def _full_screen_commands(self) -> list[Command]:
        return [
            Command(
                "view.full_screen", "Full screen", ("F", "F11"), self._toggle_full_screen,
                "Show only the image, on the whole screen", "full-screen|leave-full-screen",
                checked=self.isFullScreen,
            ),
            Command(
                "view.cancel", "Exit full screen / Cancel", ("Esc",), self._cancel,
                "Cancel a region query or drawing boxes, else exit full screen",
                enabled=self._can_cancel,
            ),
        ]  # fmt: skip

    def _panel_commands(self) -> list[Command]:
        state = lambda: self.player.state  # noqa: E731

        def command(name: str, key: str, enabled: Callable[[], bool]) -> Command:
            panel = lambda: self.stage.panels[name]  # noqa: E731
            return panel_command(f"view.{name}", name.capitalize(), key, panel, enabled)

        loaded = lambda: state().loaded  # noqa: E731
        return [
            Command(
                "view.panels", "Panels", ("P",), self._toggle_panels, "Show or hide the panels",
                "panels", loaded, lambda: self._panels_shown,
            ),
            command("audio", "Ctrl+1", loaded),
            command("sounds", "Ctrl+3", loaded),
            command("map", "Ctrl+2", loaded),
            command("live", "Ctrl+4", lambda: state().live),
        ]  # fmt: skip

    # -- interface ---------------------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Open a video or a project; a message explains an error, and the open file stays."""
        if not self.project.open(path):
            self.player.open(path)

    def show_message(self, message: Message) -> None:
        """Show one sentence, without a modal dialog."""
        self.export.remember_folder(message)
        self.stage.status.show_message(message)
        self.stage.messages.show_message(message)

    def update_commands(self) -> None:
        """Update all actions and the arrangement of the window."""
        self.commands.update()
        state, full_screen = self.player.state, self.isFullScreen()
        arrangement = (state.loaded, state.live, self._panels_shown, full_screen)
        if arrangement != self._arrangement:
            self._arrangement = arrangement
            self.header.setVisible(not full_screen)
            self.stage.arrange(*arrangement)

    def show_dialog(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        """Show the dialog of a kind; `make` creates it at the first time."""
        dialog = self._dialogs.get(kind) or make()
        self._dialogs[kind] = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    # -- updates -----------------------------------------------------------------------------

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        self.header.show_name(media.name, live=isinstance(media, LiveMedia))
        self.setWindowTitle(f"{media.name} — AVOL")
        if self.store.value.autoplay:
            self.player.play()

    def _on_closed(self) -> None:
        self.header.show_name("")
        self.setWindowTitle("AVOL")
        self._leave_full_screen()

    def _on_localized(self) -> None:
        """The first map of a file makes more commands available."""
        if not self.actions_by_id["file.snapshot"].isEnabled():
            self.update_commands()

    def _on_theme(self, settings: Settings) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, settings.scheme, settings.text_scale)

    def _set_volume(self, volume: float) -> None:
        self.player.set_muted(False)
        self.store.update(volume=volume)

    def _on_command_done(self, text: str) -> None:
        if text:
            self.stage.viewport.show_echo(text)
        self.update_commands()

    # -- commands of its own -----------------------------------------------------------------

    def _edit_time(self) -> None:
        self.stage.transport.edit_time()

    def _show_settings(self) -> None:
        self.show_dialog(SettingsDialog, lambda: SettingsDialog(self.store, self))

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self._leave_full_screen()
        elif self.player.state.loaded:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)

    def _leave_full_screen(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    def _can_cancel(self) -> bool:
        return self.isFullScreen() or any(
            controller.can_cancel() for controller in self.controllers
        )

    def _cancel(self) -> None:
        if not any(controller.cancel() for controller in self.controllers):
            self._leave_full_screen()

    def _toggle_panels(self) -> None:
        self._panels_shown = not self._panels_shown

    def _toggle_statistics(self) -> None:
        self._presenter.show_statistics(not self._presenter.statistics_shown)

    def _quit(self) -> None:
        self.close()

    # -- Qt events ---------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Take the focus from text entries, so that the shortcuts work."""
        super().showEvent(event)
        self.setFocus()

    def paintEvent(self, event: object) -> None:
        """Emit `painted` once."""
        super().paintEvent(event)  # pyright: ignore[reportArgumentType]
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)  # after this paint has reached the screen

    def changeEvent(self, event: object) -> None:
        """React to full screen, whoever starts or ends it."""
        super().changeEvent(event)  # pyright: ignore[reportArgumentType]
        if self._arrangement is not None:
            self.presentation.on_full_screen(self.isFullScreen())
            self.update_commands()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the state of the window and the settings, end all threads."""
        for dialog in self._dialogs.values():
            dialog.close()
        self._state.save(self, self.stage.panels, self._panels_shown)
        self.store.flush()
        for controller in self.controllers:
            controller.close()
        self.player.shutdown()
        event.accept()
