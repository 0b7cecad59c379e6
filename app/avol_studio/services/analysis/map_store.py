"""The maps of a file on disk, at a fixed offset per frame, so that memory use stays constant."""

from __future__ import annotations

from dataclasses import replace
from errno import ENOSPC
from io import FileIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import GRID_SIZE
from avol.localizer import Localization, Verdict, localization_from_logits

VERDICTS = (Verdict.SILENCE, Verdict.NO_MATCH, Verdict.MATCH)  # from weak to strong
_MAP_BYTES = GRID_SIZE * GRID_SIZE * 4  # the float32 logits of a frame


class MapStore:
    """The localizations of a file by one model, by frame index; not thread-safe.

    Maps are on disk at once. Methods raise OSError if the folder cannot be used or the disk is
    full; earlier maps stay intact.
    """

    def __init__(self, folder: Path, count: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._verdicts = _load_column(folder / "verdicts.u8", np.uint8, count)
        self._scores = _load_column(folder / "scores.f32", np.float32, count)
        self._map_file = _open_file(folder / "maps.f32")
        self._score_file = _open_file(folder / "scores.f32")
        self._verdict_file = _open_file(folder / "verdicts.u8")

    @property
    def available(self) -> NDArray[np.bool_]:
        """(count,) whether a frame has a map."""
        return self._verdicts > 0

    @property
    def scores(self) -> NDArray[np.float32]:
        """(count,) scores in 0..1 of the frames with a map."""
        return self._scores

    @property
    def verdicts(self) -> NDArray[np.uint8]:
        """(count,) 0 without a map, else 1 + the index of the verdict in `VERDICTS`."""
        return self._verdicts

    def store_map(self, index: int, localization: Localization) -> None:
        """Write the map of a frame."""
        code = VERDICTS.index(localization.verdict) + 1
        _write(self._map_file, index * _MAP_BYTES, localization.logits.astype("<f4").tobytes())
        _write(self._score_file, index * 4, np.float32(localization.score).tobytes())
        _write(self._verdict_file, index, bytes([code]))  # last: it marks the map as complete
        self._scores[index], self._verdicts[index] = localization.score, code

    def load_map(self, index: int) -> Localization | None:
        """Read the map of a frame, bit-identical to the stored one; None if there is none."""
        code = self._verdicts[index]
        if not code:
            return None
        self._map_file.seek(index * _MAP_BYTES)
        logits = np.frombuffer(self._map_file.read(_MAP_BYTES), "<f4")
        localization = localization_from_logits(logits.reshape(GRID_SIZE, GRID_SIZE), False, 0)
        return replace(localization, verdict=VERDICTS[code - 1])

    def close(self) -> None:
        """Close the files."""
        for file in (self._map_file, self._score_file, self._verdict_file):
            file.close()


def _load_column(path: Path, kind: type, count: int) -> NDArray:
    stored = np.fromfile(path, kind)[:count] if path.exists() else np.empty(0, kind)
    return np.concatenate([stored, np.zeros(count - len(stored), kind)])


def _open_file(path: Path) -> FileIO:
    path.touch()
    return path.open("r+b", buffering=0)


def _write(file: FileIO, offset: int, data: bytes) -> None:
    file.seek(offset)
    if file.write(data) != len(data):
        raise OSError(ENOSPC, "no space left")
