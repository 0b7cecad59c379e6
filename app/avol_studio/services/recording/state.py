"""Progress and events of a recording."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from avol_studio.services.recording.recording_files import RecordingFiles


@dataclass(frozen=True, slots=True)
class RecordingProgress:
    """Progress of the current recording.

    recording: whether frames are being written to the disk; waiting: whether a recording is open
    and no frame arrives. seconds, bytes, folder: of the recording. replay_seconds: duration that
    `save_replay` would save now. dropped: frames dropped because encoder or disk were too slow.
    audio_lost: seconds of audio lost because the disk stalled for minutes.
    """

    recording: bool = False
    seconds: float = 0.0
    bytes: int = 0
    replay_seconds: float = 0.0
    dropped: int = 0
    folder: Path | None = None
    audio_lost: float = 0.0
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class RecordingFinished:
    """A recording has ended; `error` says why if the user did not stop it.

    replay_seconds: duration of a saved replay buffer; 0 for a recording.
    """

    files: RecordingFiles
    error: str = ""
    replay_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class RecordingRejected:
    """A recording could not be started or saved; `text` is one sentence."""

    text: str
