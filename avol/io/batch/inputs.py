"""From what a person names to the single files, and where what is found in each goes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from avol.errors import InputError
from avol.media.file_types import IMAGE_SUFFIXES, VIDEO_SUFFIXES

LISTS = frozenset({".txt", ".lst"})


@dataclass(frozen=True)
class Input:
    """A file, and its place below the folder of what is found."""

    source: Path
    place: Path = Path()


def expand(named: Iterable[Path], out: Path, pictures: bool = False) -> list[Input]:
    """The files that paths name, in their order.

    A folder stands for the videos in it and below, whose places are kept; a text file (.txt,
    .lst) for the paths in its lines, relative ones beside it; all else for itself. What lies in
    `out` is left out of folders, for it was made here.

    Args:
        named: the paths.
        out: the folder of what is found.
        pictures: take still pictures in folders too.

    Raises:
        InputError: a list cannot be read, or nothing was found in a folder.
    """
    return [each for path in named for each in _expanded(path, out.resolve(), pictures)]


def _expanded(path: Path, out: Path, pictures: bool) -> Iterator[Input]:
    if path.is_dir():
        kinds = VIDEO_SUFFIXES | IMAGE_SUFFIXES if pictures else VIDEO_SUFFIXES
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in kinds)
        inside = [file for file in files if out not in file.resolve().parents]
        if not inside:
            raise InputError(f"There is no video in “{path}”; name another folder.")
        yield from (Input(file, file.relative_to(path).parent) for file in inside)
    elif path.suffix.lower() in LISTS:
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, ValueError) as error:
            raise InputError(f"The list “{path}” cannot be read; check the path.") from error
        names = [line.strip() for line in lines]
        yield from (Input(path.parent / name) for name in names if name and name[0] != "#")
    else:
        yield Input(path)
