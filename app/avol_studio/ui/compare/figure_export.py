"""Saves a comparison as PNG and SVG in a background thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QObject, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from avol.core.atomic import make_folder, save_numbered
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.translation import tr
from avol_studio.services.base import WorkerService
from avol_studio.ui.compare.layout import CompareFigure, figure_size
from avol_studio.ui.compare.painter import PAPER, paint_figure

PIXELS_PER_UNIT = 2
"""Pixels per unit of the figure, in the PNG and in the images of the SVG."""
UNITS_PER_INCH = 96


class FigureExporter(WorkerService):
    """Saves figures as PNG and SVG; `message` reports the saved files or the error."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._writer = self._start_worker(lambda notify: TaskThread("avol-figure", notify))

    def save(self, figure: CompareFigure, font: QFont, path: Path) -> None:
        """Save a figure as NAME.png and NAME.svg in `path`, a folder and the NAME."""
        self._writer.submit(
            lambda: _save_figure(figure, font, path),
            self.message.emit,
            tr("The figure was not saved"),
        )


def _save_figure(figure: CompareFigure, font: QFont, path: Path) -> Message:
    make_folder(path.parent)
    base = save_numbered(
        path,
        {
            "png": lambda part: part.write_bytes(render_png(figure, font)),
            "svg": lambda part: part.write_bytes(render_svg(figure, font)),
        },
    )
    return Message(
        tr("Saved {name}.png and .svg to {parent}.").format(name=base.name, parent=base.parent),
        folder=base.parent,
    )


def render_png(figure: CompareFigure, font: QFont) -> bytes:
    """Return the PNG file of a figure on white, with `PIXELS_PER_UNIT` pixels per unit."""
    size = figure_size(figure, QFontMetricsF(font).height())
    image = QImage(size * PIXELS_PER_UNIT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT)
    paint_figure(
        painter, QRectF(0, 0, size.width(), size.height()), figure, PAPER, font, PIXELS_PER_UNIT
    )
    painter.end()
    image.setDotsPerMeterX(round(PIXELS_PER_UNIT * UNITS_PER_INCH / 0.0254))
    image.setDotsPerMeterY(round(PIXELS_PER_UNIT * UNITS_PER_INCH / 0.0254))
    buffer = QBuffer()
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(buffer.data().data())


def render_svg(figure: CompareFigure, font: QFont) -> bytes:
    """Return the SVG file of a figure, with its texts as text."""
    size = figure_size(figure, QFontMetricsF(font).height())
    rect, buffer = QRectF(0, 0, size.width(), size.height()), QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(figure.footer)
    generator.setResolution(UNITS_PER_INCH)
    generator.setSize(size)
    generator.setViewBox(rect)
    painter = QPainter(generator)
    paint_figure(painter, rect, figure, PAPER, font, PIXELS_PER_UNIT)
    painter.end()
    return bytes(buffer.data().data())
