"""Projects at one window: saving, opening, and relinking when the video has moved."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from avol.errors import AvolError, WeightsError
from avol_studio.core.library_messages import translated
from avol_studio.core.portable_path import PortablePath
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.core.translation import tr
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
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController

if TYPE_CHECKING:
    from avol_studio.services.analysis.annotation_folder import AnnotationFolder
    from avol_studio.ui.controllers.analysis_controller import AnalysisController
    from avol_studio.ui.controllers.annotation_controller import AnnotationController

FILES = tr("AVOL projects (*{PROJECT_SUFFIX});;All files (*)").format(PROJECT_SUFFIX=PROJECT_SUFFIX)


class ProjectController(FeatureController):
    """Connects projects to one player and one window.

    Opening a project replaces the markers and boxes of its video, as one change that can be undone.
    A project whose video is missing stays pending until that video is opened from any folder.
    """

    def __init__(
        self,
        context: FeatureContext,
        analysis: AnalysisController,
        annotation: AnnotationController,
    ) -> None:
        super().__init__(context)
        player, self._sounds, self._recent = context.player, context.sounds, context.recent
        self._analysis, self._annotation = analysis, annotation
        self.path: Path | None = None
        """The file of the open project."""
        self._fingerprint = ""  # of the open video
        self._pending: tuple[Path, Project] | None = None  # until its video is identified
        analysis.service.identified.connect(self._on_identified)
        player.opened.connect(self._on_opened)
        player.closed.connect(self._clear)

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Opening and saving projects."""
        can_save = Condition(
            tr("Wait: the file is being read"), lambda: bool(self._fingerprint), self._has_file
        )
        return in_menu(
            "File",
            100,
            Command(
                "project.open",
                tr("Open project…"),
                ("Ctrl+Alt+O",),
                self._choose_project,
                tr("Open a video with its saved position, markers, boxes, sounds and view"),
            ),
            Command(
                "project.save",
                tr("Save project"),
                ("Ctrl+S",),
                self._save,
                tr("Save position, markers, boxes, sounds and view of the video to a file"),
                enabled=can_save,
            ),
            Command(
                "project.save_as",
                tr("Save project as…"),
                ("Ctrl+Shift+S",),
                self._save_as,
                tr("Save the project to another file"),
                enabled=can_save,
            ),
        )

    # -- saving ------------------------------------------------------------------------------

    def save_to(self, path: Path) -> str:
        """Save the project; returns the text to show. Errors and losses become messages."""
        media = self._player.media
        if not isinstance(media, OpenedMedia):
            return ""
        try:
            save_project(path, self._project(media, path.absolute().parent))
        except AvolError as error:
            self.message.emit(Message(translated(str(error)), "error"))
            return ""
        self.path = path
        self._recent.add(path)
        if names := self._sounds.unsaved_names():
            text = tr("Not saved, because in no file: {join}. Record a sound to keep it.").format(
                join=", ".join(names)
            )
            self.message.emit(Message(text, "warning"))
        return tr("Saved {name}").format(name=path.name)

    def _save(self) -> str:
        return self._save_as() if self.path is None else self.save_to(self.path)

    def _save_as(self) -> str:
        media = self._player.media
        if not isinstance(media, OpenedMedia):
            return ""
        start = self.path or media.path.with_name(media.stem + PROJECT_SUFFIX)
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Save project"), str(start), FILES)
        if not name:
            return ""
        path = Path(name)
        if not is_project(path):
            path = path.with_name(path.stem + PROJECT_SUFFIX)
            if os.path.lexists(path):  # the dialog has not asked about this name
                text = tr("“{name}” exists already; choose this name to replace it.")
                self.message.emit(Message(text.format(name=path.name), "warning"))
                return ""
        return self.save_to(path)

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
            view=MapView.of(self._settings.value),
            audio_track=self._player.dependencies.audio_tracks.get(media.path),
        )

    # -- opening -----------------------------------------------------------------------------

    def open(self, path: Path) -> bool:
        """Open a file if it is a project; returns whether it is one. Errors become messages."""
        if not is_project(path):
            return False
        try:
            project = load_project(path)
        except AvolError as error:
            self.message.emit(Message(translated(str(error)), "error"))
            return True
        self._pending = path, project
        video = project.video.find(path.absolute().parent)
        if video is None:
            text = tr("“{name}” was not found; open it from its new folder").format(
                name=project.video.name
            )
            self.message.emit(
                Message(tr("{text} to continue with the project.").format(text=text), "warning")
            )
        else:
            self._player.dependencies.audio_tracks.select(video, project.audio_track)
            self._player.open(video)
        return True

    def _choose_project(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open project"), "", FILES)
        if name:
            self._window.open(Path(name))

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        project_path = self.path if self._player.resumed else None
        self._clear()
        self.path = project_path
        if self._pending is not None and isinstance(media, OpenedMedia):
            path, project = self._pending
            if media.path == project.video.find(path.absolute().parent):
                self._restore_position(project)

    def _on_identified(self, folder: AnnotationFolder) -> None:
        """Restore the pending project if it belongs to the open video."""
        self._fingerprint = folder.fingerprint
        media = self._player.media
        if self._pending is not None and isinstance(media, OpenedMedia):
            path, project = self._pending
            expected = project.video.find(path.absolute().parent)
            same = project.fingerprint in folder.fingerprints
            if media.path == expected or same:
                self._pending = None
                self._restore(path, project)
                if media.path != expected:
                    self._restore_position(project)
                elif not same:
                    text = tr("“{name}” has changed since the project was saved").format(
                        name=media.name
                    )
                    self.message.emit(
                        Message(tr("{text}; check the boxes.").format(text=text), "warning")
                    )
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
        self._settings.update(**project.view.model_dump())
        weights = project.weights
        if isinstance(weights, PortablePath):
            weights = str(weights.find(folder) or weights.absolute)
        try:
            self._models.set_weights(weights)
        except WeightsError as error:
            self.message.emit(Message(translated(str(error)), "error"))
        self.path = path
        self._recent.add(path)

    def _restore_annotations(self, project: Project) -> None:
        markers, store = self._analysis.markers, self._annotation.store
        if (markers.times, store.frames) != (project.markers, project.frames):
            markers.undo_stack.beginMacro(tr("Open project"))
            markers.replace_all(tr("Open project"), project.markers)
            store.replace_all(tr("Open project"), project.frames)
            markers.undo_stack.endMacro()

    def _clear(self) -> None:
        self.path, self._fingerprint = None, ""
