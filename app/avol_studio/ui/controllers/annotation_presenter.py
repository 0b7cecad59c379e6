"""Shows the annotations of one window: boxes on the image, and the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from avol.training.supervised.class_mapping import load_class_mapping
from avol_studio.core.time_format import format_time
from avol_studio.services.annotation.annotation_editor import AnnotationEditor
from avol_studio.services.annotation.annotation_store import AnnotationStore, FrameAnnotation
from avol_studio.services.annotation.box_io import LABEL_SEPARATOR
from avol_studio.services.annotation.evaluation_service import EvaluationService
from avol_studio.services.annotation.evaluation_thread import EvaluationResult
from avol_studio.ui.annotation.annotation_panel import AnnotationPanel
from avol_studio.ui.annotation.box_layer import BoxLayer
from avol_studio.ui.annotation.frame_list import FrameRow
from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel

if TYPE_CHECKING:
    from avol_studio.playback.player import Player
    from avol_studio.ui.window.window_protocol import WindowProtocol


class AnnotationPresenter(QObject):
    """Connects the box layer and the panel to the store; the panel starts collapsed."""

    def __init__(
        self,
        window: WindowProtocol,
        player: Player,
        store: AnnotationStore,
        editor: AnnotationEditor,
        evaluation: EvaluationService,
    ) -> None:
        super().__init__(window)
        self._player, self._store, self._editor = player, store, editor
        self._evaluation = evaluation
        self._result: EvaluationResult | None = None
        self.layer = BoxLayer(window.stage.viewport)
        classes = [concept.name for concept in load_class_mapping()]
        self.body = AnnotationPanel(window.actions_by_id, classes)
        self.panel = CollapsiblePanel(
            "Annotation", window.actions_by_id["view.annotation"], self.body
        )
        self.panel.set_expanded(False)
        window.stage.add_panel("annotation", self.panel)
        self._connect()

    def _connect(self) -> None:
        layer, editor, body = self.layer, self._editor, self.body
        layer.box_drawn.connect(editor.add_box)
        layer.box_resized.connect(editor.resize_box)
        layer.box_selected.connect(editor.select)
        layer.label_requested.connect(body.label.start_edit)
        layer.interrupted.connect(lambda: editor.set_drawing(False))
        body.label_changed.connect(editor.set_label)
        body.frame_requested.connect(self._player.seek)
        editor.changed.connect(self._show_layer)
        self._store.changed.connect(self._show_all)
        self._player.frame_shown.connect(self._show_layer)
        self._player.state_changed.connect(self._show_layer)
        self._evaluation.result_changed.connect(self._on_result)
        self.panel.toggled.connect(lambda: self._evaluation.set_active(self.panel.expanded))

    def edit_label(self) -> None:
        """Expand the panel and edit the label."""
        self.panel.set_expanded(True)
        self.body.label.start_edit()

    def _show_layer(self) -> None:
        editor = self._editor
        self.layer.show_frame(editor.frame, editor.selected_index, editor.drawing)
        if self.panel.expanded:
            self.body.show_label(editor.label)
            self.body.frames.show_time(self._now)

    def _show_all(self) -> None:
        frames = self._store.frames
        self.body.show_evaluation(self._result, len(frames))
        self.body.frames.show_rows(tuple(map(self._row, frames)), self._now)
        self._show_layer()

    def _on_result(self, result: EvaluationResult | None) -> None:
        self._result = result
        self._show_all()

    @property
    def _now(self) -> float | None:
        frame = self._player.last_frame
        return None if frame is None else frame.time

    def _row(self, frame: FrameAnnotation) -> FrameRow:
        correct = None if self._result is None else self._result.correct.get(frame.time)
        time_text = format_time(frame.time - self._player.state.start, 2)
        return FrameRow(frame.time, time_text, _summary(frame), correct)


def _summary(frame: FrameAnnotation) -> str:
    if frame.absent:
        return f"no source: {frame.label}" if frame.label else "no source"
    names = LABEL_SEPARATOR.join(
        dict.fromkeys(box.label for box in frame.sounding_boxes if box.label)
    )
    count = len(frame.sounding_boxes)
    return names or (f"{count} boxes" if count > 1 else "1 box" if count else "silent objects only")
