"""Expands folders and lists into single input files with their output subfolders."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from avol.errors import InputError
from avol.media.file_types import IMAGE_SUFFIXES, VIDEO_SUFFIXES

LIST_SUFFIXES = frozenset({".txt", ".lst"})


@dataclass(frozen=True)
class Input:
    """A file and its subfolder in the output folder."""

    source: Path
    subfolder: Path = Path()


def expand_inputs(paths: Iterable[Path], out: Path, images: bool = False) -> list[Input]:
    """Expand paths into files, in their order.

    A folder gives the videos in it and its subfolders, which the output repeats. A text file
    (.txt, .lst) gives the paths in its lines, relative to its folder. Any other path gives itself.
    Files in `out` are skipped, because they are results of an earlier run.

    Args:
        paths: files, folders and lists.
        out: the output folder.
        images: whether folders give images too.

    Raises:
        InputError: a list cannot be read, or a folder contains no input.
    """
    return [item for path in paths for item in _expand_path(path, out.resolve(), images)]


def _expand_path(path: Path, out: Path, images: bool) -> Iterator[Input]:
    if path.is_dir():
        suffixes = VIDEO_SUFFIXES | IMAGE_SUFFIXES if images else VIDEO_SUFFIXES
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in suffixes)
        inputs = [file for file in files if out not in file.resolve().parents]
        if not inputs:
            raise InputError(f"“{path}” contains no video; choose another folder.")
        yield from (Input(file, file.relative_to(path).parent) for file in inputs)
    elif path.suffix.lower() in LIST_SUFFIXES:
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, ValueError) as error:
            raise InputError(f"The list “{path}” cannot be read; check the path.") from error
        names = [line.strip() for line in lines]
        yield from (Input(path.parent / name) for name in names if name and name[0] != "#")
    else:
        yield Input(path)
