"""The outline of the selected region over the image."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from avol.core.constants import GRID_SIZE
from avol.evaluation.geometry import Box
from avol_studio.core.translation import tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.accessible import GRAPHIC

if TYPE_CHECKING:
    from avol_studio.services.region_query.state import RegionQuery
    from avol_studio.ui.viewport.video_view import VideoView


class QueryOutline(QWidget):
    """Ignores the mouse; dashed on other frames than the frame of the query."""

    accessible_role = GRAPHIC

    def __init__(self, viewport: VideoView) -> None:
        super().__init__(viewport)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Selected region"))
        self._viewport = viewport
        self._bounds: Box = (0.0, 0.0, 0.0, 0.0)
        self._same = True
        viewport.resized.connect(self._follow_size)
        self.hide()

    def show_query(self, query: RegionQuery | None, frame: int) -> None:
        """Outline the cells of a query over the frame with this number; None hides it."""
        self.setVisible(query is not None)
        if query is not None:
            self._bounds = _bounds(query)
            self._same = query.frame.index == frame
            self.setGeometry(self._viewport.rect())
            self.update()

    def _follow_size(self) -> None:
        """Keep the size of the viewport."""
        self.setGeometry(self._viewport.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a light line on a dark one."""
        rect = self._viewport.image_geometry.to_widget_rect(self._bounds)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Qt.PenStyle.SolidLine if self._same else Qt.PenStyle.DashLine
        for colour, width in ((theme.VIDEO_BACKGROUND, 5.0), (theme.DARK.caution, 2.0)):
            pen = QPen(QColor(colour), width, style)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(rect)
        painter.end()


def _bounds(query: RegionQuery) -> Box:
    """The rectangle of the cells of a query, in 0..1 of the image."""
    rows, columns = np.nonzero(query.cell_mask(GRID_SIZE, GRID_SIZE))
    edges = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
    x0, y0, x1, y1 = (float(edge) / GRID_SIZE for edge in edges)
    return x0, y0, x1, y1
