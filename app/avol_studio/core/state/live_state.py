"""State values of the live session."""

from __future__ import annotations

from dataclasses import dataclass

from avol_studio.core.state.device_choice import LiveRequest


@dataclass(frozen=True, slots=True)
class LiveMedia:
    """The live source that is open; `session` is the first session id that belongs to it."""

    request: LiveRequest
    session: int

    @property
    def name(self) -> str:
        """The name in the window title."""
        return self.request.camera.title

    @property
    def stem(self) -> str:
        """The name of files made from it, without characters that file systems reject."""
        bare = self.name.rpartition("://")[2]
        kept = (c if c.isalnum() or c in " -_." else "-" for c in bare)
        return "".join(kept).strip(" .-") or "live"


@dataclass(frozen=True, slots=True)
class LiveState:
    """The state of camera and microphone since they were opened.

    camera_error, microphone_error: one sentence as long as it is true, else "". camera_stopped: no
    frames come, so the last one is out of date. audio_device: name of the microphone in use.
    frames_captured: by the camera, shown or not. audio_ms_lost: milliseconds of lost audio, which
    became silence. reconnects: how often a device came back.
    """

    camera_error: str = ""
    microphone_error: str = ""
    camera_stopped: bool = False
    audio_device: str = ""
    frames_captured: int = 0
    audio_ms_lost: float = 0.0
    reconnects: int = 0
