"""Sounds and models side by side at one window: the commands, the panel, what is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
from PySide6.QtCore import QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog

from avol.checkpoints import DEFAULT_WEIGHTS
from avol.reference_sounds import NOISE, SILENCE, ReferenceSound
from avol_studio.core.state.compare_state import CompareState, Mode
from avol_studio.core.state.player_state import Message
from avol_studio.services.compare.compare_service import CompareService
from avol_studio.services.compare.pin_moment import MomentPinner
from avol_studio.ui.compare.compare_panel import ComparePanel
from avol_studio.ui.compare.compare_view import CompareView
from avol_studio.ui.compare.figure_export import FigureExporter
from avol_studio.ui.compare.panes import model_panes, sound_panes
from avol_studio.ui.controllers.base import FeatureController
from avol_studio.ui.text.time_format import clock_text
from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel

if TYPE_CHECKING:
    from avol_studio.core.model_loader import Model
    from avol_studio.core.settings import Settings
    from avol_studio.core.state.player_state import LocalizationEvent, PlayerState
    from avol_studio.playback.player import Player
    from avol_studio.services.compare.state import Way
    from avol_studio.services.reference_sounds import ReferenceSounds
    from avol_studio.ui.commands import Command
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol

LETTERS = 14  # px in a figure, whatever the window's text size
HINT = "Put sounds under the picture: U takes this moment, the Sounds panel has instruments."


class CompareController(FeatureController):
    """Joins what lies side by side to one player and one window."""

    def __init__(
        self, player: Player, choice: ReferenceSounds, weights: str | None,
        pictures: Path | None, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._player, self._choice = player, choice
        self.set_weights(weights)
        self._pictures = pictures or platformdirs.user_pictures_path() / "AVOL"
        self._mode: Mode = ""
        self._located: LocalizationEvent | None = None
        self._swap = MomentPinner(player, choice)
        self.service = CompareService(player, self)
        self.figures = FigureExporter(self)

    def attach(self, window: WindowProtocol, follower: PlayerPresenter) -> None:
        """Add the panel, folded away at first."""
        self._window, self._viewport = window, window.stage.viewport
        self.view = CompareView(self._viewport)
        self.body = ComparePanel(self.service, window.actions_by_id)
        self._panel = CollapsiblePanel("Compare", window.actions_by_id["view.beside"], self.body)
        self._panel.set_expanded(False)
        window.stage.add_panel("compare", self._panel)
        self.body.chosen.connect(self.show_mode)
        self.service.changed.connect(self._show)
        self.service.changed.connect(self.changed)
        self._choice.changed.connect(self._show)
        window.stage.timeline.audio_range_selected.connect(self._put_middle)
        follower.localization_shown.connect(self._on_shown)
        self._player.state_changed.connect(self._on_state)
        self._player.opened.connect(self._forget)
        self._player.closed.connect(self._forget)
        for teller in (self.service.said, self.figures.done):
            teller.connect(self.message)

    def commands(self) -> dict[str, Command]:
        """What the commands do, by their id in `avol_studio.ui.commands`."""
        return {
            "view.beside": self._fold,
            "swap.moment": self._put_moment,
            "swap.file": self._put_file,
            "swap.noise": lambda: self._put(NOISE),
            "swap.silence": lambda: self._put(SILENCE),
            "swap.clear": self._choice.unpin_all,
            "beside.sounds": lambda: self._toggle("sounds"),
            "beside.models": lambda: self._toggle("models"),
            "beside.shipped": lambda: self._set_weights(None),
            "beside.checkpoint": self._ask_weights,
            "beside.image": lambda: self._set_own("image"),
            "beside.deaf": lambda: self._set_own("deaf"),
            "beside.figure": self._save,
        }

    def standing(self) -> dict[str, Any]:
        """Its part of `avol_studio.ui.commands.CommandContext`."""
        pinned = bool(self._choice.pins)
        return {
            "beside": CompareState(self._mode, not self._choice.full, pinned, not self.service.full)
        }

    def follow(self, settings: Settings) -> None:
        """Follow the settings."""
        self.view.set_settings(settings)

    def set_model(self, load_model: Callable[[], Model]) -> None:
        """Ask this one for what the first would find in another way."""
        self.service.set_own(load_model)

    def set_weights(self, weights: str | None) -> None:
        """The first map is this checkpoint's."""
        self._first = Path(weights or DEFAULT_WEIGHTS).stem

    def close(self) -> None:
        """End all threads."""
        self.service.close()
        self.figures.close()

    def show_mode(self, mode: Mode) -> None:
        """Lay one picture, sounds or models out."""
        self._mode = mode
        if mode == "models" and not self.service.rivals:
            self.service.add_own("image")
            self.service.add_own("deaf")
        self.service.switch(mode == "models")
        if mode == "sounds" and not self._choice.pins:
            self.message.emit(Message(HINT))
        self._viewport.set_mode(self.view if mode else None)
        self.body.show_mode(mode)
        self._show()
        self.changed.emit()

    # -- commands ----------------------------------------------------------------------------

    def _fold(self) -> None:
        self._panel.set_expanded(not self._panel.expanded)

    def _toggle(self, mode: Mode) -> str:
        self.show_mode("" if self._mode == mode else mode)
        if self._mode == "models":
            self._panel.set_expanded(True)
        return {"": "One picture", "sounds": "Sounds", "models": "Models"}[self._mode]

    def _put(self, sound: ReferenceSound) -> str:
        self._choice.pin_query(sound)
        self._show_sounds()
        return sound.name

    def _put_moment(self) -> None:
        self._swap.moment()
        self._show_sounds()

    def _put_middle(self, ends: tuple[float, float]) -> None:
        self._swap.middle(*ends)
        self._show_sounds()

    def _put_file(self) -> None:
        if self._window.stage.sounds.choose_file():
            self._show_sounds()

    def _show_sounds(self) -> None:
        if self._mode != "sounds":
            self.show_mode("sounds")

    def _set_own(self, way: Way) -> None:
        self.service.add_own(way)
        self.show_mode("models")

    def _set_weights(self, weights: Path | None) -> None:
        self.service.add_weights(weights)
        self.show_mode("models")

    def _ask_weights(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Set a checkpoint beside the first", "", "Weights (*.safetensors)"
        )
        if name:
            self._set_weights(Path(name))

    def _save(self) -> str:
        media, frame = self._player.media, self._player.last_frame
        if media is None or frame is None:
            return ""
        letters = QFont(self._viewport.font())
        letters.setPixelSize(LETTERS)
        moment = frame.time - self._player.state.start
        foot = (
            f"{media.name} at {clock_text(moment)}, frame {frame.index} · "
            "scores on a fixed scale from 0 to 1"
        )
        self._show()
        board = self.view.figure(self._viewport.image, frame.index)
        place = self._pictures / f"{media.stem} {moment:.3f} s side by side"
        self.figures.save(replace(board, foot=foot), letters, place)
        return "Saving the figure"

    # -- following ---------------------------------------------------------------------------

    def _forget(self) -> None:
        self._located = None
        self._show()

    def _on_state(self, state: PlayerState) -> None:
        self.view.playing = state.playing

    def _on_shown(self, located: LocalizationEvent) -> None:
        self._located = located
        if self._mode:
            self._show()

    def _show(self) -> None:
        """Lay out anew what is known."""
        located = self._located
        if self._mode == "models":
            self.view.show(model_panes(located, self._first, self.service))
        else:
            self.view.show(sound_panes(located, self._choice))
