"""The commands of the window itself: full screen, panels, settings, cancel, quit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from avol_studio.core.translation import tr
from avol_studio.ui.commands import Command, CommandRegistry, in_menu
from avol_studio.ui.commands.condition import Condition, has_file, is_live, loaded
from avol_studio.ui.dialogs.settings import SettingsDialog
from avol_studio.ui.dialogs.shortcut_editor import ShortcutEditor
from avol_studio.ui.window.panel_command import PANELS, panel_command

if TYPE_CHECKING:
    from avol_studio.core.settings.store import SettingsStore
    from avol_studio.playback.player import Player
    from avol_studio.ui.window.window_protocol import WindowProtocol


class WindowCommands:
    """The commands that belong to no feature."""

    def __init__(
        self, window: WindowProtocol, player: Player, store: SettingsStore,
        registry: Callable[[], CommandRegistry],
    ) -> None:  # fmt: skip
        self._registry = registry
        self._window, self._player, self._store = window, player, store
        self.panels_shown = True

    def commands(self) -> list[Command]:
        """All of them."""
        go_to_time = Command(
            "go.time",
            tr("Go to time…"),
            ("G", "Ctrl+J"),
            self._edit_time,
            tr("Type the time to go to"),
            enabled=has_file(self._player),
        )
        settings = Command(
            "app.settings",
            tr("Settings…"),
            ("Ctrl+,",),
            self._show_settings,
            tr("Change the settings of AVOL"),
            "settings",
        )
        shortcuts = Command(
            "app.shortcuts",
            tr("Change shortcuts…"),
            ("Ctrl+Alt+K",),
            self._edit_shortcuts,
            tr("Change the keys of the commands"),
        )
        return [
            *in_menu("Playback/Go", 240, go_to_time),
            *in_menu("Edit", 600, settings, shortcuts),
            *in_menu(
                "File",
                700,
                Command("app.quit", tr("Quit"), ("Ctrl+Q",), self._quit, tr("Quit AVOL")),
            ),
            *in_menu("View", 91, *self._full_screen_commands()),
            *self._panel_commands(),
            *in_menu("View", 300, self._statistics_command()),
            *in_menu("View", 900, self._mode_command()),
        ]

    def _full_screen_commands(self) -> list[Command]:
        return [
            Command(
                "view.full_screen",
                tr("Full screen"),
                ("F", "F11"),
                self._toggle_full_screen,
                tr("Show only the image, on the whole screen"),
                "full-screen|leave-full-screen",
                checked=self._window.isFullScreen,
            ),
            Command(
                "view.exit",
                tr("Exit full screen"),
                (),
                self.leave_full_screen,
                tr("Show the menus and panels again"),
                enabled=Condition(tr("The menus are shown"), self._window.is_bare),
            ),
            Command(
                "view.cancel",
                tr("Exit full screen / Cancel"),
                ("Esc",),
                self._cancel,
                tr("Cancel a region query or drawing boxes, else exit full screen"),
                enabled=Condition(tr("There is nothing to cancel"), self.can_cancel),
            ),
        ]

    def _panel_commands(self) -> list[Command]:
        is_loaded = loaded(self._player)
        panels = Command(
            "view.panels",
            tr("Panels"),
            ("P",),
            self._toggle_panels,
            tr("Show or hide the panels"),
            "panels",
            is_loaded,
            lambda: self.panels_shown,
        )
        own = (
            ("audio", tr("Audio"), "Ctrl+1", is_loaded),
            ("sounds", tr("Sounds"), "Ctrl+3", is_loaded),
            ("map", tr("Map"), "Ctrl+2", is_loaded),
            ("live", tr("Live"), "Ctrl+4", is_live(self._player)),
        )
        return [
            *in_menu(PANELS, 200, panels),
            *(panel_command(self._window, *panel, order=200) for panel in own),
        ]

    def _statistics_command(self) -> Command:
        return Command(
            "view.statistics",
            tr("Performance"),
            ("I",),
            self._toggle_statistics,
            tr("Show the playback statistics on the image"),
            checked=lambda: self._window.presenter.statistics_shown,
        )

    def _mode_command(self) -> Command:
        return Command(
            "view.all_commands",
            tr("All commands"),
            (),
            self._toggle_mode,
            tr("Show all commands and panels; off: only the most important ones"),
            checked=lambda: self._store.value.all_commands,
        )

    # -- handlers ----------------------------------------------------------------------------

    def can_cancel(self) -> bool:
        """Whether Esc has something to cancel, or a control has the focus."""
        window = self._window
        active = any(controller.can_cancel() for controller in window.controllers)
        return window.is_bare() or active or window.has_focused_control

    def leave_full_screen(self) -> None:
        """Show the window as it was before."""
        window = self._window
        window.end_presenting()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)

    def _cancel(self) -> None:
        """Cancel what is in progress; else give up the focus; else leave the full screen."""
        if any(controller.cancel() for controller in self._window.controllers):
            return
        if self._window.has_focused_control:
            self._window.setFocus()
        else:
            self.leave_full_screen()

    def _toggle_full_screen(self) -> None:
        window = self._window
        if window.isFullScreen():
            self.leave_full_screen()
        elif self._player.state.loaded:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)

    def _edit_time(self) -> None:
        self._window.stage.transport.edit_time()

    def _show_settings(self) -> None:
        self._window.show_dialog(SettingsDialog, lambda: SettingsDialog(self._store, self._window))

    def _edit_shortcuts(self) -> None:
        def make() -> ShortcutEditor:
            return ShortcutEditor(self._registry(), self._store, self._window)

        self._window.show_dialog(ShortcutEditor, make)

    def _toggle_panels(self) -> None:
        self.panels_shown = self._window.stage.exchange_columns() or not self.panels_shown

    def _toggle_mode(self) -> str:
        self._store.update(all_commands=not self._store.value.all_commands)
        return tr("All commands") if self._store.value.all_commands else tr("Simple mode")

    def _toggle_statistics(self) -> None:
        self._window.presenter.show_statistics(not self._window.presenter.statistics_shown)

    def _quit(self) -> None:
        self._window.close()
