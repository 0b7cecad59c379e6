"""Filters of file dialogs."""

from collections.abc import Iterable


def file_filter(name: str, suffixes: Iterable[str]) -> str:
    """The filter of a file dialog: files with these suffixes (".mp4"), or all files."""
    return f"{name} ({' '.join(f'*{suffix}' for suffix in sorted(suffixes))});;All files (*)"
