"""Opens whatever camera or microphone was chosen; what each kind needs is imported only then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.sources.choices import CameraChoice, MicrophoneChoice
from app.sources.ears import Microphone
from app.sources.live import Camera, Hear
from app.sources.webcam import CameraDevice

OpenCamera = Callable[[CameraChoice, tuple[CameraDevice, ...], Hear], Camera]


def open_camera(choice: CameraChoice, devices: tuple[CameraDevice, ...], hear: Hear) -> Camera:
    """The camera that is meant, running; `hear` gets the sound that comes with it.

    Raises AvolError where it cannot be had.
    """
    if choice.kind == "device":
        from app.sources.webcam import Webcam

        return Webcam(choice, devices)
    if choice.kind == "file":
        from app.sources.rehearsal import LoopedVideo

        return LoopedVideo(Path(choice.name), hear)
    from app.sources.network import StreamCamera

    return StreamCamera(choice, hear)


def open_microphone(choice: MicrophoneChoice) -> Microphone:
    """The microphone or file that is meant, running; raises AvolError where it cannot be had."""
    if choice.kind == "file":
        from app.sources.rehearsal import LoopedSound

        return LoopedSound(Path(choice.name))
    from app.sources.microphone import PortAudioMicrophone

    return PortAudioMicrophone(choice)
