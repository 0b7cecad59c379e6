"""Writing files aside: under its name there is a whole file or none."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from avol.errors import MediaError


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """Give a path to write to that takes the name `path` only when the block ends well.

    After any exception, Ctrl-C included, nothing is left of it, and a file that was there before
    is as it was. An OSError in the block becomes a MediaError.
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


def free_name(place: Path, *kinds: str) -> Path:
    """`place`, or with a number behind it, so that it has no file of any of these suffixes yet.

    The suffixes ("png") are without their dot and are not part of what is returned.
    """
    free, n = place, 1
    while any(free.with_name(f"{free.name}.{kind}").exists() for kind in kinds):
        n += 1
        free = place.with_name(f"{place.name} ({n})")
    return free


def folder(path: Path) -> Path:
    """Make a folder unless it is there; raises MediaError where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cause = error.strerror or str(error)
        raise MediaError(f"“{path}” cannot be a folder ({cause}); choose another.") from error
    return path
