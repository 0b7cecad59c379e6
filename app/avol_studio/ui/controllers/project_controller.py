"""Projects at one window: saving, opening, and relinking when the video has moved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from avol.errors import AvolError, WeightsError
from avol_studio.core.portable_path import PortablePath
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.services.project.project_file import (
    PROJECT_FORMAT,
    PROJECT_SUFFIX,
    MapView,
    Project,
    is_project,
    load_project,
    save_project,
)
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.controllers.base import FeatureController

if TYPE_CHECKING:
    from avol_studio.core.model_selection import ModelSelection
    from avol_studio.core.recent_files import RecentFiles
    from avol_studio.core.settings.store import SettingsStore
    from avol_studio.playback.player import Player
    from avol_studio.services.analysis.analysis_cache import AnalysisCache
    from avol_studio.services.reference_sounds import ReferenceSounds
    from avol_studio.ui.controllers.analysis_controller import AnalysisController
    from avol_studio.ui.controllers.annotation_controller import AnnotationController
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol

FILES = f"AVOL projects (*{PROJECT_SUFFIX});;All files (*)"


class ProjectController(FeatureController):
    """Connects projects to one player and one window.

    Opening a project replaces the markers and boxes of its video, as one change that can be undone.
    A project whose video is missing stays pending until that video is opened from any folder.
    """

    def __init__(
        self, player: Player, store: SettingsStore, models: ModelSelection,
        sounds: ReferenceSounds, analysis: AnalysisController, annotation: AnnotationController,
        recent: RecentFiles, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(player, parent)
        self._store, self._models, self._sounds = store, models, sounds
        self._analysis, self._annotation, self._recent = analysis, annotation, recent
        self.path: Path | None = None
        """The file of the open project."""
        self._pins_loaded = False  # from the settings, or changed since the start
        self._fingerprint = ""  # of the open video
        self._pending: tuple[Path, Project] | None = None  # until its video is identified
        analysis.service.identified.connect(self._on_identified)
        sounds.changed.connect(self._save_pins)
        player.opened.connect(self._on_opened)
        player.closed.connect(self._clear)

    def attach(self, window: WindowProtocol, presenter: PlayerPresenter) -> None:
        """Use the window for dialogs and for opening videos."""
        self._window = window

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Opening and saving projects."""
        can_save = lambda: self._has_file() and bool(self._fingerprint)  # noqa: E731
        return in_menu(
            "File", 400,
            Command(
                "project.open", "Open project…", ("Ctrl+Alt+O",), self._choose_project,
                "Open a video with its saved position, markers, boxes, sounds and view",
            ),
            Command(
                "project.save", "Save project", ("Ctrl+S",), self._save,
                "Save position, markers, boxes, sounds and view of the video to a file",
                enabled=can_save,
            ),
            Command(
                "project.save_as", "Save project as…", ("Ctrl+Shift+S",), self._save_as,
                "Save the project to another file", enabled=can_save,
            ),
        )  # fmt: skip

    # -- saving ------------------------------------------------------------------------------

    def save_to(self, path: Path) -> str:
        """Save the project; returns the text to show. Errors and losses become messages."""
        media = self._player.media
        if not isinstance(media, OpenedMedia):
            return ""
        try:
            save_project(path, self._project(media, path.absolute().parent))
        except AvolError as error:
            self.message.emit(Message(str(error), "error"))
            return ""
        self.path = path
        self._recent.add(path)
        if names := self._sounds.unsaved_names():
            text = f"Not saved, because in no file: {', '.join(names)}. Record a sound to keep it."
            self.message.emit(Message(text, "warning"))
        return f"Saved {path.name}"

    def _save(self) -> str:
        return self._save_as() if self.path is None else self.save_to(self.path)

    def _save_as(self) -> str:
        media = self._player.media
        if not isinstance(media, OpenedMedia):
            return ""
        start = self.path or media.path.with_name(media.stem + PROJECT_SUFFIX)
        name, _ = QFileDialog.getSaveFileName(self._window, "Save project", str(start), FILES)
        if not name:
            return ""
        path = Path(name)
        return self.save_to(
            path if is_project(path) else path.with_name(path.stem + PROJECT_SUFFIX)
        )

    def _project(self, media: OpenedMedia, folder: Path) -> Project:
        state, weights = self._player.state, self._models.weights
        is_file = weights is not None and Path(weights).suffix
        return Project(
            format=PROJECT_FORMAT,
            video=PortablePath.of(media.path, folder),
            fingerprint=self._fingerprint,
            position=state.time,
            loop=state.loop,
            markers=self._analysis.markers.times,
            frames=self._annotation.store.frames,
            pins=self._sounds.pinned_refs(folder),
            weights=PortablePath.of(Path(weights), folder) if weights and is_file else weights,
            view=MapView.of(self._store.value),
        )

    # -- opening -----------------------------------------------------------------------------

    def open(self, path: Path) -> bool:
        """Open a file if it is a project; returns whether it is one. Errors become messages."""
        if not is_project(path):
            return False
        try:
            project = load_project(path)
        except AvolError as error:
            self.message.emit(Message(str(error), "error"))
            return True
        self._pending = path, project
        video = project.video.find(path.absolute().parent)
        if video is None:
            text = f"“{project.video.name}” was not found; open it from its new folder"
            self.message.emit(Message(f"{text} to continue with the project.", "warning"))
        else:
            self._player.open(video)
        return True

    def _choose_project(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, "Open project", "", FILES)
        if name:
            self._window.open(Path(name))

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        self._clear()
        if self._pending is not None and isinstance(media, OpenedMedia):
            path, project = self._pending
            if media.path == project.video.find(path.absolute().parent):
                self._restore_position(project)
        elif not self._pins_loaded:
            self._pins_loaded = True
            self._sounds.restore(self._store.value.pinned_sounds, Path.home())

    def _save_pins(self) -> None:
        """Store the pinned sounds in the settings, for a start without a project."""
        self._pins_loaded = True
        self._store.update(pinned_sounds=self._sounds.pinned_refs(Path.home()))

    def _on_identified(self, cache: AnalysisCache) -> None:
        """Restore the pending project if it belongs to the open video."""
        self._fingerprint = cache.fingerprint
        media = self._player.media
        if self._pending is not None and isinstance(media, OpenedMedia):
            path, project = self._pending
            expected = project.video.find(path.absolute().parent)
            if media.path == expected or cache.fingerprint == project.fingerprint:
                self._pending = None
                self._restore(path, project)
                if media.path != expected:
                    self._restore_position(project)
                elif cache.fingerprint != project.fingerprint:
                    text = f"“{media.name}” has changed since the project was saved"
                    self.message.emit(Message(f"{text}; check the boxes.", "warning"))
        self.changed.emit()

    def _restore_position(self, project: Project) -> None:
        """Pause at the saved position, also where files start to play when opened."""
        self._player.seek(project.position)
        self._player.set_loop(*project.loop)
        QTimer.singleShot(0, self, self._player.pause)

    def _restore(self, path: Path, project: Project) -> None:
        folder = path.absolute().parent
        self._restore_annotations(project)
        self._sounds.unpin_all()
        self._sounds.restore(project.pins, folder)
        self._store.update(**project.view.model_dump())
        weights = project.weights
        if isinstance(weights, PortablePath):
            weights = str(weights.find(folder) or weights.absolute)
        try:
            self._models.set_weights(weights)
        except WeightsError as error:
            self.message.emit(Message(str(error), "error"))
        self.path = path
        self._recent.add(path)

    def _restore_annotations(self, project: Project) -> None:
        markers, store = self._analysis.markers, self._annotation.store
        if (markers.times, store.frames) != (project.markers, project.frames):
            markers.undo_stack.beginMacro("Open project")
            markers.replace_all("Open project", project.markers)
            store.replace_all("Open project", project.frames)
            markers.undo_stack.endMacro()

    def _clear(self) -> None:
        self.path, self._fingerprint = None, ""
