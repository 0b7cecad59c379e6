"""Known sounds over the noise of a room, which an adaptation must still find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from avol.audio.log_spectrogram import level_dbfs
from avol.reference_sounds import bundled_sounds, load_reference_sound
from avol.teaching.taught_class import known_index

if TYPE_CHECKING:
    from avol.localizer import Localizer
    from avol.teaching.units import Floats

OVER_NOISE_DB = (5.0, 15.0)
"""Levels of the sounds above the noise of the room."""
MIN_DBFS = -45.0
"""Level of a quiet performance: sounds are not quieter, however quiet the room is."""
MIXTURES = 4
"""Moments of the room under each sound, at each level."""


@dataclass(frozen=True, eq=False)
class KnownSound:
    """A sound of a class that the model knows."""

    name: str
    index: int
    """Number of the class."""
    wave: Floats
    """Mono samples at 48 kHz."""


def bundled_known_sounds(model: Localizer) -> tuple[KnownSound, ...]:
    """Return the reference sounds whose class the model knows."""
    found = []
    for sound in bundled_sounds():
        index = known_index(model.class_names, sound.name)
        if index is not None:
            found.append(KnownSound(sound.name, index, load_reference_sound(sound.name).wave))
    return tuple(found)


def mixtures(
    sounds: Sequence[KnownSound], rooms: Sequence[Floats]
) -> list[tuple[KnownSound, Floats]]:
    """Return each sound over evenly spread windows of the room, as long as these."""
    if not rooms:
        return []
    mixed = []
    for number, sound in enumerate(sounds):
        for over in OVER_NOISE_DB:
            for turn in range(MIXTURES):
                place = (turn * len(rooms) // MIXTURES + number) % len(rooms)
                room = rooms[place]
                wave = np.resize(sound.wave, len(room)).astype(np.float32)
                target = max(level_dbfs(room) + over, MIN_DBFS)
                factor = 10 ** ((target - level_dbfs(wave)) / 20)
                mixed.append((sound, np.clip(room + wave * np.float32(factor), -1, 1)))
    return mixed
