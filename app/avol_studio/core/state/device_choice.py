"""The selected camera and microphone as values, and their text form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from avol.errors import InputError
from avol_studio.core.translation import tr

CameraKind = Literal["device", "network", "file", "screen"]
MicrophoneKind = Literal["device", "file", "camera", "none"]

_ADDRESS = re.compile(r"^(https?|rtsps?|rtmp|udp|tcp|srt)://\S+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CameraChoice:
    """A camera.

    name: (part of) a device name, "" for the first device; a network address; the path of a video
    that is looped as a simulated camera; "" for the screen. size (width, height), rate (frames per
    second) and mjpg are requests; the device may deliver something else.
    """

    kind: CameraKind = "device"
    name: str = ""
    size: tuple[int, int] = (1280, 720)
    rate: int = 30
    mjpg: bool = True

    @property
    def title(self) -> str:
        """The name that the window shows."""
        if self.kind == "file":
            return Path(self.name).name
        if self.kind == "network":
            return hide_credentials(self.name)
        return self.name or {"screen": tr("Screen")}.get(self.kind, tr("Camera"))

    @property
    def spec(self) -> str:
        """The text that `parse_camera` accepts."""
        return "screen" if self.kind == "screen" else self.name


@dataclass(frozen=True, slots=True)
class MicrophoneChoice:
    """An audio input.

    kind "camera" is the audio of a network camera or a looped file. name: (part of) a device name,
    "" for the default device; the path of a file with audio. api: host API, "" for any. channel:
    counted from 0; None for the mean of the first two.
    """

    kind: MicrophoneKind = "device"
    name: str = ""
    api: str = ""
    channel: int | None = None

    @property
    def title(self) -> str:
        """The name that the window shows."""
        if self.kind == "file":
            return Path(self.name).name
        titles = {"camera": tr("camera audio"), "none": tr("no audio")}
        return titles.get(self.kind, self.name or tr("default microphone"))

    @property
    def spec(self) -> str:
        """The text that `parse_microphone` accepts."""
        return self.kind if self.kind in ("camera", "none") else self.name


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """The devices of a live session."""

    camera: CameraChoice = field(default_factory=CameraChoice)
    microphone: MicrophoneChoice = field(default_factory=MicrophoneChoice)


def parse_camera(text: str) -> CameraChoice:
    """Parse a camera: an address, "screen", an existing file, else a device name.

    Raises InputError for an address with an unknown scheme.
    """
    text = text.strip()
    if "://" in text and not _ADDRESS.match(text):
        raise InputError(
            tr(
                "“{text}” is not the address of a network camera; use "
                "rtsp://host:port/path or http://host:port/path."
            ).format(text=text)
        )
    if "://" in text:
        return CameraChoice("network", text)
    if text.lower() == "screen":
        return CameraChoice("screen")
    return CameraChoice("file" if Path(text).is_file() else "device", text)


def parse_microphone(text: str | None, camera: CameraChoice) -> MicrophoneChoice:
    """Parse a microphone: "none", "camera", an existing file, else a device name.

    None selects the audio of the camera if it has any, else the default microphone.
    """
    if text is None:
        has_audio = camera.kind in ("network", "file")
        return MicrophoneChoice("camera" if has_audio else "device")
    if text.lower() in ("none", "camera"):
        return MicrophoneChoice("none" if text.lower() == "none" else "camera")
    return MicrophoneChoice("file" if Path(text).is_file() else "device", text)


def hide_credentials(address: str) -> str:
    """Return the address without user name and password."""
    return re.sub(r"//[^/@]*@", "//", address)


def parse_size(text: str) -> tuple[int, int]:
    """Parse width and height, such as "1280x720"; raise InputError for any other text."""
    match = re.fullmatch(r"\s*(\d{2,5})\s*[x×]\s*(\d{2,5})\s*", text)
    if match is None:
        raise InputError(
            tr("“{text}” is not a size; use WIDTHxHEIGHT, such as 1280x720.").format(text=text)
        )
    return int(match[1]), int(match[2])
