"""The main window: creates the controllers and its parts, and connects them to the player."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication

from avol_studio.core.model_selection import ModelSelection
from avol_studio.core.recent_files import RecentFiles
from avol_studio.core.settings.schema import Settings
from avol_studio.core.settings.store import SettingsStore
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.core.threads.shutdown_group import ShutdownGroup
from avol_studio.services.recording.finalize import recordings_folder
from avol_studio.services.reference_sounds import ReferenceSounds
from avol_studio.ui.commands import CommandRegistry
from avol_studio.ui.commands.navigation import Navigation
from avol_studio.ui.commands.playback_commands import PlaybackCommands
from avol_studio.ui.commands.view_commands import ViewCommands
from avol_studio.ui.controllers.adaptation_controller import AdaptationController
from avol_studio.ui.controllers.analysis_controller import AnalysisController
from avol_studio.ui.controllers.annotation_controller import AnnotationController
from avol_studio.ui.controllers.audio_file_controller import AudioFileController
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.controllers.compare_controller import CompareController
from avol_studio.ui.controllers.export_controller import ExportController
from avol_studio.ui.controllers.image_controller import ImageController
from avol_studio.ui.controllers.inspector_controller import InspectorController
from avol_studio.ui.controllers.lesson_controller import LessonController
from avol_studio.ui.controllers.live_controller import LiveController
from avol_studio.ui.controllers.open_controller import OpenController
from avol_studio.ui.controllers.perturbation_controller import PerturbationController
from avol_studio.ui.controllers.prediction_controller import PredictionController
from avol_studio.ui.controllers.presentation_controller import PresentationController
from avol_studio.ui.controllers.project_controller import ProjectController
from avol_studio.ui.controllers.queue_controller import QueueController
from avol_studio.ui.controllers.region_query_controller import RegionQueryController
from avol_studio.ui.controllers.search_controller import SearchController
from avol_studio.ui.controllers.share_controller import ShareController
from avol_studio.ui.controllers.teaching_controller import TeachingController
from avol_studio.ui.controllers.trainer_controller import TrainerController
from avol_studio.ui.dialogs.help_dialogs import help_commands
from avol_studio.ui.lab.lab_dock import LabDock
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.accessible import install_roles
from avol_studio.ui.widgets.audio_track_menu import AudioTrackMenu
from avol_studio.ui.widgets.microphone_menu import MicrophoneMenu
from avol_studio.ui.window.keyboard_window import KeyboardWindow
from avol_studio.ui.window.main_layout import MainLayout
from avol_studio.ui.window.menu_bar import MenuBar
from avol_studio.ui.window.player_presenter import PlayerPresenter
from avol_studio.ui.window.window_commands import WindowCommands
from avol_studio.ui.window.window_state import FRAME, WindowState, available_size

if TYPE_CHECKING:
    from avol_studio.playback.player import Player


SHUTDOWN_TIMEOUT = 1.6  # seconds that all threads together get to end


class MainWindow(KeyboardWindow):
    """The window of one player; it owns the player and shuts it down when it closes."""

    painted = Signal()
    """Once, when the window is on screen for the first time."""
    closing = Signal()
    """The window is about to close and is still on screen."""
    closed = Signal()
    """The window is closed and the threads have ended, or were given up."""

    def __init__(
        self, player: Player, store: SettingsStore, recent: RecentFiles, state: WindowState,
        demo: Path | None = None, pictures: Path | None = None, weights: str | None = None,
        videos: Path | None = None, classes: Path | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        install_roles()
        self.player, self.store, self._state = player, store, state
        for owned in (player, store):
            owned.setParent(self)  # else their listeners would outlive the window
        self.models = ModelSelection(store, weights, self)
        self.sounds = ReferenceSounds(self)
        self._navigation = Navigation(player)
        self._was_painted = self._is_closed = False
        self._arrangement: tuple[bool, ...] | None = None
        self._limits: tuple[frozenset[str] | None, frozenset[str] | None] = (None, None)
        self._apply_theme(theme.apply_base, store.value)
        self._make_controllers(
            FeatureContext(
                self, player, store, self.models, self.sounds, self._navigation, recent,
                demo if demo is not None and demo.is_file() else None,
                pictures or platformdirs.user_pictures_path() / "AVOL",
                videos or recordings_folder(), classes,
            )
        )  # fmt: skip
        # After the services: the analysis must not give the player maps of the former model.
        self.models.changed.connect(lambda: player.client.load_model(self.models.loader()))
        self._make_parts()
        self._connect_player()
        self._connect_parts()
        store.subscribe(self._on_theme, "scheme", "text_scale")
        self._own.panels_shown = self._state.restore(self, self.stage.panels)
        if self._state.restore_docks(self):
            for dock in self.docks:
                dock.set_placed()
        store.subscribe(self._on_mode, "all_commands")
        store.subscribe(self._on_shortcuts, "shortcuts")
        store.subscribe(self.stage.viewport.set_settings)
        store.subscribe(lambda settings: player.set_volume(settings.volume), "volume")
        store.subscribe(self._on_power, "save_power")
        store.subscribe(
            lambda settings: setattr(player.client, "max_rate", settings.map_rate), "map_rate"
        )
        store.changed.connect(self.update_commands)
        if not self.models.is_default:
            self.models.changed.emit()
        self.focus_changed.connect(self._update_cancel)
        self.update_commands()
        store.save_failed.connect(lambda text: self.show_message(Message(text, "warning")))
        if store.load_error:
            self.show_message(Message(store.load_error, "warning"))

    # -- construction ------------------------------------------------------------------------

    def _make_controllers(self, context: FeatureContext) -> None:
        self.presentation = PresentationController(context)
        self.analysis = AnalysisController(context)
        self.live = LiveController(context)
        self.opening = OpenController(context, self.live)
        self.search = SearchController(context)
        self.audio_files = AudioFileController(context, self.search)
        self.annotation = AnnotationController(context, self.analysis)
        self.project = ProjectController(context, self.analysis, self.annotation)
        self.compare = CompareController(context)
        self.region_query = RegionQueryController(context)
        self.export = ExportController(context)
        self.image = ImageController(context, self.export, self.region_query)
        self.queue = QueueController(context)
        self.trainer = TrainerController(context)
        self.teaching = TeachingController(context, self.analysis.history)
        self.adaptation = AdaptationController(context, self.teaching.store, self.analysis.service)
        self.prediction = PredictionController(context)
        self.lessons = LessonController(context, self.trainer)
        self.sharing = ShareController(context, self.analysis)
        self.inspector = InspectorController(context)
        self.perturbation = PerturbationController(context, self.inspector.service)
        self.controllers: tuple[FeatureController, ...] = (  # pyright: ignore[reportIncompatibleVariableOverride]
            self.presentation, self.analysis, self.live, self.opening, self.search,
            self.region_query, self.annotation, self.compare, self.project, self.export,
            self.image, self.queue, self.audio_files, self.trainer, self.prediction,
            self.lessons, self.sharing, self.inspector, self.perturbation, self.teaching,
            self.adaptation,
        )  # fmt: skip

    def _make_parts(self) -> None:
        player, store = self.player, self.store
        self._own = WindowCommands(self, player, store, lambda: self.commands)
        commands = [
            *PlaybackCommands(player, store).commands(),
            *self._navigation.commands(),
            *ViewCommands(store).commands(),
            *(command for controller in self.controllers for command in controller.commands()),
            *self._own.commands(),
            *help_commands(
                self, self.show_dialog, lambda: self.commands, self.models.card,
                lambda: self.models.taught_names,
            ),
        ]  # fmt: skip
        self.commands = CommandRegistry(self, commands, self._on_command_done)
        self.actions_by_id = self.commands.actions
        self.header = MenuBar(self.commands)
        microphones = MicrophoneMenu(self.header, player.devices, store)
        self.header.insert_menu(microphones.menu, before="live.offset_down")
        audio_tracks = AudioTrackMenu(self.header, player)
        self.header.insert_menu(audio_tracks.menu, before="sound.mute")
        self.stage = MainLayout(store, self.actions_by_id, self.sounds, player.devices)
        self.presenter = PlayerPresenter(player, self.stage)
        for controller in self.controllers:
            controller.attach(self)
        self.setMenuWidget(self.header)
        self.setCentralWidget(self.stage)
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(800, 520).boundedTo(available_size(self) - FRAME))
        self.setWindowTitle("AVOL")

    def _connect_player(self) -> None:
        player = self.player
        player.opened.connect(self._on_opened)
        player.closed.connect(self._on_closed)
        player.localized.connect(self._on_localized)
        player.state_changed.connect(self.update_commands)
        player.message.connect(self.show_message)
        player.live_changed.connect(self.header.show_live)
        player.state_changed.connect(self.header.show_kind)
        for controller in self.controllers:
            controller.changed.connect(self.update_commands)
            controller.message.connect(self.show_message)

    def _connect_parts(self) -> None:
        player, stage = self.player, self.stage
        stage.viewport.double_clicked.connect(self.actions_by_id["view.full_screen"].trigger)
        stage.results_hidden.connect(self._withhold_docks)
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

    # -- interface ---------------------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Open a video or a project; a message explains an error, and the open file stays."""
        if not self.project.open(path):
            self.player.open(path)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open the first of several files or folders; the others follow by command."""
        self.queue.open(paths)

    def open_image_with_sound(self, image: Path, sound: Path) -> None:
        """Open an image, and compute its map for the sound of another file."""
        self.opening.open_image_with_sound(image, sound)

    def limit_controls(
        self, commands: frozenset[str] | None, panels: frozenset[str] | None
    ) -> None:
        """Show only these commands in the menus and these panels; None: as the settings say."""
        self._limits = commands, panels
        for controller in self.controllers:
            controller.show_controls(panels)
        self._on_mode(self.store.value)

    @property
    def control_ids(self) -> frozenset[str]:
        """The ids of the controls of the teaching lab, which `limit_controls` knows too."""
        return frozenset(id for each in self.controllers for id in each.control_ids())

    @property
    def docks(self) -> list[LabDock]:
        """The docks of the teaching lab."""
        return self.findChildren(LabDock)

    def is_bare(self) -> bool:
        """Whether only the image is shown, without menus and panels."""
        return self.isFullScreen() or self.presentation.in_window

    def end_presenting(self) -> None:
        """End presenter mode."""
        self.presentation.stop()

    def show_message(self, message: Message) -> None:
        """Show one sentence, without a modal dialog."""
        self.export.remember_folder(message)
        self.stage.status.show_message(message)
        self.stage.messages.show_message(message)

    def update_commands(self) -> None:
        """Update all actions and the arrangement of the window."""
        self.commands.update()
        state, bare = self.player.state, self.is_bare()
        arrangement = (state.loaded, state.live, self._own.panels_shown, bare)
        if arrangement != self._arrangement:
            self._arrangement, focused = arrangement, self.focusWidget()
            self.header.setVisible(not bare)
            self.stage.arrange(*arrangement)
            self._withhold_docks(bare)
            if bare or (focused is not None and not focused.isVisible()):
                self.setFocus()  # Qt gives the focus to the next control, such as the cell cursor

    # -- updates -----------------------------------------------------------------------------

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        self.header.show_name(media.name)
        self.setWindowTitle(f"{media.name} — AVOL")
        if self.store.value.autoplay:
            self.player.play()

    def _on_closed(self) -> None:
        self.header.show_name("")
        self.setWindowTitle("AVOL")
        self._own.leave_full_screen()

    def _on_localized(self) -> None:
        """The first map of a file makes more commands available."""
        if not self.actions_by_id["file.snapshot"].isEnabled():
            self.update_commands()

    def _withhold_docks(self, withheld: bool) -> None:
        for dock in self.docks:
            dock.withhold(withheld)

    def _update_cancel(self) -> None:
        self.actions_by_id["view.cancel"].setEnabled(self._own.can_cancel())

    def _on_power(self, settings: Settings) -> None:
        self.player.set_power_saving(settings.save_power)
        self.presenter.set_power_saving(settings.save_power)

    def _on_mode(self, settings: Settings) -> None:
        commands, panels = self._limits
        self.header.show_commands(settings.all_commands, commands)
        self.stage.show_panels_of(settings.all_commands, panels)

    def _on_shortcuts(self, settings: Settings) -> None:
        self.commands.set_keys(settings.shortcuts)
        self.forget_dialogs()

    def _on_theme(self, settings: Settings) -> None:
        self._apply_theme(theme.apply, settings)

    def _apply_theme(
        self, apply: Callable[[QApplication, str, int], object], settings: Settings
    ) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply(app, settings.scheme, settings.text_scale)

    def _set_volume(self, volume: float) -> None:
        self.player.set_muted(False)
        self.store.update(volume=volume)

    def _on_command_done(self, text: str) -> None:
        if text:
            self.stage.viewport.show_echo(text)
        self.update_commands()

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
            QTimer.singleShot(0, self, self._emit_painted)

    def _emit_painted(self) -> None:  # after the first paint has reached the screen
        self.painted.emit()

    def changeEvent(self, event: object) -> None:
        """React to full screen, whoever starts or ends it."""
        super().changeEvent(event)  # pyright: ignore[reportArgumentType]
        if self._arrangement is not None:
            self.presentation.on_full_screen(self.isFullScreen())
            self.update_commands()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the state of the window and the settings, hide, and end all threads within 2 s."""
        event.accept()
        if self._is_closed:
            return
        self._is_closed = True
        with ExitStack() as steps:  # from the last to the first, also if one of them fails
            steps.callback(self.closed.emit)
            steps.callback(self._end_threads)
            steps.callback(self.player.request_shutdown)  # first: the audio stops at once
            steps.callback(self._save_state)
            self.closing.emit()

    @property
    def is_closed(self) -> bool:
        """Whether the window was closed; its player plays nothing any more."""
        return self._is_closed

    def _save_state(self) -> None:
        self.close_dialogs()
        self._state.save(self, self.stage.panels, self._own.panels_shown)
        self.store.flush()

    def _end_threads(self) -> None:
        self.hide()
        ending = ShutdownGroup()
        ending.add(self.player)
        ending.dismiss(*self.controllers)
        ending.join(SHUTDOWN_TIMEOUT)
