"""Shows the annotations of one window: boxes on the image, and the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from avol_studio.core.class_names import known_name
from avol_studio.core.time_format import format_time
from avol_studio.core.translation import titled, tr
from avol_studio.services.annotation.annotation_editor import AnnotationEditor
from avol_studio.services.annotation.annotation_store import AnnotationStore, FrameAnnotation
from avol_studio.services.annotation.box_io import LABEL_SEPARATOR
from avol_studio.services.annotation.evaluation_service import EvaluationService
from avol_studio.services.annotation.evaluation_thread import EvaluationResult
from avol_studio.ui.annotation.box_layer import BoxLayer
from avol_studio.ui.annotation.frame_list import FrameRow
from avol_studio.ui.viewport.mode_banner import ModeBanner
from avol_studio.ui.widgets.lazy_body import LazyBody

if TYPE_CHECKING:
    from avol_studio.playback.player import Player
    from avol_studio.ui.annotation.annotation_panel import AnnotationPanel
    from avol_studio.ui.window.window_protocol import WindowProtocol


HINT = tr("Drag a box around the sound source. Esc ends drawing.")
PAUSE_HINT = tr("Pause (Space) to draw boxes. Esc ends drawing.")


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
        self._viewport = window.stage.viewport
        self.banner = ModeBanner(self._viewport, lambda: editor.set_drawing(False), tr("Done"))
        self._actions = window.actions_by_id
        self._body = LazyBody(self._create_body)
        self.panel = window.stage.add_panel("annotation", tr("Annotation"), self._body)
        self._connect()

    def _connect(self) -> None:
        layer, editor = self.layer, self._editor
        layer.box_drawn.connect(editor.add_box)
        layer.box_resized.connect(editor.resize_box)
        layer.box_selected.connect(editor.select)
        layer.label_requested.connect(self._start_edit)
        self._viewport.tool_started.connect(self._on_tool_started)
        editor.changed.connect(self._show_layer)
        self._store.changed.connect(self._show_all)
        self._player.frame_shown.connect(self._show_layer)
        self._player.state_changed.connect(self._show_layer)
        self._player.localized.connect(self._show_peak)
        self.panel.toggled.connect(self._show_peak)
        self._evaluation.result_changed.connect(self._on_result)
        self.panel.toggled.connect(lambda: self._evaluation.set_active(self.panel.expanded))

    def _create_body(self) -> AnnotationPanel:
        from avol.training.supervised.class_mapping import load_class_mapping
        from avol_studio.ui.annotation.annotation_panel import AnnotationPanel

        classes = [concept.name for concept in load_class_mapping()]
        body = AnnotationPanel(self._actions, classes)
        body.label_changed.connect(self._editor.set_label)
        body.frame_requested.connect(self._player.seek)
        body.show_label(self._editor.label)
        self._show_frames(body)
        return body

    @property
    def body(self) -> AnnotationPanel:
        """The content of the panel."""
        return self._body.content

    def edit_label(self) -> None:
        """Expand the panel and edit the label."""
        self.panel.set_expanded(True)
        self._start_edit()

    def _start_edit(self) -> None:
        self.body.label.start_edit()

    def _show_layer(self) -> None:
        editor = self._editor
        self.layer.show_frame(editor.frame, editor.selected_index, editor.drawing)
        hint = "" if not editor.drawing else PAUSE_HINT if editor.frame is None else HINT
        if hint != self.banner.text:
            if not self.banner.text:
                self._viewport.tool_started.emit(self.layer)
            self.banner.show_text(hint)
            if not hint:
                self._viewport.window().setFocus()
        self._show_peak()
        if self.panel.expanded:
            self.body.show_label(editor.label)
            self.body.frames.show_time(self._now)

    def _on_tool_started(self, tool: QObject) -> None:
        if tool is not self.layer:
            self._editor.set_drawing(False)

    def _show_all(self) -> None:
        if self._body.created is not None:
            self._show_frames(self._body.created)
        self._show_layer()

    def _show_frames(self, body: AnnotationPanel) -> None:
        frames = self._store.frames
        body.show_evaluation(self._result, len(frames))
        drawn = [frame for frame in frames if not frame.interpolated]
        body.frames.show_rows(tuple(map(self._row, drawn)), self._now)

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
        reason = "" if self._result is None else self._result.reason(frame.time)
        return FrameRow(frame.time, time_text, _summary(frame), correct, reason)

    def _show_peak(self) -> None:
        """Show where the map of the frame on screen has its peak, while the panel is open."""
        event, frame = self._player.last_localization, self._player.last_frame
        exact = event is not None and frame is not None and event.frame_index == frame.index
        if not exact or event is None or not self.panel.expanded:
            self.layer.show_peak(None)
            return
        correct = None if self._result is None else self._result.correct.get(event.time)
        self.layer.show_peak(event.localization.peak, correct)


def _summary(frame: FrameAnnotation) -> str:
    if frame.absent:
        text = tr("no source")
        return titled(text, known_name(frame.label)) if frame.label else text
    names = LABEL_SEPARATOR.join(
        dict.fromkeys(known_name(box.label) for box in frame.sounding_boxes if box.label)
    )
    count = len(frame.sounding_boxes)
    return names or (tr("%n boxes", "", count) if count else tr("silent objects only"))
