"""Folders of the data files that come with AVOL, in a checkout and in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def _folder(name: str) -> Path:
    bundled = _PACKAGE / "_bundled" / name
    return bundled if bundled.is_dir() else _PACKAGE.parent / name


def resources_folder() -> Path:
    """Return the folder of icons, demo clip and reference sounds."""
    return _folder("resources")


def weights_folder() -> Path:
    """Return the folder of the checkpoints that come with AVOL."""
    return _folder("weights")
