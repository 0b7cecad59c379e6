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

from avol.core.constants import SAMPLE_RATE
from avol.core.paths import resources_folder
from avol.errors import InputError


@dataclass(frozen=True, slots=True)
class BundledSound:
    """A sound that can be asked for: its name in words, its file, who made it, under what terms."""

    name: str
    path: Path
    author: str = ""
    licence: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class ReferenceSound:
    """One second of sound under a name; two are the same only if they are one object."""

    name: str
    wave: NDArray[np.float32]
    """(48000,) mono at 48 kHz, read-only."""
    source: str = ""
    """What `load_query` makes it of: a name or a path; "" where it was only heard."""
    moment: float | None = None
    """The middle of the second in seconds of that file; None: its own middle."""


NOISE_DBFS = -20.0


def _noise() -> NDArray[np.float32]:
    """The same white noise every time, of `NOISE_DBFS`."""
    drawn = np.random.default_rng(0).standard_normal(SAMPLE_RATE, np.float32)
    return drawn * np.float32(10 ** (NOISE_DBFS / 20) / np.sqrt(np.mean(drawn**2)))


def query(
    name: str, wave: NDArray[np.float32], source: str = "", moment: float | None = None
) -> ReferenceSound:
    """A second (48000,) of sound under a name; it becomes read-only."""
    wave.flags.writeable = False
    return ReferenceSound(name, wave, source, moment)


SILENCE = query("Silence", np.zeros(SAMPLE_RATE, np.float32), "Silence")
NOISE = query("White noise", _noise(), "White noise")
"""What no object makes; a map that it lights, the picture lights by itself."""


@lru_cache(maxsize=1)
def query_sounds() -> tuple[BundledSound, ...]:
    """The recordings that come with AVOL, by name; empty where they are not installed."""
    folder = resources_folder() / "sounds"
    try:
        rows = json.loads((folder / "sounds.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    made = (BundledSound(r["name"], folder / r["file"], r["author"], r["licence"]) for r in rows)
    return tuple(sorted(made, key=lambda sound: sound.name))


def load_query(sound: str | Path, moment: float | None = None) -> ReferenceSound:
    """A second of a sound: the name of one that comes along ("Violin"), or any file.

    Args:
        sound: a name of `query_sounds`, `SILENCE` or `NOISE`; or a path.
        moment: the middle of the second, in seconds on the file's axis; None: the file's middle.

    Raises InputError for a sound that is neither, MediaError for a file without sound.
    """
    from avol.media import AudioTrack

    made = {one.name.lower(): one for one in (SILENCE, NOISE)}.get(str(sound).lower())
    if made is not None:
        return made
    known = {one.name.lower(): one for one in query_sounds()}.get(str(sound).lower())
    path = Path(sound) if known is None else known.path
    if known is None and not path.is_file():
        names = ", ".join(one.name for one in query_sounds())
        raise InputError(f"“{sound}” is no file and none of AVOL's sounds: choose {names}.")
    with AudioTrack(path) as track:
        middle = (track.start + track.stop) / 2 / SAMPLE_RATE
        wave = track.window_at(middle if moment is None else moment)
    if known is not None:
        return query(known.name, wave, known.name, moment)
    return query(path.stem, wave, str(path.absolute()), moment)
