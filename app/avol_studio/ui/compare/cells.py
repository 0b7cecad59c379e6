"""What the cells side by side show, from what was found."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from avol_studio.ui.compare.compare_view import Shown
from avol_studio.ui.compare.labels import agreement_text
from avol_studio.ui.compare.layout import Cell
from avol_studio.ui.viewport.reference_outline import MARKS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from avol.localizer import AudioEmbedding
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.services.compare.compare_service import CompareService
    from avol_studio.services.compare.state import ComparedModel
    from avol_studio.services.reference_sounds import ReferenceSounds


def sound_cells(located: LocalizationEvent | None, choice: ReferenceSounds) -> tuple[Shown, ...]:
    """The sound itself, or what is followed in its place, and each sound that is pinned."""
    followed = choice.value.instead
    first = own_cell(located, "The sound itself" if followed is None else followed.name)
    if located is None:
        known = {}
    else:
        asked = zip(located.sounds.beside, located.beside, located.others, strict=True)
        known = {sound: (found, heard) for sound, found, heard in asked}
    cells = [first]
    for place, sound in choice.pins:
        found, heard = known.get(sound, (None, None))
        cell = Cell(sound.name, found, _picture(heard), MARKS[place])
        cells.append(_shown(located, cell))
    return tuple(cells)


def model_cells(
    located: LocalizationEvent | None, first: str, contest: CompareService
) -> tuple[Shown, ...]:
    """The studio's own model, called `first`, and each that is set beside it."""
    return own_cell(located, first), *(_rival(contest, rival) for rival in contest.rivals)


def own_cell(located: LocalizationEvent | None, title: str) -> Shown:
    """The map of the studio itself."""
    if located is None:
        return Shown(Cell(title))
    return _shown(located, Cell(title, located.localization, _picture(located.heard)))


def _rival(contest: CompareService, rival: ComparedModel) -> Shown:
    reply, hears = contest.reply(rival), rival.way != "image"
    if reply is None:
        return Shown(Cell(rival.name, hears=hears))
    note = agreement_text(contest.agreement(rival))
    cell = Cell(rival.name, reply.found, _picture(reply.heard), hears=hears, note=note)
    return Shown(cell, reply.bout.frame.index, reply.bout.shown_at)


def _shown(located: LocalizationEvent | None, cell: Cell) -> Shown:
    if located is None or cell.found is None:
        return Shown(cell)
    return Shown(cell, located.frame_index, time.monotonic() - located.age_ms / 1000)


def _picture(heard: AudioEmbedding | None) -> NDArray[np.float32] | None:
    return None if heard is None else heard.spectrogram
