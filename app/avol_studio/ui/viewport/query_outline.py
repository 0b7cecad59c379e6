"""The outline of the selected region over the image."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from avol_studio.core.translation import tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.accessible import GRAPHIC

if TYPE_CHECKING:
    from avol_studio.services.region_query.state import RegionQuery
    from avol_studio.ui.viewport.video_view import VideoView

CELLS = 14  # a side of the map


class QueryOutline(QWidget):
    """Ignores the mouse; dashed on other frames than the frame of the query."""

    accessible_role = GRAPHIC

    def __init__(self, viewport: VideoView) -> None:
        super().__init__(viewport)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Selected region"))
        self._viewport = viewport
        self._bounds, self._mirrored, self._same = QRectF(), False, True
        viewport.resized.connect(self._follow_size)
        self.hide()

    def show_query(self, query: RegionQuery | None, mirrored: bool, frame: int) -> None:
        """Outline the cells of a query over the frame with this number; None hides it."""
        self.setVisible(query is not None)
        if query is not None:
            self._bounds, self._mirrored = _bounds(query), mirrored
            self._same = query.frame.index == frame
            self.setGeometry(self._viewport.rect())
            self.update()

    def _follow_size(self) -> None:
        """Keep the size of the viewport."""
        self.setGeometry(self._viewport.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a light line on a dark one."""
        image, bounds = self._viewport.image_rect, self._bounds
        left = 1 - bounds.right() if self._mirrored else bounds.left()
        rect = QRectF(
            image.left() + left * image.width(),
            image.top() + bounds.top() * image.height(),
            bounds.width() * image.width(), bounds.height() * image.height(),
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


def _bounds(query: RegionQuery) -> QRectF:
    """The rectangle of the cells of a query, in 0..1 of the image."""
    rows, columns = np.nonzero(query.cell_mask(CELLS, CELLS))
    top, left = int(rows.min()), int(columns.min())
    wide, high = int(columns.max()) - left + 1, int(rows.max()) - top + 1
    return QRectF(left / CELLS, top / CELLS, wide / CELLS, high / CELLS)
