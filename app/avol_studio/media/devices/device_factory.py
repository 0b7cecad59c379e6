"""Opens the chosen camera or microphone; imports what it needs only then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from avol_studio.core.state.device_choice import CameraChoice, MicrophoneChoice
from avol_studio.media.devices.capture import AudioCallback, Camera, Microphone
from avol_studio.media.devices.webcam import CameraDevice

OpenCamera = Callable[[CameraChoice, tuple[CameraDevice, ...], AudioCallback], Camera]


def open_camera(
    choice: CameraChoice, devices: tuple[CameraDevice, ...], on_audio: AudioCallback
) -> Camera:
    """Open a camera; `on_audio` receives the audio that comes with it.

    Raises AvolError if it cannot be opened.
    """
    if choice.kind == "device":
        from avol_studio.media.devices.webcam import Webcam

        return Webcam(choice, devices)
    if choice.kind == "file":
        from avol_studio.media.devices.looped_file import LoopedVideo

        return LoopedVideo(Path(choice.name), on_audio)
    from avol_studio.media.devices.stream_camera import StreamCamera

    return StreamCamera(choice, on_audio)


def open_microphone(choice: MicrophoneChoice) -> Microphone:
    """Open a microphone or a file in its place; raises AvolError if it cannot be opened."""
    if choice.kind == "file":
        from avol_studio.media.devices.looped_file import LoopedAudio

        return LoopedAudio(Path(choice.name))
    from avol_studio.media.devices.microphone import PortAudioMicrophone

    return PortAudioMicrophone(choice)
