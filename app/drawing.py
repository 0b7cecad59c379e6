"""How the studio draws maps now, for films and pictures that are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.settings import Settings
    from avol.drawing import Drawing


def drawing(settings: Settings) -> Drawing:
    """The settings' view, opacity, threshold and colours."""
    from avol.drawing import Drawing

    view = settings.view if settings.overlay else "off"
    return Drawing(view, settings.opacity, settings.threshold, settings.colormap)
