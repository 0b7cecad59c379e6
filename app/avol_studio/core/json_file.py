"""Small JSON files of the studio: atomic writing, and a backup of unreadable files."""

import json
from pathlib import Path
from typing import Any

from avol.core.atomic import atomic_write, make_folder


def write_json(path: Path, data: Any) -> None:
    """Write indented JSON atomically; raise MediaError if the file cannot be written."""
    write_text(path, json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text atomically, with its folder; raise MediaError if that fails."""
    make_folder(path.parent)
    with atomic_write(path) as part:
        part.write_text(text, encoding="utf-8")


def back_up_unreadable(path: Path) -> Path | None:
    """Rename a file that cannot be read to `*.bad`, so that it is not overwritten.

    Returns the new path, or None if the file cannot be renamed.
    """
    backup = path.with_suffix(".bad")
    try:
        return path.replace(backup)
    except OSError:
        return None
