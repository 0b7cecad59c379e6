"""The view of annotations: boxes on the image and the panel, updated from the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from avol.training.supervised.class_mapping import load_class_mapping
from avol_studio.core.time_format import format_time
from avol_studio.services.annotation.annotation_editor import AnnotationEditor
from avol_studio.services.annotation.annotation_store import AnnotationStore, FrameAnnotation
from avol_studio.services.annotation.box_io import BETWEEN
from avol_studio.services.annotation.evaluation_service import EvaluationService
from avol_studio.services.annotation.evaluation_thread import Judged
from avol_studio.ui.annotation.annotation_panel import AnnotationPanel
from avol_studio.ui.annotation.box_layer import BoxLayer
from avol_studio.ui.annotation.frame_list import FrameRow
from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel

if TYPE_CHECKING:
    from avol_studio.playback.player import Player
    from avol_studio.ui.window.window_protocol import WindowProtocol


class AnnotationPresenter(QObject):
    """The box layer and the panel of one window; the panel is folded at first."""

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
        self._judged: Judged | None = None
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
        layer.box_drawn.connect(editor.add)
        layer.box_resized.connect(editor.reshape)
        layer.box_selected.connect(editor.pick)
        layer.label_requested.connect(body.label.start_edit)
        layer.interrupted.connect(lambda: editor.set_marking(False))
        body.label_changed.connect(editor.name)
        body.frame_requested.connect(self._player.seek)
        editor.changed.connect(self._show_layer)
        self._store.changed.connect(self._show_all)
        self._player.frame_shown.connect(self._show_layer)
        self._player.state_changed.connect(self._show_layer)
        self._evaluation.judged.connect(self._on_judged)
        self.panel.toggled.connect(lambda: self._evaluation.set_active(self.panel.expanded))

    def edit_label(self) -> None:
        """Unfold the panel and focus the label entry."""
        self.panel.set_expanded(True)
        self.body.label.start_edit()

    def _show_layer(self) -> None:
        editor = self._editor
        self.layer.show_frame(editor.here, editor.number, editor.marking)
        if self.panel.expanded:
            self.body.show_label(editor.label)
            self.body.frames.show_time(self._now)

    def _show_all(self) -> None:
        frames = self._store.frames
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
        clock = format_time(frame.time - self._player.state.start, 2)
        return FrameRow(frame.time, clock, _summary(frame), right)


def _summary(frame: FrameAnnotation) -> str:
    if frame.absent:
        return f"no source: {frame.label}" if frame.label else "no source"
    names = BETWEEN.join(dict.fromkeys(box.label for box in frame.sounding if box.label))
    count = len(frame.sounding)
    return names or (f"{count} boxes" if count > 1 else "1 box" if count else "silent objects only")
