"""Reads the hand-ins of a folder; a file that is none costs one sentence, not the rest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from avol.core.paths import find_files, is_folder
from avol.errors import AvolError, InputError, describe_error
from avol.lessons.hand_in import HandIn, load_hand_in


@dataclass(frozen=True)
class ReadHandIn:
    """A hand-in and its file."""

    path: Path
    hand_in: HandIn

    @property
    def alias(self) -> str:
        """The alias, or the name of the file where it is empty."""
        return self.hand_in.alias or self.path.stem

    @property
    def group(self) -> tuple[str, int]:
        """What hand-ins on one page have in common: the lesson and its number of steps."""
        return self.hand_in.lesson, len(self.hand_in.steps)


def read_folder(folder: Path) -> tuple[list[ReadHandIn], list[str]]:
    """Read all hand-ins below a folder; returns them, and a sentence about each other file.

    Of several hand-ins of one alias for one lesson, the one with the most finished steps counts.
    Raises InputError if there is no folder, or no hand-in in it.
    """
    if not is_folder(folder):
        raise InputError(f"“{folder}” is not a folder; choose the folder of the hand-ins.")
    read: list[ReadHandIn] = []
    faults: list[str] = []
    for path in find_files(folder, {".json"}):
        try:
            read.append(ReadHandIn(path, load_hand_in(path)))
        except (AvolError, OSError, ValueError) as error:
            faults.append(describe_error(path, error))
    kept: dict[tuple[str, str], ReadHandIn] = {}
    for one in read:
        key = one.hand_in.lesson, one.alias.casefold()
        other = kept.get(key)
        if other is None:
            kept[key] = one
            continue
        better, worse = sorted((other, one), key=_progress, reverse=True)
        kept[key] = better
        faults.append(
            f"“{worse.path.name}” is a second hand-in of “{one.alias}”; “{better.path.name}” is "
            "used, rename the alias if they are two students."
        )
    if not kept:
        raise InputError(
            f"“{folder}” contains no hand-in of AVOL; copy the JSON files of the class into it."
        )
    return sorted(kept.values(), key=lambda one: (*one.group, one.alias.lower())), faults


def _progress(one: ReadHandIn) -> tuple[int, int]:
    steps = one.hand_in.steps
    return one.hand_in.finished_steps, sum(len(step.observation) for step in steps)
