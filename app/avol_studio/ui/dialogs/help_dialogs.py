"""The commands of the menu Help: palette, quick guide, documentation, shortcuts, about."""

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from avol.errors import WeightsError
from avol.model_card import ModelCard
from avol_studio.core.translation import tr
from avol_studio.ui.commands import Command, CommandRegistry, in_menu
from avol_studio.ui.dialogs.about import AboutDialog
from avol_studio.ui.dialogs.command_palette import CommandPalette
from avol_studio.ui.dialogs.documentation import DocumentationDialog
from avol_studio.ui.dialogs.known_classes import KnownClassesDialog
from avol_studio.ui.dialogs.quick_help import QuickHelpDialog
from avol_studio.ui.dialogs.shortcuts import ShortcutsDialog

_log = logging.getLogger("avol.help")

ShowDialog = Callable[[type[QDialog], Callable[[], QDialog]], None]
"""Shows the dialog of a kind; the second argument creates it at the first time."""


def help_commands(
    window: QWidget, show: ShowDialog, registry: Callable[[], CommandRegistry],
    card: Callable[[], ModelCard], taught: Callable[[], Sequence[str]],
) -> list[Command]:  # fmt: skip
    """The commands of the menu Help.

    registry: the table that the shortcuts list. card: loads the model card of the selected weights;
    WeightsError if there is none. taught: names of the taught classes in use.
    """

    def known_classes() -> None:
        try:
            dialog = KnownClassesDialog(card(), taught(), window)
        except WeightsError as error:
            _log.warning("%s", error)
            return
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    quick = lambda: show(QuickHelpDialog, lambda: QuickHelpDialog(registry().keys, window))  # noqa: E731
    shortcuts = lambda: show(  # noqa: E731
        ShortcutsDialog, lambda: ShortcutsDialog(registry(), window)
    )
    palette = lambda: show(  # noqa: E731
        CommandPalette, lambda: CommandPalette(registry(), window)
    )
    docs = lambda: show(DocumentationDialog, lambda: DocumentationDialog(window))  # noqa: E731
    about = lambda: show(AboutDialog, lambda: AboutDialog(window))  # noqa: E731
    return [
        *in_menu(
            "Help", 0,
            Command(
                "help.palette", tr("Command palette…"), ("Ctrl+Shift+P",), palette,
                tr("Find any command by a few letters, and run it"), "search",
            ),
            Command(
                "help.quick", tr("Quick guide"), ("F1",), quick,
                tr("Explain map, score, verdict and timeline"), "help",
            ),
            Command(
                "help.docs", tr("Documentation"), ("Shift+F1",), docs,
                tr("Read the documentation that comes with AVOL; it needs no network"),
            ),
            Command(
                "help.classes", tr("Known classes…"), (), known_classes,
                tr("List the classes of sounds and objects that the weights know"),
            ),
            Command(
                "help.shortcuts", tr("Keyboard shortcuts"), ("?",), shortcuts,
                tr("Show all keyboard shortcuts, and search the commands"),
            ),
        ),
        *in_menu("Help", 100, Command("help.about", tr("About AVOL"), (), about,
            tr("Version and licence"))),
    ]  # fmt: skip
