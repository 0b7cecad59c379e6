"""Projects at one window: saved, opened again, and found again when their video has moved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from avol.errors import AvolError
from avol_studio.core.portable_path import PortablePath
from avol_studio.core.reference_sounds import only_heard, pin_again, pins_of
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.services.project.project_file import (
    ENDING,
    FORMAT,
    MapView,
    Project,
    is_project,
    read_project,
    write_project,
)
from avol_studio.ui.controllers.base import FeatureController

if TYPE_CHECKING:
    from avol_studio.core.recent_files import RecentFiles
    from avol_studio.core.settings import SettingsStore
    from avol_studio.playback.player import Player
    from avol_studio.services.analysis.analysis_cache import AnalysisCache
    from avol_studio.services.reference_sounds import ReferenceSounds
    from avol_studio.ui.commands import Command
    from avol_studio.ui.controllers.analysis_controller import AnalysisController
    from avol_studio.ui.controllers.annotation_controller import AnnotationController
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol

FILES = f"AVOL projects (*{ENDING});;All files (*)"


class ProjectController(FeatureController):
    """Joins projects to one player and one window.

    What a project says of its file is put in place of what was kept of it, as a change that can be
    undone. A project whose video is not found waits for it: opened from anywhere, it is known.
    """

    def __init__(
        self, player: Player, store: SettingsStore, sounds: ReferenceSounds, inspection: AnalysisController,
        boxes: AnnotationController, recent: RecentFiles,
    ) -> None:  # fmt: skip
        super().__init__(boxes.parent())
        self._player, self._store, self._sounds = player, store, sounds
        self._inspection, self._boxes, self._recent = inspection, boxes, recent
        self.path: Path | None = None
        """The file of the project that is open."""
        self._pins_known = False  # from the last start, or changed since
        self._fingerprint = ""  # of the video that is open
        self._waiting: tuple[Path, Project] | None = None  # for its video to open
        inspection.service.identified.connect(self._on_identified)
        sounds.changed.connect(self._keep_pins)
        player.opened.connect(self._on_opened)
        player.closed.connect(self._forget)

    def attach(self, window: WindowProtocol, follower: PlayerPresenter) -> None:
        """Take the weights from this window."""
        self._window = window

    def commands(self) -> dict[str, Command]:
        """What the commands do, by their id in `avol_studio.ui.commands`."""
        return {
            "project.save": self._save,
            "project.save_as": self._save_as,
            "project.open": self._ask,
        }

    def standing(self) -> dict[str, Any]:
        """Its part of `avol_studio.ui.commands.CommandContext`."""
        return {"identified": bool(self._fingerprint)}

    # -- saving ------------------------------------------------------------------------------

    def save_to(self, path: Path) -> str:
        """Write how all stands; what to echo. What goes wrong is said."""
        media = self._player.media
        if not isinstance(media, OpenedMedia):
            return ""
        try:
            write_project(path, self._project(media, path.absolute().parent))
        except AvolError as error:
            self.message.emit(Message(str(error), "error"))
            return ""
        self.path = path
        self._recent.add(path)
        if names := only_heard(self._sounds):
            text = f"{', '.join(names)} cannot be kept: it is in no file; record it to pin it again"
            self.message.emit(Message(f"{text}.", "warning"))
        return f"Saved {path.name}"

    def _save(self) -> str:
        return self._save_as() if self.path is None else self.save_to(self.path)

    def _save_as(self) -> str:
        media = self._player.media
        if not isinstance(media, OpenedMedia):
            return ""
        start = self.path or media.path.with_name(media.stem + ENDING)
        name, _ = QFileDialog.getSaveFileName(self._window, "Save project", str(start), FILES)
        if not name:
            return ""
        path = Path(name)
        return self.save_to(path if is_project(path) else path.with_name(path.stem + ENDING))

    def _project(self, media: OpenedMedia, folder: Path) -> Project:
        state, weights = self._player.state, self._window.weights
        is_file = weights is not None and Path(weights).suffix
        return Project(
            format=FORMAT,
            video=PortablePath.of(media.path, folder),
            fingerprint=self._fingerprint,
            position=state.time,
            loop=state.loop,
            markers=self._inspection.markers.times,
            frames=self._boxes.store.frames,
            pins=pins_of(self._sounds, folder),
            weights=PortablePath.of(Path(weights), folder) if weights and is_file else weights,
            view=MapView.of(self._store.value),
        )

    # -- opening -----------------------------------------------------------------------------

    def open(self, path: Path) -> bool:
        """Open a file if it is a project; whether it is one. What goes wrong is said."""
        if not is_project(path):
            return False
        try:
            project = read_project(path)
        except AvolError as error:
            self.message.emit(Message(str(error), "error"))
            return True
        self._waiting = path, project
        video = project.video.find(path.absolute().parent)
        if video is None:
            name = project.video.name
            text = f"“{name}” is not where the project has it; open it from where it is now"
            self.message.emit(Message(f"{text}, and AVOL will know it.", "warning"))
        else:
            self._player.open(video)
        return True

    def _ask(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a project", "", FILES)
        if name:
            self._window.open(Path(name))

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        self._forget()
        if self._waiting is not None and isinstance(media, OpenedMedia):
            path, project = self._waiting
            if media.path == project.video.find(path.absolute().parent):
                self._place(project)
        elif not self._pins_known:
            self._pins_known = True
            pin_again(self._sounds, self._store.value.pins, Path.home())

    def _keep_pins(self) -> None:
        """For the next start, where no project is opened."""
        self._pins_known = True
        self._store.update(pins=pins_of(self._sounds, Path.home()))

    def _on_identified(self, folder: AnalysisCache) -> None:
        """The video that is open is known now: put there what the project says of it."""
        self._fingerprint = folder.fingerprint
        media = self._player.media
        if self._waiting is not None and isinstance(media, OpenedMedia):
            path, project = self._waiting
            expected = project.video.find(path.absolute().parent)
            if media.path == expected or folder.fingerprint == project.fingerprint:
                self._waiting = None
                self._restore(path, project)
                if media.path != expected:
                    self._place(project)
                elif folder.fingerprint != project.fingerprint:
                    text = f"“{media.name}” is not the very file that the project was saved with"
                    self.message.emit(Message(f"{text}; check that its boxes fit.", "warning"))
        self.changed.emit()

    def _place(self, project: Project) -> None:
        """Stand still at its position, whatever else would happen to a file just opened."""
        self._player.seek(project.position)
        self._player.set_loop(*project.loop)
        QTimer.singleShot(0, self, self._player.pause)

    def _restore(self, path: Path, project: Project) -> None:
        folder = path.absolute().parent
        self._restore_marks(project)
        self._sounds.unpin_all()
        pin_again(self._sounds, project.pins, folder)
        self._store.update(**project.view.model_dump())
        weights = project.weights
        if isinstance(weights, PortablePath):
            weights = str(weights.find(folder) or weights.absolute)
        self._window.use_weights(weights)
        self.path = path
        self._recent.add(path)

    def _restore_marks(self, project: Project) -> None:
        markers, marks = self._inspection.markers, self._boxes.store
        if (markers.times, marks.frames) != (project.markers, project.frames):
            markers.undo_stack.beginMacro("Open project")
            markers.replace("Open project", project.markers)
            marks.replace_all("Open project", project.frames)
            markers.undo_stack.endMacro()

    def _forget(self) -> None:
        """Another file, and no project's as far as is known."""
        self.path, self._fingerprint = None, ""
