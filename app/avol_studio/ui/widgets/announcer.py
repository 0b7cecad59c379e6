"""Announcements for screen readers."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

try:
    from PySide6.QtGui import QAccessibleAnnouncementEvent
except ImportError:  # before Qt 6.8.1
    QAccessibleAnnouncementEvent = None


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader read a text; it becomes the description of the widget."""
    if text == widget.accessibleDescription():
        return
    widget.setAccessibleDescription(text)  # sends DescriptionChanged
    if QAccessibleAnnouncementEvent is not None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
    else:
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
