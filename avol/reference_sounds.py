"""Reference sounds: short recordings of known classes, compared with an image as queries.

One image embedding serves any number of sounds, so reference sounds cost little in addition to
the current audio (not in the paper).
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
    """A sound file shipped with AVOL: name, path, author and licence."""

    name: str
    path: Path
    author: str = ""
    licence: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class ReferenceSound:
    """A named audio window. Two sounds are equal only if they are the same object."""

    name: str
    wave: NDArray[np.float32]
    """(48000,) mono at 48 kHz, read-only."""
    source: str = ""
    """Argument of `load_reference_sound`: a name or a path; "" for live audio."""
    moment: float | None = None
    """Centre of the audio window in seconds in the file; None: the middle of the file."""


NOISE_DBFS = -20.0
"""Level of `NOISE`."""


def _noise() -> NDArray[np.float32]:
    """White noise with a fixed seed at `NOISE_DBFS`."""
    noise = np.random.default_rng(0).standard_normal(SAMPLE_RATE, np.float32)
    return noise * np.float32(10 ** (NOISE_DBFS / 20) / np.sqrt(np.mean(noise**2)))


def make_reference_sound(
    name: str, wave: NDArray[np.float32], source: str = "", moment: float | None = None
) -> ReferenceSound:
    """Make a reference sound of an audio window (48000,), which becomes read-only."""
    wave.flags.writeable = False
    return ReferenceSound(name, wave, source, moment)


SILENCE = make_reference_sound("Silence", np.zeros(SAMPLE_RATE, np.float32), "Silence")
NOISE = make_reference_sound("White noise", _noise(), "White noise")
"""No object makes white noise: high scores for it are visual bias of the model."""


@lru_cache(maxsize=1)
def bundled_sounds() -> tuple[BundledSound, ...]:
    """The sounds shipped with AVOL, sorted by name; empty if they are not installed."""
    folder = resources_folder() / "sounds"
    try:
        rows = json.loads((folder / "sounds.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    sounds = (BundledSound(r["name"], folder / r["file"], r["author"], r["licence"]) for r in rows)
    return tuple(sorted(sounds, key=lambda sound: sound.name))


def load_reference_sound(sound: str | Path, moment: float | None = None) -> ReferenceSound:
    """Load an audio window of a bundled sound ("Violin") or of any file.

    Args:
        sound: the name of a bundled sound, `SILENCE` or `NOISE`; or a path.
        moment: centre of the audio window in seconds in the file; None: the middle of the file.

    Raises InputError for an unknown name, MediaError for a file without audio.
    """
    from avol.media import AudioTrack

    name = str(sound).lower()
    generated = {each.name.lower(): each for each in (SILENCE, NOISE)}.get(name)
    if generated is not None:
        return generated
    bundled = {each.name.lower(): each for each in bundled_sounds()}.get(name)
    path = Path(sound) if bundled is None else bundled.path
    if bundled is None and not path.is_file():
        names = ", ".join(each.name for each in bundled_sounds())
        raise InputError(f"“{sound}” is neither a file nor a bundled sound; choose {names}.")
    with AudioTrack(path) as track:
        middle = (track.start + track.stop) / 2 / SAMPLE_RATE
        wave = track.excerpt_at(middle if moment is None else moment)
    if bundled is not None:
        return make_reference_sound(bundled.name, wave, bundled.name, moment)
    return make_reference_sound(path.stem, wave, str(path.absolute()), moment)
