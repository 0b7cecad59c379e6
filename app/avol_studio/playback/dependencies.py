"""The replaceable dependencies of a player; tests replace them by fakes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from avol.errors import InputError
from avol_studio.core.model_loader import Model, loader
from avol_studio.media.audio.audio_device import AudioOutputDevice, FillCallback, OpenAudioOutput
from avol_studio.media.audio.audio_window import AudioTrackReader, OpenAudioTrack
from avol_studio.media.audio_track_selection import AudioTrackSelection
from avol_studio.media.devices.capture import OpenMicrophone
from avol_studio.media.devices.device_factory import OpenCamera, open_camera, open_microphone
from avol_studio.media.source import OpenVideo, VideoReader
from avol_studio.playback.map_cache import MapLookup

_AUDIO_TRACKS = AudioTrackSelection()


def _open_video(path: Path) -> VideoReader:
    from avol.media import VideoFile

    try:
        return VideoFile(path, threads="slice", audio_track=_AUDIO_TRACKS.get(path))
    except InputError:  # the file has changed and no longer has the track
        _AUDIO_TRACKS.select(path, None)
        return VideoFile(path, threads="slice")


def _open_track(path: Path) -> AudioTrackReader:
    from avol.media import AudioTrack

    return AudioTrack(path, _AUDIO_TRACKS.get(path))


def _open_output(fill: FillCallback) -> AudioOutputDevice:
    from avol_studio.media.audio.audio_device import PortAudioOutput

    return PortAudioOutput(fill)


_LOAD_MODEL, _LOAD_BACKGROUND_MODEL = loader(None, "auto"), loader(None, "auto", threads=1)


@dataclass(frozen=True, slots=True)
class PlayerDependencies:
    """Functions that open videos, audio tracks, devices and models, and the monotonic clock.

    The background model is a second model on a single core, for work that can wait. The functions
    run in the thread that owns the result and raise an AvolError on failure.
    """

    audio_tracks: AudioTrackSelection = _AUDIO_TRACKS
    open_video: OpenVideo = _open_video
    open_track: OpenAudioTrack = _open_track
    open_output: OpenAudioOutput = _open_output
    load_model: Callable[[], Model] = _LOAD_MODEL
    load_background_model: Callable[[], Model] = _LOAD_BACKGROUND_MODEL
    open_camera: OpenCamera = open_camera
    open_microphone: OpenMicrophone = open_microphone
    seconds: Callable[[], float] = time.monotonic
    map_lookup: MapLookup = field(default_factory=MapLookup)
