"""The maps of a take while it grows: one after another, whole up to where it was cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from avol.localizer import Localization, Verdict
from avol_studio.services.recording.segment_encoder import Mapped

LOG = "maps.part"
"""Its name. Where there is one, the take is not finished."""

_VERDICTS = tuple(Verdict)
_START = np.dtype("<f8")
_ENTRY = np.dtype(
    [("time", "<f8"), ("logits", "<f4", (14, 14)), ("map", "<f4", (14, 14)), ("score", "<f4"),
     ("peak", "<f4", (2,)), ("verdict", "u1")]
)  # fmt: skip


def beginning(start: float) -> bytes:
    """What comes first: at which second of its fragments the movie begins."""
    return np.array(start, _START).tobytes()


def entry(mapped: Mapped) -> bytes:
    """A map, to be appended."""
    found, bare = mapped.found, np.zeros((), _ENTRY)
    bare["time"], bare["logits"], bare["map"] = mapped.time, found.logits, found.map
    bare["score"], bare["peak"] = found.score, found.peak
    bare["verdict"] = _VERDICTS.index(found.verdict)
    return bare.tobytes()


def start_of(folder: Path) -> float | None:
    """Where the movie of a take begins in its fragments; None where nothing of it was written."""
    with (folder / LOG).open("rb") as log:
        data = log.read(_START.itemsize)
    return float(np.frombuffer(data, _START)[0]) if len(data) == _START.itemsize else None


def maps_of(folder: Path) -> Iterator[Mapped]:
    """The maps of a take up to the first that is not whole (a lost one may be all zeros)."""
    last = 0.0
    with (folder / LOG).open("rb") as log:
        log.seek(_START.itemsize)
        while len(data := log.read(_ENTRY.itemsize)) == _ENTRY.itemsize:
            bare = np.frombuffer(data, _ENTRY)[0]
            if not last <= bare["time"] < np.inf or bare["verdict"] >= len(_VERDICTS):
                return
            last = float(bare["time"])
            yield Mapped(last, _found(bare))


def _found(bare: np.void) -> Localization:
    x, y = bare["peak"]
    verdict = _VERDICTS[int(bare["verdict"])]
    return Localization(
        bare["map"], bare["logits"], float(bare["score"]), (float(x), float(y)), verdict
    )
