"""Expands folders and lists into single input files with their output subfolders."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from avol.core.input_files import file_fault, load_lines
from avol.core.output_mark import is_own
from avol.core.paths import find_files, is_file, is_folder, real_path
from avol.errors import InputError
from avol.media.file_types import IMAGE_SUFFIXES, VIDEO_SUFFIXES

LIST_SUFFIXES = frozenset({".txt", ".lst"})


@dataclass(frozen=True)
class Input:
    """A file and its subfolder in the output folder.

    listed: the line and the list that name the file, for messages; empty if no list does.
    """

    source: Path
    subfolder: Path = Path()
    listed: str = ""


def expand_inputs(paths: Iterable[Path], out: Path, images: bool = False) -> list[Input]:
    """Expand paths into files, in their order.

    A folder gives the videos in it and its subfolders, which the output repeats. A text file
    (.txt, .lst) gives the paths in its lines, relative to its folder. Any other path gives itself.
    A file that is named twice for the same place counts once.
    Results of an earlier run are skipped: all files in an `out` inside the folder; if the folder is
    `out` or inside it, the files that AVOL has written.

    Args:
        paths: files, folders and lists.
        out: the output folder.
        images: whether folders give images too.

    Raises:
        InputError: a list cannot be read or names no file, or a folder contains no input.
    """
    items: dict[tuple[Path, Path], Input] = {}
    for path in paths:
        for item in _expand_path(path, real_path(out), images):
            items.setdefault((item.source.absolute(), item.subfolder), item)
    return list(items.values())


def _expand_path(path: Path, out: Path, images: bool) -> Iterator[Input]:
    if is_folder(path):
        suffixes = VIDEO_SUFFIXES | IMAGE_SUFFIXES if images else VIDEO_SUFFIXES
        files = find_files(path, suffixes)
        is_inside = real_path(path) in out.parents
        inputs = [file for file in files if not _is_result(file, out, is_inside)]
        if not inputs:
            raise InputError(f"“{path}” contains no video; choose another folder.")
        yield from (Input(file, file.relative_to(path).parent) for file in inputs)
    elif path.suffix.lower() in LIST_SUFFIXES:
        yield from _listed_inputs(path)
    else:
        yield Input(path)


def _is_result(file: Path, out: Path, is_inside: bool) -> bool:
    if out not in real_path(file).parents:
        return False
    return is_inside or is_own(file, "video") or is_own(file, "image")


def _listed_inputs(path: Path) -> Iterator[Input]:
    what = "a list of files"
    lines = [(number, line.strip()) for number, line in load_lines(path, what, paths=True)]
    if not lines:
        raise file_fault(path, what, "it names no file", "choose another file")
    inputs = [Input(path.parent / name, Path(), f"line {n} of “{path.name}”") for n, name in lines]
    if not any(is_file(each.source) for each in inputs):
        number, name = lines[0]
        cause = f"line {number}: “{name}” does not exist"
        raise file_fault(path, what, cause, "choose a video or correct the list")
    yield from inputs
