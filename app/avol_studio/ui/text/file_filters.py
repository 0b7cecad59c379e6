"""Filters of file dialogs."""

from collections.abc import Iterable

from avol_studio.core.translation import tr


def file_filter(name: str, suffixes: Iterable[str]) -> str:
    """The filter of a file dialog: files with these suffixes (".mp4"), or all files."""
    return tr("{name} ({join});;All files (*)").format(
        name=name, join=" ".join(f"*{suffix}" for suffix in sorted(suffixes))
    )
