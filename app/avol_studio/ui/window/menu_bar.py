"""The bar at the top: menus, the name of the open media, and the button for the panels."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QMenuBar, QSizePolicy, QWidget

from avol_studio.core.state.live_state import LiveState
from avol_studio.ui.commands import CommandRegistry
from avol_studio.ui.widgets.basic import ElidedLabel, IconButton, label

MENUS = ("File", "Live", "Play", "Go", "Sound", "Map", "Inspect", "Search", "View", "Help")
LOSS_SHOWN = 5_000  # ms for which a loss of audio is shown
_FILE = "File: paused, the map belongs exactly to the frame on screen"
_LIVE = "Live: the model processes the newest frame with the last second of audio"


def fill_menus(bar: QMenuBar, registry: CommandRegistry) -> dict[str, QMenu]:
    """Add all menus and submenus; returns them by their path, such as "Play/Speed"."""
    menus: dict[str, QMenu] = {}
    sections: dict[str, int] = {}

    def separate(path: str, order: int) -> None:
        """Add a separator where a new hundred begins."""
        if sections.setdefault(path, order // 100) != order // 100:
            sections[path] = order // 100
            menus[path].addSeparator()

    for name in MENUS:
        menus[name] = bar.addMenu(name)
    for command in registry.commands:
        top, _, sub = command.menu.partition("/")
        if not top:
            continue
        if command.menu not in menus:
            separate(top, command.order)
            menus[command.menu] = menus[top].addMenu(sub)
        separate(command.menu, command.order)
        menus[command.menu].addAction(registry.actions[command.id])
    for menu in menus.values():
        menu.setToolTipsVisible(True)
    return menus


class MenuBar(QWidget):
    """Menus at the left, the name of the media in the middle, its kind at the right."""

    def __init__(self, registry: CommandRegistry) -> None:
        super().__init__()
        actions: Mapping[str, QAction] = registry.actions
        self._bar = QMenuBar()
        self._bar.setNativeMenuBar(False)
        self._bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.menus = fill_menus(self._bar, registry)
        self.recent = QMenu("Open Recent")
        self.recent.setToolTipsVisible(True)
        self.menus["File"].insertMenu(actions["file.demo"], self.recent)
        self._name, self._kind = ElidedLabel(Qt.AlignmentFlag.AlignCenter), label("FILE", "chip")
        self._loss, self._lost_before = self._make_loss(), 0.0
        self._lay_out(
            self._bar, self._name, self._loss, self._kind,
            IconButton(actions["help.quick"], 32), IconButton(actions["view.panels"], 32),
        )  # fmt: skip
        self.show_name("")

    def show_live(self, state: LiveState) -> None:
        """Show for some seconds how much audio was lost just now."""
        lost, self._lost_before = state.audio_ms_lost - self._lost_before, state.audio_ms_lost
        if lost > 0:
            self._loss.setText(f"−{lost:.0f} ms audio")
            self._loss.show()
            QTimer.singleShot(LOSS_SHOWN, self._loss, self._loss.hide)

    def show_name(self, name: str, live: bool = False) -> None:
        """Show what is open and whether it is live; an empty name shows nothing."""
        self._name.setText(name)
        self._kind.setText("● LIVE" if live else "FILE")
        self._kind.setToolTip(_LIVE if live else _FILE)
        self._kind.setVisible(bool(name))

    def _make_loss(self) -> QLabel:
        loss = label("", "chip")
        loss.setToolTip("Audio lost just now; it was replaced by silence of the same length")
        loss.hide()
        return loss

    def _lay_out(self, *widgets: QWidget) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 12, 4)
        line.setSpacing(12)
        for widget in widgets:
            line.addWidget(widget, 1 if widget is self._name else 0)
        line.setAlignment(self._bar, Qt.AlignmentFlag.AlignVCenter)
