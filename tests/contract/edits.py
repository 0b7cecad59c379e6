"""Changes of written files: cut off, with false durations, with another matrix."""

import struct
from collections.abc import Callable

import av

Edit = Callable[[bytes], bytes]


def cut(fraction: float) -> Edit:
    """Keep the first part of the bytes, as after a crash."""
    return lambda data: data[: int(len(data) * fraction)]


def cut_in_last(name: bytes) -> Edit:
    """End in the middle of the last MP4 box with this name."""

    def edit(data: bytes) -> bytes:
        at = data.rindex(name)
        return data[: at + int.from_bytes(data[at - 4 : at]) // 2]

    return edit


def mp4_duration(factor: float) -> Edit:
    """Multiply the durations in the headers of an MP4 file and of its tracks."""

    def edit(data: bytes) -> bytes:
        out = bytearray(data)
        for name, offset in ((b"mvhd", 20), (b"mdhd", 20), (b"tkhd", 24)):
            for at in _all(data, name):
                place = slice(at + offset, at + offset + 4)
                out[place] = int(int.from_bytes(data[place]) * factor).to_bytes(4)
        return bytes(out)

    return edit


def mkv_duration(factor: float) -> Edit:
    """Multiply the duration in the header of a Matroska file."""

    def edit(data: bytes) -> bytes:
        at = data.index(b"\x44\x89\x88") + 3
        (stated,) = struct.unpack(">d", data[at : at + 8])
        return data[:at] + struct.pack(">d", stated * factor) + data[at + 8 :]

    return edit


def avi_length(factor: float) -> Edit:
    """Multiply the numbers of frames and samples in the headers of an AVI file."""

    def edit(data: bytes) -> bytes:
        out = bytearray(data)
        for name, offset in ((b"avih", 24), (b"strh", 40)):
            for at in _all(data, name):
                place = slice(at + offset, at + offset + 4)
                stated = int.from_bytes(data[place], "little")
                out[place] = int(stated * factor).to_bytes(4, "little")
        return bytes(out)

    return edit


def wav_size(size: int) -> Edit:
    """Set the size of the data chunk of a WAV file."""

    def edit(data: bytes) -> bytes:
        at = data.index(b"data") + 4
        return data[:at] + size.to_bytes(4, "little") + data[at + 4 :]

    return edit


def mp4_all_keyframes(data: bytes) -> bytes:
    """Remove the table of key frames from an MP4 file: every frame then counts as one."""
    assert b"stss" in data
    return data.replace(b"stss", b"free")


def mp4_mirror(width: int) -> Edit:
    """Mirror the images of an MP4 file left to right, by the matrix of its first track."""

    def edit(data: bytes) -> bytes:
        at = data.index(b"tkhd") + 44
        matrix = struct.pack(">9i", -(1 << 16), 0, 0, 0, 1 << 16, 0, width << 16, 0, 1 << 30)
        return data[:at] + matrix + data[at + 36 :]

    return edit


def _all(data: bytes, name: bytes) -> list[int]:
    found, at = [], data.find(name)
    while at >= 0:
        found.append(at)
        at = data.find(name, at + 1)
    return found


VOP = b"\x00\x00\x01\xb6"
DIVX = b"\x00\x00\x01\xb2DivX503b1393p"
NOT_CODED = VOP + b"\x51\xd0\x7f"


def packed_b_frames(packets: list[av.Packet]) -> list[av.Packet]:
    """Store each first B-frame of MPEG-4 with the P-frame before it, as DivX does.

    An empty frame follows the last B-frame of a group, so that there is one packet for each frame.
    """
    frames = [bytes(packet) for packet in packets]
    at = frames[0].index(VOP)
    frames[0] = frames[0][:at] + DIVX + frames[0][at:]
    kinds = [frame[frame.index(VOP) + 4] >> 6 for frame in frames]  # 0: I, 1: P, 2: B
    chunks: list[bytes] = []
    for k, (frame, kind) in enumerate(zip(frames, kinds, strict=True)):
        following = kinds[k + 1] if k + 1 < len(kinds) else 0
        if kind != 2:
            chunks.append(frame + frames[k + 1] if following == 2 else frame)
        else:
            chunks.append(frames[k + 1] if following == 2 else NOT_CODED)
    return [
        _packet_like(packet, k, chunk)
        for k, (packet, chunk) in enumerate(zip(packets, chunks, strict=True))
    ]


def _packet_like(packet: av.Packet, number: int, data: bytes) -> av.Packet:
    out = av.Packet(data)
    out.stream, out.time_base = packet.stream, packet.time_base
    out.pts = out.dts = number
    out.duration, out.is_keyframe = packet.duration, packet.is_keyframe
    return out
