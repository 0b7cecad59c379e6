"""Cameras that FFmpeg reads: network streams (RTSP, MJPEG over HTTP, …) and the screen."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import av
import av.container
import numpy as np
from av.error import (
    FFmpegError,
    HTTPForbiddenError,
    HTTPNotFoundError,
    HTTPUnauthorizedError,
    InvalidDataError,
)
from av.video.reformatter import VideoReformatter

from avol.core.constants import SAMPLE_RATE
from avol.errors import DeviceError
from avol_studio.core.state.device_choice import CameraChoice, hide_credentials
from avol_studio.media.devices.timestamp_mapper import TimestampMapper
from avol_studio.media.sources.camera_source import AudioCallback, CapturedFrame

if TYPE_CHECKING:
    from numpy.typing import NDArray

OPENING, READING = 5.0, 3.0  # seconds that a network camera may take
GARBAGE = 50  # damaged packets in a row after which the connection is made anew
_NO_DELAY = {"fflags": "nobuffer", "flags": "low_delay"}


class StreamCamera:
    """A stream that runs; raises DeviceError where it cannot be reached or read.

    The sound that comes with the picture goes to `hear`. Where the stream has time stamps, picture
    and sound keep their distance from one another whatever the network does to them.
    """

    def __init__(self, choice: CameraChoice, hear: AudioCallback) -> None:
        self.name = choice.title
        self._hear, self._garbage = hear, 0
        self._container = _open(choice)
        try:
            streams = self._container.streams
            if not streams.video:
                raise DeviceError(f"{self.name} sends no picture; check the address.")
            picture = streams.video[0]
            picture.thread_type = "SLICE"  # frame threads would hold pictures back
            sound = [s for s in streams.audio[:1] if s.codec_context is not None]
            self._stamps = TimestampMapper()
            # One for all: a frame's own conversion makes a scaler, with threads, per frame.
            self._scaler = VideoReformatter()
            self._resampler = av.AudioResampler("fltp", "mono", SAMPLE_RATE)
            # MJPEG over HTTP carries no times: what FFmpeg makes up for it is worth nothing.
            self._timed = "mpjpeg" not in self._container.format.name
            self._packets: Iterator[av.Packet] = self._container.demux(picture, *sound)
        except BaseException:
            self._container.close()
            raise

    def read(self) -> CapturedFrame | None:
        """Wait for the next packet; the picture in it if there is one.

        Raises DeviceError when the stream ends, stalls, or sends nothing that can be understood.
        """
        try:
            packet = next(self._packets, None)
            if packet is None:
                raise DeviceError(f"{self.name} has hung up; it is called again by itself.")
            frames = packet.decode()
        except FFmpegError as error:
            if isinstance(error, InvalidDataError) and self._garbage < GARBAGE:
                self._garbage += 1
                return None
            raise DeviceError(
                f"{self.name} does not answer any more; check its network, "
                "it is called again by itself."
            ) from error
        taken = None
        for frame in frames:
            if isinstance(frame, av.AudioFrame):
                self._listen(frame)
            elif isinstance(frame, av.VideoFrame):
                self._garbage = 0
                rgb = self._scaler.reformat(frame, format="rgb24")
                image = cast("NDArray[np.uint8]", rgb.to_ndarray())
                taken = CapturedFrame(image, self._time(frame))
        return taken

    def close(self) -> None:
        """Hang up."""
        self._container.close()

    def _time(self, frame: Any) -> float:
        stamp = frame.time if self._timed else None
        return self._stamps.monotonic(stamp, time.monotonic())

    def _listen(self, frame: av.AudioFrame) -> None:
        taken_at = self._time(frame)
        parts = [part.to_ndarray()[0] for part in self._resampler.resample(frame)]
        if parts:
            self._hear(np.concatenate(parts).astype(np.float32, copy=False), taken_at)


def _open(choice: CameraChoice) -> av.container.InputContainer:
    address, kind, options = choice.name, None, dict(_NO_DELAY)
    if choice.kind == "screen":
        address, kind = _screen()
        options = {"framerate": str(choice.rate)}
    elif address.lower().startswith("rtsp"):
        options |= {"rtsp_transport": "tcp"}
    try:
        return av.open(address, format=kind, options=options, timeout=(OPENING, READING))
    except (FFmpegError, OSError, ValueError) as error:
        raise DeviceError(_why(choice, error)) from error


def _why(choice: CameraChoice, error: Exception) -> str:
    if choice.kind == "screen":
        return "The screen cannot be captured here; allow it in the system's settings."
    name = hide_credentials(choice.name)
    match error:
        case HTTPUnauthorizedError() | HTTPForbiddenError() | PermissionError():
            return f"{name} asks for a password; write it as …://name:password@host/…"
        case HTTPNotFoundError() | FileNotFoundError():
            return f"{name} answers, but has nothing at this path; check the address."
        case InvalidDataError():
            return f"{name} sends something that is no video; check the address."
    return f"{name} does not answer; check the address and that both are on the same network."


def _screen() -> tuple[str, str]:
    """Where and how FFmpeg finds the screen of this system."""
    match sys.platform:
        case "win32":
            return "desktop", "gdigrab"
        case "darwin":
            return "Capture screen 0", "avfoundation"
    return os.environ.get("DISPLAY", ""), "x11grab"
