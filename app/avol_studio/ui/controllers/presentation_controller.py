"""Presentation: presenter mode, the silence test, recording, and the model card on screen."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from avol.errors import WeightsError
from avol_studio.core.settings.schema import SMOOTHING_SECONDS, Settings
from avol_studio.core.settings.store import SettingsStore
from avol_studio.core.state.player_state import Message, SoundSelection
from avol_studio.services.recording.recording_service import RecordingService, RecordingState
from avol_studio.services.reference_sounds import ReferenceSounds
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.controllers.base import FeatureController
from avol_studio.ui.text.recording_label import recording_text
from avol_studio.ui.window.presentation_mode import PresentationMode

if TYPE_CHECKING:
    from avol_studio.core.model_selection import ModelSelection
    from avol_studio.playback.player import Player
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol

_log = logging.getLogger("avol.presentation")

NO_INHIBITOR = (
    "AVOL cannot keep this screen awake; disable the screen saver in the system settings."
)


class PresentationController(FeatureController):
    """Connects reference sounds, recording and presenter mode to one player and one window."""

    def __init__(
        self, player: Player, store: SettingsStore, models: ModelSelection,
        videos: Path | None, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(player, parent)
        self._store, self._models = store, models
        self.sounds = ReferenceSounds(self)
        self.recordings = RecordingService(player, videos, self)
        self._recording = False
        self.sounds.changed.connect(self._on_sounds)
        self.sounds.message.connect(self.message)
        self.recordings.message.connect(self.message)

    def attach(self, window: WindowProtocol, presenter: PlayerPresenter) -> None:
        """Show recording and model card on the window."""
        self._mode = PresentationMode(window, window.stage.viewport)
        self._viewport, self._smoothed_map = window.stage.viewport, presenter.smoothed_map
        self._audio_panel = window.stage.audio
        self.recordings.changed.connect(self._on_recording)
        self._models.changed.connect(self.show_card)
        self._store.subscribe(self._on_settings)

    def show_card(self) -> None:
        """Show frequency axis and threshold of the checkpoint's model card, if there is one."""
        try:
            card = self._models.card()
        except WeightsError as error:
            _log.info("no model card: %s", error)
            return
        self._audio_panel.set_model_card(card.spectrogram, card.threshold)
        self._smoothed_map.threshold = card.threshold

    def present(self) -> None:
        """Start presenter mode."""
        if not self._mode.active:
            if not self._mode.start(self._store.value.presenter_screen):
                self.message.emit(Message(NO_INHIBITOR))
            self.changed.emit()

    def on_full_screen(self, full_screen: bool) -> None:
        """Stop presenter mode when full screen was left in any way."""
        if self._mode.active and not full_screen:
            self._mode.stop()

    def close(self) -> None:
        """Finish the recording, and release the screen."""
        self._mode.close()
        self.recordings.close()
        self.sounds.close()

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Recording, the silence test, and presenter mode."""
        can_record = lambda: self.recordings.can_record  # noqa: E731
        return [
            *in_menu(
                "File", 200,
                Command(
                    "record.toggle", "Record", ("R",), self.recordings.toggle,
                    "Record the live input: source video, video with map, table", "record|stop",
                    can_record, lambda: self.recordings.state.recording,
                ),
                Command(
                    "record.last", "Save last 30 s", ("Shift+R",), self.recordings.save_replay,
                    "Save the last 30 seconds of the live input", enabled=can_record,
                ),
            ),
            *in_menu(
                "Map", 300,
                Command(
                    "map.silence_test", "Silence test", ("D",), self.sounds.toggle_silence_test,
                    "Feed silence to the model: any map that remains is visual bias",
                    "silence-test", checked=lambda: self.sounds.silence_test,
                ),
            ),
            *in_menu(
                "View", 0,
                Command(
                    "view.present", "Presenter mode", ("F5",), self._toggle_presenting,
                    "Full screen with large text; the screen stays awake", "present",
                    self._is_loaded, lambda: self._mode.active,
                ),
            ),
        ]  # fmt: skip

    def _toggle_presenting(self) -> str:
        if self._mode.active:
            self._mode.stop()
            return ""
        self.present()
        return "Presenter mode: press Esc to exit"

    # -- updates -----------------------------------------------------------------------------

    def _on_settings(self, settings: Settings) -> None:
        self.recordings.set_settings(settings)
        self._smoothed_map.set_duration(SMOOTHING_SECONDS.get(settings.smoothing, 0.0))

    def _on_sounds(self, sounds: SoundSelection) -> None:
        self._player.set_sound_selection(sounds)
        self.changed.emit()

    def _on_recording(self, state: RecordingState) -> None:
        self._viewport.set_recording(recording_text(state))
        if state.recording != self._recording:
            self._recording = state.recording
            self.changed.emit()
