"""Reading and writing media files by exact time.

Every time is on the file's own axis: seconds = pts * time base, not rebased; sound sample n lies
at n / 48000 s on the same axis. What needs the decoder library is loaded when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from avol.media.errors import NoPicture, NoSound, Unreadable
from avol.media.frame import Frame
from avol.media.index import FrameIndex

if TYPE_CHECKING:
    from avol.media.facts import MediaFacts
    from avol.media.glance import probe
    from avol.media.picture import read_picture
    from avol.media.sound import SoundTrack
    from avol.media.video import VideoFile
    from avol.media.writer import MovieWriter

__all__ = [
    "Frame",
    "FrameIndex",
    "MediaFacts",
    "MovieWriter",
    "NoPicture",
    "NoSound",
    "SoundTrack",
    "Unreadable",
    "VideoFile",
    "probe",
    "read_picture",
]

_LATE = {
    "MediaFacts": "facts",
    "MovieWriter": "writer",
    "SoundTrack": "sound",
    "VideoFile": "video",
    "probe": "glance",
    "read_picture": "picture",
}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"avol.media.{_LATE[name]}"), name)
