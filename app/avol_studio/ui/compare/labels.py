"""How agreement is said."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from avol_studio.services.compare.state import Agreement

MEANING = (
    "Agreement with the first model over the last frames (up to 100). Same place: share of frames "
    "in which the two best panes are one or touch. ρ: Spearman's rank correlation of the two "
    "maps, averaged; 1 is the same order of places, 0 none."
)


def agreement_text(agreement: Agreement | None) -> str:
    """Such as "same place 87 % of 45 · ρ 0.62"; nothing before the first frame."""
    if agreement is None:
        return ""
    text = f"same place {agreement.same_place:.0%} of {agreement.frames}".replace("%", " %")
    return text if isnan(agreement.correlation) else f"{text} · ρ {agreement.correlation:.2f}"
