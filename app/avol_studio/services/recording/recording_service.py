"""The recording service: records live media, saves the replay buffer, finalizes recordings."""

from __future__ import annotations

import logging
import shutil
import threading
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from avol.errors import AvolError
from avol_studio.core.library_messages import translated
from avol_studio.core.model_input_note import english_note
from avol_studio.core.overlay_style import overlay_style
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.translation import tr
from avol_studio.playback.session import SAVING_FRAMES
from avol_studio.services.base import WorkerService
from avol_studio.services.recording.finalize import (
    ARCHIVE,
    RenderingCancelledError,
    finalize_recording,
    unfinished_recordings,
)
from avol_studio.services.recording.recorder import Recorder
from avol_studio.services.recording.recording_files import DISK_RESERVE
from avol_studio.services.recording.state import (
    RecordingFinished,
    RecordingProgress,
    RecordingRejected,
)

if TYPE_CHECKING:
    from avol.io.localize import OverlayStyle
    from avol_studio.core.settings.schema import Settings
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.core.threads.worker_thread import Notify
    from avol_studio.playback.player import Player

_log = logging.getLogger("avol.recording")

UPDATE_INTERVAL_MS = 500
FINALIZE_NICENESS = 15  # live maps and the recording itself have priority


@dataclass(frozen=True, slots=True)
class RecordingState:
    """The state of recording.

    rendering: rendered fraction of an overlay video, None if none is rendered. free_bytes: space
    on the disk that the recording may use, 0 while nothing is recorded.
    """

    progress: RecordingProgress = field(default_factory=RecordingProgress)
    rendering: float | None = None
    free_bytes: int = 0


class RecordingService(WorkerService):
    """Records the live media of a player into new folders below `folder`.

    Recordings that have ended are finalized one after another in a thread.
    """

    changed = Signal(object)  # RecordingState

    def __init__(self, player: Player, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player, self._folder = player, folder
        self._recorder: Recorder | None = None
        self._finalizer = self._start_worker(
            lambda notify: TaskThread("avol-finalize", notify, FINALIZE_NICENESS)
        )
        self._closing = threading.Event()
        self._keep_replay, self._replay_interval = False, 0.0
        self._style: OverlayStyle | None = None
        self._rendering: float | None = None
        self._state = RecordingState()
        self._timer = QTimer(self, interval=UPDATE_INTERVAL_MS)
        self._timer.timeout.connect(self._update)
        self._handle(RecordingFinished, self._on_finished)
        self._handle(RecordingRejected, self._on_rejected)
        self._handle(float, self._on_rendering)
        player.opened.connect(self._on_opened)
        player.closed.connect(self._on_closed)
        player.localized.connect(self._on_located)

    @property
    def state(self) -> RecordingState:
        """The state as of the last update."""
        return self._state

    @property
    def active(self) -> bool:
        """Whether a recording was started and has not ended; it may still wait for frames."""
        return self._recorder is not None and self._recorder.active

    @property
    def can_record(self) -> bool:
        """Whether the player shows live media."""
        return isinstance(self._player.media, LiveMedia)

    def set_settings(self, settings: Settings) -> None:
        """Apply the settings of the replay buffer and of the overlay."""
        self._keep_replay, texts = settings.keep_replay_buffer, settings.record_texts
        self._replay_interval = 1 / SAVING_FRAMES if settings.save_power else 0.0
        self._style = replace(overlay_style(settings), verdict=texts, legend=texts)
        self._set_up_recorder()

    def toggle(self) -> str:
        """Start or stop recording; returns the text to show."""
        if self._recorder is None or not self.can_record:
            return ""
        if self._recorder.active:
            self._recorder.stop_recording()
            return tr("Recording stopped")
        self._recorder.start_recording(self._new_folder())
        return tr("Starting to record")

    def save_replay(self) -> str:
        """Save the replay buffer; returns the text to show."""
        if self._recorder is None or not self.can_record:
            return ""
        if not self._keep_replay:
            text = tr("The replay buffer is off; switch it on in the settings.")
            self.message.emit(Message(text, "warning"))
            return ""
        seconds = round(self._recorder.progress.replay_seconds)
        self._recorder.save_replay(self._new_folder())
        return tr("Saving the last {seconds} s").format(seconds=seconds)

    def recover(self) -> None:
        """Finalize the recordings that a crash has interrupted; `message` follows for them."""
        if not self._closing.is_set():
            self._finalizer.submit(self._recover, self._on_finalized)

    def close(self) -> None:
        """End the recording and request the threads to end.

        The video is complete. What else is not finished in time is finished at the next start.
        """
        self._timer.stop()
        self._closing.set()
        if self._recorder is not None:
            self._player.remove_listener(self._recorder)
        super().close()

    # -- the player --------------------------------------------------------------------------

    def _on_opened(self, media: object) -> None:
        self._on_closed()
        if not isinstance(media, LiveMedia):
            return
        if self._recorder is None:
            self._recorder = self._start_worker(self._create_recorder)
            self._player.add_listener(self._recorder)
        self._set_up_recorder()
        self._timer.start()

    def _set_up_recorder(self) -> None:
        if self._recorder is not None:
            self._recorder.keep_replay = self._keep_replay
            self._recorder.replay_interval = self._replay_interval

    def _on_closed(self) -> None:
        if self._recorder is not None:
            self._recorder.end_source()
            self._update()

    def _on_located(self, located: LocalizationEvent) -> None:
        """Record the map that the window shows, with what it belongs to."""
        if self._recorder is not None and self.can_record and not located.exact:
            note = english_note(located.sounds.replacement, located.perturbation)
            self._recorder.on_located(located.localization, located.time, note)

    def _update(self) -> None:
        progress = RecordingProgress()
        if self._recorder is not None:
            self._recorder.audio_offset = self._player.av_sync.offset
            progress = self._recorder.progress
        free = _free_bytes(progress.folder) if progress.folder is not None else 0
        state = RecordingState(progress, self._rendering, free)
        if state != self._state:
            self._state = state
            self.changed.emit(state)

    # -- recordings --------------------------------------------------------------------------

    def _new_folder(self) -> Path:
        media = self._player.media
        name = media.stem if media is not None else "live"
        return self._folder / f"{name} {datetime.now():%Y-%m-%d %H.%M.%S}"

    def _create_recorder(self, notify: Notify) -> Recorder:
        def on_event(event: object) -> None:
            """Runs in the recorder's thread, which finalizes a recording that `close` ends."""
            if (
                self._closing.is_set()
                and isinstance(event, RecordingFinished)
                and event.files.start is not None
            ):
                self._finalize(event.files.folder)
            else:
                notify(event)

        return Recorder(on_event)

    def _on_rejected(self, event: RecordingRejected) -> None:
        self.message.emit(Message(event.text, "error"))
        self._update()

    def _on_finished(self, event: RecordingFinished) -> None:
        if event.error:
            self.message.emit(Message(event.error, "error"))
        if event.files.start is not None:
            self._rendering = 0.0
            self._finalizer.submit(lambda: self._finalize_new(event), self._on_finalized)
        self._update()

    def _on_rendering(self, fraction: float) -> None:
        self._rendering = None if fraction >= 1 else fraction
        self._update()

    def _on_finalized(self, message: Message | None) -> None:
        self._rendering = None
        if message is not None:
            self.message.emit(message)
        self._update()

    # -- the thread of the finalizer ---------------------------------------------------------

    def _finalize_new(self, event: RecordingFinished) -> Message | None:
        from avol.io.results import load_origin

        folder = event.files.folder
        if not self._finalize(folder) or event.error:
            return None
        seconds = round(event.replay_seconds)
        what = (
            tr("the last {seconds} s").format(seconds=seconds)
            if seconds
            else tr("video, table and maps")
        )
        text = tr("Saved {what} in {folder}.").format(what=what, folder=folder)
        if load_origin(folder / ARCHIVE):
            text += " " + tr(
                "Some maps belong to another sound or an altered input; the overlay video says so."
            )
        return Message(text, folder=folder)

    def _recover(self) -> Message | None:
        unfinished = (
            path for path in unfinished_recordings(self._folder) if not self._closing.is_set()
        )
        recovered = [path for path in unfinished if self._finalize(path)]
        if not recovered:
            return None
        folder = recovered[0] if len(recovered) == 1 else self._folder
        text = tr("Recovered %n interrupted recordings in {folder}.", "", len(recovered))
        return Message(text.format(folder=folder), folder=folder)

    def _finalize(self, folder: Path) -> bool:
        """Finalize a recording; returns False, and sends the error, if it cannot."""
        from avol.io.localize import DEFAULT_STYLE

        notify = self._finalizer.notify
        try:
            return finalize_recording(
                folder, self._style or DEFAULT_STYLE, notify, self._closing.is_set
            )
        except RenderingCancelledError:
            _log.info("rendering in %s was cancelled", folder)
        except AvolError as error:
            notify(
                Message(
                    tr("{error} The recording itself is in {folder}.").format(
                        error=translated(str(error)), folder=folder
                    ),
                    "error",
                )
            )
        except Exception as error:
            _log.exception("a recording could not be finalized")
            text = tr(
                "The overlay video failed ({error}); the recording itself is in {folder}."
            ).format(error=error, folder=folder)
            notify(Message(text, "error"))
        return False


def _free_bytes(folder: Path) -> int:
    """Return the space that a recording may use."""
    try:
        return max(0, shutil.disk_usage(folder).free - DISK_RESERVE)
    except OSError:
        return 0
