"""The parts a player is made of, at the seams where tests put fakes; imported when first used."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from avol_studio.core.model_loader import Model, loader
from avol_studio.media.audio.audio_device import AudioOutputDevice, FillCallback, OpenAudioOutput
from avol_studio.media.audio.audio_window import AudioTrackReader, OpenAudioTrack
from avol_studio.media.devices.device_factory import OpenCamera, open_camera, open_microphone
from avol_studio.media.source import OpenVideo, VideoReader
from avol_studio.media.sources.microphone_source import OpenMicrophone
from avol_studio.playback.map_cache import MapLookup


def _open_video(path: Path) -> VideoReader:
    from avol.media import VideoFile

    return VideoFile(path, threads="slice")


def _open_track(path: Path) -> AudioTrackReader:
    from avol.media import AudioTrack

    return AudioTrack(path)


def _open_output(fill: FillCallback) -> AudioOutputDevice:
    from avol_studio.media.audio.audio_device import PortAudioOutput

    return PortAudioOutput(fill)


_LOAD, _LOAD_QUIET = loader(None, "auto"), loader(None, "auto", threads=1)


@dataclass(frozen=True, slots=True)
class PlayerDependencies:
    """How to come by a video, a sound track, a sound output, a model and the time; the quiet model
    is another one for the background, on a single core.

    The openers run in the thread that will own the thing and raise an AvolError where they cannot.
    """

    open_video: OpenVideo = _open_video
    open_track: OpenAudioTrack = _open_track
    open_output: OpenAudioOutput = _open_output
    load_model: Callable[[], Model] = _LOAD
    load_background_model: Callable[[], Model] = _LOAD_QUIET
    open_camera: OpenCamera = open_camera
    open_microphone: OpenMicrophone = open_microphone
    seconds: Callable[[], float] = time.monotonic
    map_lookup: MapLookup = field(default_factory=MapLookup)
