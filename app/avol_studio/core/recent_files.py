"""The list of recently opened files."""

import logging
from pathlib import Path
from typing import Any

from avol.errors import MediaError
from avol_studio.core.json_file import load_stored, write_json
from avol_studio.core.translation import tr

_log = logging.getLogger("avol.recent")
MAX_FILES = 8


class RecentFiles:
    """Up to `MAX_FILES` files, newest first, in a JSON file; an unreadable file counts as empty."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def files(self) -> list[Path]:
        """Return the files that still exist, newest first."""
        return [path for path in self._load() if path.is_file()]

    def add(self, path: Path) -> None:
        """Move a file to the front of the list."""
        path = path.resolve()
        self._save([path, *(other for other in self._load() if other != path)][:MAX_FILES])

    def clear(self) -> None:
        """Remove all files from the list."""
        self._save([])

    def _load(self) -> list[Path]:
        stored = load_stored(self._path, tr("The recent files"), 1, _parse_paths)
        if stored.error:
            _log.info("%s", stored.error)
        return stored.value or []

    def _save(self, paths: list[Path]) -> None:
        try:
            write_json(self._path, [str(path) for path in paths])
        except MediaError as error:
            _log.info("recent files not written: %s", error)


def _parse_paths(data: Any) -> list[Path]:
    if not isinstance(data, list):
        raise ValueError("not a list of paths")
    return [Path(name) for name in data if isinstance(name, str)]
