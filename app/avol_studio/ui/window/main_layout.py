"""The layout of the main window: image, controls, panels, start page, status bar."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from avol_studio.core.settings.store import SettingsStore
from avol_studio.core.translation import tr
from avol_studio.media.devices.device_list import DeviceList
from avol_studio.services.reference_sounds import ReferenceSounds
from avol_studio.ui.commands.simple_mode import SIMPLE_PANELS
from avol_studio.ui.panels.audio_panel import AudioPanel
from avol_studio.ui.panels.live_panel import LivePanel
from avol_studio.ui.panels.map_panel import MapPanel
from avol_studio.ui.panels.reference_sounds_panel import ReferenceSoundsPanel
from avol_studio.ui.style import theme
from avol_studio.ui.timeline import Timeline
from avol_studio.ui.viewport.cell_cursor import CellCursor
from avol_studio.ui.viewport.video_view import VideoView
from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel
from avol_studio.ui.widgets.exit_button import ExitButton
from avol_studio.ui.widgets.floating_controls import FloatingControls
from avol_studio.ui.widgets.notification_bar import NotificationBar
from avol_studio.ui.widgets.status_bar import StatusBar
from avol_studio.ui.widgets.transport_bar import TransportBar
from avol_studio.ui.widgets.vertical_scroll_area import VerticalScrollArea
from avol_studio.ui.window.start_page import StartPage

PANEL_WIDTH, SMALLEST_PANEL_WIDTH = 320, 264  # px at text size 100 %
SIDE_WIDTH, SMALLEST_SIDE_WIDTH = 380, 300
"""Width of the column at the left in px, such as that of a lesson."""
WIDE, TIGHT = 1160, 960
"""Widths in px from which side column and panels are shown together, and as narrow as they can."""


class MainLayout(QWidget):
    """Everything below the menu bar."""

    results_hidden = Signal(bool)
    """What gives the map away is hidden, or shown again."""

    def __init__(
        self,
        store: SettingsStore,
        actions: Mapping[str, QAction],
        reference_sounds: ReferenceSounds,
        devices: DeviceList,
    ) -> None:
        super().__init__()
        self.reference_sounds, self._actions = reference_sounds, actions
        self._withheld, self._all_panels = {"live"}, True
        self._unfolded: set[str] = set()  # panels that were unfolded since the mode was set
        self._only: frozenset[str] | None = None  # the panels that a lesson shows
        self._side: QWidget | None = None
        self._exchanged = False  # the panels are shown in place of the side column
        self._other: QWidget | None = None  # a page in place of the image and the start page
        self._arrangement = False, False, True, False  # the last arguments of `arrange`
        self._results_hidden = False
        self.viewport, self.start_page = VideoView(), StartPage(actions, devices)
        self.cells = CellCursor(self.viewport)
        self.transport, self.timeline = TransportBar(actions), Timeline()
        self.audio, self.map = AudioPanel(), MapPanel(store, actions)
        self.sounds = ReferenceSoundsPanel(reference_sounds, actions)
        self.live = LivePanel(store, actions, devices)
        self.panels = {
            "live": CollapsiblePanel(tr("Live"), actions["view.live"], self.live),
            "audio": CollapsiblePanel(tr("Audio"), actions["view.audio"], self.audio),
            "sounds": CollapsiblePanel(tr("Sounds"), actions["view.sounds"], self.sounds),
            "map": CollapsiblePanel(tr("Map"), actions["view.map"], self.map),
        }
        for name in self.panels:
            self._reveal_when_unfolded(name)
        self.status = StatusBar()
        self._controls = self._make_controls()
        self._panel_area = self._make_panel_area()
        self._lay_out()
        self.messages = NotificationBar(self._pages, self._page)
        self._pages.currentChanged.connect(lambda _: self.messages.follow_page())
        self._floating = FloatingControls(self._controls, self.viewport)
        self._exit = ExitButton(self, actions["view.exit"])
        self._floating.shown.connect(self._exit.setVisible)
        self.arrange(loaded=False, live=False, panels=True, bare=False)

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
        self._beside = QHBoxLayout()
        self._beside.setSpacing(0)
        self._beside.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._beside, 1)
        column.addWidget(self.status)

    def arrange(self, loaded: bool, live: bool, panels: bool, bare: bool) -> None:
        """Show the start page, the image with panels, or the bare image."""
        self._arrangement = loaded, live, panels, bare
        self.timeline.setVisible(not live and not self._results_hidden)
        self.offer_panel("live", live)
        self._pages.setCurrentWidget(self._page_of(loaded))
        self._show_columns()
        self.status.setVisible(not bare)
        edge = 0 if bare else 8
        self._middle.setContentsMargins(edge, 0, edge, 0)
        self._exit.setVisible(bare)
        if bare and self._left.indexOf(self._controls) >= 0:
            self._left.removeWidget(self._controls)
            self._floating.undock()
            self._floating.reveal()
        elif not bare and self._left.indexOf(self._controls) < 0:
            self._floating.dock()
            self._left.addWidget(self._controls)
            self._controls.show()

    def _show_columns(self) -> None:
        """Show the side column and the panels, or the side column alone where space is short."""
        _, _, panels, bare = self._arrangement
        narrow = self._has_side and not self._is_wide
        shown = panels and not bare and not self._results_hidden and not narrow
        self._panel_area.setVisible(shown)

    @property
    def _has_side(self) -> bool:
        bare = self._arrangement[3]
        return self._side is not None and not bare and not self._side.isHidden()

    def _page_of(self, loaded: bool) -> QWidget:
        return self._other or (self._media_page if loaded else self.start_page)

    def show_page(self, page: QWidget | None) -> None:
        """Show a page in place of the image, such as the trainer; None shows the image again."""
        if self._other is not None:
            self._pages.removeWidget(self._other)
            self._other.hide()
        self._other = page
        if page is not None:
            self._pages.addWidget(page)
        self.arrange(*self._arrangement)

    def set_side(self, side: QWidget) -> None:
        """Add a column at the left of the image, which hides itself while it is not needed."""
        self._side = side
        self._beside.insertWidget(0, side)
        self._set_panel_width()

    def show_side(self, shown: bool) -> None:
        """Show or hide the side column."""
        self._exchanged = False
        if self._side is not None:
            self._side.setVisible(shown)
            self._set_panel_width()

    def exchange_columns(self) -> bool:
        """Show the panels in place of the side column, or it again; False if both have room."""
        if self._is_wide or not (self._has_side or self._exchanged):
            return False
        if not self._results_hidden:
            exchanged = not self._exchanged
            self.show_side(not exchanged)
            self._exchanged = exchanged
        return True

    @property
    def _is_wide(self) -> bool:
        return self.width() >= theme.px(self, TIGHT)

    @property
    def side_edge(self) -> int | None:
        """The right edge of the side column in pixels of the desktop; None while it is hidden."""
        if self._side is None or not self._side.isVisible():
            return None
        return self._side.mapToGlobal(self._side.rect().topRight()).x()

    def add_below_image(self, widget: QWidget) -> None:
        """Add a widget between the image and its controls; it is shown in full screen too."""
        self._left.insertWidget(1, widget)

    def hide_results(self, hidden: bool) -> None:
        """Hide everything beside the image that gives the map away: panels and timeline."""
        if hidden != self._results_hidden:
            self._results_hidden = hidden
            self.arrange(*self._arrangement)
            self.results_hidden.emit(hidden)

    def reveal_controls(self) -> None:
        """Show the floating controls of the full screen."""
        self._floating.reveal()

    def add_panel(
        self, name: str, title: str, body: QWidget, *, below: str = "", expanded: bool = False
    ) -> CollapsiblePanel:
        """Add a panel below another one, or below all others."""
        panel = CollapsiblePanel(title, self._actions[f"view.{name}"], body)
        panel.set_expanded(expanded)
        column = self._panel_column
        above = column.indexOf(self.panels[below]) if below else column.count() - 2
        self.panels[name] = panel
        column.insertWidget(above + 1, panel)
        self._reveal_when_unfolded(name)
        return panel

    def show_panels_of(self, all_commands: bool, only: frozenset[str] | None = None) -> None:
        """Show all panels, or those of the simple mode; `only`: these, whatever the mode."""
        self._all_panels, self._only = all_commands, only
        self._unfolded.clear()
        self._update_panels()

    def offer_panel(self, name: str, offered: bool) -> None:
        """Show a panel, or withhold it while it has nothing to show."""
        (self._withheld.discard if offered else self._withheld.add)(name)
        self._update_panels()

    def _update_panels(self) -> None:
        for name, panel in self.panels.items():
            fits = name not in self._withheld
            shown = self._all_panels or name in SIMPLE_PANELS or name in self._unfolded
            if self._only is not None:
                shown = name in self._only
            panel.setVisible(fits and shown)

    def show_panel(self, name: str) -> None:
        """Scroll to a panel."""
        self._panel_area.ensureWidgetVisible(self.panels[name], 0, 0)

    def _reveal_when_unfolded(self, name: str) -> None:
        """Scroll to a panel when it is unfolded, after the layout has set its height."""
        panel = self.panels[name]

        def reveal() -> None:
            if panel.expanded:  # also in simple mode
                self._unfolded.add(name)
                self._update_panels()
            if panel.expanded and self.isVisible():
                QTimer.singleShot(0, panel, lambda: self.show_panel(name))

        panel.toggled.connect(reveal)

    def _page(self) -> QWidget:
        """What messages lie on."""
        shown = self._pages.currentWidget()
        return self.viewport if shown in (self._media_page, None) else shown

    def changeEvent(self, event: object) -> None:
        """Adapt the width of the panels to the text size."""
        super().changeEvent(event)  # pyright: ignore[reportArgumentType]
        self._set_panel_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt the width of the panels to a small window."""
        super().resizeEvent(event)
        if self._exchanged and self._is_wide:
            self.show_side(True)
        self._set_panel_width()

    def _set_panel_width(self) -> None:
        widest, smallest = theme.px(self, PANEL_WIDTH), theme.px(self, SMALLEST_PANEL_WIDTH)
        tight = theme.px(self, TIGHT) <= self.width() < theme.px(self, WIDE) and self._has_side
        room = 0 if tight else round(self.width() * 0.4)
        self._panel_area.setFixedWidth(max(smallest, min(widest, room)) + 8)
        if self._side is not None:
            widest, smallest = theme.px(self, SIDE_WIDTH), theme.px(self, SMALLEST_SIDE_WIDTH)
            self._side.setFixedWidth(max(smallest, min(widest, room)))
        self._show_columns()

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
        return VerticalScrollArea(inner)
