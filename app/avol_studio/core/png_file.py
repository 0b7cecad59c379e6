"""Writes images as PNG files that carry the mark of AVOL."""

from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QImageWriter

from avol.core.atomic import atomic_write
from avol.core.output_mark import PNG_TEXT


def save_png(path: Path, image: QImage, compression: int = -1) -> Path:
    """Write a PNG file atomically and return its path; raises MediaError.

    compression: 0 (fast) to 100 (small); -1: the default of Qt.
    """
    with atomic_write(path) as part:
        write_png(part, image, compression)
    return path


def write_png(path: Path, image: QImage, compression: int = -1) -> None:
    """Write a PNG file at a path of any suffix; raises OSError."""
    writer = QImageWriter(str(path), QByteArray(b"png"))
    writer.setCompression(compression)
    writer.setText(*PNG_TEXT)
    if not writer.write(image):
        raise OSError(writer.errorString())
