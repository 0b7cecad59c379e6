"""Small synthetic media files whose frames carry their number.

Each image encodes its number as 4 × 4 black and white blocks, which survive compression, rotation
and scaling, so that a test can check which frame it got. The audio is any array of the test.
"""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

TICK = Fraction(1, 90_000)
BLOCKS = 4
LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}


def coded_image(number: int, width: int = 96, height: int = 64) -> NDArray[np.uint8]:
    """Return an image (H, W, 3) that encodes `number` (0 … 65535)."""
    bits = (number >> np.arange(BLOCKS * BLOCKS)) & 1
    blocks = np.where(bits, 235, 20).astype(np.uint8).reshape(BLOCKS, BLOCKS)
    scaled = cv2.resize(blocks, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.ascontiguousarray(np.repeat(scaled[..., None], 3, axis=2), np.uint8)


def number_of(image: NDArray[np.uint8]) -> int:
    """Return the number that an image of `coded_image` encodes."""
    height, width = image.shape[:2]
    rows = (np.arange(BLOCKS) * 2 + 1) * height // (2 * BLOCKS)
    columns = (np.arange(BLOCKS) * 2 + 1) * width // (2 * BLOCKS)
    bits = image[np.ix_(rows, columns)].mean(axis=2).ravel() > 128
    return int((bits << np.arange(BLOCKS * BLOCKS)).sum())


def coded_images(count: int, width: int = 96, height: int = 64) -> list[NDArray[np.uint8]]:
    """Return images that encode 0 … count - 1."""
    return [coded_image(k, width, height) for k in range(count)]


def frame_times(count: int, rate: Fraction | int = 25, start: float = 0.0) -> list[float]:
    """Return the times of frames at a constant rate."""
    return [start + float(k / Fraction(rate)) for k in range(count)]


def click_audio(times: Sequence[float], seconds: float, rate: int, channels: int = 1) -> NDArray:
    """Return silence with one loud millisecond at each of `times`: (n, channels) float32."""
    audio = np.zeros((round(seconds * rate), channels), np.float32)
    half = max(1, rate // 2000)
    for time in times:
        middle = round(time * rate)
        audio[max(0, middle - half) : middle + half + 1] = 0.9
    return audio


def tone_audio(seconds: float, rate: int, channels: int = 1, hertz: float = 440.0) -> NDArray:
    """Return a sine at half scale: (n, channels) float32."""
    wave = 0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)
    return np.repeat(wave[:, None], channels, axis=1).astype(np.float32)


def click_center(wave: NDArray, near: int, reach: int) -> float:
    """Return the sample at the centre of the energy within `reach` samples of `near`."""
    low = max(0, near - reach)
    energy = np.square(wave[low : near + reach].astype(np.float64))
    return low + float((energy * np.arange(len(energy))).sum() / energy.sum())


def make_media(
    path: Path,
    images: Sequence[NDArray[np.uint8]] = (),
    times: Sequence[float] | None = None,
    *,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
    gop: int = 12,
    b_frames: int = 2,
    rotation: int = 0,
    audio: NDArray | None = None,
    audio_rate: int = 48_000,
    audio_codec: str = "aac",
    audio_start: float = 0.0,
    container: dict[str, str] | None = None,
) -> Path:
    """Write `images` at `times` (default: 25 per second) and `audio` (n, channels) to `path`.

    The file extension selects the container. rotation: display rotation in degrees, counter-
    clockwise.
    """
    with av.open(path, "w", options=container or {}) as file:
        tracks: list[tuple[Any, list[Any]]] = []
        if len(images):
            height, width = images[0].shape[:2]
            stream = _video_stream(file, codec, options, width, height)
            stream.codec_context.gop_size, stream.codec_context.max_b_frames = gop, b_frames
            if rotation:
                stream.set_display_rotation(rotation)
            stamps = frame_times(len(images)) if times is None else times
            tracks.append((stream, _video_frames(stream, images, stamps)))
        if audio is not None:
            layout = LAYOUTS[audio.shape[1]]
            stream = file.add_stream(audio_codec, rate=audio_rate, layout=layout)
            tracks.append((stream, _audio_frames(stream, audio, layout, audio_start)))
        packets = [
            p for stream, frames in tracks for f in (*frames, None) for p in stream.encode(f)
        ]
        for packet in sorted(packets, key=lambda p: p.dts * p.time_base):
            file.mux(packet)
    return path


def _video_stream(
    file: Any, codec: str, options: dict[str, str] | None, width: int, height: int
) -> Any:
    defaults = {"preset": "ultrafast", "crf": "18"} if codec.startswith("libx26") else {}
    if codec == "libx265":
        defaults["x265-params"] = "log-level=none"
    stream = file.add_stream(codec, rate=25, options=defaults | (options or {}))
    stream.width, stream.height = width, height
    stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    if codec.startswith("libx26"):
        stream.codec_context.time_base = TICK
    return stream


def _video_frames(
    stream: Any, images: Sequence[NDArray[np.uint8]], times: Sequence[float]
) -> list[av.VideoFrame]:
    frames = []
    for image, time in zip(images, times, strict=True):
        frame = av.VideoFrame.from_ndarray(image, format="rgb24").reformat(format=stream.pix_fmt)
        tick: Fraction = stream.codec_context.time_base or Fraction(1, 25)
        frame.time_base, frame.pts = tick, round(time / tick)
        frames.append(frame)
    return frames


def _audio_frames(stream: Any, audio: NDArray, layout: str, start: float) -> list[av.AudioFrame]:
    frames = []
    for low in range(0, len(audio), 1024):
        planes = np.ascontiguousarray(audio[low : low + 1024].T, np.float32)
        frame = av.AudioFrame.from_ndarray(planes, "fltp", layout)
        frame.sample_rate, frame.time_base = stream.rate, Fraction(1, stream.rate)
        frame.pts = round(start * stream.rate) + low
        frames.append(frame)
    return frames


def make_cover_art(path: Path, seconds: float = 1.0) -> Path:
    """Write an audio file with cover art: MP4 or MP3, by the file extension."""
    from av.stream import Disposition

    codec = "libmp3lame" if path.suffix == ".mp3" else "aac"
    art = cv2.imencode(".jpg", coded_image(7))[1].tobytes()
    with av.open(path, "w") as file:
        stream = file.add_stream(codec, rate=44_100, layout="stereo")
        cover = file.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 96, 64, "yuvj420p"
        cover.disposition = Disposition.attached_pic
        frames = _audio_frames(stream, tone_audio(seconds, 44_100, 2), "stereo", 0.0)
        packets = [p for f in (*frames, None) for p in stream.encode(f)]
        file.start_encoding()
        packet = av.Packet(art)
        packet.stream, packet.pts, packet.dts = cover, 0, 0
        file.mux(packet)
        file.mux(packets)
    return path
