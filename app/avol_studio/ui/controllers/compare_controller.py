"""Comparison of sounds and of models at one window: commands, panel and layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog

from avol.reference_sounds import NOISE, SILENCE, ReferenceSound
from avol_studio.core.model_input_note import model_input_note
from avol_studio.core.sound_names import sound_name
from avol_studio.core.state.player_state import Message
from avol_studio.core.time_format import format_time
from avol_studio.core.translation import tr
from avol_studio.services.compare.audio_window_pinner import AudioWindowPinner
from avol_studio.services.compare.compare_service import CompareService
from avol_studio.services.compare.state import CompareMode
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.compare.compare_panel import ComparePanel
from avol_studio.ui.compare.compare_view import CompareView
from avol_studio.ui.compare.figure_export import FigureExporter
from avol_studio.ui.compare.panes import model_panes, sound_panes
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.window.panel_command import panel_command

if TYPE_CHECKING:
    from avol_studio.core.state.player_state import LocalizationEvent, PlayerState
    from avol_studio.services.compare.state import CompareCondition
    from avol_studio.ui.window.window_protocol import WindowProtocol

FONT_SIZE = 14  # px in a figure, whatever the text size of the window
HINT = tr(
    "Pin sounds to compare them: U pins the current second, the Sounds panel has instruments."
)
MODE_NAMES: dict[CompareMode, str] = {
    "": tr("Single view"),
    "sounds": tr("Compare sounds"),
    "models": tr("Compare models"),
}


class CompareController(FeatureController):
    """Connects the comparison to one player and one window."""

    def __init__(self, context: FeatureContext) -> None:
        super().__init__(context)
        self._sounds, self._pictures = context.sounds, context.pictures
        self._mode: CompareMode = ""
        self._localized: LocalizationEvent | None = None
        self._pinner = AudioWindowPinner(self._player, self._sounds)
        self.service = CompareService(self._player, self)
        self.figures = FigureExporter(self)
        self._own(self.service, self.figures)
        self._models.changed.connect(self._on_model)

    def attach(self, window: WindowProtocol) -> None:
        """Add the panel, folded at first, and follow the player and the sounds."""
        self._viewport = window.stage.viewport
        self.view = CompareView(self._viewport)
        self.body = ComparePanel(self.service, window.actions_by_id)
        self._panel = window.stage.add_panel("compare", tr("Compare"), self.body)
        self.body.chosen.connect(self.show_mode)
        self.service.changed.connect(self._update)
        self.service.changed.connect(self.changed)
        self._sounds.changed.connect(self._update)
        window.stage.timeline.audio_range_selected.connect(self._pin_range)
        window.presenter.localization_shown.connect(self._on_localization)
        self._player.state_changed.connect(self._on_state)
        self._player.opened.connect(self._clear)
        self._player.closed.connect(self._clear)
        self._settings.subscribe(self.view.set_settings)

    def show_mode(self, mode: CompareMode) -> None:
        """Show a single image, or one image for each sound or for each model."""
        self._mode = mode
        if mode == "models" and not self.service.models:
            self.service.add_own("image")
            self.service.add_own("silence")
        self.service.set_active(mode == "models")
        if mode == "sounds" and not self._sounds.pinned:
            self.message.emit(Message(HINT))
        self._viewport.set_mode(self.view if mode else None)
        self.body.show_mode(mode)
        self._update()
        self.changed.emit()

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Pinning sounds, and comparing sounds and models."""
        return [
            *in_menu("Analysis/Replace audio", 110, *self._sound_commands()),
            *in_menu("Analysis/Compare", 120, *self._mode_commands()),
            *in_menu("Analysis/Compare", 200, *self._model_commands()),
            panel_command(self._window, "compare", tr("Compare"), "Ctrl+7", self._is_loaded),
        ]

    def _sound_commands(self) -> list[Command]:
        has_slot = Condition(
            tr("Remove a pinned sound first"), lambda: not self._sounds.full, self._is_loaded
        )
        has_audio = Condition(
            tr("There is no audio track"), lambda: self._player.state.has_audio, has_slot
        )
        return [
            Command(
                "replace.moment",
                tr("Current second"),
                ("U",),
                self._pin_current,
                tr(
                    "Compare with the current second: the middle of A–B, else here; live: the last "
                    "second"
                ),
                enabled=has_audio,
            ),
            Command(
                "replace.file",
                tr("Audio file…"),
                ("Ctrl+U",),
                self._pin_file,
                tr("Compare with the middle second of another file"),
                enabled=has_slot,
            ),
            Command(
                "replace.noise",
                tr("White noise"),
                ("Ctrl+Alt+U",),
                lambda: self._pin(NOISE),
                tr("Compare with white noise, which no object makes"),
                enabled=has_slot,
            ),
            Command(
                "replace.silence",
                tr("Silence"),
                ("Shift+U",),
                lambda: self._pin(SILENCE),
                tr("Compare with silence"),
                enabled=has_slot,
            ),
            Command(
                "replace.clear",
                tr("Clear sounds"),
                ("Ctrl+Shift+U",),
                self._sounds.unpin_all,
                tr("Remove all pinned sounds"),
                enabled=Condition(tr("Pin a sound first"), lambda: bool(self._sounds.pinned)),
            ),
        ]

    def _mode_commands(self) -> list[Command]:
        return [
            Command(
                "compare.sounds",
                tr("Compare sounds"),
                ("Y",),
                lambda: self._toggle("sounds"),
                tr("Show the map of each pinned sound side by side"),
                "",
                self._is_loaded,
                lambda: self._mode == "sounds",
            ),
            Command(
                "compare.models",
                tr("Compare models"),
                ("Shift+Y",),
                lambda: self._toggle("models"),
                tr("Show the map of each model side by side, and how they agree with the first"),
                "",
                self._is_loaded,
                lambda: self._mode == "models",
            ),
        ]

    def _model_commands(self) -> list[Command]:
        has_slot = Condition(
            tr("Remove a compared model first"), lambda: not self.service.full, self._is_loaded
        )
        return [
            Command(
                "compare.default_weights",
                tr("Default weights"),
                ("Ctrl+Alt+W",),
                lambda: self._add_weights(None),
                tr("Compare with the default weights of AVOL"),
                enabled=has_slot,
            ),
            Command(
                "compare.checkpoint",
                tr("Checkpoint…"),
                ("Ctrl+Shift+W",),
                self._choose_weights,
                tr("Compare with weights from a file"),
                enabled=has_slot,
            ),
            Command(
                "compare.image_only",
                tr("Image only (no audio)"),
                ("Ctrl+Alt+I",),
                lambda: self._add_baseline("image"),
                tr("Compare with the visual saliency of the model, which ignores the audio"),
                enabled=has_slot,
            ),
            Command(
                "compare.silence",
                tr("Silent audio"),
                ("Ctrl+Alt+D",),
                lambda: self._add_baseline("silence"),
                tr("Compare with the same model on silent audio"),
                enabled=has_slot,
            ),
            Command(
                "compare.figure",
                tr("Save figure"),
                ("Ctrl+Shift+F",),
                self._save_figure,
                tr("Save the compared maps to the pictures folder, as PNG and SVG"),
                "snapshot",
                self._has_map,
            ),
        ]

    def _toggle(self, mode: CompareMode) -> str:
        self.show_mode("" if self._mode == mode else mode)
        if self._mode == "models":
            self._panel.set_expanded(True)
        return MODE_NAMES[self._mode]

    def _pin(self, sound: ReferenceSound) -> str:
        self._sounds.pin_sound(sound)
        self._show_sounds()
        return sound_name(sound.name)

    def _pin_current(self) -> None:
        self._pinner.pin_current()
        self._show_sounds()

    def _pin_range(self, ends: tuple[float, float]) -> None:
        self._pinner.pin_middle(*ends)
        self._show_sounds()

    def _pin_file(self) -> None:
        if self._window.stage.sounds.choose_file():
            self._show_sounds()

    def _show_sounds(self) -> None:
        if self._mode != "sounds":
            self.show_mode("sounds")

    def _add_baseline(self, condition: CompareCondition) -> None:
        self.service.add_own(condition)
        self.show_mode("models")

    def _add_weights(self, weights: Path | None) -> None:
        self.service.add_weights(weights)
        self.show_mode("models")

    def _choose_weights(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Compare with a checkpoint"), "", tr("Weights (*.safetensors)")
        )
        if name:
            self._add_weights(Path(name))

    def _save_figure(self) -> str:
        media, frame = self._player.media, self._player.last_frame
        if media is None or frame is None:
            return ""
        font = QFont(self._viewport.font())
        font.setPixelSize(FONT_SIZE)
        time = frame.time - self._player.state.start
        footer = tr("{name} at {time}, frame {index} · scores on a fixed scale from 0 to 1").format(
            name=media.name, time=format_time(time), index=frame.index
        )
        note = model_input_note(self._player.client.replacement, self._player.client.perturbation)
        footer += f" · {note}" if note else ""
        self._update()
        layout = self.view.figure(self._viewport.image, frame.index)
        path = self._pictures / f"{media.stem} {time:.3f} s comparison"
        self.figures.save(replace(layout, footer=footer), font, path)
        return tr("Saving figure")

    # -- updates -----------------------------------------------------------------------------

    def _clear(self) -> None:
        self._localized = None
        self._update()

    def _on_model(self) -> None:
        """Remove the map of the former model, and compare with the new one."""
        self._localized = None
        self.service.set_own(self._models.loader(threads=1))

    def _on_state(self, state: PlayerState) -> None:
        self.view.playing = state.playing

    def _on_localization(self, localized: LocalizationEvent) -> None:
        self._localized = localized
        if self._mode:
            self._update()

    def _update(self) -> None:
        """Show the latest maps of all compared sounds or models."""
        if self._mode == "models":
            name = Path(self._models.weights_name).stem
            self.view.show(model_panes(self._localized, name, self.service))
        else:
            self.view.show(sound_panes(self._localized, self._sounds))
