"""Sounds to be asked for in a picture: "where would a violin be?"

One picture against many sounds costs one `see` (`avol.localizer`), so a few such sounds can be
asked for beside the one that is heard (ours).
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.errors import InputError
from avol.paths import resources
from avol.sound import SECOND


@dataclass(frozen=True, slots=True)
class QuerySound:
    """A sound that can be asked for: its name in words, its file, who made it, under what terms."""

    name: str
    path: Path
    author: str = ""
    licence: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Query:
    """One second of sound under a name; two are the same only if they are one object."""

    name: str
    wave: NDArray[np.float32]
    """(48000,) mono at 48 kHz, read-only."""


NOISE_DBFS = -20.0


def _noise() -> NDArray[np.float32]:
    """The same white noise every time, of `NOISE_DBFS`."""
    drawn = np.random.default_rng(0).standard_normal(SECOND, np.float32)
    return drawn * np.float32(10 ** (NOISE_DBFS / 20) / np.sqrt(np.mean(drawn**2)))


def query(name: str, wave: NDArray[np.float32]) -> Query:
    """A second (48000,) of sound under a name; it becomes read-only."""
    wave.flags.writeable = False
    return Query(name, wave)


SILENCE = query("Silence", np.zeros(SECOND, np.float32))
NOISE = query("White noise", _noise())
"""What no object makes; a map that it lights, the picture lights by itself."""


@lru_cache(maxsize=1)
def query_sounds() -> tuple[QuerySound, ...]:
    """The recordings that come with AVOL, by name; empty where they are not installed."""
    folder = resources() / "sounds"
    try:
        rows = json.loads((folder / "sounds.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    made = (QuerySound(r["name"], folder / r["file"], r["author"], r["licence"]) for r in rows)
    return tuple(sorted(made, key=lambda sound: sound.name))


def load_query(sound: str | Path) -> Query:
    """The middle second of a sound: the name of one that comes along ("Violin"), or any file.

    Raises InputError for a sound that is neither, MediaError for a file without sound.
    """
    from avol.media import SoundTrack

    known = {one.name.lower(): one for one in query_sounds()}.get(str(sound).lower())
    path = Path(sound) if known is None else known.path
    if known is None and not path.is_file():
        names = ", ".join(one.name for one in query_sounds())
        raise InputError(f"“{sound}” is no file and none of AVOL's sounds: choose {names}.")
    with SoundTrack(path) as track:
        wave = track.second_at((track.start + track.stop) / 2 / SECOND)
    return query(path.stem if known is None else known.name, wave)
