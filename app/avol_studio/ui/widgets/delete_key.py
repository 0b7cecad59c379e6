"""Delete and Backspace in a list, which a shortcut of the window would take."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class DeleteKey(QObject):
    """Calls `handler` when one of the keys is pressed while `widget` has the focus."""

    def __init__(self, widget: QWidget, handler: Callable[[], object]) -> None:
        super().__init__(widget)
        self._handler = handler
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys from the shortcuts of the window, and call the handler."""
        if not isinstance(event, QKeyEvent) or event.key() not in _KEYS:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self._handler()
        return True
