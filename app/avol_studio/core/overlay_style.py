"""How the studio draws maps now, for films and pictures that are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from avol.visualization.overlay_style import OverlayStyle
    from avol_studio.core.settings import Settings


def drawing(settings: Settings) -> OverlayStyle:
    """The settings' view, opacity, threshold and colours."""
    from avol.visualization.overlay_style import OverlayStyle

    view = settings.view if settings.overlay else "off"
    return OverlayStyle(view, settings.opacity, settings.threshold, settings.colormap)
