"""Saves a comparison as PNG and SVG in a background thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QBuffer, QObject, QRectF, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from avol.core.atomic import atomic_write, make_folder, unused_path
from avol_studio.core.error_text import error_text
from avol_studio.core.state.player_state import Message
from avol_studio.ui.compare.layout import CompareFigure, figure_size
from avol_studio.ui.compare.painter import PAPER, paint_figure

DETAIL = 2
"""Pixels per unit of the figure, of the PNG and of the images in the SVG."""
DOTS = 96  # units of the figure per inch


class FigureExporter(QObject):
    """`save` returns at once; `done` reports the saved files or the error."""

    done = Signal(object)  # Message

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "avol-figure")

    def save(self, figure: CompareFigure, font: QFont, path: Path) -> None:
        """Save a figure as NAME.png and NAME.svg in `path`, a folder and the NAME."""
        self._pool.submit(self._work, figure, font, path)

    def close(self) -> None:
        """Wait for pending figures."""
        self._pool.shutdown()

    def _work(self, figure: CompareFigure, font: QFont, path: Path) -> None:
        try:
            make_folder(path.parent)
            free = unused_path(path, "png", "svg")
            for kind, draw in (("png", png), ("svg", svg)):
                with atomic_write(free.with_name(f"{free.name}.{kind}")) as part:
                    part.write_bytes(draw(figure, font))
        except Exception as error:
            text = f"The figure was not saved ({error}); try again."
            self.done.emit(Message(error_text(error, text), "error"))
        else:
            text = f"Saved {free.name}.png and .svg to {free.parent}."
            self.done.emit(Message(text, folder=free.parent))


def png(figure: CompareFigure, font: QFont) -> bytes:
    """The PNG of a figure on white, `DETAIL` pixels per unit."""
    size = figure_size(figure, QFontMetricsF(font).height())
    image = QImage(size * DETAIL, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(DETAIL, DETAIL)
    paint_figure(painter, QRectF(0, 0, size.width(), size.height()), figure, PAPER, font, DETAIL)
    painter.end()
    image.setDotsPerMeterX(round(DETAIL * DOTS / 0.0254))
    image.setDotsPerMeterY(round(DETAIL * DOTS / 0.0254))
    kept = QBuffer()
    image.save(kept, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(kept.data().data())


def svg(figure: CompareFigure, font: QFont) -> bytes:
    """The SVG of a figure, with texts as text."""
    size = figure_size(figure, QFontMetricsF(font).height())
    whole, kept, paper = QRectF(0, 0, size.width(), size.height()), QBuffer(), QSvgGenerator()
    paper.setOutputDevice(kept)
    paper.setTitle(figure.footer)
    paper.setResolution(DOTS)
    paper.setSize(size)
    paper.setViewBox(whole)
    painter = QPainter(paper)
    paint_figure(painter, whole, figure, PAPER, font, DETAIL)
    painter.end()
    return bytes(kept.data().data())
