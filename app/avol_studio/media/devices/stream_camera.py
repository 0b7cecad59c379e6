"""Cameras read by FFmpeg: network streams (RTSP, MJPEG over HTTP, …) and the screen."""

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
from avol_studio.core.translation import tr
from avol_studio.media.devices.capture import AudioCallback, CapturedFrame
from avol_studio.media.devices.timestamp_mapper import TimestampMapper

if TYPE_CHECKING:
    from numpy.typing import NDArray

OPEN_TIMEOUT, READ_TIMEOUT = 5.0, 3.0  # seconds
MAX_DAMAGED = 50  # consecutive damaged packets after which the stream is reopened
_NO_DELAY = {"fflags": "nobuffer", "flags": "low_delay"}


class StreamCamera:
    """An open stream; raises DeviceError if it cannot be opened or read.

    `on_audio` receives its audio. If the stream has time stamps, audio and video stay in sync
    whatever the delays of the network.
    """

    def __init__(self, choice: CameraChoice, on_audio: AudioCallback) -> None:
        self.name = choice.title
        self._on_audio, self._damaged = on_audio, 0
        self._container = _open(choice)
        try:
            streams = self._container.streams
            if not streams.video:
                raise DeviceError(
                    tr("{name} sends no video; check the address.").format(name=self.name)
                )
            video = streams.video[0]
            video.thread_type = "SLICE"  # frame threads would delay frames
            audio = [s for s in streams.audio[:1] if s.codec_context is not None]
            self._stamps = TimestampMapper()
            # One scaler for all frames: frame.reformat creates a scaler, with threads, each time.
            self._scaler = VideoReformatter()
            self._resampler = av.AudioResampler("fltp", "mono", SAMPLE_RATE)
            # MJPEG over HTTP has no time stamps; FFmpeg invents them.
            self._timed = "mpjpeg" not in self._container.format.name
            self._packets: Iterator[av.Packet] = self._container.demux(video, *audio)
        except BaseException:
            self._container.close()
            raise

    def read(self) -> CapturedFrame | None:
        """Wait for the next packet; return its frame if it has one.

        Raises DeviceError if the stream ends, stalls or cannot be decoded.
        """
        try:
            packet = next(self._packets, None)
            if packet is None:
                raise DeviceError(
                    tr("{name} has closed the connection. AVOL reconnects.").format(name=self.name)
                )
            frames = packet.decode()
        except FFmpegError as error:
            if isinstance(error, InvalidDataError) and self._damaged < MAX_DAMAGED:
                self._damaged += 1
                return None
            raise DeviceError(
                tr("{name} does not respond; check its network. AVOL reconnects.").format(
                    name=self.name
                )
            ) from error
        captured = None
        for frame in frames:
            if isinstance(frame, av.AudioFrame):
                self._send_audio(frame)
            elif isinstance(frame, av.VideoFrame):
                self._damaged = 0
                rgb = self._scaler.reformat(frame, format="rgb24")
                image = cast("NDArray[np.uint8]", rgb.to_ndarray())
                captured = CapturedFrame(image, self._time(frame))
        return captured

    def close(self) -> None:
        """Close the connection."""
        self._container.close()

    def _time(self, frame: Any) -> float:
        stamp = frame.time if self._timed else None
        return self._stamps.to_monotonic(stamp, time.monotonic())

    def _send_audio(self, frame: av.AudioFrame) -> None:
        captured_at = self._time(frame)
        parts = [part.to_ndarray()[0] for part in self._resampler.resample(frame)]
        if parts:
            self._on_audio(np.concatenate(parts).astype(np.float32, copy=False), captured_at)


def _open(choice: CameraChoice) -> av.container.InputContainer:
    address, kind, options = choice.name, None, dict(_NO_DELAY)
    if choice.kind == "screen":
        address, kind = _screen_input()
        options = {"framerate": str(choice.rate)}
    elif address.lower().startswith("rtsp"):
        options |= {"rtsp_transport": "tcp"}
    try:
        return av.open(address, format=kind, options=options, timeout=(OPEN_TIMEOUT, READ_TIMEOUT))
    except (FFmpegError, OSError, ValueError) as error:
        raise DeviceError(_error_text(choice, error)) from error


def _error_text(choice: CameraChoice, error: Exception) -> str:
    if choice.kind == "screen":
        return tr("The screen cannot be captured; allow it in the system settings.")
    name = hide_credentials(choice.name)
    match error:
        case HTTPUnauthorizedError() | HTTPForbiddenError() | PermissionError():
            return tr("{name} requires a password; enter it as …://name:password@host/…").format(
                name=name
            )
        case HTTPNotFoundError() | FileNotFoundError():
            return tr("{name} has no stream at this path; check the address.").format(name=name)
        case InvalidDataError():
            return tr("{name} does not send video; check the address.").format(name=name)
    return tr(
        "{name} does not respond; check the address, and that both are on the same network."
    ).format(name=name)


def _screen_input() -> tuple[str, str]:
    """Return the address and the FFmpeg format of the screen."""
    match sys.platform:
        case "win32":
            return "desktop", "gdigrab"
        case "darwin":
            return "Capture screen 0", "avfoundation"
    return os.environ.get("DISPLAY", ""), "x11grab"
