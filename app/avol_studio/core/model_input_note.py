"""What a map belongs to where it is not the medium's own audio and image, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avol_studio.core.sound_names import sound_name
from avol_studio.core.translation import tr

if TYPE_CHECKING:
    from avol.perturbation import Perturbation
    from avol.reference_sounds import ReferenceSound

FILE_NAME_LENGTH = 60
"""Characters of a note in the name of a file, at most."""


def model_input_note(sound: ReferenceSound | None, altered: Perturbation | None) -> str:
    """Such as “audio: Violin, altered input”, in the language of the window; "" for neither."""
    from avol.reference_sounds import SILENCE

    notes = []
    if sound is SILENCE:
        notes.append(tr("silence test"))
    elif sound is not None:
        notes.append(tr("audio: {name}").format(name=sound_name(sound.name)))
    if altered is not None:
        notes.append(tr("altered input"))
    return ", ".join(notes)


def english_note(sound: ReferenceSound | None, altered: Perturbation | None) -> str:
    """The same in English, as all files have it."""
    from avol.reference_sounds import SILENCE

    notes = []
    if sound is not None:
        notes.append("silence test" if sound is SILENCE else f"audio: {sound.name}")
    if altered is not None:
        notes.append("altered input")
    return ", ".join(notes)


def with_note(name: str, note: str) -> str:
    """Append a note to the name of a file, without characters that file systems refuse."""
    plain = "".join("-" if c in '/\\:*?"<>|' or ord(c) < 32 else c for c in note.replace(": ", " "))
    return f"{name}, {plain[:FILE_NAME_LENGTH].rstrip(' .')}" if plain else name
