"""The commands that unfold and fold the panels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from avol_studio.core.translation import tr
from avol_studio.ui.commands import Command

if TYPE_CHECKING:
    from avol_studio.ui.window.window_protocol import WindowProtocol

PANELS, PANELS_ORDER = "View/Panels", 210
"""The menu of the panels, and the position of the commands of features in it."""


def panel_command(
    window: WindowProtocol, name: str, title: str, key: str, enabled: Callable[[], bool],
    order: int = PANELS_ORDER,
) -> Command:  # fmt: skip
    """The command that unfolds or folds a panel of the window."""

    def toggle() -> None:
        panel = window.stage.panels[name]
        panel.set_expanded(not panel.expanded)

    return Command(
        f"view.{name}", tr("{title} panel").format(title=title), (key,), toggle,
        tr("Show or hide the panel {title}").format(title=title), enabled=enabled,
        checked=lambda: window.stage.panels[name].expanded, menu=PANELS, order=order,
    )  # fmt: skip
