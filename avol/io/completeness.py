"""Check of existing results: are all files of an input complete?"""

from pathlib import Path

from avol.io.results import count_maps, load_verdicts
from avol.localization import Verdict
from avol.media import VideoFile
from avol.media.encoding.fragments import is_whole_mp4

_PNG_END = b"IEND\xaeB`\x82"


def load_complete_verdicts(overlay: Path, table: Path, archive: Path) -> list[Verdict]:
    """Load the verdicts of an input if its three files are complete and have the same length.

    Raises ValueError, OSError or MediaError if a file is missing, incomplete or damaged.
    """
    verdicts = load_verdicts(table)
    counts = {len(verdicts), count_maps(archive), _count_images(overlay)}
    if len(counts) > 1:
        raise ValueError(f"the files have {sorted(counts)} rows, maps or images")
    return verdicts


def _count_images(overlay: Path) -> int:
    """Count the images of an overlay video or image; raises ValueError if it is incomplete."""
    if overlay.suffix == ".png":
        whole, count = overlay.read_bytes().endswith(_PNG_END), 1
    else:
        whole, count = is_whole_mp4(overlay), _count_frames(overlay)
    if not whole:
        raise ValueError(f"{overlay.name} is incomplete")
    return count


def _count_frames(overlay: Path) -> int:
    with VideoFile(overlay) as video:
        count = len(video.index)
        video.frame(count - 1)  # the data is readable to its end
        return count
