"""Marks by which AVOL recognises the files that it has written.

Each mark is at the start of the file, so that an incomplete copy is recognised too, and is lost
when another program writes the file.
"""

import re
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Literal

from avol.core.paths import is_file

Kind = Literal[
    "video", "image", "table", "maps", "page", "json", "class_table", "taught_classes", "background"
]

GENERATOR = "AVOL"
"""The value of the key "generator", the first one of a JSON file."""
PNG_TEXT = ("Software", GENERATOR)
"""Keyword and text of a text chunk."""
TAUGHT_CLASSES, BACKGROUND = "avol_taught_classes", "avol_background"
"""The only keys of the metadata of safetensors files, which therefore begin with them."""
ZIP_EXTRA = struct.pack("<HH4s", 0x5641, 4, GENERATOR.encode())
"""Extra field of the first member, "maps.npy"."""

_HEAD_BYTES = 4096


def _metadata_mark(key: str) -> re.Pattern[bytes]:
    return re.compile(rb'.{8}\{"__metadata__":\{"' + key.encode() + rb'":', re.DOTALL)


_MARKS: dict[Kind, re.Pattern[bytes]] = {
    "video": re.compile(rb".{4}ftyp.{4}AVOL", re.DOTALL),
    "image": re.compile(rb"\x89PNG\r\n.*?tEXtSoftware\0AVOL", re.DOTALL),
    "table": re.compile(rb"pts_s,score,peak_x,peak_y,"),
    "maps": re.compile(rb"PK\x03\x04.{26}maps\.npy\x41\x56\x04\0AVOL", re.DOTALL),
    "page": re.compile(rb'<!doctype html>.*?<meta name="generator" content="AVOL">', re.DOTALL),
    "class_table": re.compile(rb"(\xef\xbb\xbf)?lesson,alias,step,"),
    "taught_classes": _metadata_mark(TAUGHT_CLASSES),
    "background": _metadata_mark(BACKGROUND),
    "json": re.compile(rb'\{\s*"generator": "AVOL"'),
}
_ARCHIVE = {"maps.npy", "pts.npy", "time_base.npy", "seconds.npy"}
"""Members of an archive, which had no mark before 0.2."""


def is_own(path: Path, kind: Kind) -> bool:
    """Return whether AVOL has written a file as `kind`; an empty file holds nothing to lose."""
    if not is_file(path):  # opening a pipe would block
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False
    if not head or _MARKS[kind].match(head):
        return True
    return kind == "maps" and _is_old_archive(path)


def _is_old_archive(path: Path) -> bool:
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        return set(archive.namelist()) - {"origin.npy"} == _ARCHIVE
    return False


def mark_mp4(path: Path) -> None:
    """Mark a complete MP4 file: the minor version of its brand, which players ignore."""
    with path.open("r+b") as file:
        file.seek(12)
        file.write(GENERATOR.encode())


def mark_png(data: bytes) -> bytes:
    """Return the PNG file `data` with a text chunk after its header."""
    chunk = b"tEXt" + "\0".join(PNG_TEXT).encode()
    packed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    end_of_header = 33
    return data[:end_of_header] + packed + data[end_of_header:]
