"""What a presenter has at hand beside playing: presenter mode, pinned sounds, recording."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.actions import Command
from app.desk import Desk
from app.flow.state import Message, Sounds
from app.recording.recordings import Recordings, RecordingState
from app.settings import SMOOTHING_SECONDS, Settings, SettingsStore
from app.show.sounds import SoundChoice
from app.views.presenter import Presenter
from app.views.recording_text import recording_text

if TYPE_CHECKING:
    from app.flow.live_player import LivePlayer
    from app.views.follower import Follower
    from app.views.host import Host

NO_AWAKE = "Nothing here keeps the screen awake; switch its saver off in the system's settings."


class Show(Desk):
    """Joins sounds, recording and presenter mode to one player and one window."""

    def __init__(
        self, player: LivePlayer, store: SettingsStore, videos: Path | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._player, self._store = player, store
        self.sounds = SoundChoice(self)
        self.recordings = Recordings(player, videos, self)
        self._presenter: Presenter | None = None
        self._recording = False
        self.sounds.changed.connect(self._on_sounds)
        for teller in (self.sounds, self.recordings):
            teller.said.connect(self.said)

    def attach(self, window: Host, follower: Follower) -> None:
        """Show on a window what is going on."""
        self._presenter = Presenter(window, window.stage.viewport)
        self._viewport, self._follower = window.stage.viewport, follower
        self._hearing = window.stage.hearing
        self.recordings.changed.connect(self._on_recording)

    def commands(self) -> dict[str, Command]:
        """What the commands do that belong here, by their id in `app.actions`."""
        return {
            "record.toggle": self.recordings.toggle,
            "record.last": self.recordings.save_last,
            "map.deaf": self.sounds.toggle_deaf,
            "view.present": self._toggle_presenting,
        }

    def standing(self) -> dict[str, Any]:
        """Its part of `app.actions.Situation`."""
        return {
            "can_record": self.recordings.can_record,
            "recording": self.recordings.state.recording,
            "deaf": self.sounds.deaf,
            "presenting": self._presenter is not None and self._presenter.on,
        }

    def follow(self, settings: Settings) -> None:
        """Follow the settings."""
        self.recordings.set_settings(settings)
        self._follower.steady.set_seconds(SMOOTHING_SECONDS.get(settings.smoothing, 0.0))

    def show_card(self, weights: str | None) -> None:
        """Bring axis and threshold in line with a checkpoint's card; WeightsError without one."""
        from avol.checkpoints import DEFAULT_WEIGHTS, load_card

        card = load_card(weights or DEFAULT_WEIGHTS)
        self._hearing.set_card(card.spectrogram, card.threshold)
        self._follower.steady.threshold = card.threshold

    def present(self) -> None:
        """Begin presenter mode."""
        if self._presenter is not None and not self._presenter.on:
            if not self._presenter.begin(self._store.value.screen):
                self.said.emit(Message(NO_AWAKE))
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

    def _on_sounds(self, sounds: Sounds) -> None:
        self._player.set_sounds(sounds)
        self.changed.emit()

    def _on_recording(self, state: RecordingState) -> None:
        self._viewport.set_recording(recording_text(state))
        if state.recording != self._recording:
            self._recording = state.recording
            self.changed.emit()
