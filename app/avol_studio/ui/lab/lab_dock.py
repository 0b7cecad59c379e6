"""A dock of the teaching lab: beside the image, or a window of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDockWidget

from avol_studio.ui.widgets.lazy_body import LazyBody
from avol_studio.ui.window.focus_keys import belongs_to_focus, click_focused
from avol_studio.ui.window.reading_order import focus_next, tab_stops

if TYPE_CHECKING:
    from avol_studio.ui.window.window_protocol import WindowProtocol

MARGIN = 80  # px around a floating dock on a small screen
CASCADE = 32  # px between two docks that would lie at the same place


def dock_corner(window: QRect, size: QSize, screen: QRect, taken: Sequence[QPoint]) -> QPoint:
    """The upper left corner of a dock, in pixels of the desktop.

    It lies right or left of the window where the screen has room, else in the lower right corner,
    where it covers the panels before the image; never exactly over one of the `taken` corners.
    """
    right, bottom = screen.right() + 1 - size.width(), screen.bottom() + 1 - size.height()
    top = max(screen.top(), min(window.top(), bottom))
    if window.right() < right:
        corner = QPoint(window.right() + 1, top)
    elif window.left() - size.width() >= screen.left():
        corner = QPoint(window.left() - size.width(), top)
    else:
        corner = QPoint(right, bottom)
    while corner in taken:
        corner -= QPoint(CASCADE, CASCADE)
    return corner


class LabDock(QDockWidget):
    """A dock that floats at first; its controls keep their keys as in the main window."""

    shown = Signal(bool)
    """It appears or disappears, also while the window shows only the image."""

    def __init__(
        self, name: str, title: str, body: LazyBody, size: QSize, window: WindowProtocol
    ) -> None:
        super().__init__(title, window)
        self.setObjectName(name)
        self._body = body
        self.setWidget(body)
        self.setAccessibleName(title)
        self._window = window
        self._size, self._was_placed, self._withheld = size, False, False
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        self.hide()

    def open(self) -> None:
        """Show it; the first time as a window of its own, in front of the main window."""
        self._body.ensure_created()  # with its smallest size
        if not self._was_placed and not self.isVisible():
            self.setFloating(True)
            area = self._window.screen().availableGeometry()
            size = area.size() - QSize(MARGIN, MARGIN)
            if (edge := self._window.stage.side_edge) is not None:  # its task stays readable
                area.setLeft(min(edge + 1, area.right()))
                size = size.boundedTo(area.size())
            self.resize(self._size.boundedTo(size).expandedTo(self.minimumSizeHint()))
            taken = [dock.pos() for dock in self._window.findChildren(LabDock) if dock.isVisible()]
            self.move(dock_corner(self._window.frameGeometry(), self.size(), area, taken))
        self._was_placed = True
        self.show()
        self.raise_()

    def toggle(self) -> None:
        """Show or hide it."""
        if self.isVisible():
            self.close()
        else:
            self.open()

    def set_placed(self) -> None:
        """Keep the place that the window has restored, with the size that its body needs."""
        self._was_placed = True
        if not self.isHidden():
            self._body.ensure_created()

    def withhold(self, withheld: bool) -> None:
        """Hide it while the window shows only the image; show it again afterwards."""
        if withheld and self.isVisible():
            self._withheld = True
            self.hide()
        elif not withheld and self._withheld:
            self._withheld = False
            self.show()

    # -- Qt events ---------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep keys from the shortcuts that belong to a control of the floating dock."""
        override = event.type() == QEvent.Type.ShortcutOverride
        focused = QApplication.focusWidget()
        if override and isinstance(event, QKeyEvent) and belongs_to_focus(focused, event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter clicks the focused button, as in the main window."""
        if not click_focused(QApplication.focusWidget(), event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes in reading order."""
        if not self.isFloating():
            return super().focusNextPrevChild(next)
        return focus_next(QApplication.focusWidget(), tab_stops(self.widget()), next)

    def showEvent(self, event: QShowEvent) -> None:
        """Report that it is shown."""
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Report that it is hidden."""
        super().hideEvent(event)
        self.shown.emit(False)
