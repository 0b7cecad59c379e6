"""The sounds that the maps are computed for: original audio, pinned sounds, a replacement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from avol.reference_sounds import SILENCE, ReferenceSound, load_reference_sound
from avol_studio.core.pinned_sound import PinnedSoundRef
from avol_studio.core.state.player_state import Message, SoundSelection
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.translation import tr
from avol_studio.services.base import WorkerService

MAX_PINNED = 4
"""Maximum number of pinned sounds; more outlines would hide the image."""


class ReferenceSounds(WorkerService):
    """The selected sounds. Files are loaded in a background thread."""

    changed = Signal(object)  # SoundSelection

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slots: list[ReferenceSound | None] = [None] * MAX_PINNED
        self._replacement: ReferenceSound | None = None
        self._loader = self._start_worker(lambda notify: TaskThread("avol-pin", notify))

    @property
    def value(self) -> SoundSelection:
        """The sounds that every frame is localized with."""
        return SoundSelection(self._replacement, tuple(sound for _, sound in self.pinned))

    @property
    def pinned(self) -> list[tuple[int, ReferenceSound]]:
        """The pinned sounds with their slots, 0..3; a sound keeps its slot."""
        return [(n, sound) for n, sound in enumerate(self._slots) if sound is not None]

    @property
    def full(self) -> bool:
        """Whether all slots are used."""
        return None not in self._slots

    @property
    def silence_test(self) -> bool:
        """Whether silence replaces the audio."""
        return self._replacement is SILENCE

    def pin(self, sound: str | Path) -> None:
        """Pin a built-in sound by name, or a file; `changed` or `message` follows."""
        self.load_and_pin(Path(sound).name, lambda: load_reference_sound(sound))

    def load_and_use(self, path: Path) -> None:
        """Compute the map for the sound of a file, which is also pinned."""
        self.load(path, self._use)

    def load(self, path: Path, done: Callable[[ReferenceSound], object]) -> None:
        """Load the sound of a file in the background; `done` or `message` follows."""
        failure, remedy = (
            tr("“{name}” could not be loaded").format(name=path.name),
            tr("choose another sound"),
        )
        self._loader.submit(lambda: load_reference_sound(path), done, failure, remedy)

    def _use(self, sound: ReferenceSound) -> None:
        self.pin_sound(sound)
        self.replace_audio(sound)

    def load_and_pin(self, name: str, load: Callable[[], ReferenceSound]) -> None:
        """Pin the result of `load`, which is called in the background thread."""
        failure, remedy = (
            tr("“{name}” could not be loaded").format(name=name),
            tr("choose another sound"),
        )
        self._loader.submit(load, self.pin_sound, failure, remedy)

    def pin_sound(self, sound: ReferenceSound) -> None:
        """Pin a sound at once; `changed` or `message` follows."""
        if sound in self._slots:
            self.message.emit(Message(tr("{name} is already pinned.").format(name=sound.name)))
        elif self.full:
            text = tr("{MAX_PINNED} sounds are pinned; remove one to pin {name}.").format(
                MAX_PINNED=MAX_PINNED, name=sound.name
            )
            self.message.emit(Message(text, "warning"))
        else:
            self._slots[self._slots.index(None)] = sound
            self.changed.emit(self.value)

    def unpin(self, slot: int) -> None:
        """Remove a pinned sound."""
        if self._replacement is self._slots[slot]:
            self._replacement = None
        self._slots[slot] = None
        self.changed.emit(self.value)

    def unpin_all(self) -> None:
        """Remove all pinned sounds."""
        if self._replacement in self._slots:
            self._replacement = None
        self._slots = [None] * MAX_PINNED
        self.changed.emit(self.value)

    def pinned_refs(self, folder: Path) -> tuple[PinnedSoundRef, ...]:
        """Return references to the pinned sounds that have a source, relative to `folder`."""
        return tuple(PinnedSoundRef.of(sound, folder) for _, sound in self.pinned if sound.source)

    def unsaved_names(self) -> list[str]:
        """Return the names of the pinned sounds that no file contains."""
        return [sound.name for _, sound in self.pinned if not sound.source]

    def restore(self, refs: Iterable[PinnedSoundRef], folder: Path) -> None:
        """Load and pin these sounds; a message follows for each that cannot be loaded."""
        for ref in refs:
            self.load_and_pin(ref.name, lambda ref=ref: ref.load(folder))

    def replace_audio(self, sound: ReferenceSound | None) -> None:
        """Compute the map for this sound in place of the original audio (None: original)."""
        if sound is not self._replacement:
            self._replacement = sound
            self.changed.emit(self.value)

    def toggle_silence_test(self) -> str:
        """Replace the audio by silence, or end that; return the text to show."""
        self.replace_audio(None if self.silence_test else SILENCE)
        return tr("Silence test") if self.silence_test else tr("Original audio")
