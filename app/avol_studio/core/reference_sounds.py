"""Pinned sounds, said so that they can be pinned again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from avol_studio.core.portable_path import PortablePath

if TYPE_CHECKING:
    from avol.reference_sounds import ReferenceSound
    from avol_studio.services.reference_sounds import ReferenceSounds


class PinnedSoundRef(BaseModel):
    """One pinned sound: one of AVOL's by its name, or the second of a file around `moment`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    sound: str | PortablePath
    moment: float | None = None


def pins_of(choice: ReferenceSounds, folder: Path) -> tuple[PinnedSoundRef, ...]:
    """What is pinned and can be read again, files as seen from `folder`."""
    return tuple(_pin_of(query, folder) for _, query in choice.pins if query.source)


def only_heard(choice: ReferenceSounds) -> list[str]:
    """The names of pinned sounds that are in no file."""
    return [query.name for _, query in choice.pins if not query.source]


def pin_again(choice: ReferenceSounds, pins: Iterable[PinnedSoundRef], folder: Path) -> None:
    """Pin these; they are read in another thread, and a sentence says which are not there."""
    for pin in pins:
        choice.pin_read(pin.name, lambda pin=pin: _read(pin, folder))


def _pin_of(query: ReferenceSound, folder: Path) -> PinnedSoundRef:
    path = Path(query.source)
    sound = PortablePath.of(path, folder) if path.is_absolute() else query.source
    return PinnedSoundRef(name=query.name, sound=sound, moment=query.moment)


def _read(pin: PinnedSoundRef, folder: Path) -> ReferenceSound:
    from avol.reference_sounds import load_query

    sound = pin.sound
    if isinstance(sound, PortablePath):
        sound = sound.find(folder) or Path(sound.absolute)
    found = load_query(sound, pin.moment)
    return found if found.name == pin.name else replace(found, name=pin.name)
