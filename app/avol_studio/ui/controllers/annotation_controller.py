"""Annotation at one window: boxes on the image, and their panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from avol_studio.core.translation import tr
from avol_studio.services.annotation.annotation_editor import AnnotationEditor
from avol_studio.services.annotation.annotation_store import AnnotationStore
from avol_studio.services.annotation.evaluation_service import EvaluationService
from avol_studio.ui.annotation.box_lists import BoxLists
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.annotation_presenter import AnnotationPresenter
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.window.panel_command import panel_command

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.services.analysis.annotation_folder import AnnotationFolder
    from avol_studio.ui.controllers.analysis_controller import AnalysisController
    from avol_studio.ui.window.window_protocol import WindowProtocol

MENU = "Analysis/Annotation"


class AnnotationController(FeatureController):
    """Connects the annotations of the open file to one player and one window."""

    def __init__(self, context: FeatureContext, analysis: AnalysisController) -> None:
        super().__init__(context)
        player, models = context.player, context.models
        self._analysis = analysis.service
        self._command_state: tuple[bool, ...] = ()
        self.store = AnnotationStore(analysis.markers.undo_stack, self)
        self.editor = AnnotationEditor(player, self.store, self)
        self.evaluation = EvaluationService(player, analysis.service, self.store, self)
        self._has_annotations = Condition(
            tr("Draw a box first"), lambda: bool(self.store.frames), self._has_file
        )
        self._is_annotated = Condition(
            tr("This frame has no boxes"), self._has_boxes_in_frame, self._has_file
        )
        self._has_selection = Condition(
            tr("Select a box first"), lambda: self.editor.selected_box is not None, self._has_file
        )
        self.lists = BoxLists(self.store, analysis.service, self._window)
        self._own(self.evaluation)
        for sender in (self.store, self.lists):
            sender.message.connect(self.message)
        for sender in (self.store, self.editor):
            sender.changed.connect(self.changed)
        self.store.frame_edited.connect(self._seek)
        self._analysis.identified.connect(self._on_identified)
        models.changed.connect(lambda: self.evaluation.set_model(models.loader(threads=1)))
        player.frame_shown.connect(self._on_frame)
        player.opened.connect(self._clear)
        player.closed.connect(self._clear)

    def attach(self, window: WindowProtocol) -> None:
        """Draw the boxes on the image, and add the panel."""
        self.presenter = AnnotationPresenter(
            window, self._player, self.store, self.editor, self.evaluation
        )

    def can_cancel(self) -> bool:
        """Whether the mouse draws boxes."""
        return self.editor.drawing

    def cancel(self) -> bool:
        """Stop drawing boxes."""
        drawing = self.editor.drawing
        self.editor.set_drawing(False)
        return drawing

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Drawing, labelling, copying and deleting boxes; box lists."""
        return [
            panel_command(self._window, "annotation", tr("Annotation"), "Ctrl+6", self._is_loaded),
            *in_menu(MENU, 310, *self._box_commands()),
            *in_menu(MENU, 410, *self._frame_commands()),
            *in_menu(MENU, 510, *self.lists.commands(self._has_file, self._has_annotations)),
        ]

    def _box_commands(self) -> list[Command]:
        editor, has_file = self.editor, self._has_file
        return [
            Command(
                "box.draw",
                tr("Draw boxes"),
                ("X",),
                self._toggle,
                tr("Draw, move and resize boxes around sound sources on the paused image"),
                "box",
                has_file,
                lambda: editor.drawing,
            ),
            Command(
                "box.label",
                tr("Label box…"),
                ("Shift+X",),
                self._edit_label,
                tr("Label the selected box and the boxes drawn next"),
                enabled=has_file,
            ),
            Command(
                "box.silent",
                tr("Mark as silent"),
                ("Shift+N",),
                editor.toggle_silent,
                tr("Mark the object in the selected box as silent"),
                "mute",
                self._has_selection,
                lambda: editor.selected_box is not None and editor.selected_box.silent,
            ),
            Command(
                "box.no_source",
                tr("No source in frame"),
                ("N",),
                editor.toggle_absent,
                tr("Mark the frame as having no sound source: its map should be empty"),
                "no-match",
                has_file,
                lambda: editor.frame is not None and editor.frame.absent,
            ),
        ]

    def _frame_commands(self) -> list[Command]:
        editor = self.editor
        return [
            Command(
                "box.interpolate",
                tr("Interpolate boxes"),
                ("Ctrl+I",),
                self._interpolate,
                tr("Fill the frames between the two annotated frames around this one"),
                enabled=self._has_annotations,
            ),
            Command(
                "box.copy_next",
                tr("Copy to next frame"),
                (">",),
                self._copy_to_next,
                tr("Copy the boxes of this frame to the next frame and go there"),
                "box-next",
                self._is_annotated,
            ),
            Command(
                "box.copy_previous",
                tr("Copy boxes from previous frame"),
                ("<",),
                editor.copy_from_previous,
                tr("Copy the boxes of the previous annotated frame to this frame"),
                enabled=self._has_annotations,
            ),
            Command(
                "box.delete",
                tr("Delete box"),
                ("Del",),
                editor.delete,
                tr("Delete the selected box"),
                "close",
                self._has_selection,
            ),
            Command(
                "box.clear",
                tr("Delete all boxes in frame"),
                ("Shift+Del",),
                editor.clear,
                tr("Delete all annotations of this frame"),
                enabled=self._is_annotated,
            ),
            Command(
                "box.next",
                tr("Next annotated frame"),
                ("Ctrl+PgDown",),
                lambda: self._jump(1),
                tr("Go to the next frame with boxes"),
                enabled=self._has_annotations,
            ),
            Command(
                "box.previous",
                tr("Previous annotated frame"),
                ("Ctrl+PgUp",),
                lambda: self._jump(-1),
                tr("Go to the previous frame with boxes"),
                enabled=self._has_annotations,
            ),
        ]

    def _interpolate(self) -> str:
        media = self._analysis.media
        return "" if media is None else self.editor.interpolate(media.index)

    def _has_boxes_in_frame(self) -> bool:
        frame = self.editor.frame
        return frame is not None and not frame.empty

    def _toggle(self) -> str:
        self.editor.set_drawing(not self.editor.drawing)
        if not self.editor.drawing:
            self._window.setFocus()
            return tr("Drawing finished")
        self._window.stage.cells.setFocus()  # Shift+arrow keys and Enter draw a box
        self._player.pause()
        self.presenter.panel.set_expanded(True)
        return ""

    def _edit_label(self) -> None:
        self.presenter.edit_label()

    def _copy_to_next(self) -> str:
        media, frame = self._analysis.media, self._player.last_frame
        if media is None or frame is None or frame.index + 1 >= len(media.index):
            return tr("This is the last frame")
        return self.editor.copy_to(media.index.time(frame.index + 1))

    def _jump(self, direction: int) -> str:
        now = self._player.state.time
        times = [frame.time for frame in self.store.frames if not frame.interpolated]
        ahead = [time for time in times if (time - now) * direction > 0]
        if not ahead:
            return tr("No annotated frame found")
        self._player.seek(min(ahead, key=lambda time: abs(time - now)))
        return ""

    # -- updates -----------------------------------------------------------------------------

    def _clear(self) -> None:
        self.store.load(None)
        self.evaluation.clear()

    def _on_identified(self, folder: AnnotationFolder) -> None:
        self.store.load(folder.boxes)

    def _on_frame(self, frame: Frame) -> None:
        """Some commands depend on the annotation of the frame on screen."""
        annotation, box = self.editor.frame, self.editor.selected_box
        state = (
            annotation is not None and not annotation.empty,
            annotation is not None and annotation.absent,
            box is not None,
            box is not None and box.silent,
        )
        if state != self._command_state:
            self._command_state = state
            self.changed.emit()

    def _seek(self, time: float) -> None:
        """Go to the frame that was changed, for example by an undo."""
        frame = self._player.last_frame
        if frame is not None and frame.time != time:
            self._player.seek(time)
