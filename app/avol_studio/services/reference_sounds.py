"""Which sounds are asked about: the one that is heard, pinned ones, one in place of it, or none."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from avol.reference_sounds import SILENCE, ReferenceSound, load_query
from avol_studio.core.error_text import error_text
from avol_studio.core.state.player_state import Message, SoundSelection

MOST = 4
"""How many sounds can be pinned at once: more would hide the picture."""


class ReferenceSounds(QObject):
    """The sounds that were chosen; `value` follows from them. Files are read in another thread."""

    changed = Signal(object)  # Sounds
    said = Signal(object)  # Message
    _read = Signal(object)  # Query, or Message where it could not be read

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slots: list[ReferenceSound | None] = [None] * MOST
        self._instead: ReferenceSound | None = None
        self._pool = ThreadPoolExecutor(1, "avol-pin")
        self._read.connect(self._on_read)

    @property
    def value(self) -> SoundSelection:
        """What every picture is asked about."""
        return SoundSelection(self._instead, tuple(query for _, query in self.pins))

    @property
    def pins(self) -> list[tuple[int, ReferenceSound]]:
        """The pinned sounds with their places, 0..3; a sound keeps its place."""
        return [(n, query) for n, query in enumerate(self._slots) if query is not None]

    @property
    def full(self) -> bool:
        """Whether there is no place for another one."""
        return None not in self._slots

    @property
    def deaf(self) -> bool:
        """Whether the sound is cut off."""
        return self._instead is SILENCE

    def pin(self, sound: str | Path) -> None:
        """Pin one of AVOL's sounds by its name, or a file; `changed` follows, or a sentence."""
        self.pin_read(Path(sound).name, lambda: load_query(sound))

    def pin_read(self, name: str, read: Callable[[], ReferenceSound]) -> None:
        """Pin what `read` gives, called in the thread that reads files."""
        self._pool.submit(self._load, name, read)

    def pin_query(self, query: ReferenceSound) -> None:
        """Pin a second of sound at once; `changed` follows, or a sentence."""
        self._on_read(query)

    def unpin_all(self) -> None:
        """Let all pinned sounds go."""
        if self._instead in self._slots:
            self._instead = None
        self._slots = [None] * MOST
        self.changed.emit(self.value)

    def unpin(self, place: int) -> None:
        """Let a pinned sound go."""
        if self._instead is self._slots[place]:
            self._instead = None
        self._slots[place] = None
        self.changed.emit(self.value)

    def follow(self, query: ReferenceSound | None) -> None:
        """Let the map follow another sound in place of the one that is heard (None: that one)."""
        if query is not self._instead:
            self._instead = query
            self.changed.emit(self.value)

    def toggle_deaf(self) -> str:
        """Cut the sound off, or let it be heard again; what to echo."""
        self.follow(None if self.deaf else SILENCE)
        return "Deaf test" if self.deaf else "Hearing again"

    def close(self) -> None:
        """Wait for a file that is being read."""
        self._pool.shutdown()

    def _load(self, name: str, read: Callable[[], ReferenceSound]) -> None:
        try:
            self._read.emit(read())
        except Exception as error:
            text = f"“{name}” could not be read ({error}); choose another sound."
            self._read.emit(Message(error_text(error, text), "error"))

    def _on_read(self, read: ReferenceSound | Message) -> None:
        if isinstance(read, Message):
            self.said.emit(read)
        elif read in self._slots:
            self.said.emit(Message(f"{read.name} is pinned already."))
        elif self.full:
            text = f"{MOST} sounds are pinned already; remove one to pin {read.name}."
            self.said.emit(Message(text, "warning"))
        else:
            self._slots[self._slots.index(None)] = read
            self.changed.emit(self.value)
