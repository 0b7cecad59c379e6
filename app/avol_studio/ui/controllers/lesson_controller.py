"""Lessons at one window: the column, the stage of each step, and the hand-in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from avol.errors import AvolError
from avol.lessons.lesson import (
    LESSON_SUFFIX,
    Lesson,
    Step,
    bundled_lessons,
    find_bundled,
    find_lesson,
    load_lesson,
)
from avol_studio.core.library_messages import translated
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.core.translation import language, tr
from avol_studio.services.lessons.lesson_service import LessonService
from avol_studio.services.search.clip_player import ClipPlayer
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.controllers.trainer_controller import SHOW_TRAINER, TrainerController
from avol_studio.ui.dialogs.lessons import LessonsDialog
from avol_studio.ui.lessons.activity import Activity
from avol_studio.ui.lessons.lesson_panel import LessonPanel
from avol_studio.ui.lessons.lesson_stage import LessonStage
from avol_studio.ui.lessons.pairs_activity import PairsActivity
from avol_studio.ui.lessons.protocol_activity import ProtocolActivity
from avol_studio.ui.lessons.ranking_activity import RankingActivity
from avol_studio.ui.lessons.step_page import StepPage
from avol_studio.ui.prediction.point_picker import PointPicker
from avol_studio.ui.prediction.prediction_view import Marker, PredictionView

if TYPE_CHECKING:
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.ui.window.window_protocol import WindowProtocol

ALWAYS_SHOWN = frozenset({
    "lesson.list", "lesson.open", "lesson.hand_in", "lesson.close", "lesson.panel", "app.quit",
    "app.settings", "help.palette", "help.quick", "help.docs", "help.shortcuts", "help.about",
    "view.full_screen", "view.panels", "share.copy", "share.open", "play.toggle", "sound.mute",
})  # fmt: skip
"""The commands that every lesson shows."""
LAB = ("view.inspector", "view.perturbation")
"""The commands of the windows that give the map of the next step away."""
ACTIVITIES: dict[str, type[Activity]] = {
    "pairs": PairsActivity,
    "ranking": RankingActivity,
    "protocol": ProtocolActivity,
}


class LessonController(FeatureController):
    """Connects lessons to one player and one window."""

    def __init__(self, context: FeatureContext, trainer: TrainerController) -> None:
        super().__init__(context)
        self._sounds, self._trainer = context.sounds, trainer
        self.service = LessonService(self._models, self)
        self._clips = ClipPlayer(self._player.dependencies.open_output, self)
        self._own(self.service, self._clips)
        self._predicting = False  # the map is hidden until the prediction is locked
        self._worked = False  # the student has the controls of the step

    def attach(self, window: WindowProtocol) -> None:
        """Add the column, hidden until a lesson is opened."""
        viewport = window.stage.viewport
        self.view, self._picker = PredictionView(viewport), PointPicker(viewport)
        self.stage = LessonStage(
            viewport, self.view, window.stage.hide_results, self._player, self.service,
            self._sounds, self._clips, self,
        )  # fmt: skip
        self.panel = LessonPanel(self.service, window.actions_by_id, self._make_activity)
        self.panel.hide()
        window.stage.set_side(self.panel)
        self.panel.page_shown.connect(self._show_step)
        self._picker.picked.connect(self._on_picked)
        self.service.opened.connect(self._on_lesson_opened)
        self.service.changed.connect(self._on_work)
        self._player.localized.connect(self._on_localized)
        self._settings.subscribe(self.view.set_settings)
        later = partial(QTimer.singleShot, 0, self, self._use_ordinary_maps)  # others follow first
        self._settings.subscribe(lambda _: later(), "fine_maps")

    def link_state(self) -> Mapping[str, str]:
        """The open lesson and its step."""
        found, hand_in = self.service.found, self.service.hand_in
        if found is None:
            return {}
        step = {} if hand_in is None else {"step": str(hand_in.step + 1)}
        return {"lesson": found.name, "seed": str(found.lesson.seed)} | step

    def open_link_state(self, values: Mapping[str, str]) -> None:
        """Open the lesson of a link, at its step if the lesson is already started here."""
        if not (name := values.get("lesson", "")):
            return
        if self.service.found is None or self.service.found.name != name:
            self._open_from(lambda: find_bundled(name))
        found, step = self.service.found, values.get("step", "")
        if found is not None and found.name == name and step.isascii() and step.isdigit():
            self.service.go(int(step[:3]) - 1)

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Opening, showing, handing in and closing a lesson."""
        is_open = Condition(tr("Open a lesson first"), lambda: self.service.found is not None)
        has_work = Condition(
            tr("Start the lesson first"), lambda: self.service.hand_in is not None, is_open
        )
        return [
            *in_menu(
                "File",
                50,
                Command(
                    "lesson.list", tr("Lessons…"), ("Ctrl+Alt+L",), self._choose_lesson,
                    tr("Open one of the lessons that come with AVOL"),
                ),
                Command(
                    "lesson.open", tr("Open lesson file…"), (), self._choose_file,
                    tr("Open a lesson that a teacher has written"),
                ),
                Command(
                    "lesson.hand_in", tr("Save hand-in…"), (), self._save_hand_in,
                    tr("Save your entries of the lesson to a file for the teacher"),
                    enabled=has_work,
                ),
                Command(
                    "lesson.close", tr("Close lesson"), (), self.service.close_lesson,
                    tr("Close the lesson; your entries are kept"), "close", is_open,
                ),
            ),
            *in_menu(
                "View/Panels",
                205,
                Command(
                    "lesson.panel", tr("Lesson"), ("Ctrl+Alt+0",), self._toggle_panel,
                    tr("Show or hide the column of the lesson"), enabled=is_open,
                    checked=self._is_panel_shown,
                ),
            ),
        ]  # fmt: skip

    def open(self, name_or_path: str | Path) -> None:
        """Open a lesson by name, number or file; a message explains an error."""
        self._open_from(lambda: find_lesson(name_or_path))

    def _open_from(self, find: Callable[[], Path]) -> None:
        try:
            found = load_lesson(find(), language())
        except AvolError as error:
            self.message.emit(Message(translated(str(error)), "error"))
            return
        self._warn_about_controls(found.lesson)
        self.service.open(found)
        self._use_ordinary_maps()
        media = self._player.media
        is_open = isinstance(media, OpenedMedia) and media.path == found.media
        if found.media is not None and not is_open:
            self._window.open(found.media)

    def _use_ordinary_maps(self) -> None:
        """Turn fine maps off: numbers of lessons are computed, and recomputed, without them."""
        if self.service.found is not None and self._settings.value.fine_maps:
            self._settings.update(fine_maps=False)
            text = tr("Fine maps are off now: the numbers of lessons belong to ordinary maps.")
            self.message.emit(Message(text))

    def _choose_lesson(self) -> None:
        try:
            lessons = bundled_lessons(language())
        except AvolError as error:
            self.message.emit(Message(translated(str(error)), "error"))
            return

        def make() -> LessonsDialog:
            dialog = LessonsDialog(lessons, self._window)
            dialog.chosen.connect(self.open)
            dialog.file_requested.connect(self._choose_file)
            return dialog

        self._window.show_dialog(LessonsDialog, make)

    def _choose_file(self) -> None:
        kinds = tr("Lessons (*{suffix})").format(suffix=LESSON_SUFFIX)
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open lesson"), "", kinds)
        if name:
            self.open(Path(name))

    def _save_hand_in(self) -> None:
        start = str(Path.home() / self.service.hand_in_name)
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save hand-in"), start, tr("Hand-ins (*.json)")
        )
        if name:
            self.service.save_hand_in(Path(name))

    def _is_panel_shown(self) -> bool:
        return self.service.found is not None and not self.panel.isHidden()

    def _toggle_panel(self) -> None:
        self._window.stage.show_side(self.panel.isHidden())

    def _warn_about_controls(self, lesson: Lesson) -> None:
        known = self._window.actions_by_id.keys() | self._window.stage.panels.keys()
        known |= self._window.control_ids
        shown = [name for step in lesson.steps for name in step.show]
        named = dict.fromkeys((*lesson.commands, *lesson.panels, *shown))
        if unknown := [name for name in named if name not in known]:
            text = tr("The lesson names controls that do not exist ({names}); they are left out.")
            self.message.emit(Message(text.format(names=", ".join(unknown)), "warning"))

    # -- the window --------------------------------------------------------------------------

    def _on_lesson_opened(self) -> None:
        found, stage = self.service.found, self._window.stage
        stage.show_side(found is not None)
        if found is None:
            self._end_step()
            self.stage.use_sound("")
            self._window.limit_controls(None, None)
            self._trainer.set_on_stage(False)
        else:
            commands, panels = found.lesson.commands, found.lesson.panels
            self._window.limit_controls(
                frozenset(commands) | ALWAYS_SHOWN if commands else None,
                frozenset(panels) if panels else None,
            )
            self._trainer.set_on_stage(self._uses_trainer)
            if self._uses_trainer:
                self._player.pause()
                self._trainer.set_enabled(False)  # until a prediction is locked
        self.changed.emit()

    @property
    def _uses_trainer(self) -> bool:
        """Whether the lesson is done with the trainer, which is then on the stage."""
        found = self.service.found
        return found is not None and any(SHOW_TRAINER in step.show for step in found.lesson.steps)

    def _show_step(self) -> None:
        """Set the stage for the page that is shown: moment, map, clicks, and trainer."""
        self._end_step()
        step, page, hand_in = self.service.step, self.panel.page, self.service.hand_in
        if step is None or not isinstance(page, StepPage) or hand_in is None:
            return
        if self._uses_trainer:
            self._trainer.set_seed(hand_in.seed)
        self._update_stage()
        if page.activity is not None and self.service.record.locked:
            page.activity.begin()
        self.changed.emit()

    def _on_work(self) -> None:
        page = self.panel.page
        if isinstance(page, StepPage) and self.service.record.locked and self._predicting:
            self._update_stage()
            if page.activity is not None:
                page.activity.begin()
        self.changed.emit()

    def _update_stage(self) -> None:
        step, record = self.service.step, self.service.record
        if step is None:
            return
        self._predicting = not record.locked
        wants_point = self._predicting and step.predict.kind == "point"
        if self._uses_trainer:
            self._trainer.set_enabled(record.locked)
        if step.time is not None and not self.service.is_live:
            self.stage.show_moment(step.time, step.sound)
        hidden = self._predicting and not self._player.state.live
        self.stage.hide_map(hidden, tr("Click on the image.") if wants_point else "")
        if wants_point:
            self._picker.start()
        else:
            self._picker.stop()
        self._worked = record.locked
        for name in step.show if record.locked else ():
            self._show_control(name)

    def _show_control(self, name: str) -> None:
        """Unfold a panel, or run a command that shows something."""
        if (panel := self._window.stage.panels.get(name)) is not None:
            panel.set_expanded(True)
        elif (action := self._window.actions_by_id.get(name)) is not None and not (
            action.isCheckable() and action.isChecked()
        ):
            action.trigger()

    def _end_step(self) -> None:
        """Take back what the step has shown, and what the student has altered."""
        if self._worked:
            for name in LAB:
                if (action := self._window.actions_by_id[name]).isChecked():
                    action.trigger()
            if (reset := self._window.actions_by_id["perturbation.reset"]).isEnabled():
                reset.trigger()
            self.stage.reset_sound()
        self._predicting = self._worked = False
        self._picker.stop()
        self._clips.stop()
        self.stage.hide_map(False)

    def _on_picked(self, x: float, y: float) -> None:
        if isinstance(self.panel.page, StepPage):
            self.panel.page.predict.set_point(x, y)
            self.view.show("", [Marker(x, y)])

    def _make_activity(self, step: Step) -> Activity | None:
        kind = ACTIVITIES.get(step.activity)
        return None if kind is None else kind(self.service, self.stage)

    def _on_localized(self, event: LocalizationEvent) -> None:
        page = self.panel.page
        if isinstance(page, StepPage) and page.activity is not None and not self._predicting:
            page.activity.on_localized()
