"""Append-only binary log of the maps of a recording; readable up to any truncation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from os import SEEK_CUR
from pathlib import Path
from typing import BinaryIO

import numpy as np

from avol.io.results import TAUGHT_SEPARATOR, taught_text
from avol.localization import ClassProbability, Localization, Verdict
from avol.localizer import HEARD
from avol_studio.services.recording.segment_encoder import TimedMap

MAP_LOG = "maps.part"
"""File name of the log. A folder that contains it is not finalized."""

_VERDICTS = tuple(Verdict)
_MAGIC, _MAGIC_4, _MAGIC_3, _MAGIC_2 = b"AVOLMAP5", b"AVOLMAP4", b"AVOLMAP3", b"AVOLMAP2"
"""Begin a log with notes, one with the probability of a match, one with taught classes, and one
with neither; logs of version 0.1 begin with the start."""
_START = np.dtype("<f8")
_FIELDS = [
    ("time", "<f8"), ("logits", "<f4", (14, 14)), ("map", "<f4", (14, 14)), ("score", "<f4"),
    ("peak", "<f4", (2,)), ("verdict", "u1"),
]  # fmt: skip
_OLD_ENTRY = np.dtype(_FIELDS)
_CLASSES = [("label", "U32"), ("heard", "U32", (HEARD,)), ("probability", "<f4", (HEARD,))]
_ENTRY_2 = np.dtype([*_FIELDS, *_CLASSES])
_TAUGHT = [("taught", "U256")]
_ENTRY_3 = np.dtype([*_FIELDS, *_CLASSES, *_TAUGHT])
_MATCH = [("match_probability", "<f4")]  # NaN: None
_ENTRY_4 = np.dtype([*_FIELDS, *_CLASSES, *_TAUGHT, *_MATCH])
_ENTRY = np.dtype([*_FIELDS, *_CLASSES, *_TAUGHT, *_MATCH, ("note", "U64")])


def pack_start(start: float) -> bytes:
    """Return the log header: the time in seconds of the first fragment of the video."""
    return _MAGIC + np.array(start, _START).tobytes()


def pack_map(timed_map: TimedMap) -> bytes:
    """Return the log entry of a map."""
    localization, entry = timed_map.localization, np.zeros((), _ENTRY)
    entry["time"], entry["logits"] = timed_map.time, localization.logits
    entry["map"], entry["score"] = localization.map, localization.score
    entry["peak"], entry["verdict"] = localization.peak, _VERDICTS.index(localization.verdict)
    entry["label"] = localization.label
    for place, (name, probability) in enumerate(localization.heard[:HEARD]):
        entry["heard"][place], entry["probability"][place] = name, probability
    entry["taught"] = taught_text(localization)
    match = localization.match_probability
    entry["match_probability"] = np.nan if match is None else match
    entry["note"] = timed_map.note
    return entry.tobytes()


def load_start(folder: Path) -> float | None:
    """Return the time in seconds of the first fragment; None if no fragment was written."""
    with (folder / MAP_LOG).open("rb") as log:
        _read_format(log)
        data = log.read(_START.itemsize)
    return float(np.frombuffer(data, _START)[0]) if len(data) == _START.itemsize else None


def load_maps(folder: Path) -> Iterator[TimedMap]:
    """Yield the maps of a recording up to the first incomplete entry (it may be all zeros)."""
    last_time = 0.0
    with (folder / MAP_LOG).open("rb") as log:
        kind = _read_format(log)
        log.seek(_START.itemsize, SEEK_CUR)
        while len(data := log.read(kind.itemsize)) == kind.itemsize:
            entry = np.frombuffer(data, kind)[0]
            if not last_time <= entry["time"] < np.inf or entry["verdict"] >= len(_VERDICTS):
                return
            last_time = float(entry["time"])
            note = str(entry["note"]) if "note" in (kind.names or ()) else ""
            yield TimedMap(last_time, _unpack(entry), note)


def _read_format(log: BinaryIO) -> np.dtype:
    """Return the type of the entries; the file is then at the start of the video."""
    formats = {_MAGIC: _ENTRY, _MAGIC_4: _ENTRY_4, _MAGIC_3: _ENTRY_3, _MAGIC_2: _ENTRY_2}
    found = formats.get(log.read(len(_MAGIC)))
    if found is not None:
        return found
    log.seek(0)
    return _OLD_ENTRY


def _unpack(entry: np.void) -> Localization:
    x, y = entry["peak"]
    verdict = _VERDICTS[int(entry["verdict"])]
    found = Localization(
        entry["map"], entry["logits"], float(entry["score"]), (float(x), float(y)), verdict
    )
    fields = entry.dtype.names or ()
    if "heard" in fields:
        heard = tuple(
            ClassProbability(str(name), float(probability))
            for name, probability in zip(entry["heard"], entry["probability"], strict=True)
            if name
        )
        found = replace(found, heard=heard, label=str(entry["label"]))
    if "taught" in fields and entry["taught"]:
        found = replace(found, taught=tuple(str(entry["taught"]).split(TAUGHT_SEPARATOR)))
    if "match_probability" in fields and not np.isnan(entry["match_probability"]):
        found = replace(found, match_probability=float(entry["match_probability"]))
    return found
