"""The agreement of two models as text."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from avol_studio.core.translation import number, tr

if TYPE_CHECKING:
    from avol_studio.services.compare.state import Agreement

MEANING = tr(
    "Agreement with the first model over the last frames (up to 100). Same peak: frames in which "
    "the two best cells are equal or touch. Rank corr.: mean Spearman rank correlation of the two "
    "maps; 1 is the same order of cells, 0 no relation."
)


def agreement_text(agreement: Agreement | None) -> str:
    """Such as "same peak in 87 % of 45 frames · rank corr. 0.62"; "" before the first frame."""
    if agreement is None:
        return ""
    matches = f"{agreement.same_peak:.0%}".replace("%", " %")
    text = tr("same peak in {matches} of %n frames", "", agreement.frames).format(matches=matches)
    correlation = agreement.correlation
    return (
        text
        if isnan(correlation)
        else tr("{text} · rank corr. {correlation}").format(
            text=text, correlation=number(correlation, 2)
        )
    )
