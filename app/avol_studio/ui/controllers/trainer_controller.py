"""The trainer at one window: its command, its window, and its checkpoints in the studio."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from avol.errors import AvolError
from avol.training.tiny.settings import TinySettings
from avol_studio.core.error_text import error_text
from avol_studio.core.state.player_state import Message, Offer
from avol_studio.core.translation import tr
from avol_studio.services.training.training_service import TrainingService
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.trainer.trainer_dialog import TrainerDialog
from avol_studio.ui.trainer.trainer_view import CONTROLS, TrainerView

if TYPE_CHECKING:
    pass

SHOW_TRAINER = "train.show"
"""The command that shows the trainer."""
PREFIX = "trainer."
"""Begins the ids of the trainer's controls in a lesson."""
LINK_KEY = "trainer"
"""Key of the settings in a state link."""


class TrainerController(FeatureController):
    """Connects the trainer to one window."""

    def __init__(self, context: FeatureContext) -> None:
        super().__init__(context)
        self.service = TrainingService(self)
        self._own(self.service)
        self.dialog: TrainerDialog | None = None
        self.view: TrainerView | None = None
        self._on_stage = False  # in the main window, as in a lesson
        self._names: frozenset[str] | None = None  # the controls that are shown

    def commands(self) -> Sequence[Command]:
        """Showing the trainer."""
        return in_menu(
            "Tools",
            400,
            Command(
                SHOW_TRAINER,
                tr("Train a tiny network…"),
                ("Ctrl+Shift+T",),
                self.show_trainer,
                tr("Train a tiny network in the window, and break it on purpose"),
            ),
        )

    # -- the place of the trainer ------------------------------------------------------------

    def show_trainer(self) -> None:
        """Show the trainer, which goes on where it was."""
        if self._on_stage:
            self._view().setFocus()
            return
        if self.dialog is None:
            self.dialog = TrainerDialog(self._view(), self._window)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def set_on_stage(self, on_stage: bool) -> None:
        """Show the trainer in the main window in place of the image, or no longer."""
        if on_stage == self._on_stage:
            return
        self._on_stage = on_stage
        if on_stage:
            if self.dialog is not None:
                self.dialog.close()
            self._window.stage.show_page(self._view())
        else:
            self._window.stage.show_page(None)
            self._view().setEnabled(True)

    def set_seed(self, seed: int) -> None:
        """Train with a seed; another one than before starts a new run."""
        self._set_settings(self._view().settings.model_copy(update={"seed": seed}))

    def set_enabled(self, enabled: bool) -> None:
        """Let the trainer be used, or only be looked at."""
        self._view().setEnabled(enabled)

    def control_ids(self) -> frozenset[str]:
        """The controls of the trainer."""
        return frozenset(PREFIX + name for name in CONTROLS)

    def show_controls(self, ids: Collection[str] | None) -> None:
        """Show some controls of the trainer; all, if none of them is named."""
        named = frozenset(ids or ()) & self.control_ids()
        self._names = frozenset(id.removeprefix(PREFIX) for id in named) or None
        if self.view is not None:
            self.view.show_controls(self._names)

    def _view(self) -> TrainerView:
        if self.view is None:
            self.view = TrainerView(self.service)
            self.view.show_controls(self._names)
            self.view.checkpoint_saved.connect(self._offer_checkpoint)
            self._settings.subscribe(self.view.set_display, "colormap", "opacity", "threshold")
        return self.view

    def _set_settings(self, settings: TinySettings) -> None:
        if settings != self._view().settings:
            self._view().set_settings(settings)

    # -- links -------------------------------------------------------------------------------

    def link_state(self) -> Mapping[str, str]:
        """The switches of a trainer that is shown, unless they name a folder of this computer."""
        if self.view is None or not self.view.isVisible() or self.view.settings.videos:
            return {}
        return {LINK_KEY: self.view.settings.model_dump_json(exclude={"videos"})}

    def open_link_state(self, values: Mapping[str, str]) -> None:
        """Show the trainer with the switches of a link; the training begins with Play."""
        try:
            settings = TinySettings.model_validate_json(values[LINK_KEY])
        except (KeyError, ValidationError):
            return
        if not settings.videos:  # a link does not open folders of this computer
            self.show_trainer()
            self._set_settings(settings)

    # -- the end -----------------------------------------------------------------------------

    def close(self) -> None:
        """Close the window of the trainer, and end the training process."""
        if self.dialog is not None:
            self.dialog.close()
        super().close()

    # -- checkpoints -------------------------------------------------------------------------

    def _offer_checkpoint(self, path: Path) -> None:
        text = tr("“{name}” is saved; it knows only what it was trained on.")
        offer = Offer(tr("Use in the studio"), lambda: self._use_checkpoint(path))
        self.message.emit(Message(text.format(name=path.name), offers=(offer,)))

    def _use_checkpoint(self, path: Path) -> None:
        """Select a saved network in the studio."""
        try:
            self._models.set_weights(str(path))
        except AvolError as error:
            self.message.emit(Message(error_text(error, ""), "warning"))
