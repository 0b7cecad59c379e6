"""Presentation: presenter mode, the silence test, recording, and the model card on screen."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from avol.errors import WeightsError
from avol_studio.core.settings.schema import SMOOTHING_SECONDS, Settings
from avol_studio.core.state.player_state import Message, SoundSelection
from avol_studio.core.translation import tr
from avol_studio.services.recording.recording_service import RecordingService, RecordingState
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.text.recording_label import recording_notices
from avol_studio.ui.window.presentation_mode import PresentationMode

if TYPE_CHECKING:
    from avol_studio.ui.window.window_protocol import WindowProtocol

_log = logging.getLogger("avol.presentation")

LEFT_AFTER = 500  # ms without full screen after which presenter mode ends

NO_INHIBITOR = tr(
    "AVOL cannot keep this screen awake; disable the screen saver in the system settings."
)


class PresentationController(FeatureController):
    """Connects reference sounds, recording and presenter mode to one player and one window."""

    def __init__(self, context: FeatureContext) -> None:
        super().__init__(context)
        self.sounds = context.sounds
        self.recordings = RecordingService(self._player, context.videos, self)
        self._own(self.recordings, self.sounds)
        self._recording = False
        self.sounds.changed.connect(self._on_sounds)

    def attach(self, window: WindowProtocol) -> None:
        """Show recording and model card on the window."""
        self._mode = PresentationMode(window, window.stage.viewport)
        self._viewport, self._smoothed_map = window.stage.viewport, window.presenter.smoothed_map
        self._audio_panel = window.stage.audio
        self.recordings.changed.connect(self._on_recording)
        self._models.changed.connect(self.show_card)
        self._settings.subscribe(self._on_settings)

    def show_card(self) -> None:
        """Show the frequency axis of the checkpoint's model card, if there is one."""
        try:
            card = self._models.card()
        except WeightsError as error:
            _log.info("no model card: %s", error)
            return
        self._audio_panel.set_spectrogram_spec(card.spectrogram)

    def present(self) -> None:
        """Start presenter mode."""
        if not self._mode.active:
            self._started(self._mode.start(self._settings.value.presenter_screen))

    def _started(self, stays_awake: bool) -> None:
        if not stays_awake:
            self.message.emit(Message(NO_INHIBITOR))
        self.changed.emit()

    @property
    def in_window(self) -> bool:
        """Whether presenter mode uses the window at its size."""
        return self._mode.in_window

    def on_full_screen(self, full_screen: bool) -> None:
        """Stop presenter mode when full screen was left in any way, such as by the desktop.

        Not at once: while full screen begins, a state that the window had before may be reported.
        """
        if self._mode.active and not full_screen and not self._mode.in_window:
            QTimer.singleShot(LEFT_AFTER, self, self._stop_if_left)

    def _stop_if_left(self) -> None:
        if self._mode.active and not self._mode.in_window and not self._mode.full_screen:
            self.stop()

    def stop(self) -> None:
        """Stop presenter mode."""
        if self._mode.active:
            self._mode.stop()
            self.changed.emit()

    def close(self) -> None:
        """End the recording, and release the screen."""
        self._mode.close()
        super().close()

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Recording, the silence test, and presenter mode."""
        can_record = Condition(tr("Open a camera first"), lambda: self.recordings.can_record)
        return [
            *in_menu(
                "Live",
                100,
                Command(
                    "record.toggle",
                    tr("Record"),
                    ("R",),
                    self.recordings.toggle,
                    tr("Record the live input: source video, video with map, table"),
                    "record|stop",
                    can_record,
                    lambda: self.recordings.active,
                ),
                Command(
                    "record.last",
                    tr("Save last 30 s"),
                    ("Shift+R",),
                    self.recordings.save_replay,
                    tr("Save the last 30 seconds of the live input"),
                    enabled=can_record,
                ),
            ),
            *in_menu(
                "Analysis",
                100,
                Command(
                    "map.silence_test",
                    tr("Silence test"),
                    ("D",),
                    self.sounds.toggle_silence_test,
                    tr("Replace the audio by silence: the map becomes empty"),
                    "silence-test",
                    checked=lambda: self.sounds.silence_test,
                ),
            ),
            *in_menu(
                "View",
                90,
                Command(
                    "view.present",
                    tr("Presenter mode"),
                    ("F5",),
                    self._toggle_presenting,
                    tr("Full screen with large text; the screen stays awake"),
                    "present",
                    self._is_loaded,
                    lambda: self._mode.active,
                ),
                Command(
                    "view.present_window",
                    tr("Presenter mode in window"),
                    ("Shift+F5",),
                    self._toggle_in_window,
                    tr("Only the image, with large text, in the size of the window"),
                    enabled=self._is_loaded,
                    checked=lambda: self._mode.in_window,
                ),
            ),
        ]

    def _toggle_in_window(self) -> str:
        if self._mode.active:
            self.stop()
            return ""
        self._started(self._mode.start_in_window())
        return tr("Presenter mode in the window: press Esc to exit")

    def _toggle_presenting(self) -> str:
        if self._mode.active:
            self._mode.stop()
            return ""
        self.present()
        return tr("Presenter mode: press Esc to exit")

    # -- updates -----------------------------------------------------------------------------

    def _on_settings(self, settings: Settings) -> None:
        self.recordings.set_settings(settings)
        self._smoothed_map.set_duration(SMOOTHING_SECONDS.get(settings.smoothing, 0.0))

    def _on_sounds(self, sounds: SoundSelection) -> None:
        self._player.client.set_sounds(sounds)
        self.changed.emit()

    def _on_recording(self, state: RecordingState) -> None:
        self._viewport.set_recording(recording_notices(state))
        if self.recordings.active != self._recording:
            self._recording = self.recordings.active
            self.changed.emit()
