"""The parts of the window and how they lie together: picture, controls, panels, start page."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from avol_studio.core.settings import SettingsStore
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

SIDE = 320  # px that the panels are wide


class MainLayout(QWidget):
    """Everything below the header."""

    def __init__(
        self,
        store: SettingsStore,
        actions: Mapping[str, QAction],
        sound_choice: ReferenceSounds,
        devices: DeviceList,
    ) -> None:
        super().__init__()
        self.reference_sounds = sound_choice
        self.viewport, self.start_page = VideoView(), StartPage(actions, devices)
        self.transport, self.timeline = TransportBar(actions), Timeline()
        self.hearing, self.map = AudioPanel(), MapPanel(store, actions)
        self.sounds = ReferenceSoundsPanel(sound_choice, actions)
        self.live = LivePanel(store, actions, devices)
        self.panels = {
            "live": CollapsiblePanel("Live", actions["view.live"], self.live),
            "audio": CollapsiblePanel("Audio", actions["view.hearing"], self.hearing),
            "sounds": CollapsiblePanel("Sounds", actions["view.sounds"], self.sounds),
            "map": CollapsiblePanel("Map", actions["view.map"], self.map),
        }
        for name in self.panels:
            self._follow_folding(name)
        self.status = StatusBar()
        self._controls = self._make_controls()
        self._side = self._make_side()
        self._lay_out()
        self.messages = NotificationBar(self._pages, self._page)
        self._floating = FloatingControls(self._controls, self.viewport)
        self.arrange(loaded=False, live=False, panels=True, full_screen=False)

    def _lay_out(self) -> None:
        """The picture over its controls, the panels beside; in place of them the start page."""
        self._left = QVBoxLayout()
        self._left.setSpacing(0)
        self._left.addWidget(self.viewport, 1)
        self._left.addWidget(self._controls)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(8)
        self._middle.addLayout(self._left, 1)
        self._middle.addWidget(self._side)
        self._work = QWidget()
        self._work.setLayout(self._middle)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start_page)
        self._pages.addWidget(self._work)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self.status)

    def arrange(self, loaded: bool, live: bool, panels: bool, full_screen: bool) -> None:
        """Show what belongs on screen: start page, picture with panels, or the picture alone."""
        self.timeline.setVisible(not live)
        self.panels["live"].setVisible(live)
        self._pages.setCurrentIndex(1 if loaded else 0)
        self._side.setVisible(panels and not full_screen)
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
        """One more panel, below another one, else below all others."""
        above = self._cards.indexOf(self.panels[below]) if below else self._cards.count() - 2
        self.panels[name] = panel
        self._cards.insertWidget(above + 1, panel)
        self._follow_folding(name)

    def show_panel(self, name: str) -> None:
        """Scroll to a panel."""
        self._side.ensureWidgetVisible(self.panels[name], 0, 0)

    def _follow_folding(self, name: str) -> None:
        """Bring a panel into sight whenever it is expanded, once it has its height."""
        panel = self.panels[name]

        def follow() -> None:
            if panel.expanded and self.isVisible():
                QTimer.singleShot(0, panel, lambda: self.show_panel(name))

        panel.toggled.connect(follow)

    def _page(self) -> QWidget:
        return self.viewport if self._pages.currentIndex() else self.start_page

    def changeEvent(self, event: object) -> None:
        """Grow with the text."""
        super().changeEvent(event)  # pyright: ignore[reportArgumentType]
        self._side.setFixedWidth(theme.px(self, SIDE) + 8)

    def _make_controls(self) -> QWidget:
        controls = QWidget()
        column = QVBoxLayout(controls)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.transport)
        column.addWidget(self.timeline)
        return controls

    def _make_side(self) -> QScrollArea:
        inner = QWidget()
        self._cards = column = QVBoxLayout(inner)
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
