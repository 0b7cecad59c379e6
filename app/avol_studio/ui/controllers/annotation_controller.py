"""Marking and measuring at one window: boxes on the picture, their panel, lists of boxes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from avol.errors import AvolError
from avol_studio.core.model_loader import Model
from avol_studio.core.state.annotation_state import AnnotationState
from avol_studio.core.state.player_state import Message
from avol_studio.services.annotation.annotation_editor import AnnotationEditor
from avol_studio.services.annotation.annotation_store import AnnotationStore
from avol_studio.services.annotation.box_io import export_boxes, import_boxes
from avol_studio.services.annotation.evaluation_service import EvaluationService
from avol_studio.ui.controllers.annotation_presenter import AnnotationPresenter
from avol_studio.ui.controllers.base import FeatureController

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.core.settings import Settings
    from avol_studio.playback.player import Player
    from avol_studio.services.analysis.analysis_cache import AnalysisCache
    from avol_studio.ui.commands import Command
    from avol_studio.ui.controllers.analysis_controller import AnalysisController
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol

LISTS = "Box lists (*.json);;All files (*)"


class AnnotationController(FeatureController):
    """Joins the marked frames of the open file to one player and one window."""

    def __init__(self, player: Player, inspection: AnalysisController, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._analysis = player, inspection.service
        self._boxed = False  # the frame on screen
        self.store = AnnotationStore(inspection.markers.undo_stack, self)
        self.editor = AnnotationEditor(player, self.store, self)
        self.evaluation = EvaluationService(player, inspection.service, self.store, self)
        for teller in (self.store, self.evaluation):
            teller.said.connect(self.message)
        for changing in (self.store, self.editor):
            changing.changed.connect(self.changed)
        self.store.touched.connect(self._go)
        self._analysis.identified.connect(self._on_identified)
        player.frame_shown.connect(self._on_frame)
        player.opened.connect(self._forget)
        player.closed.connect(self._forget)

    def attach(self, window: WindowProtocol, follower: PlayerPresenter) -> None:
        """Lay the boxes over the picture, and add the panel."""
        self._window = window
        self.presenter = AnnotationPresenter(
            window, self._player, self.store, self.editor, self.evaluation
        )
        self.evaluation.threshold = lambda: follower.smoothed_map.threshold

    def commands(self) -> dict[str, Command]:
        """What the commands do, by their id in `avol_studio.ui.commands`."""
        editing = self.editor
        return {
            "view.boxes": lambda: self.presenter.panel.set_expanded(
                not self.presenter.panel.expanded
            ),
            "box.mode": self._toggle,
            "box.name": self._ask_name,
            "box.silent": editing.toggle_silent,
            "box.absent": editing.toggle_absent,
            "box.copy_on": self._copy_on,
            "box.take": editing.take,
            "box.delete": editing.delete,
            "box.clear": editing.clear,
            "box.next": lambda: self._jump(1),
            "box.previous": lambda: self._jump(-1),
            "box.import": self._import,
            "box.export": self._export,
        }

    def standing(self) -> dict[str, Any]:
        """Its part of `avol_studio.ui.commands.CommandContext`."""
        here, box = self.editor.here, self.editor.chosen
        now = AnnotationState(
            marking=self.editor.marking,
            frames=len(self.store.frames),
            here=here is not None and not here.empty,
            absent=here is not None and here.absent,
            chosen=box is not None,
            silent=box is not None and box.silent,
        )
        return {"boxes": now}

    def follow(self, settings: Settings) -> None:
        """Follow the settings."""
        self.presenter.layer.set_mirrored(settings.mirror)

    def set_model(self, load_model: Callable[[], Model]) -> None:
        """Measure this model."""
        self.evaluation.set_model(load_model)

    def cancel(self) -> bool:
        """Esc: draw no more."""
        marking = self.editor.marking
        self.editor.set_marking(False)
        return marking

    def close(self) -> None:
        """End the thread; boxes are kept already."""
        self.evaluation.close()

    # -- commands ----------------------------------------------------------------------------

    def _toggle(self) -> str:
        self.editor.set_marking(not self.editor.marking)
        if not self.editor.marking:
            return "Done drawing"
        self._player.pause()
        self.presenter.panel.set_expanded(True)
        return "Drag a box round what sounds"

    def _ask_name(self) -> None:
        self.presenter.edit_label()

    def _copy_on(self) -> str:
        media, frame = self._analysis.media, self._player.last_frame
        if media is None or frame is None or frame.index + 1 >= len(media.index):
            return "This is the last frame"
        return self.editor.copy_to(media.index.time(frame.index + 1))

    def _jump(self, way: int) -> str:
        now = self._player.state.time
        ahead = [frame.time for frame in self.store.frames if (frame.time - now) * way > 0]
        if not ahead:
            return "No marked frame there"
        self._player.seek(min(ahead, key=lambda time: abs(time - now)))
        return ""

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, "Import boxes", "", LISTS)
        if name:
            self.import_from(Path(name))

    def import_from(self, path: Path) -> None:
        """Take in what a box list says of the file that is open; a sentence says how much."""
        media = self._analysis.media
        if media is None:
            return
        try:
            found = import_boxes(path, media)
        except AvolError as error:
            self.message.emit(Message(str(error), "error"))
            return
        self.store.replace("Import boxes", found.frames)
        text = f"{len(found.frames)} marked frames from {path.name}"
        if found.left_out:
            text += f"; {found.left_out} rows about other sounds are left out"
        self.message.emit(Message(f"{text}."))

    def _export(self) -> None:
        media = self._analysis.media
        start = "" if media is None else str(media.path.with_name("boxes.json"))
        # It is added to a list that is there: nothing is lost, and nothing to be confirmed.
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Export boxes", start, LISTS,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the boxes of the file that is open into a list; a sentence says how many."""
        media = self._analysis.media
        if media is None:
            return
        try:
            others = export_boxes(path, media.name, self.store.frames)
        except AvolError as error:
            self.message.emit(Message(str(error), "error"))
            return
        more = f", beside {others} rows of other files" if others else ""
        self.message.emit(Message(f"Boxes of {media.name} are in {path.name}{more}."))

    # -- following ---------------------------------------------------------------------------

    def _forget(self) -> None:
        self.store.load(None)
        self.evaluation.forget()

    def _on_identified(self, folder: AnalysisCache) -> None:
        self.store.load(folder.boxes)

    def _on_frame(self, frame: Frame) -> None:
        """Which commands there are depends on what is said of the frame."""
        boxed = not self.store.at(frame.time).empty
        if boxed or self._boxed:
            self.changed.emit()
        self._boxed = boxed

    def _go(self, time: float) -> None:
        """See what was changed, when it was undone from elsewhere."""
        frame = self._player.last_frame
        if frame is not None and frame.time != time:
            self._player.seek(time)
