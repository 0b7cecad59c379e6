"""Reads and writes media files with exact times.

Times are on the file's own axis: seconds = pts * time base, not rebased; audio sample n lies at
n / 48000 s on the same axis. Modules that need the decoder library are imported on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from avol.errors import NoAudioError, NoVideoError, UnreadableFileError
from avol.media.decoding.frame_index import FrameIndex
from avol.media.frame import Frame

if TYPE_CHECKING:
    from avol.media.audio_reader import AudioTrack
    from avol.media.encoding.writer import VideoWriter
    from avol.media.image_file import load_image
    from avol.media.media_info import MediaInfo
    from avol.media.video_reader import VideoFile, probe

__all__ = [
    "AudioTrack",
    "Frame",
    "FrameIndex",
    "MediaInfo",
    "NoAudioError",
    "NoVideoError",
    "UnreadableFileError",
    "VideoFile",
    "VideoWriter",
    "load_image",
    "probe",
]

_LAZY_MODULES = {
    "AudioTrack": "audio_reader",
    "MediaInfo": "media_info",
    "VideoFile": "video_reader",
    "VideoWriter": "encoding.writer",
    "load_image": "image_file",
    "probe": "video_reader",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY_MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"avol.media.{_LAZY_MODULES[name]}"), name)
