"""The maps of a file on disk, a fixed place for each frame, so that memory stays flat."""

from __future__ import annotations

from dataclasses import replace
from errno import ENOSPC
from io import FileIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.localizer import Localization, Verdict, localization_from_logits

SIDE = 14
VERDICTS = (Verdict.SILENCE, Verdict.NO_MATCH, Verdict.MATCH)  # from weak to strong
_RECORD = SIDE * SIDE * 4  # bytes of one frame's logits, float32


class MapStore:
    """Localizations by frame number, as one model gives them; for one thread.

    What is put is on disk at once, and is there again when the same folder is opened. Raises
    OSError where the folder cannot be used or the disk is full; what was put before stays whole.
    """

    def __init__(self, folder: Path, count: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._verdicts = _column(folder / "verdicts.u8", np.uint8, count)
        self._scores = _column(folder / "scores.f32", np.float32, count)
        self._maps = _opened(folder / "maps.f32")
        self._files = [_opened(folder / name) for name in ("scores.f32", "verdicts.u8")]

    @property
    def known(self) -> NDArray[np.bool_]:
        """(count,): which frames have a map."""
        return self._verdicts > 0

    @property
    def scores(self) -> NDArray[np.float32]:
        """(count,) in 0..1, as far as `known`."""
        return self._scores

    @property
    def verdicts(self) -> NDArray[np.uint8]:
        """(count,): 0 where there is no map, else 1 + the place of its verdict in `VERDICTS`."""
        return self._verdicts

    def put(self, i: int, found: Localization) -> None:
        """Keep the map of frame `i`."""
        code = VERDICTS.index(found.verdict) + 1
        scores, verdicts = self._files
        _write(self._maps, i * _RECORD, found.logits.astype("<f4").tobytes())
        _write(scores, i * 4, np.float32(found.score).tobytes())
        _write(verdicts, i, bytes([code]))  # last: it says that the others are there
        self._scores[i], self._verdicts[i] = found.score, code

    def get(self, i: int) -> Localization | None:
        """The map of frame `i`, bit for bit as it was put; None where there is none."""
        if not self._verdicts[i]:
            return None
        self._maps.seek(i * _RECORD)
        logits = np.frombuffer(self._maps.read(_RECORD), "<f4").reshape(SIDE, SIDE)
        return replace(
            localization_from_logits(logits, False, 0), verdict=VERDICTS[self._verdicts[i] - 1]
        )

    def close(self) -> None:
        """Let go of the files."""
        for file in (self._maps, *self._files):
            file.close()


def _column(path: Path, kind: type, count: int) -> NDArray:
    stored = np.fromfile(path, kind)[:count] if path.exists() else np.empty(0, kind)
    return np.concatenate([stored, np.zeros(count - len(stored), kind)])


def _opened(path: Path) -> FileIO:
    path.touch()
    return path.open("r+b", buffering=0)


def _write(file: FileIO, place: int, data: bytes) -> None:
    file.seek(place)
    if file.write(data) != len(data):
        raise OSError(ENOSPC, "no space left")
