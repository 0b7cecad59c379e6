"""Opens whatever camera or microphone was chosen; what each kind needs is imported only then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from avol_studio.core.state.device_choice import CameraChoice, MicrophoneChoice
from avol_studio.media.devices.webcam import CameraDevice
from avol_studio.media.sources.camera_source import AudioCallback, Camera
from avol_studio.media.sources.microphone_source import Microphone

OpenCamera = Callable[[CameraChoice, tuple[CameraDevice, ...], AudioCallback], Camera]


def open_camera(
    choice: CameraChoice, devices: tuple[CameraDevice, ...], hear: AudioCallback
) -> Camera:
    """The camera that is meant, running; `hear` gets the sound that comes with it.

    Raises AvolError where it cannot be had.
    """
    if choice.kind == "device":
        from avol_studio.media.devices.webcam import Webcam

        return Webcam(choice, devices)
    if choice.kind == "file":
        from avol_studio.media.devices.looped_file import LoopedVideo

        return LoopedVideo(Path(choice.name), hear)
    from avol_studio.media.devices.stream_camera import StreamCamera

    return StreamCamera(choice, hear)


def open_microphone(choice: MicrophoneChoice) -> Microphone:
    """The microphone or file that is meant, running; raises AvolError where it cannot be had."""
    if choice.kind == "file":
        from avol_studio.media.devices.looped_file import LoopedAudio

        return LoopedAudio(Path(choice.name))
    from avol_studio.media.devices.microphone import PortAudioMicrophone

    return PortAudioMicrophone(choice)
