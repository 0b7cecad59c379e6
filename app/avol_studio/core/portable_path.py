"""A path that stays valid when two files are moved together."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

from avol.core.paths import is_file


class PortablePath(BaseModel):
    """The path of a file, relative to the folder of the file that refers to it, and absolute."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    relative: str
    """With "/" as separator; "" if there is no relative path (another drive on Windows)."""
    absolute: str

    @classmethod
    def of(cls, path: Path, folder: Path) -> Self:
        """Return the portable path of `path` as seen from `folder`."""
        path, folder = path.absolute(), folder.absolute()
        try:
            relative = Path(os.path.relpath(path, folder)).as_posix()
        except ValueError:  # another drive on Windows
            relative = ""
        return cls(relative=relative, absolute=str(path))

    @property
    def name(self) -> str:
        """The file name."""
        return Path(self.absolute.replace("\\", "/")).name

    def find(self, folder: Path) -> Path | None:
        """Search for the file: relative to `folder`, then absolute, then by name in `folder`."""
        candidates = [folder / self.relative] if self.relative else []
        candidates += [Path(self.absolute), folder / self.name]
        return next((Path(os.path.normpath(p)) for p in candidates if is_file(p)), None)
