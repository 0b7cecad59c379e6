"""The commands that unfold and fold the panels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from avol_studio.core.translation import tr
from avol_studio.ui.commands.command import Command

if TYPE_CHECKING:
    from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel

PANELS, PANELS_ORDER = "View/Panels", 210
"""The menu of the panels, and the position of their commands in it."""


def panel_command(
    id: str,
    title: str,
    key: str,
    panel: Callable[[], CollapsiblePanel],
    enabled: Callable[[], bool],
) -> Command:
    """The command that unfolds or folds a panel of the window."""

    def toggle() -> None:
        panel().set_expanded(not panel().expanded)

    return Command(
        id,
        tr("{title} panel").format(title=title),
        (key,),
        toggle,
        tr("Show or hide the panel {title}").format(title=title),
        enabled=enabled,
        checked=lambda: panel().expanded,
    )
