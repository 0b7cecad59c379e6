"""Writes the file of a kind with PyAV, and computes what must be found in it."""

from __future__ import annotations

import io
import json
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.stream import Disposition
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

from tests.contract.edits import packed_b_frames
from tests.contract.images import numbered_image
from tests.contract.kind import Audio, Kind, Options, Other, Stream, Video

TICK = Fraction(1, 90_000)
FINE_TICK = Fraction(1, 14_112_000)  # divides the times of all rates
BLOCK = 1024  # samples encoded at once
BURST = 0.005  # seconds of a click
LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}
FORMATS = {
    "mkv": "matroska", "mka": "matroska", "ts": "mpegts", "mts": "mpegts", "m2ts": "mpegts",
    "mpg": "mpeg", "m4v": "mp4", "m4a": "ipod", "wmv": "asf", "wma": "asf", "aac": "adts",
    "divx": "avi", "f4v": "flv", "aif": "aiff", "oga": "oga", "y4m": "yuv4mpegpipe",
}  # fmt: skip
"""Muxers of the file name extensions that differ from them."""
_QUIET: dict[str, Options] = {
    "libx264": {"preset": "ultrafast", "crf": "14"},
    "libx264rgb": {"preset": "ultrafast", "crf": "10"},
    "libx265": {"preset": "ultrafast", "crf": "14", "x265-params": "log-level=none"},
    "libvpx": {"deadline": "realtime", "cpu-used": "8", "b": "1500000"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8", "b": "1500000"},
    "libsvtav1": {"preset": "12", "crf": "20"},
}
_FINE_TIMES = ("libx264", "libx264rgb", "libx265")
_GOOD = 200_000  # bits per second of an image at 1 frame per second, for codecs without a quality


@dataclass(frozen=True)
class Part:
    """What was written at once: numbers and seconds of the frames, seconds of the clicks."""

    frames: tuple[tuple[int, float], ...]
    clicks: tuple[float, ...]
    audio: tuple[float, float] | None
    """Start and end of the audio in seconds."""


@dataclass(frozen=True)
class Clip:
    """A written file and its expected content; `parts` has one entry for each joined file."""

    kind: Kind
    path: Path
    parts: tuple[Part, ...]


def write_clip(kind: Kind, folder: Path) -> Clip:
    """Write the file of a kind into a folder."""
    path = folder / kind.name
    parts, data = [], b""
    for each in (kind, *kind.then):
        with _same_scheduling():
            content, part = _write_file(each, path)
        data += content
        parts.append(part)
    path.write_bytes(data)
    return Clip(kind, path, tuple(parts))


def save_parts(parts: tuple[Part, ...], path: Path) -> None:
    """Save the expected content of a clip for another process."""
    path.write_text(json.dumps([asdict(part) for part in parts]), encoding="utf-8")


def load_parts(path: Path) -> tuple[Part, ...]:
    """Load what `save_parts` saved."""

    def pair(values: list[Any]) -> tuple[Any, Any]:
        return values[0], values[1]

    return tuple(
        Part(
            tuple(pair(frame) for frame in part["frames"]),
            tuple(part["clicks"]),
            None if part["audio"] is None else pair(part["audio"]),
        )
        for part in json.loads(path.read_text(encoding="utf-8"))
    )


@contextmanager
def _same_scheduling() -> Iterator[None]:
    """Restore how the thread is scheduled.

    An administrator's SVT-AV1 gives the thread that encodes real-time priority for good; it and
    its children would then keep all other threads from running.
    """
    if not hasattr(os, "sched_getscheduler"):
        yield
        return
    former = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        yield
    finally:
        os.sched_setscheduler(0, *former)


def click_wave(audio: Audio) -> NDArray[np.float32]:
    """Return the samples of an audio stream: (n, channels)."""
    wave = np.zeros(round(audio.seconds * audio.rate))
    time = np.arange(len(wave)) / audio.rate
    for click in audio.clicks:
        near = np.abs(time - click) < BURST / 2
        t = time[near] - click
        wave[near] += 0.8 * np.cos(2000 * np.pi * t) * np.cos(np.pi * t / BURST) ** 2
    return (wave[:, None] * np.array(audio.gains) + audio.offset).astype(np.float32)


class _Pipe(io.BytesIO):
    """A file that cannot seek, like a pipe."""

    def seekable(self) -> bool:
        return False

    seek = None  # pyright: ignore[reportAssignmentType]
    tell = None  # pyright: ignore[reportAssignmentType]


def _write_file(kind: Kind, path: Path) -> tuple[bytes, Part]:
    """Write one file; return its bytes and its content."""
    suffix = kind.name.rpartition(".")[2].lower()
    target = _Pipe() if kind.streamed else f"file:{path}"
    form = kind.format or FORMATS.get(suffix, suffix)
    with av.open(target, "w", format=form, options=kind.options) as file:
        tracks = [_add_stream(file, spec) for spec in kind.streams]
        shifts = _shifts(kind, tracks)
        packets = [
            _shifted(packet, shift)
            for track, shift in zip(tracks, shifts, strict=True)
            for packet in track
        ]
        for packet in sorted(packets, key=_decoding_time):
            file.mux(packet)
    data = target.getvalue() if isinstance(target, _Pipe) else path.read_bytes()
    return kind.edit(data) if kind.edit else data, _expected(kind, shifts)


def _shifts(kind: Kind, tracks: list[list[av.Packet]]) -> list[Fraction]:
    """Return the seconds by which the container delays each stream."""
    late = [max(Fraction(0), -_decoding_time(track[0])) for track in tracks]
    match kind.shifted:
        case "file":
            late = [max(late)] * len(late)
        case "streams":
            pass
        case _:
            late = [Fraction(0)] * len(late)
    return [each + Fraction(kind.delay) for each in late]


def _shifted(packet: av.Packet, shift: Fraction) -> av.Packet:
    if shift:
        base = Fraction(packet.time_base or 0)
        packet.pts, packet.dts = (
            round(((stamp or 0) * base + shift) / FINE_TICK) for stamp in (packet.pts, packet.dts)
        )
        packet.duration = round((packet.duration or 0) * base / FINE_TICK)
        packet.time_base = FINE_TICK
    return packet


def _decoding_time(packet: av.Packet) -> Fraction:
    return (packet.dts or 0) * Fraction(packet.time_base or 0)


def _expected(kind: Kind, shifts: list[Fraction]) -> Part:
    shift_of = {
        id(s): float(shift) + kind.axis for s, shift in zip(kind.streams, shifts, strict=True)
    }
    low = 0.0 if kind.from_zero else -math.inf
    frames, clicks, span = [], [], None
    if (video := kind.video) is not None:
        times = (time + shift_of[id(video)] for time in video.seconds())
        frames = [(n, time) for n, time in enumerate(times, video.first) if time >= low - 1e-6]
    if (audio := kind.audio) is not None:
        start = audio.start + shift_of[id(audio)]
        span = max(start, low), start + audio.seconds
        clicks = [start + time for time in audio.stored_clicks() if start + time >= low]
    return Part(tuple(frames), tuple(clicks), span)


def _add_stream(file: Any, spec: Stream) -> list[av.Packet]:
    match spec:
        case Video():
            return _add_video(file, spec)
        case Audio():
            return _add_audio(file, spec)
        case Other():
            return _add_other(file, spec)


def _add_other(file: Any, other: Other) -> list[av.Packet]:
    size = dict(zip(("width", "height"), other.size or (), strict=False))
    stream = file.add_mux_stream(other.codec, rate=1, **size)
    stream.time_base = Fraction(1, 1000)
    if other.cover:
        stream.disposition = Disposition.attached_pic
    packets = []
    for start, duration, data in other.packets:
        packet = av.Packet(data)
        packet.stream, packet.time_base = stream, Fraction(1, 1000)
        packet.pts = packet.dts = round(1000 * start)
        packet.duration, packet.is_keyframe = round(1000 * duration), True
        packets.append(packet)
    return packets


def _add_video(file: Any, video: Video) -> list[av.Packet]:
    if video.resized is None:
        packets = _encoded(_video_stream(file, video), video)
        return packed_b_frames(packets) if video.packed else packets
    count, size = video.resized
    stream, rest = _video_stream(file, video), replace(video, resized=None)
    packets = _encoded(stream, replace(rest, count=count))
    late = replace(
        rest, size=size, first=video.first + count, count=video.count - count,
        start=video.start + float(count / Fraction(video.rate)),
    )  # fmt: skip
    with av.open(io.BytesIO(), "w", format=file.format.name) as apart:
        for packet in _encoded(_video_stream(apart, late), late):
            packet.stream = stream
            packets.append(packet)
    return packets


def _encoded(stream: Any, video: Video) -> list[av.Packet]:
    return [p for frame in (*_frames(video, stream), None) for p in stream.encode(frame)]


def _video_stream(file: Any, video: Video) -> Any:
    options = _QUIET.get(video.codec, {}) | video.options
    stream = file.add_stream(video.codec, rate=video.rate, options=options)
    if "vp" in video.codec:  # the threads of libvpx spin, for minutes on busy cores
        stream.thread_count = 1
    stream.width, stream.height = video.size if video.turn % 2 == 0 else video.size[::-1]
    stream.pix_fmt = video.pix_fmt
    context = stream.codec_context
    context.gop_size, context.max_b_frames = video.gop, video.b_frames
    if video.codec not in _QUIET:
        context.bit_rate = 4_000_000
        context.qmin, context.qmax = 2, 4
    if video.tick or video.codec in _FINE_TIMES:
        context.time_base = video.tick or TICK
    if video.aspect != 1:
        context.sample_aspect_ratio = video.aspect
    if video.interlaced:
        context.flags |= 0x20040000  # interlaced motion estimation and DCT
    if video.matrix:
        context.colorspace = Colorspace[video.matrix]
    if video.full_range:
        context.color_range = ColorRange.JPEG
    if video.turn:
        stream.set_display_rotation(-90 * video.turn)
    if video.default:
        stream.disposition = Disposition.default
    return stream


def _frames(video: Video, stream: Any) -> Iterator[av.VideoFrame]:
    tick: Fraction = stream.codec_context.time_base or 1 / Fraction(video.rate)
    for number, time in enumerate(video.seconds(), video.first):
        image = numbered_image(number, *video.size)
        image = np.rot90(image[:, ::-1] if video.mirrored else image, video.turn)
        image = np.ascontiguousarray(image)
        frame = av.VideoFrame.from_ndarray(image, format="rgb24").reformat(
            format=video.pix_fmt,
            dst_colorspace=Colorspace[video.matrix] if video.matrix else None,
            dst_color_range=ColorRange.JPEG if video.full_range else None,
        )
        frame.time_base, frame.pts = tick, round(time / tick)
        yield frame


def _add_audio(file: Any, audio: Audio) -> list[av.Packet]:
    layout = LAYOUTS[len(audio.gains)]
    stream = file.add_stream(audio.codec, rate=audio.rate, layout=layout, options=audio.options)
    if audio.bit_rate:
        stream.codec_context.bit_rate = audio.bit_rate
    if audio.default:
        stream.disposition = Disposition.default
    wave, packets = click_wave(audio), []
    for low in range(0, len(wave), BLOCK):
        samples = np.ascontiguousarray(wave[low : low + BLOCK]).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(samples, "flt", layout)
        frame.sample_rate, frame.time_base = audio.rate, Fraction(1, audio.rate)
        frame.pts = round(audio.start * audio.rate) + low
        packets += stream.encode(frame)
    packets += stream.encode(None)
    low, high = (audio.start + time for time in audio.gap)
    return [packet for packet in packets if not low <= _decoding_time(packet) < high]
