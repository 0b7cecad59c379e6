"""What a dialog offers of the files in a folder."""

from collections.abc import Iterable


def file_filter(words: str, endings: Iterable[str]) -> str:
    """The filter of a file dialog: files with these endings (".mp4"), called so, or all."""
    return f"{words} ({' '.join(f'*{ending}' for ending in sorted(endings))});;All files (*)"
