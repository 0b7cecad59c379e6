"""Geometry and panels of the window, kept from one start to the next."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QMainWindow, QWidget

from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel

DEFAULT_SIZE = QSize(1280, 800)  # px, at the first start, where the screen is large enough
FRAME = QSize(16, 48)  # px that the window frame may need
FORMER_PANEL_IDS = {
    "audio": "hearing",
    "region_query": "ask",
    "annotation": "boxes",
    "compare": "beside",
}
"""Panel ids of older versions; their saved state is read where there is no newer one."""


def available_size(window: QWidget) -> QSize:
    """The size that the screen has for windows, in pixels."""
    return window.screen().availableSize()


class WindowState:
    """Saves and restores the window in an INI file, apart from the settings."""

    def __init__(self, path: Path) -> None:
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    def save(
        self, window: QMainWindow, panels: Mapping[str, CollapsiblePanel], panels_shown: bool
    ) -> None:
        """Save geometry and panels; the geometry of a full screen is not saved."""
        if not window.isFullScreen():
            self._file.setValue("geometry", window.saveGeometry())
        self._file.setValue("panels", panels_shown)
        self._file.setValue("docks", window.saveState())
        for name, panel in panels.items():
            self._file.setValue(f"unfolded/{name}", panel.expanded)
        self._file.sync()

    def restore_docks(self, window: QMainWindow) -> bool:
        """Restore the docks; returns whether there was anything to restore."""
        placed = self._file.value("docks")
        return placed is not None and window.restoreState(placed)

    def restore(self, window: QWidget, panels: Mapping[str, CollapsiblePanel]) -> bool:
        """Restore geometry and panels; returns whether the panels are shown."""
        window.resize(DEFAULT_SIZE.boundedTo(available_size(window) - FRAME))
        geometry = self._file.value("geometry")
        if geometry is not None:
            window.restoreGeometry(geometry)
            window.resize(window.size().boundedTo(available_size(window)))
        for name, panel in panels.items():
            before = self._bool(f"unfolded/{FORMER_PANEL_IDS.get(name, name)}", panel.expanded)
            panel.set_expanded(self._bool(f"unfolded/{name}", before))
        return self._bool("panels", True)

    def _bool(self, name: str, default: bool) -> bool:
        return self._file.value(name, default, bool) is not False
