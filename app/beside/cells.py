"""What the cells side by side show, from what was found."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from app.views.beside.board import Cell
from app.views.beside.face import Shown
from app.views.beside.words import agreement_text
from app.views.pins import MARKS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.beside.contest import Contest
    from app.beside.rivals import Rival
    from app.flow.state import Located
    from app.show.sounds import SoundChoice
    from avol.localizer import Heard


def sound_cells(located: Located | None, choice: SoundChoice) -> tuple[Shown, ...]:
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


def model_cells(located: Located | None, first: str, contest: Contest) -> tuple[Shown, ...]:
    """The studio's own model, called `first`, and each that is set beside it."""
    return own_cell(located, first), *(_rival(contest, rival) for rival in contest.rivals)


def own_cell(located: Located | None, title: str) -> Shown:
    """The map of the studio itself."""
    if located is None:
        return Shown(Cell(title))
    return _shown(located, Cell(title, located.localization, _picture(located.heard)))


def _rival(contest: Contest, rival: Rival) -> Shown:
    reply, hears = contest.reply(rival), rival.way != "image"
    if reply is None:
        return Shown(Cell(rival.name, hears=hears))
    note = agreement_text(contest.agreement(rival))
    cell = Cell(rival.name, reply.found, _picture(reply.heard), hears=hears, note=note)
    return Shown(cell, reply.bout.frame.index, reply.bout.shown_at)


def _shown(located: Located | None, cell: Cell) -> Shown:
    if located is None or cell.found is None:
        return Shown(cell)
    return Shown(cell, located.frame_index, time.monotonic() - located.age_ms / 1000)


def _picture(heard: Heard | None) -> NDArray[np.float32] | None:
    return None if heard is None else heard.spectrogram
