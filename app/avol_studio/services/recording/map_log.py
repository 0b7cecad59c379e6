"""Append-only binary log of the maps of a recording; readable up to any truncation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from avol.localizer import Localization, Verdict
from avol_studio.services.recording.segment_encoder import TimedMap

MAP_LOG = "maps.part"
"""File name of the log. A folder that contains it is not finalized."""

_VERDICTS = tuple(Verdict)
_START = np.dtype("<f8")
_ENTRY = np.dtype(
    [("time", "<f8"), ("logits", "<f4", (14, 14)), ("map", "<f4", (14, 14)), ("score", "<f4"),
     ("peak", "<f4", (2,)), ("verdict", "u1")]
)  # fmt: skip


def pack_start(start: float) -> bytes:
    """Return the log header: the time in seconds of the first fragment of the video."""
    return np.array(start, _START).tobytes()


def pack_map(timed_map: TimedMap) -> bytes:
    """Return the log entry of a map."""
    localization, entry = timed_map.localization, np.zeros((), _ENTRY)
    entry["time"], entry["logits"] = timed_map.time, localization.logits
    entry["map"], entry["score"] = localization.map, localization.score
    entry["peak"], entry["verdict"] = localization.peak, _VERDICTS.index(localization.verdict)
    return entry.tobytes()


def load_start(folder: Path) -> float | None:
    """Return the time in seconds of the first fragment; None if no fragment was written."""
    with (folder / MAP_LOG).open("rb") as log:
        data = log.read(_START.itemsize)
    return float(np.frombuffer(data, _START)[0]) if len(data) == _START.itemsize else None


def load_maps(folder: Path) -> Iterator[TimedMap]:
    """Yield the maps of a recording up to the first incomplete entry (it may be all zeros)."""
    last_time = 0.0
    with (folder / MAP_LOG).open("rb") as log:
        log.seek(_START.itemsize)
        while len(data := log.read(_ENTRY.itemsize)) == _ENTRY.itemsize:
            entry = np.frombuffer(data, _ENTRY)[0]
            if not last_time <= entry["time"] < np.inf or entry["verdict"] >= len(_VERDICTS):
                return
            last_time = float(entry["time"])
            yield TimedMap(last_time, _unpack(entry))


def _unpack(entry: np.void) -> Localization:
    x, y = entry["peak"]
    verdict = _VERDICTS[int(entry["verdict"])]
    return Localization(
        entry["map"], entry["logits"], float(entry["score"]), (float(x), float(y)), verdict
    )
