"""The layout of the main window: image, controls, panels, start page, status bar."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from avol_studio.core.settings.store import SettingsStore
from avol_studio.media.devices.device_list import DeviceList
from avol_studio.services.reference_sounds import ReferenceSounds
from avol_studio.ui.panels.audio_panel import AudioPanel
from avol_studio.ui.panels.live_panel import LivePanel
from avol_studio.ui.panels.map_panel import MapPanel
from avol_studio.ui.panels.reference_sounds_panel import ReferenceSoundsPanel
from avol_studio.ui.style import theme
from avol_studio.ui.timeline import Timeline
from avol_studio.ui.viewport.video_view import VideoView
from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel
from avol_studio.ui.widgets.floating_controls import FloatingControls
from avol_studio.ui.widgets.notification_bar import NotificationBar
from avol_studio.ui.widgets.status_bar import StatusBar
from avol_studio.ui.widgets.transport_bar import TransportBar
from avol_studio.ui.window.start_page import StartPage

PANEL_WIDTH = 320  # px at text size 100 %


class MainLayout(QWidget):
    """Everything below the menu bar."""

    def __init__(
        self,
        store: SettingsStore,
        actions: Mapping[str, QAction],
        reference_sounds: ReferenceSounds,
        devices: DeviceList,
    ) -> None:
        super().__init__()
        self.reference_sounds = reference_sounds
        self.viewport, self.start_page = VideoView(), StartPage(actions, devices)
        self.transport, self.timeline = TransportBar(actions), Timeline()
        self.audio, self.map = AudioPanel(), MapPanel(store, actions)
        self.sounds = ReferenceSoundsPanel(reference_sounds, actions)
        self.live = LivePanel(store, actions, devices)
        self.panels = {
            "live": CollapsiblePanel("Live", actions["view.live"], self.live),
            "audio": CollapsiblePanel("Audio", actions["view.audio"], self.audio),
            "sounds": CollapsiblePanel("Sounds", actions["view.sounds"], self.sounds),
            "map": CollapsiblePanel("Map", actions["view.map"], self.map),
        }
        for name in self.panels:
            self._reveal_when_unfolded(name)
        self.status = StatusBar()
        self._controls = self._make_controls()
        self._panel_area = self._make_panel_area()
        self._lay_out()
        self.messages = NotificationBar(self._pages, self._page)
        self._floating = FloatingControls(self._controls, self.viewport)
        self.arrange(loaded=False, live=False, panels=True, full_screen=False)

    def _lay_out(self) -> None:
        """Place the image over its controls and the panels at the right, or the start page."""
        self._left = QVBoxLayout()
        self._left.setSpacing(0)
        self._left.addWidget(self.viewport, 1)
        self._left.addWidget(self._controls)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(8)
        self._middle.addLayout(self._left, 1)
        self._middle.addWidget(self._panel_area)
        self._media_page = QWidget()
        self._media_page.setLayout(self._middle)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start_page)
        self._pages.addWidget(self._media_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self.status)

    def arrange(self, loaded: bool, live: bool, panels: bool, full_screen: bool) -> None:
        """Show the start page, the image with panels, or the image alone."""
        self.timeline.setVisible(not live)
        self.panels["live"].setVisible(live)
        self._pages.setCurrentIndex(1 if loaded else 0)
        self._panel_area.setVisible(panels and not full_screen)
        self.status.setVisible(not full_screen)
        edge = 0 if full_screen else 8
        self._middle.setContentsMargins(edge, 0, edge, 0)
        if full_screen and self._left.indexOf(self._controls) >= 0:
            self._left.removeWidget(self._controls)
            self._floating.undock()
        elif not full_screen and self._left.indexOf(self._controls) < 0:
            self._floating.dock()
            self._left.addWidget(self._controls)
            self._controls.show()

    def add_panel(self, name: str, panel: CollapsiblePanel, below: str = "") -> None:
        """Add a panel below another one, or below all others."""
        above = (
            self._panel_column.indexOf(self.panels[below])
            if below
            else self._panel_column.count() - 2
        )
        self.panels[name] = panel
        self._panel_column.insertWidget(above + 1, panel)
        self._reveal_when_unfolded(name)

    def show_panel(self, name: str) -> None:
        """Scroll to a panel."""
        self._panel_area.ensureWidgetVisible(self.panels[name], 0, 0)

    def _reveal_when_unfolded(self, name: str) -> None:
        """Scroll to a panel when it is unfolded, after the layout has set its height."""
        panel = self.panels[name]

        def reveal() -> None:
            if panel.expanded and self.isVisible():
                QTimer.singleShot(0, panel, lambda: self.show_panel(name))

        panel.toggled.connect(reveal)

    def _page(self) -> QWidget:
        return self.viewport if self._pages.currentIndex() else self.start_page

    def changeEvent(self, event: object) -> None:
        """Adapt the width of the panels to the text size."""
        super().changeEvent(event)  # pyright: ignore[reportArgumentType]
        self._panel_area.setFixedWidth(theme.px(self, PANEL_WIDTH) + 8)

    def _make_controls(self) -> QWidget:
        controls = QWidget()
        column = QVBoxLayout(controls)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.transport)
        column.addWidget(self.timeline)
        return controls

    def _make_panel_area(self) -> QScrollArea:
        inner = QWidget()
        self._panel_column = column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for panel in self.panels.values():
            column.addWidget(panel)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area
