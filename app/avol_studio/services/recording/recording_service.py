"""Recording as the window sees it: begin, end, save what was; what becomes of the takes."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from avol.errors import AvolError
from avol_studio.core.overlay_style import drawing
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.thread_priority import lower_thread_priority
from avol_studio.services.recording.finalize import (
    RenderingCancelledError,
    finish,
    takes_folder,
    unfinished,
)
from avol_studio.services.recording.recorder import (
    Progress,
    Recorder,
    RecordingFinished,
    RecordingRejected,
)

if TYPE_CHECKING:
    from avol.io.localize import OverlayStyle
    from avol_studio.core.settings import Settings
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.playback.live_player import LivePlayer

_log = logging.getLogger("avol.recording")

EVERY = 500  # ms between two looks at how it stands
FAREWELL = 5.0  # seconds that the encoder gets to end


@dataclass(frozen=True, slots=True)
class RecordingState:
    """How recording stands; `filming` is the share done of the film of a take, None where there
    is none to be made. free_bytes: on the disk, 0 where nobody asked.
    """

    progress: Progress = field(default_factory=Progress)
    filming: float | None = None
    free_bytes: int = 0

    @property
    def recording(self) -> bool:
        """Whether a take is growing."""
        return self.progress.recording


class RecordingService(QObject):
    """Records what one player shows live; takes lie in folders of their own below `folder`.

    Films of takes that have ended are drawn one after another in a thread of their own.
    """

    changed = Signal(object)  # RecordingState
    said = Signal(object)  # Message
    _happened = Signal(object)  # events of the threads, brought into this one

    def __init__(
        self, player: LivePlayer, folder: Path | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._folder = folder or takes_folder()
        self._happened.connect(self._on_event)
        self._recorder: Recorder | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._leaving = threading.Event()
        self._keep = False
        self._drawing: OverlayStyle | None = None
        self._share: float | None = None
        self._state = RecordingState()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._look)
        player.opened.connect(self._on_opened)
        player.closed.connect(self._on_closed)
        player.located.connect(self._on_located)

    @property
    def state(self) -> RecordingState:
        """How recording stands."""
        return self._state

    @property
    def can_record(self) -> bool:
        """Whether there is something live."""
        return isinstance(self._player.media, LiveMedia)

    def set_settings(self, settings: Settings) -> None:
        """Remember the last half minute or not; draw films as the studio draws now."""
        self._keep, self._drawing = settings.keep_last, drawing(settings)
        if self._recorder is not None:
            self._recorder.keep = self._keep

    def toggle(self) -> str:
        """Begin a take, or end it; what to echo."""
        if self._recorder is None or not self.can_record:
            return ""
        if self._recorder.progress.recording:
            self._recorder.end()
            return "Recording ended"
        self._recorder.begin(self._new_folder())
        return "Recording"

    def save_last(self) -> str:
        """Make a take of the last half minute; what to echo."""
        if self._recorder is None or not self.can_record:
            return ""
        if not self._keep:
            self.said.emit(
                Message("The last 30 s are not kept; switch that on in the settings.", "warning")
            )
            return ""
        self._recorder.save_last(self._new_folder())
        return "Saving the last 30 s"

    def recover(self) -> None:
        """Finish takes that a crash has cut off; one sentence says so, where there are any."""
        if not self._leaving.is_set():
            self._in_turn(self._recover)

    def close(self) -> None:
        """End the take and make it whole; films are given up, their takes are whole."""
        self._timer.stop()
        self._leaving.set()
        if self._recorder is not None:
            self._player.remove_tap(self._recorder)
            self._recorder.close()
            if not self._recorder.join(FAREWELL):
                _log.warning("the recorder is still busy at the end")
        if self._pool is not None:
            self._pool.shutdown()

    # -- following the player ----------------------------------------------------------------

    def _on_opened(self, media: object) -> None:
        if not isinstance(media, LiveMedia):
            self._on_closed()
            return
        if self._recorder is None:
            self._recorder = Recorder(self._tell)
            self._player.add_tap(self._recorder)
        self._recorder.forget()
        self._recorder.keep = self._keep
        self._timer.start()

    def _on_closed(self) -> None:
        if self._recorder is not None:
            self._recorder.forget()

    def _on_located(self, located: LocalizationEvent) -> None:
        if self._recorder is not None and self.can_record and not located.exact:
            self._recorder.on_located(located.localization, located.time)

    def _look(self) -> None:
        progress = Progress()
        if self._recorder is not None:
            self._recorder.offset = self._player.tuning.offset
            progress = self._recorder.progress
        free = _free(progress.folder) if progress.folder is not None else 0
        state = RecordingState(progress, self._share, free)
        if state != self._state:
            self._state = state
            self.changed.emit(state)

    # -- takes -------------------------------------------------------------------------------

    def _new_folder(self) -> Path:
        media = self._player.media
        name = media.stem if media is not None else "live"
        return self._folder / f"{name} {datetime.now():%Y-%m-%d %H.%M.%S}"

    def _tell(self, event: object) -> None:
        """From the recorder's thread: a take that ends with the program is made whole there."""
        if (
            self._leaving.is_set()
            and isinstance(event, RecordingFinished)
            and event.take.start is not None
        ):
            self._finish(event)
        else:
            self._happened.emit(event)

    def _on_event(self, event: object) -> None:
        match event:
            case RecordingRejected():
                self.said.emit(Message(event.text, "error"))
            case RecordingFinished():
                self._on_over(event)
            case float():
                self._share = None if event >= 1 else event
            case Message():
                self._share = None
                self.said.emit(event)
        self._look()

    def _on_over(self, over: RecordingFinished) -> None:
        if over.trouble:
            self.said.emit(Message(over.trouble, "error"))
        if over.take.start is not None:
            self._share = 0.0
            self._in_turn(self._finish, over)

    def _in_turn(self, job: Callable[..., None], *arguments: object) -> None:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(
                1, "film", initializer=lower_thread_priority, initargs=(15,)
            )
        self._pool.submit(job, *arguments)

    def _finish(self, over: RecordingFinished) -> None:
        """In a thread of its own: what a take becomes."""
        where = over.take.folder
        if self._made_whole(where) and not over.trouble:
            self._happened.emit(Message(f"Saved film, take and table in {where}.", folder=where))

    def _recover(self) -> None:
        """The same for takes that were cut off."""
        wanted = (take for take in unfinished(self._folder) if not self._leaving.is_set())
        whole = [take for take in wanted if self._made_whole(take)]
        if whole:
            what, where = "A recording that was cut off is", whole[0]
            if len(whole) > 1:
                what, where = f"{len(whole)} recordings that were cut off are", self._folder
            self._happened.emit(Message(f"{what} whole again, in {where}.", folder=where))

    def _made_whole(self, take: Path) -> bool:
        """Whether a take has all its files now; it says why not."""
        from avol.io.localize import PLAIN

        try:
            return finish(take, self._drawing or PLAIN, self._happened.emit, self._leaving.is_set)
        except RenderingCancelledError:
            _log.info("the film in %s was given up", take)
        except AvolError as error:
            self._happened.emit(Message(f"{error} The take itself is in {take}.", "error"))
        except Exception as error:
            _log.exception("a take could not be finished")
            text = f"The film could not be drawn ({error}); the take itself is in {take}."
            self._happened.emit(Message(text, "error"))
        return False


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
