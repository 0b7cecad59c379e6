"""What the live player tells the window beyond what it tells of files."""

from __future__ import annotations

from dataclasses import dataclass

from avol_studio.core.state.device_choice import LiveRequest


@dataclass(frozen=True, slots=True)
class LiveMedia:
    """What is live now; `session` is the first session id that belongs to it."""

    request: LiveRequest
    session: int

    @property
    def name(self) -> str:
        """What the title of the window says."""
        return self.request.camera.title

    @property
    def stem(self) -> str:
        """What files made of it are named after."""
        bare = self.name.rpartition("://")[2]
        kept = (c if c.isalnum() or c in " -_." else "-" for c in bare)
        return "".join(kept).strip(" .-") or "live"


@dataclass(frozen=True, slots=True)
class LiveState:
    """How camera and microphone do, since they were opened.

    camera, microphone: what is wrong with them, "" when all is well. listening_to: the device that
    is heard. frames_taken: by the camera, shown or not. sound_ms_lost: milliseconds of sound that
    were lost and are silence now. reconnects: how often camera and microphone have come back.
    """

    camera: str = ""
    microphone: str = ""
    listening_to: str = ""
    frames_taken: int = 0
    sound_ms_lost: float = 0.0
    reconnects: int = 0
