"""The overlay style that the settings describe, for exports, recordings and snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from avol.visualization.overlay_style import OverlayStyle
    from avol_studio.core.settings.schema import Settings


def overlay_style(settings: Settings) -> OverlayStyle:
    """Return view, opacity, threshold and colour map of the settings."""
    from avol.visualization.overlay_style import OverlayStyle

    view = settings.view if settings.overlay else "off"
    return OverlayStyle(view, settings.opacity, settings.threshold, settings.colormap)
