"""A reference to a pinned sound, as project files store it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from avol_studio.core.portable_path import PortablePath

if TYPE_CHECKING:
    from avol.reference_sounds import ReferenceSound


class PinnedSoundRef(BaseModel):
    """One pinned sound: a built-in sound by name, or the audio window of a file at `moment`.

    `moment` is in seconds on the time axis of the file; None stands for the loudest part.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    sound: str | PortablePath
    moment: float | None = None

    @classmethod
    def of(cls, sound: ReferenceSound, folder: Path) -> PinnedSoundRef:
        """Return the reference to a sound that has a source; files are relative to `folder`."""
        path = Path(sound.source)
        source = PortablePath.of(path, folder) if path.is_absolute() else sound.source
        return cls(name=sound.name, sound=source, moment=sound.moment)

    def load(self, folder: Path) -> ReferenceSound:
        """Load the sound; raise AvolError if it cannot be found or read."""
        from avol.reference_sounds import load_reference_sound

        source = self.sound
        if isinstance(source, PortablePath):
            source = source.find(folder) or Path(source.absolute)
        sound = load_reference_sound(source, self.moment)
        return sound if sound.name == self.name else replace(sound, name=self.name)
