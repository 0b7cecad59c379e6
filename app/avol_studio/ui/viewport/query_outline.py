"""The outline of the cells that were asked about, over the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from avol_studio.ui.style import theme

if TYPE_CHECKING:
    from avol_studio.services.region_query.state import RegionQuery
    from avol_studio.ui.viewport.video_view import VideoView

CELLS = 14  # a side of the map


class QueryOutline(QWidget):
    """Lies over the picture and takes no mouse; dashed where it is not the frame asked about."""

    def __init__(self, viewport: VideoView) -> None:
        super().__init__(viewport)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("What was asked about")
        self._viewport = viewport
        self._share, self._mirrored, self._same = QRectF(), False, True
        viewport.installEventFilter(self)
        self.hide()

    def show_query(self, question: RegionQuery | None, mirrored: bool, frame: int) -> None:
        """Outline a question's cells over the frame of this number; None: nothing."""
        self.setVisible(question is not None)
        if question is not None:
            self._share, self._mirrored = _bounds(question), mirrored
            self._same = question.frame.index == frame
            self.setGeometry(self._viewport.rect())
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the picture's room."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._viewport.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A light line on a dark one."""
        picture, share = self._viewport.image_rect, self._share
        left = 1 - share.right() if self._mirrored else share.left()
        rect = QRectF(
            picture.left() + left * picture.width(),
            picture.top() + share.top() * picture.height(),
            share.width() * picture.width(), share.height() * picture.height(),
        )  # fmt: skip
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Qt.PenStyle.SolidLine if self._same else Qt.PenStyle.DashLine
        for colour, width in ((theme.VIDEO_BACKGROUND, 5.0), (theme.DARK.caution, 2.0)):
            pen = QPen(QColor(colour), width, style)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(rect)
        painter.end()


def _bounds(question: RegionQuery) -> QRectF:
    """The rectangle of the question's cells, in 0..1 of the picture."""
    rows, columns = np.nonzero(question.cell_mask(CELLS, CELLS))
    top, left = int(rows.min()), int(columns.min())
    wide, high = int(columns.max()) - left + 1, int(rows.max()) - top + 1
    return QRectF(left / CELLS, top / CELLS, wide / CELLS, high / CELLS)
