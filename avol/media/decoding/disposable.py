"""Recognises packets whose frames no other frame depends on, by their bytes.

A seek leaves them out up to its frame. `skip_frame` of a decoder spares less: it passes each packet
to a thread, and the other threads wait for this one in turn.
"""

from collections.abc import Callable, Iterator

from av.packet import Packet
from av.video.codeccontext import VideoCodecContext

_START_CODE = b"\0\0\1"
_RECOVERY_POINT = 6  # type of an SEI message in H.264
_HEVC_SPS = 33
_HEVC_MESSAGES = {35, 39, 40}  # access unit delimiter, SEI before and after
_HEVC_NON_REFERENCES = {0, 6, 8}  # trailing, decodable leading, skipped leading


def disposable_check(codec: VideoCodecContext) -> Callable[[Packet], bool]:
    """Return a function that says whether all other frames decode alike without a packet.

    It expects all packets from a key frame on, in order. It returns False where it is unsure: for
    other codecs, damaged packets, and packets with more than frames.
    """
    data = bytes(codec.extradata or b"")
    match codec.name:
        case "h264":
            length = (data[4] & 3) + 1 if len(data) > 4 and data[0] == 1 else 0
            return lambda packet: _is_disposable_h264(bytes(packet), length)
        case "hevc":
            return _HevcCheck(data)
        # The decoder may learn from a B-picture that there are any, and returns frames out of order
        # until then.
        case "mpeg4":
            return lambda packet: codec.has_b_frames and _has_mpeg4_b_only(bytes(packet))
        case "mpeg1video" | "mpeg2video":
            return lambda packet: codec.has_b_frames and _has_mpeg2_b_only(bytes(packet))
        case _:
            return lambda packet: False


def _is_disposable_h264(data: bytes, length: int) -> bool:
    """Return whether all pictures have a nal_ref_idc of 0 (ISO 14496-10, 7.4.1)."""
    slices = 0
    for unit in _units(data, length):
        kind, is_reference = unit[0] & 31, unit[0] & 0x60
        if kind == 1 and not is_reference:
            slices += 1
        elif kind != 9 and not (kind == 6 and unit[1:2] != bytes([_RECOVERY_POINT])):
            return False
    return slices > 0


class _HevcCheck:
    """Whether pictures are of types that are not references of their sub-layer.

    ISO 23008-2, table 7-1. Pictures of higher sub-layers may depend on them: there may be none.
    """

    def __init__(self, data: bytes) -> None:
        in_mp4 = len(data) > 22 and data[0] == 1
        self._length = (data[21] & 3) + 1 if in_mp4 else 0
        self._layers = data[21] >> 3 & 7 if in_mp4 else 0  # 0: unknown
        if not in_mp4:
            self._is_disposable(data)

    def __call__(self, packet: Packet) -> bool:
        return self._is_disposable(bytes(packet))

    def _is_disposable(self, data: bytes) -> bool:
        slices, others = 0, False
        for unit in _units(data, self._length):
            kind = unit[0] >> 1 & 63
            if kind == _HEVC_SPS and len(unit) > 2:
                self._layers = (unit[2] >> 1 & 7) + 1
            slices += kind in _HEVC_NON_REFERENCES
            others |= kind not in _HEVC_NON_REFERENCES | _HEVC_MESSAGES
        return self._layers == 1 and slices > 0 and not others


def _has_mpeg4_b_only(data: bytes) -> bool:
    pictures = data.split(_START_CODE + b"\xb6")[1:]
    return bool(pictures) and all(part[:1] and part[0] >> 6 == 2 for part in pictures)


def _has_mpeg2_b_only(data: bytes) -> bool:
    pictures = data.split(_START_CODE + b"\x00")[1:]
    return bool(pictures) and all(len(part) > 1 and part[1] >> 3 & 7 == 3 for part in pictures)


def _units(data: bytes, length: int) -> Iterator[bytes]:
    """Yield the first bytes of the NAL units, then an impossible one if the data are damaged.

    length: bytes of the size before each unit; 0: they have start codes.
    """
    at = 0
    while length and at < len(data):
        size, at = int.from_bytes(data[at : at + length], "big"), at + length
        if not 0 < size <= len(data) - at:
            yield b"\xff"
            return
        yield data[at : at + 3]
        at += size
    while not length and (at := data.find(_START_CODE, at)) >= 0:
        at += len(_START_CODE)
        yield data[at : at + 3] or b"\xff"
