"""The audio track that the user has selected for each file."""

from __future__ import annotations

from pathlib import Path


class AudioTrackSelection:
    """The number of the selected audio track by file; any thread may use it."""

    def __init__(self) -> None:
        self._numbers: dict[Path, int] = {}

    def get(self, path: Path) -> int | None:
        """Return the number of the selected track, from 1; None for the default one."""
        return self._numbers.get(path.absolute())

    def select(self, path: Path, number: int | None) -> None:
        """Select a track for files that are opened from now on; None for the default one."""
        if number is None:
            self._numbers.pop(path.absolute(), None)
        else:
            self._numbers[path.absolute()] = number
