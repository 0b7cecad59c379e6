"""What a person chooses to look through and to listen to; values that may be kept and compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from avol.errors import InputError

CameraKind = Literal["device", "network", "file", "screen"]
MicrophoneKind = Literal["device", "file", "camera", "none"]

_ADDRESS = re.compile(r"^(https?|rtsps?|rtmp|udp|tcp|srt)://\S+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CameraChoice:
    """One camera.

    name: a device by (a part of) its name, "" for the first; a network address; a path to a video
    that is looped as if it were live; "" for the screen. size (width, height), rate and mjpg are
    wishes to a device, which may give another size.
    """

    kind: CameraKind = "device"
    name: str = ""
    size: tuple[int, int] = (1280, 720)
    rate: int = 30
    mjpg: bool = True

    @property
    def title(self) -> str:
        """What the studio calls it."""
        if self.kind == "file":
            return Path(self.name).name
        if self.kind == "network":
            return without_password(self.name)
        return self.name or {"screen": "Screen"}.get(self.kind, "Camera")

    @property
    def typed(self) -> str:
        """As `parse_camera` reads it."""
        return "screen" if self.kind == "screen" else self.name


@dataclass(frozen=True, slots=True)
class MicrophoneChoice:
    """One source of sound.

    kind "camera" is the sound that comes with a network camera or a looped file. name: a device by
    (a part of) its name, "" for the default; a path to a file with sound. api: its host API, "" for
    any. channel: counted from 0, None for the mean of the first two.
    """

    kind: MicrophoneKind = "device"
    name: str = ""
    api: str = ""
    channel: int | None = None

    @property
    def title(self) -> str:
        """What the studio calls it."""
        if self.kind == "file":
            return Path(self.name).name
        words = {"camera": "the camera's own sound", "none": "no sound"}
        return words.get(self.kind, self.name or "the default microphone")

    @property
    def typed(self) -> str:
        """As `parse_microphone` reads it."""
        return self.kind if self.kind in ("camera", "none") else self.name


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """What `Player.open_live` opens."""

    camera: CameraChoice = field(default_factory=CameraChoice)
    microphone: MicrophoneChoice = field(default_factory=MicrophoneChoice)


def parse_camera(text: str) -> CameraChoice:
    """A camera as it is typed: an address, "screen", a file that exists, else a device's name."""
    text = text.strip()
    if "://" in text and not _ADDRESS.match(text):
        raise InputError(
            f"“{text}” is no address of a network camera; "
            "write it as rtsp://host:port/path or http://host:port/path."
        )
    if "://" in text:
        return CameraChoice("network", text)
    if text.lower() == "screen":
        return CameraChoice("screen")
    return CameraChoice("file" if Path(text).is_file() else "device", text)


def parse_microphone(text: str | None, camera: CameraChoice) -> MicrophoneChoice:
    """A microphone as it is typed: "none", "camera", a file that exists, else a device's name.

    Without any (None) a camera that brings sound of its own is heard, else the default microphone.
    """
    if text is None:
        own = camera.kind in ("network", "file")
        return MicrophoneChoice("camera" if own else "device")
    if text.lower() in ("none", "camera"):
        return MicrophoneChoice("none" if text.lower() == "none" else "camera")
    return MicrophoneChoice("file" if Path(text).is_file() else "device", text)


def without_password(address: str) -> str:
    """The address as it may be shown: names and passwords inside are left out."""
    return re.sub(r"//[^/@]*@", "//", address)


def parse_size(text: str) -> tuple[int, int]:
    """Width and height as they are typed, such as "1280x720"; InputError on anything else."""
    found = re.fullmatch(r"\s*(\d{2,5})\s*[x×]\s*(\d{2,5})\s*", text)
    if found is None:
        raise InputError(f"“{text}” is no size; write width x height, such as 1280x720.")
    return int(found[1]), int(found[2])
