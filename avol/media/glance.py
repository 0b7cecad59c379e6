"""A look at a file."""

from pathlib import Path

from avol.media.facts import MediaFacts
from avol.media.video import VideoFile


def probe(path: str | Path) -> MediaFacts:
    """Open a video, look at it and close it again; raises MediaError as VideoFile does."""
    with VideoFile(path) as video:
        return video.facts
