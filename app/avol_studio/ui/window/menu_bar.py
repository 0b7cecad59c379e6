"""The bar at the top: menus, the name of the open media, and the button for the panels."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QMenuBar, QSizePolicy, QWidget

from avol_studio.core.state.live_state import LiveState
from avol_studio.core.state.player_state import PlayerState
from avol_studio.core.translation import number, tr
from avol_studio.ui.commands import Command, CommandRegistry
from avol_studio.ui.commands.mnemonics import with_mnemonics
from avol_studio.ui.commands.simple_mode import SIMPLE_COMMANDS
from avol_studio.ui.widgets.basic import ElidedLabel, IconButton, action_button, label

MENUS = ("File", "Edit", "View", "Playback", "Live", "Analysis", "Tools", "Help")
LOSS_SHOWN = 5_000  # ms for which a loss of audio is shown
_FILE = tr("File: paused, the map belongs exactly to the frame on screen")
_LIVE = tr("Live: the model processes the newest frame with the newest audio")
_FROZEN = tr("Live, frozen: the image stands still (Space continues)")


class MenuTree:
    """The menus of a menu bar, filled from the commands; a fill replaces all of them."""

    def __init__(self, bar: QMenuBar, registry: CommandRegistry) -> None:
        self._bar, self._registry = bar, registry
        self._inserted: dict[str, QMenu] = {}
        self.menus: dict[str, QMenu] = {}
        """The menus and submenus by their path, such as "Playback/Speed"."""

    def insert(self, menu: QMenu, before: str) -> None:
        """Add a submenu that fills itself, before the command with an id."""
        self._inserted[before] = menu

    def fill(self, shown: Callable[[Command], bool]) -> None:
        """Show the commands for which `shown` is true; menus without any are left out."""
        for old in self.menus.values():
            old.deleteLater()
        self._bar.clear()
        self.menus = {}
        sections: dict[str, int] = {}
        commands = [command for command in self._registry.commands if shown(command)]
        used = {command.menu.partition("/")[0] for command in commands}
        for name in MENUS:
            if name in used:
                self.menus[name] = self._bar.addMenu(tr(name))
        for command in commands:
            if command.menu:
                self._add(command, sections)
        for menu in self.menus.values():
            menu.setToolTipsVisible(True)
        for menu in (self._bar, *self.menus.values()):
            _set_mnemonics(menu)

    def _add(self, command: Command, sections: dict[str, int]) -> None:
        path, order = command.menu, command.order
        top, _, sub = path.partition("/")
        if path not in self.menus:
            self._separate(top, order, sections)
            self.menus[path] = self.menus[top].addMenu(tr(sub))
        self._separate(path, order, sections)
        if (inserted := self._inserted.get(command.id)) is not None:
            self.menus[path].addMenu(inserted)
        self.menus[path].addAction(self._registry.actions[command.id])

    def _separate(self, path: str, order: int, sections: dict[str, int]) -> None:
        """Add a separator where a new hundred begins."""
        if sections.setdefault(path, order // 100) != order // 100:
            sections[path] = order // 100
            self.menus[path].addSeparator()


def _set_mnemonics(menu: QMenu | QMenuBar) -> None:
    actions = [action for action in menu.actions() if not action.isSeparator()]
    texts = [action.iconText() for action in actions]
    for action, text in zip(actions, with_mnemonics(texts), strict=True):
        action.setText(text)


class MenuBar(QWidget):
    """Menus at the left, the name of the media in the middle, its kind at the right."""

    def __init__(self, registry: CommandRegistry) -> None:
        super().__init__()
        actions: Mapping[str, QAction] = registry.actions
        self._bar = QMenuBar()
        self._bar.setNativeMenuBar(False)
        self._bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._tree = MenuTree(self._bar, registry)
        self.recent = QMenu(tr("Open Recent"), self)
        self.recent.setToolTipsVisible(True)
        self.insert_menu(self.recent, before="file.demo")
        self._all_commands = action_button(actions["view.all_commands"])
        self._name, self._kind = (
            ElidedLabel(Qt.AlignmentFlag.AlignCenter),
            label(tr("FILE"), "chip"),
        )
        self._loss, self._lost_before = self._make_loss(), 0.0
        self._lay_out(
            self._bar, self._name, self._loss, self._kind, self._all_commands,
            IconButton(actions["help.quick"], 32), IconButton(actions["view.panels"], 32),
        )  # fmt: skip
        self.show_name("")

    @property
    def menus(self) -> Mapping[str, QMenu]:
        """The menus and submenus by their path, such as "Playback/Speed"."""
        return self._tree.menus

    def insert_menu(self, menu: QMenu, before: str) -> None:
        """Add a submenu that fills itself, before the command with an id."""
        self._tree.insert(menu, before)

    def show_commands(self, all_commands: bool, only: frozenset[str] | None = None) -> None:
        """Fill the menus with all commands, or with those of the simple mode.

        only: show these commands, whatever the mode.
        """
        shown = SIMPLE_COMMANDS if only is None else only
        every = all_commands and only is None
        self._tree.fill(lambda command: every or command.id in shown)
        self._all_commands.setVisible(not all_commands and only is None)

    def show_live(self, state: LiveState) -> None:
        """Show for some seconds how much audio was lost just now."""
        lost, self._lost_before = state.audio_ms_lost - self._lost_before, state.audio_ms_lost
        if lost > 0:
            self._loss.setText(tr("−{lost} ms audio").format(lost=number(lost)))
            self._loss.show()
            QTimer.singleShot(LOSS_SHOWN, self._loss, self._loss.hide)

    def show_name(self, name: str) -> None:
        """Show what is open; an empty name shows nothing."""
        self._name.setText(name)
        self._kind.setVisible(bool(name))

    def show_kind(self, state: PlayerState) -> None:
        """Show whether a file is open or a live input, and whether that is frozen."""
        text, tooltip = (tr("FILE"), _FILE)
        if state.live:
            text, tooltip = (tr("○ LIVE"), _FROZEN) if state.frozen else (tr("● LIVE"), _LIVE)
        self._kind.setText(text)
        self._kind.setToolTip(tooltip)

    def _make_loss(self) -> QLabel:
        loss = label("", "chip")
        loss.setToolTip(tr("Audio lost just now; it was replaced by silence of the same length"))
        loss.hide()
        return loss

    def _lay_out(self, *widgets: QWidget) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 12, 4)
        line.setSpacing(12)
        for widget in widgets:
            line.addWidget(widget, 1 if widget is self._name else 0)
        line.setAlignment(self._bar, Qt.AlignmentFlag.AlignVCenter)
