"""Check of output files: AVOL replaces only files that it has written.

They are checked before work begins, and those that appear meanwhile when a file gets its name.
"""

import os
import shutil
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

from avol.core.atomic import protect
from avol.core.output_mark import Kind, is_own
from avol.core.paths import is_folder, is_special
from avol.errors import InputError, MediaError

MIN_FREE = 2**20
"""Bytes that must be free on the disk before work begins."""


@dataclass(frozen=True)
class OutputFile:
    """A file that will be written.

    is_own: returns whether AVOL has written the file that exists there.
    source: the input that it belongs to, for messages.
    """

    path: Path
    is_own: Callable[[Path], bool]
    source: Path | None = None

    @classmethod
    def of(cls, path: Path, kind: Kind, source: Path | None = None) -> Self:
        """Return an output with the mark of a kind."""
        return cls(path, partial(is_own, kind=kind), source)


def check_outputs(
    outputs: Iterable[OutputFile], inputs: Iterable[Path] = (), *, overwrite: bool = False
) -> None:
    """Check that all outputs can be written and replace nothing that AVOL has not written.

    Call it before work begins: nothing is written when it raises.

    Args:
        outputs: all files that will be written.
        inputs: files that are read; they are never replaced, by whatever name or link.
        overwrite: whether other files may be replaced.

    Raises:
        InputError: an output would replace an input, another output or a file of someone else.
        MediaError: a folder cannot be written.
    """
    read = {identity: path for path in inputs if (identity := _identity(path))}
    planned: dict[tuple[str, str], OutputFile] = {}
    foreign: list[Path] = []
    folders: dict[Path, _Folder] = {}
    for output in outputs:
        path = output.path
        if path.parent not in folders:
            folders[path.parent] = _Folder.of(path.parent)
        other = planned.setdefault(folders[path.parent].key(path.name), output)
        if other is not output:
            raise InputError(_same_name_text(other, output))
        if is_folder(path):
            raise InputError(f"“{path}” is a folder; choose another name.")
        if is_special(path):
            raise InputError(f"“{path}” is not a file; choose another name.")
        if source := read.get(_identity(path) or (0, 0)):
            raise InputError(f"“{path}” would replace the input “{source}”; choose another folder.")
        if os.path.lexists(path) and (path.is_symlink() or not output.is_own(path)):
            foreign.append(path)
    if foreign and not overwrite:
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        verb = "were" if more else "was"
        raise InputError(
            f"“{foreign[0]}”{more} {verb} not written by AVOL; choose another place, or replace "
            f"{'them' if more else 'it'} with --overwrite."
        )
    for output in planned.values():
        protect(output.path, None if overwrite else output.is_own)


def _same_name_text(first: OutputFile, second: OutputFile) -> str:
    if first.source and second.source:
        return (
            f"“{first.source}” and “{second.source}” would both write “{second.path}”; choose "
            "another output folder for one of them."
        )
    return f"“{second.path}” would be written twice; choose another name for one of the files."


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what all names and links of a file have in common; None if there is no file."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


@dataclass(frozen=True)
class _Folder:
    """An output folder: its canonical path, and whether it ignores the case of file names."""

    path: str
    ignores_case: bool

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Examine a folder, which may not exist yet; raises MediaError if it is not writable."""
        absolute = folder.absolute()
        existing = next(path for path in (absolute, *absolute.parents) if path.exists())
        if not existing.is_dir() or not os.access(existing, os.W_OK):
            raise MediaError(f"“{folder}” cannot be written; choose a writable folder.")
        if shutil.disk_usage(existing).free < MIN_FREE:
            raise MediaError(f"The disk of “{folder}” is full; free space or choose another.")
        return cls(str(folder.resolve()), ignores_case(existing))

    def key(self, name: str) -> tuple[str, str]:
        """Return a value that is equal for names of the same file."""
        if not self.ignores_case:
            return self.path, name
        return self.path.casefold(), unicodedata.normalize("NFC", name).casefold()


def ignores_case(folder: Path) -> bool:
    """Return whether the disk of an existing folder ignores the case of file names."""
    for path in (folder, *folder.parents):
        if path.name.swapcase() != path.name:
            other = path.with_name(path.name.swapcase())
            return other.exists() and other.samefile(path)
    return False
