"""Where the files that travel with the code lie: beside it in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def _folder(name: str) -> Path:
    bundled = _PACKAGE / "_bundled" / name
    return bundled if bundled.is_dir() else _PACKAGE.parent / name


def resources() -> Path:
    """Folder of the icons, demo clip and query sounds, each with its licence."""
    return _folder("resources")


def weights() -> Path:
    """Folder of the shipped checkpoints, each with its card."""
    return _folder("weights")
