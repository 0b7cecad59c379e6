"""What a presenter has at hand beside playing: presenter mode, pinned sounds, recording."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from avol_studio.core.settings import SMOOTHING_SECONDS, Settings, SettingsStore
from avol_studio.core.state.player_state import Message, SoundSelection
from avol_studio.services.recording.recording_service import RecordingService, RecordingState
from avol_studio.services.reference_sounds import ReferenceSounds
from avol_studio.ui.commands import Command
from avol_studio.ui.controllers.base import FeatureController
from avol_studio.ui.text.recording_label import recording_text
from avol_studio.ui.window.presentation_mode import PresentationMode

if TYPE_CHECKING:
    from avol_studio.playback.player import Player
    from avol_studio.ui.window.player_presenter import PlayerPresenter
    from avol_studio.ui.window.window_protocol import WindowProtocol

NO_AWAKE = "Nothing here keeps the screen awake; switch its saver off in the system's settings."


class PresentationController(FeatureController):
    """Joins sounds, recording and presenter mode to one player and one window."""

    def __init__(
        self, player: Player, store: SettingsStore, videos: Path | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._player, self._store = player, store
        self.sounds = ReferenceSounds(self)
        self.recordings = RecordingService(player, videos, self)
        self._presenter: PresentationMode | None = None
        self._recording = False
        self.sounds.changed.connect(self._on_sounds)
        self.sounds.said.connect(self.message)
        self.recordings.message.connect(self.message)

    def attach(self, window: WindowProtocol, follower: PlayerPresenter) -> None:
        """Show on a window what is going on."""
        self._presenter = PresentationMode(window, window.stage.viewport)
        self._viewport, self._follower = window.stage.viewport, follower
        self._hearing = window.stage.hearing
        self.recordings.changed.connect(self._on_recording)

    def commands(self) -> dict[str, Command]:
        """What the commands do that belong here, by their id in `avol_studio.ui.commands`."""
        return {
            "record.toggle": self.recordings.toggle,
            "record.last": self.recordings.save_replay,
            "map.deaf": self.sounds.toggle_deaf,
            "view.present": self._toggle_presenting,
        }

    def standing(self) -> dict[str, Any]:
        """Its part of `avol_studio.ui.commands.CommandContext`."""
        return {
            "can_record": self.recordings.can_record,
            "recording": self.recordings.state.recording,
            "deaf": self.sounds.deaf,
            "presenting": self._presenter is not None and self._presenter.on,
        }

    def follow(self, settings: Settings) -> None:
        """Follow the settings."""
        self.recordings.set_settings(settings)
        self._follower.smoothed_map.set_duration(SMOOTHING_SECONDS.get(settings.smoothing, 0.0))

    def show_card(self, weights: str | None) -> None:
        """Bring axis and threshold in line with a checkpoint's card; WeightsError without one."""
        from avol.checkpoints import DEFAULT_WEIGHTS, load_card

        card = load_card(weights or DEFAULT_WEIGHTS)
        self._hearing.set_model_card(card.spectrogram, card.threshold)
        self._follower.smoothed_map.threshold = card.threshold

    def present(self) -> None:
        """Begin presenter mode."""
        if self._presenter is not None and not self._presenter.on:
            if not self._presenter.begin(self._store.value.screen):
                self.message.emit(Message(NO_AWAKE))
            self.changed.emit()

    def full_screen_is(self, on: bool) -> None:
        """Full screen was left by whatever way: presenter mode is over too."""
        if self._presenter is not None and self._presenter.on and not on:
            self._presenter.end()

    def close(self) -> None:
        """End recording, keep its files; let the screen go dark again."""
        if self._presenter is not None:
            self._presenter.close()
        self.recordings.close()
        self.sounds.close()

    def _toggle_presenting(self) -> str:
        if self._presenter is not None and self._presenter.on:
            self._presenter.end()
            return ""
        self.present()
        return "Presenter mode: Esc leaves it"

    def _on_sounds(self, sounds: SoundSelection) -> None:
        self._player.set_sound_selection(sounds)
        self.changed.emit()

    def _on_recording(self, state: RecordingState) -> None:
        self._viewport.set_recording(recording_text(state))
        if state.recording != self._recording:
            self._recording = state.recording
            self.changed.emit()
