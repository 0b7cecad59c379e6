"""What is to be cut out of a video."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class VideoSegment:
    """A part of a video that is to be cut into clips; seconds from the file's beginning.

    video: its name; clips of one video are never each other's mismatch. stop: None for the end.
    part: "train" or "test" where a list says so, else "". told: seconds that the file says it has,
    where it is taken to its end.
    """

    video: str
    path: Path
    start: float = 0.0
    stop: float | None = None
    labels: tuple[str, ...] = ()
    part: str = ""
    told: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it is, as far as is known before the file is opened."""
        return max(0.0, (self.told if self.stop is None else self.stop) - self.start)

    @property
    def key(self) -> str:
        """Tells it from every other stretch."""
        return f"{self.video} {self.start:g}-{'' if self.stop is None else f'{self.stop:g}'}"
