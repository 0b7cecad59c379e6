"""Where a file lies, said so that it is found again when both files move together."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict


class PortablePath(BaseModel):
    """A file, as seen from the folder that it is spoken of in, and by its full path."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    relative: str
    """With "/" between the parts; "" where there is no way from one to the other."""
    absolute: str

    @classmethod
    def of(cls, path: Path, folder: Path) -> Self:
        """Where `path` lies, as seen from `folder`."""
        path, folder = path.absolute(), folder.absolute()
        try:
            relative = Path(os.path.relpath(path, folder)).as_posix()
        except ValueError:  # on another drive of Windows
            relative = ""
        return cls(relative=relative, absolute=str(path))

    @property
    def name(self) -> str:
        """The file's name."""
        return Path(self.absolute.replace("\\", "/")).name

    def find(self, folder: Path) -> Path | None:
        """The file, looked for from `folder` first, then by its full path, then by its name."""
        candidates = [folder / self.relative] if self.relative else []
        candidates += [Path(self.absolute), folder / self.name]
        return next((Path(os.path.normpath(p)) for p in candidates if p.is_file()), None)
