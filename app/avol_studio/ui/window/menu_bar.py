"""The line at the top: menus, what is open, and the panels' button."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QSizePolicy, QWidget

from avol_studio.core.state.live_state import LiveState
from avol_studio.ui.commands import MENUS, SPECS
from avol_studio.ui.widgets.basic import ElidedLabel, IconButton, label

_BREAKS = {
    "file.snapshot", "export.film", "record.toggle", "project.open", "file.close", "live.earlier",
    "app.settings", "app.quit", "step.back",
    "play.slower", "go.start", "go.time", "map.next_view", "map.next_colormap", "map.deaf",
    "map.opacity_up", "view.full_screen", "view.panels", "view.statistics", "view.scheme.system",
    "search.region", "search.add", "search.map", "help.about",
}  # fmt: skip
"""Commands that stand below a line."""


def fill_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> dict[str, QMenu]:
    """Menus and submenus as the table of actions has them; by their place, "Play/Speed"."""
    menus: dict[str, QMenu] = {}
    for name in MENUS:
        menus[name] = bar.addMenu(name)
        menus[name].setToolTipsVisible(True)
    for spec in SPECS:
        top, _, sub = spec.menu.partition("/")
        if not top:
            continue
        if sub and spec.menu not in menus:
            menus[spec.menu] = menus[top].addMenu(sub)
            menus[spec.menu].setToolTipsVisible(True)
        menu = menus[spec.menu if sub else top]
        if spec.id in _BREAKS and not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(actions[spec.id])
    return menus


LOST_SHOWN = 5_000  # ms that the loss of sound stays in sight
_FILE = "A file is open: paused and sought frames get their exact map"
_LIVE = "Camera and microphone are on: the newest frame is located, with the last second of sound"


class MenuBar(QWidget):
    """Menus at the left, the name of the file in the middle, the kind of source at the right."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._bar = QMenuBar()
        self._bar.setNativeMenuBar(False)
        self._bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.menus = fill_menus(self._bar, actions)
        self.recent = QMenu("Open again")
        self.recent.setToolTipsVisible(True)
        self.menus["File"].insertMenu(actions["file.demo"], self.recent)
        self._name, self._kind = ElidedLabel(Qt.AlignmentFlag.AlignCenter), label("FILE", "chip")
        self._lost = label("", "chip")
        self._lost.setToolTip("Sound that was lost just now; silence of its length stands for it")
        self._lost.hide()
        self._known_lost = 0.0
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 12, 4)
        line.setSpacing(12)
        line.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._name, 1)
        line.addWidget(self._lost)
        line.addWidget(self._kind)
        line.addWidget(IconButton(actions["help.reading"], 32))
        line.addWidget(IconButton(actions["view.panels"], 32))
        self.show_name("")

    def show_live(self, state: LiveState) -> None:
        """Say for a while that sound was lost, and how much."""
        fresh, self._known_lost = state.sound_ms_lost - self._known_lost, state.sound_ms_lost
        if fresh > 0:
            self._lost.setText(f"−{fresh:.0f} ms sound")
            self._lost.show()
            QTimer.singleShot(LOST_SHOWN, self._lost, self._lost.hide)

    def show_name(self, name: str, live: bool = False) -> None:
        """Say what is open, and whether it is live; nothing when the name is empty."""
        self._name.setText(name)
        self._kind.setText("● LIVE" if live else "FILE")
        self._kind.setToolTip(_LIVE if live else _FILE)
        self._kind.setVisible(bool(name))
