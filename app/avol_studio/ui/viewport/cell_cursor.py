"""The keyboard's pointer on the image: a cell, or a rectangle of cells, of the 14 × 14 grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from avol.core.constants import GRID_SIZE
from avol_studio.core.translation import number, tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.accessible import GRAPHIC
from avol_studio.ui.widgets.announcer import announce

if TYPE_CHECKING:
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.ui.viewport.video_view import VideoView

INSET = 0.1  # of a cell
_STEPS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Home: (-GRID_SIZE, 0), Qt.Key.Key_End: (GRID_SIZE, 0),
    Qt.Key.Key_PageUp: (0, -GRID_SIZE), Qt.Key.Key_PageDown: (0, GRID_SIZE),
}  # fmt: skip
_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select)


class CellCursor(QWidget):
    """Lies over a viewport; visible while it has the focus.

    The arrow keys move it, with Shift they extend it. Enter drags the mouse over its cells: so
    every tool that waits for a drag on the image can be used with the keyboard. Where no tool
    waits, Enter emits `chosen`.
    """

    accessible_role = GRAPHIC

    chosen = Signal(object)  # (x0, y0, x1, y1) in 0..1 of the image

    def __init__(self, viewport: VideoView) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._cell = self._anchor = (GRID_SIZE // 2, GRID_SIZE // 2)
        self._scores: np.ndarray | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Image cells"))
        self.setToolTip(tr("Arrow keys: move. Shift+arrow keys: select. Enter: query the region."))
        viewport.setFocusProxy(self)
        viewport.resized.connect(self._follow_size)
        self.setGeometry(viewport.rect())

    def show_localization(self, located: LocalizationEvent | None) -> None:
        """Take over the scores that are read out; None: no map."""
        self._scores = None if located is None else located.localization.map

    def _follow_size(self) -> None:
        """Keep the size of the viewport."""
        self.setGeometry(self._viewport.rect())

    def event(self, event: QEvent) -> bool:
        """Take the keys of the cursor from the shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            others = event.modifiers() & ~(
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            )
            if not others and (event.key() in _STEPS or event.key() in _CHOOSE):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, extend, or choose."""
        if (step := _STEPS.get(Qt.Key(event.key()))) is not None:
            self._cell = tuple(
                min(max(n + d, 0), GRID_SIZE - 1) for n, d in zip(self._cell, step, strict=True)
            )
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._anchor = self._cell
            self.raise_()
            self.update()
            announce(self, self._description())
        elif event.key() in _CHOOSE:
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        target = self._viewport.childAt(self._rect().center().toPoint()) or self._viewport
        waits = self._viewport.cursor().shape() == Qt.CursorShape.CrossCursor
        if target is self._viewport and not waits:
            self.chosen.emit(self._viewport.image_geometry.to_box(self._inner_rect()))
            return
        rect = self._inner_rect()
        for kind, point in (
            (QEvent.Type.MouseButtonPress, rect.topLeft()),
            (QEvent.Type.MouseMove, rect.bottomRight()),
            (QEvent.Type.MouseButtonRelease, rect.bottomRight()),
        ):
            QApplication.sendEvent(target, self._mouse_event(kind, point, target))

    def _mouse_event(self, kind: QEvent.Type, point: QPointF, target: QWidget) -> QMouseEvent:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = none if kind == QEvent.Type.MouseMove else left
        held = none if kind == QEvent.Type.MouseButtonRelease else left
        local = QPointF(target.mapFrom(self._viewport, point.toPoint()))
        return QMouseEvent(
            kind, local, self._viewport.mapToGlobal(point), button, held,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip

    def _rect(self) -> QRectF:
        """The selected cells in the viewport."""
        (x0, x1), (y0, y1) = (sorted(ends) for ends in zip(self._cell, self._anchor, strict=True))
        image = self._viewport.image_rect
        wide, high = image.width() / GRID_SIZE, image.height() / GRID_SIZE
        left, top = image.left() + x0 * wide, image.top() + y0 * high
        return QRectF(left, top, (x1 + 1 - x0) * wide, (y1 + 1 - y0) * high)

    def _inner_rect(self) -> QRectF:
        """The same without a margin, so that it touches no other cells."""
        image, inset = self._viewport.image_rect, INSET / GRID_SIZE
        x, y = inset * image.width(), inset * image.height()
        return self._rect().adjusted(x, y, -x, -y)

    def _description(self) -> str:
        column, line = self._cell
        text = tr("Row {line}, column {column}").format(line=line + 1, column=column + 1)
        if self._scores is None:
            return text
        shown = self._scores[:, ::-1] if self._viewport.image_geometry.mirrored else self._scores
        return tr("{text}: score {shown}").format(text=text, shown=number(shown[line, column], 2))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the focus ring of the image and the selected cells."""
        if not self.hasFocus():
            return
        painter = QPainter(self)
        theme.paint_ring_on_image(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1))
        if not self._viewport.image.isNull():
            theme.paint_ring_on_image(painter, self._rect())
        painter.end()
