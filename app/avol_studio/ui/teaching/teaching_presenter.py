"""Shows teaching at one window: the panel, the box on the image, the banner."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from avol_studio.core.class_names import class_name
from avol_studio.core.library_messages import translated
from avol_studio.core.translation import number, tr
from avol_studio.services.annotation.annotation_store import BoxAnnotation, FrameAnnotation
from avol_studio.services.teaching.state import Step, TeachingState
from avol_studio.ui.annotation.box_layer import BoxLayer
from avol_studio.ui.teaching.texts import HIDE_LIVE, SHOW_LIVE
from avol_studio.ui.viewport.mode_banner import ModeBanner
from avol_studio.ui.viewport.rubber_band import RubberBand

if TYPE_CHECKING:
    from avol.evaluation.geometry import Box
    from avol.teaching import TaughtClass
    from avol_studio.services.teaching.class_store import TaughtClassStore
    from avol_studio.services.teaching.teaching_service import TeachingService
    from avol_studio.ui.teaching.class_list import ClassRow
    from avol_studio.ui.teaching.teaching_panel import TeachingPanel
    from avol_studio.ui.viewport.video_view import VideoView
    from avol_studio.ui.widgets.lazy_body import LazyBody

DRAW_HINT = tr("Drag a box around the object. Esc cancels.")


class TeachingPresenter(QObject):
    """Connects the panel and the image to the service and to the stored classes."""

    def __init__(
        self, viewport: VideoView, body: LazyBody[TeachingPanel], service: TeachingService,
        store: TaughtClassStore,
    ) -> None:  # fmt: skip
        super().__init__(viewport)
        self._body, self._service, self._store = body, service, store
        self.layer, self.rubber_band = BoxLayer(viewport), RubberBand(viewport)
        self.banner = ModeBanner(viewport, service.cancel, tr("Cancel"))
        self.rubber_band.region_selected.connect(self._mark)
        service.changed.connect(self._show_state)
        store.changed.connect(self._on_store)

    def connect_panel(self, panel: TeachingPanel) -> None:
        """Connect the panel, which was just created, and list the classes in it."""
        service = self._service
        panel.classes.selected.connect(partial(self._show_examples, panel))
        guide = panel.guide
        guide.object.by_box_chosen.connect(service.set_by_box)
        guide.object.record_requested.connect(service.record)
        guide.background.record_requested.connect(service.record)
        guide.background.skip_requested.connect(service.skip_background)
        self._show_classes(panel)

    @property
    def selected(self) -> TaughtClass | None:
        """The class that is selected in the list."""
        panel = self._body.created
        return None if panel is None else self._store.find(panel.classes.current_name)

    def draw(self) -> None:
        """Wait for a box around the object."""
        self.rubber_band.start(DRAW_HINT)

    def _mark(self, box: Box) -> None:
        self._service.mark_object(box)
        self._body.content.guide.object.record.setFocus()  # Enter goes on

    def _show_state(self, state: TeachingState) -> None:
        idle = state.step is Step.IDLE
        panel = self._body.created if idle else self._body.content
        if panel is not None and state.step is Step.DONE:
            self._show_result(panel, state.name)
        if state.step is not Step.OBJECT or not state.by_box or state.recording or state.reading:
            self.rubber_band.stop()
        if panel is not None and idle:
            panel.guide.stop()
        elif panel is not None:
            panel.guide.show_state(state, self._service.durations)
        if panel is not None:
            panel.show_teaching(not idle)
        self._show_box(state)
        self.banner.show_text(_banner_text(state))

    def _show_box(self, state: TeachingState) -> None:
        if state.box is None or not state.active:
            self.layer.show_frame(None, None, False)
            return
        box = BoxAnnotation.model_construct(
            box=state.box, label=class_name(state.name), silent=False
        )
        self.layer.show_frame(FrameAnnotation.model_construct(time=0.0, boxes=(box,)), None, False)

    def _show_result(self, panel: TeachingPanel, name: str) -> None:
        taught = self._store.classes[name]
        count = sum(not example.is_background for example in taught.examples)
        lines = [tr("It was learned from %n examples.", "", count), *class_warnings(taught)]
        panel.guide.done.show_class(name, "\n".join(lines))
        panel.show_classes(self._rows(), name)

    def _on_store(self) -> None:
        if self._body.created is not None:
            self._show_classes(self._body.created)

    def _show_classes(self, panel: TeachingPanel) -> None:
        panel.show_off(self._store.off_reason)
        panel.show_classes(self._rows())
        self._show_examples(panel, panel.classes.current_name)

    def _show_examples(self, panel: TeachingPanel, name: str) -> None:
        taught = self._store.find(name)
        if taught is None:
            panel.show_class("", ())
        else:
            panel.show_class(taught.name, taught.examples, class_warnings(taught))

    def _rows(self) -> list[ClassRow]:
        from avol_studio.ui.teaching.class_list import ClassRow

        return [
            ClassRow(
                taught.name,
                taught.enabled,
                sum(not example.is_background for example in taught.examples),
                tuple(class_warnings(taught)),
            )
            for taught in self._store.classes
        ]


def class_warnings(taught: TaughtClass) -> list[str]:
    """What is doubtful about a class, such as “sounds like banjo: 0.8”."""
    texts = {"image": tr("looks like {name}: {value}"), "audio": tr("sounds like {name}: {value}")}
    similar = [
        texts[one.modality].format(name=class_name(one.name), value=number(one.probability, 1))
        for one in taught.similar
    ]
    return [*similar, *map(translated, taught.warnings)]


def _banner_text(state: TeachingState) -> str:
    """What the person in front of the camera does now."""
    if not state.recording:
        return ""
    text = SHOW_LIVE if state.step is Step.OBJECT else HIDE_LIVE
    left = max(0.0, state.seconds - (state.elapsed or 0.0))
    return tr("{text} {seconds} s").format(text=text, seconds=number(left, 0))
