"""Saves what lies side by side as a figure, PNG and SVG; away from the GUI thread."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from app.flow.state import Message
from app.views.beside.board import Board, figure_size
from app.views.beside.painting import PAPER, paint_board
from avol.errors import AvolError, MediaError
from avol.files import aside, folder, free_name

_log = logging.getLogger("avol.figure")

DETAIL = 2
"""Pixels of the PNG, and of the pictures in the SVG, for one unit of the figure."""
DOTS = 96  # units of the figure to an inch


class Figures(QObject):
    """`save` returns at once; `done` tells where the figure lies, or why there is none."""

    done = Signal(object)  # Message

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None

    def save(self, board: Board, font: QFont, place: Path) -> None:
        """Save a board as NAME.png and NAME.svg in `place`, a folder and the NAME."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="figure")
        self._pool.submit(self._work, board, font, place)

    def close(self) -> None:
        """Wait for figures on their way."""
        if self._pool is not None:
            self._pool.shutdown()

    def _work(self, board: Board, font: QFont, place: Path) -> None:
        try:
            folder(place.parent)
            free = free_name(place, "png", "svg")
            with aside(free.with_name(f"{free.name}.png")) as part:
                write_png(board, font, part)
            with aside(free.with_name(f"{free.name}.svg")) as part:
                write_svg(board, font, part)
        except AvolError as error:
            self.done.emit(Message(str(error), "error"))
        except Exception as error:
            _log.exception("a figure was not saved")
            self.done.emit(Message(f"The figure was not saved ({error}); try again.", "error"))
        else:
            self.done.emit(Message(f"Saved {free.name}.png and .svg to {free.parent}."))


def write_png(board: Board, font: QFont, path: Path) -> None:
    """Draw a board on paper, `DETAIL` pixels to a unit; MediaError where it cannot be written."""
    size = figure_size(board, QFontMetricsF(font).height())
    image = QImage(size * DETAIL, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(DETAIL, DETAIL)
    paint_board(painter, QRectF(0, 0, size.width(), size.height()), board, PAPER, font, DETAIL)
    painter.end()
    image.setDotsPerMeterX(round(DETAIL * DOTS / 0.0254))
    image.setDotsPerMeterY(round(DETAIL * DOTS / 0.0254))
    if not image.save(str(path), "PNG"):  # pyright: ignore[reportCallIssue, reportArgumentType]
        raise MediaError(f"“{path.stem}” cannot be written; choose another folder or free space.")


def write_svg(board: Board, font: QFont, path: Path) -> None:
    """The same with letters and lines as such; MediaError where it cannot be written."""
    size = figure_size(board, QFontMetricsF(font).height())
    paper = QSvgGenerator()
    paper.setFileName(str(path))
    paper.setTitle(board.foot)
    paper.setResolution(DOTS)
    paper.setSize(size)
    paper.setViewBox(QRectF(0, 0, size.width(), size.height()))
    painter = QPainter()
    if not painter.begin(paper):
        raise MediaError(f"“{path.stem}” cannot be written; choose another folder or free space.")
    paint_board(painter, QRectF(0, 0, size.width(), size.height()), board, PAPER, font, DETAIL)
    painter.end()
