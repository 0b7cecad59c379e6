"""A segment of a video that is to be cut into clips."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class VideoSegment:
    """A segment of a video file; times in seconds from the beginning of the file.

    video: id of the video; two clips of one video never form a mismatched pair. stop: None for the
    end of the file. split: "train" or "test" if the source list specifies it, else "".
    reported_seconds: duration in the file header, if the segment extends to the end of the file.
    """

    video: str
    path: Path
    start: float = 0.0
    stop: float | None = None
    labels: tuple[str, ...] = ()
    split: str = ""
    reported_seconds: float = 0.0

    @property
    def seconds(self) -> float:
        """Duration as far as it is known before the file is decoded."""
        stop = self.reported_seconds if self.stop is None else self.stop
        return max(0.0, stop - self.start)

    @property
    def key(self) -> str:
        """Unique identifier of the segment."""
        stop = "" if self.stop is None else _format(self.stop)
        return f"{self.video} {_format(self.start)}-{stop}"


def _format(seconds: float) -> str:
    """The shortest text that gives the number back."""
    short = f"{seconds:g}"
    return short if float(short) == seconds else repr(seconds)
