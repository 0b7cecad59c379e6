"""What is seen of marking: boxes on the picture and the panel, kept in line with what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from avol.training.supervised.class_mapping import load_class_mapping
from avol_studio.services.annotation.annotation_editor import AnnotationEditor
from avol_studio.services.annotation.annotation_store import AnnotationStore, FrameAnnotation
from avol_studio.services.annotation.box_io import BETWEEN
from avol_studio.services.annotation.evaluation_service import EvaluationService
from avol_studio.services.annotation.evaluation_thread import Judged
from avol_studio.ui.annotation.annotation_panel import AnnotationPanel
from avol_studio.ui.annotation.box_layer import BoxLayer
from avol_studio.ui.annotation.frame_list import FrameRow
from avol_studio.ui.text.time_format import clock_text
from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel

if TYPE_CHECKING:
    from avol_studio.playback.player import Player
    from avol_studio.ui.window.window_protocol import WindowProtocol


class AnnotationPresenter(QObject):
    """The layer and the panel of one window; the panel is folded away at first."""

    def __init__(
        self,
        window: WindowProtocol,
        player: Player,
        marks: AnnotationStore,
        editing: AnnotationEditor,
        examiner: EvaluationService,
    ) -> None:
        super().__init__(window)
        self._player, self._marks, self._editing = player, marks, editing
        self._examiner = examiner
        self._judged: Judged | None = None
        self.layer = BoxLayer(window.stage.viewport)
        things = [concept.name for concept in load_class_mapping()]
        self.view = AnnotationPanel(window.actions_by_id, things)
        self.panel = CollapsiblePanel("Boxes", window.actions_by_id["view.boxes"], self.view)
        self.panel.set_unfolded(False)
        window.stage.add_panel("boxes", self.panel)
        self._listen()

    def _listen(self) -> None:
        layer, editing, view = self.layer, self._editing, self.body
        layer.box_drawn.connect(editing.add)
        layer.box_resized.connect(editing.reshape)
        layer.box_selected.connect(editing.pick)
        layer.label_requested.connect(view.label.start_edit)
        layer.interrupted.connect(lambda: editing.set_marking(False))
        view.label_changed.connect(editing.name)
        view.frame_requested.connect(self._player.seek)
        editing.changed.connect(self._show_layer)
        self._marks.changed.connect(self._show_all)
        self._player.frame_shown.connect(self._show_layer)
        self._player.state_changed.connect(self._show_layer)
        self._examiner.judged.connect(self._on_judged)
        self.panel.toggled.connect(lambda: self._examiner.set_active(self.panel.expanded))

    def edit_label(self) -> None:
        """Let a name be typed."""
        self.panel.set_expanded(True)
        self.body.label.start_edit()

    def _show_layer(self) -> None:
        editing = self._editing
        self.layer.show_frame(editing.here, editing.number, editing.marking)
        if self.panel.expanded:
            self.body.show_label(editing.label)
            self.body.frames.show_time(self._now)

    def _show_all(self) -> None:
        frames = self._marks.frames
        self.body.show_evaluation(self._judged, len(frames))
        self.body.frames.show_rows(tuple(map(self._row, frames)), self._now)
        self._show_layer()

    def _on_judged(self, judged: Judged | None) -> None:
        self._judged = judged
        self._show_all()

    @property
    def _now(self) -> float | None:
        frame = self._player.last_frame
        return None if frame is None else frame.time

    def _row(self, frame: FrameAnnotation) -> FrameRow:
        right = None if self._judged is None else self._judged.right.get(frame.time)
        clock = clock_text(frame.time - self._player.state.start, 2)
        return FrameRow(frame.time, clock, _words(frame), right)


def _words(frame: FrameAnnotation) -> str:
    if frame.absent:
        return f"nothing here: {frame.label}" if frame.label else "nothing here"
    names = BETWEEN.join(dict.fromkeys(box.label for box in frame.sounding if box.label))
    count = len(frame.sounding)
    return names or (f"{count} boxes" if count > 1 else "1 box" if count else "silent things only")
