"""Reading and writing media files by exact time.

Every time is on the file's own axis: seconds = pts * time base, not rebased; sound sample n lies
at n / 48000 s on the same axis. What needs the decoder library is loaded when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from avol.media.decoding.frame_index import FrameIndex
from avol.media.errors import NoAudio, NoVideo, UnreadableFile
from avol.media.frame import Frame

if TYPE_CHECKING:
    from avol.media.audio_reader import AudioTrack
    from avol.media.encoding.writer import VideoWriter
    from avol.media.image_file import read_picture
    from avol.media.media_info import MediaInfo
    from avol.media.media_probe import probe
    from avol.media.video_reader import VideoFile

__all__ = [
    "Frame",
    "FrameIndex",
    "MediaInfo",
    "VideoWriter",
    "NoVideo",
    "NoAudio",
    "AudioTrack",
    "UnreadableFile",
    "VideoFile",
    "probe",
    "read_picture",
]

_LATE = {
    "MediaInfo": "media_info",
    "VideoWriter": "encoding.writer",
    "AudioTrack": "audio_reader",
    "VideoFile": "video_reader",
    "probe": "media_probe",
    "read_picture": "image_file",
}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"avol.media.{_LATE[name]}"), name)
