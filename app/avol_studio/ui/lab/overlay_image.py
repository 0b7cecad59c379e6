"""An image or a spectrogram with an overlay, or with the cells of a map to choose from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from avol_studio.core.settings.schema import Settings
from avol_studio.ui.style import theme
from avol_studio.ui.viewport import heatmap_painter

Floats = NDArray[np.float32]
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


def rgb_image(pixels: NDArray[np.uint8]) -> QImage:
    """Pixels (H, W, 3) as an image."""
    height, width = pixels.shape[:2]
    pixels = np.ascontiguousarray(pixels)
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def fitted_rect(area: QSize, aspect: float) -> QRectF:
    """Where an image of an aspect ratio lies in the middle of an area."""
    size = QSize(round(1000 * aspect), 1000).scaled(area, Qt.AspectRatioMode.KeepAspectRatio)
    rect = QRectF(0, 0, size.width(), size.height())
    rect.moveCenter(QPointF(area.width() / 2, area.height() / 2))
    return rect


class OverlayImage(QWidget):
    """Shows an image in its aspect ratio; a map on it may be clicked cell by cell."""

    cell_chosen = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumSize(160, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._image, self._overlay = QImage(), QImage()
        self._aspect = 1.0
        self._scores: Floats | None = None
        self._heat = QImage()
        self.cell: tuple[int, int] | None = None
        self.placeholder = ""

    def show_image(self, image: QImage, aspect: float, overlay: QImage | None = None) -> None:
        """Show an image with a width of `aspect` times its height, and an overlay."""
        self._image, self._aspect = image, aspect
        self._overlay = QImage() if overlay is None else overlay
        self.update()

    def show_cells(self, scores: Floats | None, cell: tuple[int, int] | None = None) -> None:
        """Show a map (rows, columns) whose cells can be chosen; None shows no map."""
        self._scores, self.cell = scores, cell
        if scores is not None:
            self._heat = heatmap_painter.heat_image(scores, Settings(), smooth=False)
        clickable = scores is not None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if clickable else Qt.FocusPolicy.NoFocus)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor
        )
        self.update()

    @property
    def image_rect(self) -> QRectF:
        """Where the image lies."""
        return fitted_rect(self.size(), self._aspect)

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a cell lies."""
        rows, columns = (14, 14) if self._scores is None else self._scores.shape
        rect = self.image_rect
        wide, high = rect.width() / columns, rect.height() / rows
        return QRectF(rect.left() + column * wide, rect.top() + row * high, wide, high)

    def sizeHint(self) -> QSize:
        """Large enough to see cells."""
        return QSize(theme.px(self, 320), theme.px(self, 240))

    # -- Qt events ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a cell."""
        if self._scores is None or event.button() != Qt.MouseButton.LeftButton:
            return
        rect, (rows, columns) = self.image_rect, self._scores.shape
        x = (event.position().x() - rect.left()) / rect.width()
        y = (event.position().y() - rect.top()) / rect.height()
        if 0 <= x < 1 and 0 <= y < 1:
            self.cell_chosen.emit(int(y * rows), int(x * columns))

    def event(self, event: QEvent) -> bool:
        """Take the arrow keys while cells can be chosen."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._step(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go to the next cell."""
        step = self._step(event)
        if step is None or self._scores is None:
            super().keyPressEvent(event)
            return
        rows, columns = self._scores.shape
        row, column = self.cell or (0, 0)
        row, column = row + step[0], column + step[1]
        if 0 <= row < rows and 0 <= column < columns:
            self.cell_chosen.emit(row, column)

    def _step(self, event: QKeyEvent) -> tuple[int, int] | None:
        if self._scores is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        return _STEPS.get(Qt.Key(event.key()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the image, and the overlay or the cells."""
        painter, palette = QPainter(self), theme.of(self)
        if self._image.isNull():
            painter.setPen(QColor(palette.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), flags, self.placeholder)
            painter.end()
            return
        rect = self.image_rect
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(rect, self._image)
        if not self._overlay.isNull():
            painter.drawImage(rect, self._overlay)
        if self._scores is not None:
            font = theme.font(self, 12)
            heatmap_painter.paint_grid(painter, rect, self._heat, self._scores, font)
            if self.cell is not None:
                theme.paint_ring_on_image(painter, self.cell_rect(*self.cell))
        if self.hasFocus():
            theme.paint_ring(painter, QRectF(self.rect()), palette.accent)
        painter.end()
