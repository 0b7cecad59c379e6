"""The files opened last, newest first, in a small readable file."""

import json
import logging
from pathlib import Path

from avol_studio.core.settings import write_json

_log = logging.getLogger("avol.recent")
MOST = 8


class RecentFiles:
    """Remembers up to `MOST` files across starts; a list that cannot be read counts as empty."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def files(self) -> list[Path]:
        """Those that still exist, newest first."""
        return [path for path in self._read() if path.is_file()]

    def add(self, path: Path) -> None:
        """Put a file first."""
        path = path.resolve()
        self._write([path, *(other for other in self._read() if other != path)][:MOST])

    def clear(self) -> None:
        """Forget all."""
        self._write([])

    def _read(self) -> list[Path]:
        try:
            names = json.loads(self._path.read_text(encoding="utf-8"))
            return [Path(name) for name in names if isinstance(name, str)]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError) as error:
            _log.info("recent files cannot be read: %s", error)
            return []

    def _write(self, paths: list[Path]) -> None:
        try:
            write_json(self._path, [str(path) for path in paths])
        except OSError as error:
            _log.info("recent files not written: %s", error)
