"""The parts a player is made of, at the seams where tests put fakes; imported when first used."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from avol_studio.core.model_loader import Model, loader
from avol_studio.media.audio.audio_device import Fill
from avol_studio.media.map_cache import MapLookup
from avol_studio.media.sources.device_factory import OpenCamera, open_camera, open_microphone
from avol_studio.media.sources.microphone_source import OpenMicrophone
from avol_studio.media.sources.source import OpenVideo, Video

RATE = 48_000
"""Samples a second of all sound in the studio."""


class Track(Protocol):
    """What the flow asks of `avol.media.AudioTrack`: samples by number on the file's axis."""

    @property
    def channels(self) -> int:
        """1 or 2."""
        ...

    def read(self, start: int, stop: int) -> NDArray[np.float32]:
        """(stop - start, channels) samples of -1..1; silence where the file has none."""
        ...

    def second_at(self, time: float) -> NDArray[np.float32]:
        """(48000,) mono, centred on a time of the file's axis."""
        ...

    def close(self) -> None:
        """Let go of the file."""


class Output(Protocol):
    """A running sound output that calls its `Fill` from a thread of its own."""

    @property
    def channels(self) -> int:
        """Columns of what it has filled."""
        ...

    def close(self) -> None:
        """Let go of the device."""


class Seconds(Protocol):
    """Where the second of sound that belongs to a moment comes from."""

    def second_at(self, time: float) -> NDArray[np.float32]:
        """(48000,) mono samples of -1..1 for a moment of the source's own axis."""
        ...


def _open_video(path: Path) -> Video:
    from avol.media import VideoFile

    return VideoFile(path, threads="slice")


def _open_track(path: Path) -> Track:
    from avol.media import AudioTrack

    return AudioTrack(path)


def _open_output(fill: Fill) -> Output:
    from avol_studio.media.audio.audio_device import PortAudioOutput

    return PortAudioOutput(fill)


_LOAD, _LOAD_QUIET = loader(None, "auto"), loader(None, "auto", threads=1)


@dataclass(frozen=True, slots=True)
class Parts:
    """How to come by a video, a sound track, a sound output, a model and the time; the quiet model
    is another one for the background, on a single core.

    The openers run in the thread that will own the thing and raise an AvolError where they cannot.
    """

    open_video: OpenVideo = _open_video
    open_track: Callable[[Path], Track] = _open_track
    open_output: Callable[[Fill], Output] = _open_output
    load_model: Callable[[], Model] = _LOAD
    load_quiet_model: Callable[[], Model] = _LOAD_QUIET
    open_camera: OpenCamera = open_camera
    open_microphone: OpenMicrophone = open_microphone
    seconds: Callable[[], float] = time.monotonic
    recall: MapLookup = field(default_factory=MapLookup)
