"""Stages of a training, whose files are reused only while all that they depend on is unchanged."""

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, is_dataclass
from pathlib import Path
from typing import Any

import torch
from pydantic import BaseModel

from avol.core.atomic import atomic_write
from avol.core.fingerprint import fingerprint

STAGE_VERSION = 1
"""Part of every key; to be increased when code changes what a stage computes."""


@dataclass(frozen=True)
class Stage:
    """A stage whose files in the work folder belong to `key`."""

    name: str
    key: str


def open_stage(
    work: Path, name: str, files: Iterable[str], inputs: object, after: Iterable[Stage] = ()
) -> Stage:
    """Open a stage; its files are removed if they were computed from something else.

    Args:
        work: folder of all stages.
        name: name of the stage; NAME.key stores its key.
        files: glob patterns of its files and folders in `work`.
        inputs: all that the stage depends on: JSON values, pydantic models, dataclasses, tensors.
        after: the stages whose results it reads.
    """
    key = digest([STAGE_VERSION, name, inputs, [stage.key for stage in after]])
    path = work / f"{name}.key"
    if not path.is_file() or path.read_text(encoding="ascii") != key:
        for file in (found for pattern in files for found in work.glob(pattern)):
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        with atomic_write(path) as part:
            part.write_text(key, encoding="ascii")
    return Stage(name, key)


def digest(value: object) -> str:
    """The SHA-256 of a value that may consist of the types that `open_stage` accepts."""
    text = json.dumps(value, sort_keys=True, default=_to_json)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _to_json(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, torch.Tensor):
        array = value.detach().cpu().contiguous().numpy()
        return [str(array.dtype), array.shape, hashlib.sha256(array.tobytes()).hexdigest()]
    return str(value)


class FileDigests:
    """Digests of the content of files; one whose size and date are unchanged is not read again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, list[Any]] = {}
        if path.is_file():
            self._known = json.loads(path.read_text(encoding="utf-8"))

    def of(self, path: Path) -> str:
        """The digest of a file; MediaError if it cannot be read."""
        content = self._known.get(str(path))
        stamp = [path.stat().st_size, path.stat().st_mtime_ns] if path.is_file() else []
        if content is None or content[:-1] != stamp:
            content = self._known[str(path)] = [*stamp, fingerprint(path)]
        return content[-1]

    def save(self) -> None:
        """Save the digests for the next run; raises MediaError."""
        with atomic_write(self._path) as part:
            part.write_text(json.dumps(self._known), encoding="utf-8")
