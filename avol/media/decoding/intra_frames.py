"""Recognises key frames by their bytes: some files mark every frame as one.

FFmpeg corrects the marks of the codecs that it parses (H.264, HEVC, MPEG-2 and others).
"""

from collections.abc import Callable

from av.audio.stream import AudioStream
from av.packet import Packet
from av.video.stream import VideoStream

_MPEG4_VOP = b"\0\0\1\xb6"


def intra_check(stream: VideoStream | AudioStream) -> Callable[[Packet], bool]:
    """Return a function that says whether a packet marked as a key frame can be one.

    It returns True for codecs that it does not know.
    """
    match stream.codec_context.name if isinstance(stream, VideoStream) else "":
        case "mpeg4":
            return lambda packet: _is_mpeg4_intra(bytes(packet))
        case "h263":
            return lambda packet: packet.size < 5 or not memoryview(packet)[4] & 2
        case "h261":  # its packets do not say it
            return lambda packet: not packet.pts
        case _:
            return lambda packet: True


def _is_mpeg4_intra(data: bytes) -> bool:
    at = data.find(_MPEG4_VOP)
    return at < 0 or len(data) < at + 5 or data[at + 4] >> 6 == 0
