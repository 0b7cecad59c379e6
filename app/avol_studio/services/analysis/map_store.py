"""The maps of a file on disk, at a fixed offset per frame, so that memory use stays constant."""

from __future__ import annotations

from dataclasses import replace
from errno import ENOSPC
from io import SEEK_END, FileIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import GRID_SIZE
from avol.localization import ClassProbability, Localization, Verdict
from avol.localizer import HEARD
from avol.score_scale import ScoreScale

VERDICTS = (
    Verdict.NO_AUDIO,
    Verdict.SILENCE,
    Verdict.UNFAMILIAR,
    Verdict.NO_MATCH,
    Verdict.MATCH,
)
"""Their positions are in the files; of several frames in one place, the timeline shows the last."""

_CLASSES = np.dtype([("label", "u1"), ("heard", "u1", HEARD), ("probability", "<f4", HEARD)])
_MAP_BYTES = GRID_SIZE * GRID_SIZE * 4  # the float32 logits of a frame


class _Record(NamedTuple):
    """A map that is not on the disk yet."""

    logits: NDArray[np.float32]
    classes: bytes
    score: float
    code: int


class MapStore:
    """The localizations of a file by one model, by frame index.

    One thread stores and loads maps, which takes no time; another calls `write_maps` and `close`,
    which write to the disk. The constructor, `write_maps` and `close` raise OSError if the folder
    cannot be used or the disk is full; earlier maps stay intact.
    """

    def __init__(
        self,
        folder: Path,
        count: int,
        scale: ScoreScale,
        names: tuple[str, ...] = (),
        taught: tuple[str, ...] = (),
    ) -> None:
        """Args: scale: of the scores. names, taught: the classes of the model, those taught."""
        self._scale, self._names, self._taught = scale, names, taught
        folder.mkdir(parents=True, exist_ok=True)
        self._unwritten: dict[int, _Record] = {}
        self._class_file = _open_file(folder / "classes.u8")
        self._class_reader = (folder / "classes.u8").open("rb", buffering=0)
        self._map_file = _open_file(folder / "maps.f32")
        self._map_reader = (folder / "maps.f32").open("rb", buffering=0)
        self._score_file = _open_file(folder / "scores.f32")
        verdicts = _load_column(folder / "verdicts.u8", np.uint8, count)
        scores = _load_column(folder / "scores.f32", np.float32, count)
        # After a power failure the files may be shorter than others or hold anything.
        complete = min(
            self._map_file.seek(0, SEEK_END) // _MAP_BYTES,
            self._class_file.seek(0, SEEK_END) // _CLASSES.itemsize,
            self._score_file.seek(0, SEEK_END) // 4,
        )
        valid = np.arange(count) < complete
        valid &= (verdicts <= len(VERDICTS)) & np.isfinite(scores)
        self._verdicts, self._scores = np.where(valid, verdicts, 0), np.where(valid, scores, 0)
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
        """Keep the map of a frame until `write_maps` writes it."""
        code = VERDICTS.index(localization.verdict) + 1
        self._unwritten[index] = _Record(
            localization.logits, self._pack_classes(localization), localization.score, code
        )
        self._scores[index], self._verdicts[index] = localization.score, code

    def load_map(self, index: int) -> Localization | None:
        """Return the map of a frame, bit-identical to the stored one; None if there is none."""
        code = self._verdicts[index]
        if not code:
            return None
        unwritten = self._unwritten.get(index)
        logits = self._read_logits(index) if unwritten is None else unwritten.logits
        classes = self._read_classes(index) if unwritten is None else unwritten.classes
        if logits is None or classes is None:
            self._verdicts[index] = 0
            return None
        logits = logits.reshape(GRID_SIZE, GRID_SIZE)
        probability = self._scale.match_probability(logits)
        found = Localization.of(self._scale(logits), logits, VERDICTS[code - 1], probability)
        return self._with_classes(found, classes)

    def _pack_classes(self, localization: Localization) -> bytes:
        """Return the record of the heard classes and the label: numbers from 1, 0 for none."""
        record, names = np.zeros((), _CLASSES), self._names
        record["label"] = names.index(localization.label) + 1 if localization.label in names else 0
        for place, heard in enumerate(localization.heard[:HEARD]):
            record["heard"][place] = names.index(heard.name) + 1
            record["probability"][place] = heard.probability
        return record.tobytes()

    def _with_classes(self, localization: Localization, data: bytes) -> Localization:
        record = np.frombuffer(data, _CLASSES)[0]
        heard = tuple(
            ClassProbability(self._name(number), float(probability))
            for number, probability in zip(record["heard"], record["probability"], strict=True)
            if self._name(number)
        )
        return replace(
            localization, heard=heard, label=self._name(record["label"]), taught=self._taught
        )

    def _name(self, number: int) -> str:
        """Return the name of a class by its number from 1; "" for another number."""
        return self._names[number - 1] if 0 < number <= len(self._names) else ""

    def write_maps(self) -> None:
        """Write the maps that were stored since the last call."""
        for index, record in list(self._unwritten.items()):
            _write(self._map_file, index * _MAP_BYTES, record.logits.astype("<f4").tobytes())
            _write(self._class_file, index * _CLASSES.itemsize, record.classes)
            _write(self._score_file, index * 4, np.float32(record.score).tobytes())
            # The verdict is last: it marks the map as complete.
            _write(self._verdict_file, index, bytes([record.code]))
            del self._unwritten[index]

    def close(self) -> None:
        """Write the maps that are left, and close the files."""
        try:
            self.write_maps()
        finally:
            for file in (
                self._map_file,
                self._map_reader,
                self._class_file,
                self._class_reader,
                self._score_file,
                self._verdict_file,
            ):
                file.close()

    def _read_logits(self, index: int) -> NDArray[np.float32] | None:
        """Return the logits on the disk; None if they cannot be read completely."""
        data = _read(self._map_reader, index * _MAP_BYTES, _MAP_BYTES)
        return None if data is None else np.frombuffer(data, "<f4")

    def _read_classes(self, index: int) -> bytes | None:
        return _read(self._class_reader, index * _CLASSES.itemsize, _CLASSES.itemsize)


def _read(file: FileIO, offset: int, size: int) -> bytes | None:
    """Return `size` bytes; None if they cannot be read completely."""
    try:
        file.seek(offset)
        data = file.read(size)
    except OSError:
        return None
    return data if data is not None and len(data) == size else None


def _load_column(path: Path, kind: type, count: int) -> NDArray:
    stored = np.fromfile(path, kind, count) if path.exists() else np.empty(0, kind)
    return np.concatenate([stored, np.zeros(count - len(stored), kind)])


def _open_file(path: Path) -> FileIO:
    path.touch()
    return path.open("r+b", buffering=0)


def _write(file: FileIO, offset: int, data: bytes) -> None:
    file.seek(offset)
    if file.write(data) != len(data):
        raise OSError(ENOSPC, "no space left")
