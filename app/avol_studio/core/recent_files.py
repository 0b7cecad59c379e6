"""The list of recently opened files."""

import json
import logging
from pathlib import Path

from avol.errors import MediaError
from avol_studio.core.json_file import write_json

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
        try:
            names = json.loads(self._path.read_text(encoding="utf-8"))
            return [Path(name) for name in names if isinstance(name, str)]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError) as error:
            _log.info("recent files cannot be read: %s", error)
            return []

    def _save(self, paths: list[Path]) -> None:
        try:
            write_json(self._path, [str(path) for path in paths])
        except MediaError as error:
            _log.info("recent files not written: %s", error)
