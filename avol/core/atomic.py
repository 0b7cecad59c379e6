"""Atomic file writes: a file name refers to a complete file or to none."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from avol.errors import MediaError


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Yield a temporary path that is renamed to `path` when the block succeeds.

    After any exception, including KeyboardInterrupt, the temporary file is deleted and an existing
    file at `path` is unchanged. Raises MediaError in place of an OSError of the block.
    """
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        cause = error.strerror or str(error)
        raise MediaError(
            f"“{path.name}” cannot be written ({cause}); choose another folder or free space."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def unused_path(path: Path, *suffixes: str) -> Path:
    """Return `path`, numbered if a file with one of the suffixes exists.

    The suffixes ("png") have no dot and are not part of the result.
    """
    candidate, number = path, 1
    while any(candidate.with_name(f"{candidate.name}.{suffix}").exists() for suffix in suffixes):
        number += 1
        candidate = path.with_name(f"{path.name} ({number})")
    return candidate


def make_folder(path: Path) -> Path:
    """Create a folder if it does not exist and return it; raises MediaError if that fails."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cause = error.strerror or str(error)
        raise MediaError(f"Cannot create folder “{path}” ({cause}); choose another.") from error
    return path
