"""Where the window was and how it looked, from one start to the next; apart from the settings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QWidget

from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel

FIRST = QSize(1280, 800)  # px, at the very first start, where the screen has room for it
FORMER_PANEL_IDS = {
    "audio": "hearing",
    "region_query": "ask",
    "annotation": "boxes",
    "compare": "beside",
}
"""Panel ids of older versions; their saved state is read where there is no newer one."""
FRAME = QSize(16, 48)  # px that the frame of a window may need


def room_of(window: QWidget) -> QSize:
    """What the screen leaves for windows."""
    return window.screen().availableSize()


class WindowState:
    """Keeps place, size and panels in a small file."""

    def __init__(self, path: Path) -> None:
        self._kept = QSettings(str(path), QSettings.Format.IniFormat)

    def save(
        self, window: QWidget, panels: Mapping[str, CollapsiblePanel], panels_shown: bool
    ) -> None:
        """Write how the window is now; a full screen is not kept."""
        if not window.isFullScreen():
            self._kept.setValue("geometry", window.saveGeometry())
        self._kept.setValue("panels", panels_shown)
        for name, panel in panels.items():
            self._kept.setValue(f"unfolded/{name}", panel.expanded)
        self._kept.sync()

    def restore(self, window: QWidget, panels: Mapping[str, CollapsiblePanel]) -> bool:
        """Put the window where it was; whether the panels were shown."""
        window.resize(FIRST.boundedTo(room_of(window) - FRAME))
        geometry = self._kept.value("geometry")
        if geometry is not None:
            window.restoreGeometry(geometry)
        for name, panel in panels.items():
            former = FORMER_PANEL_IDS.get(name, name)
            expanded = self._was(f"expanded/{former}", panel.expanded)
            panel.set_expanded(self._was(f"unfolded/{name}", expanded))
        return self._was("panels")

    def _was(self, name: str, at_first: bool = True) -> bool:
        return self._kept.value(name, at_first, bool) is not False
