"""Saves kept variants: a CSV file with a row each, and a PNG file with image and map each."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from avol.core.atomic import make_folder, save_numbered
from avol.visualization.overlay_style import DEFAULT_STYLE
from avol_studio.core.png_file import write_png
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.translation import tr
from avol_studio.services.base import WorkerService
from avol_studio.services.inspection.state import Variant

COLUMNS = (
    "name",
    "image",
    "time_s",
    "network",
    "score",
    "original_score",
    "verdict",
    "settings",
    "sound",
)


class VariantExporter(WorkerService):
    """Writes variants to files in a thread; `message` reports the files or the error."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._writer = self._start_worker(lambda notify: TaskThread("avol-variants", notify))

    def save(self, variants: Sequence[Variant], base: Path) -> None:
        """Save BASE.csv and BASE.1.png, BASE.2.png …; no existing file is replaced."""
        kept = tuple(variants)
        self._writer.submit(
            lambda: save_variants(kept, base), self.message.emit, tr("The variants were not saved")
        )


def save_variants(variants: Sequence[Variant], base: Path) -> Message:
    """Write the files; MediaError if that fails."""
    make_folder(base.parent)
    images = {
        f"{n}.png": lambda part, variant=variant: write_png(part, _image(variant))
        for n, variant in enumerate(variants, 1)
    }
    saved = save_numbered(base, {"csv": lambda part: _write_table(variants, part), **images})
    text = tr("Saved {name}.csv and %n images to {parent}.", "", len(variants))
    return Message(text.format(name=saved.name, parent=saved.parent), folder=saved.parent)


def drawn(variant: Variant) -> NDArray[np.uint8]:
    """Return the image of a variant in the aspect of its frame, with its map."""
    from avol.core.opencv import cv2

    height = variant.image.shape[0]
    size = (round(height * variant.aspect), height)
    pixels = np.asarray(cv2.resize(variant.image, size, interpolation=cv2.INTER_AREA), np.uint8)
    if variant.localization is None:
        return pixels
    return np.ascontiguousarray(DEFAULT_STYLE.draw(pixels, variant.localization))


def _image(variant: Variant) -> QImage:
    pixels = drawn(variant)
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _write_table(variants: Sequence[Variant], path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for n, variant in enumerate(variants, 1):
            located = variant.localization
            writer.writerow([
                variant.name, f"{n}.png", f"{variant.time:.3f}", variant.network,
                f"{variant.score:.4f}", f"{variant.original_score:.4f}",
                "" if located is None else located.verdict.value, variant.perturbation.to_json(),
                variant.sound,
            ])  # fmt: skip
