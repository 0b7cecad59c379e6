"""A look at a file."""

from pathlib import Path

from avol.media.media_info import MediaInfo
from avol.media.video_reader import VideoFile


def probe(path: str | Path) -> MediaInfo:
    """Open a video, look at it and close it again; raises MediaError as VideoFile does."""
    with VideoFile(path) as video:
        return video.info
