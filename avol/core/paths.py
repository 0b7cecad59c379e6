"""Folders of the data files that come with AVOL; files of a folder; paths as text."""

import errno
import os
import re
from collections.abc import Container
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

_PACKAGE = Path(__file__).resolve().parents[1]
_URI = "file:"
_SURROGATES = re.compile("[\ud800-\udfff]")  # what Python reads for a byte that is not UTF-8


def _folder(name: str) -> Path:
    bundled = _PACKAGE / "_bundled" / name
    return bundled if bundled.is_dir() else _PACKAGE.parent / name


def resources_folder() -> Path:
    """Return the folder of icons, demo clip and reference sounds."""
    return _folder("resources")


def docs_folder() -> Path:
    """Return the folder of the documentation."""
    return _folder("docs")


def weights_folder() -> Path:
    """Return the folder of the checkpoints that come with AVOL."""
    return _folder("weights")


def find_files(folder: Path, suffixes: Container[str]) -> list[Path]:
    """Everything but folders below a folder that has one of the suffixes, sorted.

    Pipes, devices and broken links are included, so that the reader reports them.
    """
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in suffixes and not is_folder(path)
    )


def is_file(path: Path) -> bool:
    """Whether the path is a regular file; False for a text that cannot be a path."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises an error for some texts


def is_folder(path: Path) -> bool:
    """Whether the path is a folder; False for a text that cannot be a path."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises an error for some texts


def is_special(path: Path) -> bool:
    """Whether the path is a pipe, a device or a socket: opening it may block, or do harm."""
    return os.path.exists(path) and not is_file(path) and not is_folder(path)  # noqa: PTH110


def read_regular(path: Path) -> bytes:
    """Return the bytes of a file; raises OSError, also for a pipe or a device."""
    if is_special(path):
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return path.read_bytes()


def real_path(path: Path) -> Path:
    """The absolute path without links, as far as they can be followed."""
    return Path(os.path.realpath(path))  # Path.resolve raises an error for circular links


def short_name(path: Path) -> str:
    """The name of a file for messages; the whole path where it has no name, such as “/”."""
    return path.name or str(path)


def path_to_text(path: Path) -> str:
    """The path as text that any encoding accepts; `text_to_path` returns the path.

    A path whose bytes are not UTF-8 becomes a URI: “file:” and its bytes, percent-encoded.
    """
    text = str(path)
    if is_utf8(text) and not text.startswith(_URI):
        return text
    return _URI + ("//" if path.is_absolute() else "") + quote_from_bytes(os.fsencode(path))


def text_to_path(text: str) -> Path:
    """The path of a text by `path_to_text`."""
    if not text.startswith(_URI):
        return Path(text)
    return Path(os.fsdecode(unquote_to_bytes(text.removeprefix(_URI).removeprefix("//"))))


def display_text(text: str) -> str:
    """Text with “�” for each byte of a path that is not UTF-8, for documents and windows."""
    return _SURROGATES.sub("�", text)


def is_utf8(text: str) -> bool:
    """Whether the text has no surrogates, which stand for bytes that are not UTF-8."""
    return _SURROGATES.search(text) is None
