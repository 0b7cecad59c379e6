"""Small JSON files of the studio: atomic writing, and loading that never loses a file."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from avol.core.atomic import atomic_write, make_folder
from avol.core.paths import read_regular
from avol_studio.core.translation import tr

T = TypeVar("T")


@dataclass(frozen=True)
class StoredFile(Generic[T]):
    """What was loaded from a file.

    value: None if the file is missing or cannot be used. error: one sentence for the user; "" if
    there is none. writable: whether the file may be replaced; False if that would lose its content.
    """

    value: T | None = None
    error: str = ""
    writable: bool = True


def load_stored(path: Path, what: str, version: int, parse: Callable[[Any], T]) -> StoredFile[T]:
    """Load a JSON file of a version up to `version`.

    A file of a newer version, or one that the disk does not give, is left as it is and must not be
    replaced. Any other unusable file is renamed to `*.bad`.

    Args:
        path: the file.
        what: its content as the subject of a sentence in the plural: "The markers".
        version: the newest known value of "version" or "format" in the file.
        parse: converts the JSON data; raises ValueError, KeyError or TypeError.
    """
    try:
        data = json.loads(read_regular(path))
        if file_version(data) > version:
            text = tr("{what} are from a newer AVOL and stay unchanged; update AVOL to edit them.")
            return StoredFile(error=text.format(what=what), writable=False)
        return StoredFile(parse(data))
    except FileNotFoundError:
        return StoredFile()
    except OSError as error:
        cause = error.strerror or str(error)
        text = tr("{what} cannot be read ({cause}); changes are not saved: check “{path}”.")
        return StoredFile(error=text.format(what=what, cause=cause, path=path), writable=False)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        return _reject(path, what, error)


def file_version(data: Any) -> int:
    """Return the "version" or "format" of the data of a file; 0 if it has none."""
    values = [data.get(key) for key in ("version", "format")] if isinstance(data, dict) else []
    return next((value for value in values if type(value) is int), 0)


def _reject(path: Path, what: str, error: Exception) -> StoredFile[Any]:
    """Rename an unusable file, so that it is not overwritten."""
    cause = tr("are damaged")
    if isinstance(error, ValidationError) and (location := error.errors()[0]["loc"]):
        name = ".".join(map(str, location))
        cause = tr("have an invalid value for “{name}”").format(name=name)
    backup = _unused_backup(path)
    try:
        path.rename(backup)
    except OSError:
        text = tr("{what} {cause}; changes are not saved: check “{path}”.")
        return StoredFile(error=text.format(what=what, cause=cause, path=path), writable=False)
    text = tr("{what} {cause}; AVOL keeps the file as “{path}” and starts afresh.")
    return StoredFile(error=text.format(what=what, cause=cause, path=backup))


def _unused_backup(path: Path) -> Path:
    for number in count(1):
        backup = path.with_name(f"{path.stem}{f'-{number}' if number > 1 else ''}.bad")
        if not (backup.exists() or backup.is_symlink()):
            return backup
    raise AssertionError("unreachable")


def write_json(path: Path, data: Any, *, durable: bool = False) -> None:
    """Write indented JSON atomically; raise MediaError if the file cannot be written."""
    write_text(path, json.dumps(data, indent=2, ensure_ascii=False) + "\n", durable=durable)


def write_text(path: Path, text: str, *, durable: bool = False) -> None:
    """Write UTF-8 text atomically, with its folder; raise MediaError if that fails.

    A link is followed, so that settings may be kept elsewhere. `durable`: see `atomic_write`.
    """
    make_folder(path.parent)
    with atomic_write(path.resolve() if path.is_symlink() else path, durable=durable) as part:
        part.write_text(text, encoding="utf-8")
