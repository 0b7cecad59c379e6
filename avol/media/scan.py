"""Finding all pictures of a file without decoding them."""

from pathlib import Path

import av.container
from av.video.stream import VideoStream

from avol.media.container import packets, stamp
from avol.media.errors import NoPicture
from avol.media.index import FrameIndex


def scan(container: av.container.InputContainer, stream: VideoStream, path: Path) -> FrameIndex:
    """Read every packet header of `stream`; the container stands at its end afterwards."""
    stamps: list[int] = []
    keys: list[bool] = []
    for packet in packets(container, stream):
        at = stamp(packet)
        if at is not None and packet.size and not packet.is_discard:
            stamps.append(at)
            keys.append(packet.is_keyframe)
    if not stamps or not stream.time_base:
        raise NoPicture(f"“{path.name}” holds no picture with a time; convert it to MP4.")
    return FrameIndex(stamps, keys, stream.time_base)
