"""What the panes side by side show, from what was found."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from avol_studio.ui.compare.compare_view import PaneState
from avol_studio.ui.compare.labels import agreement_text
from avol_studio.ui.compare.layout import ComparePane
from avol_studio.ui.viewport.reference_outline import REFERENCE_STYLES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from avol.localizer import AudioEmbedding
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.services.compare.compare_service import CompareService
    from avol_studio.services.compare.state import ComparedModel
    from avol_studio.services.reference_sounds import ReferenceSounds


def sound_panes(
    located: LocalizationEvent | None, choice: ReferenceSounds
) -> tuple[PaneState, ...]:
    """The sound itself, or what is followed in its place, and each sound that is pinned."""
    followed = choice.value.replacement
    first = own_pane(located, "The sound itself" if followed is None else followed.name)
    if located is None:
        known = {}
    else:
        asked = zip(
            located.sounds.compared, located.compared, located.compared_embeddings, strict=True
        )
        known = {sound: (found, heard) for sound, found, heard in asked}
    panes = [first]
    for place, sound in choice.pins:
        found, heard = known.get(sound, (None, None))
        pane = ComparePane(sound.name, found, _picture(heard), REFERENCE_STYLES[place])
        panes.append(_shown(located, pane))
    return tuple(panes)


def model_panes(
    located: LocalizationEvent | None, first: str, contest: CompareService
) -> tuple[PaneState, ...]:
    """The studio's own model, called `first`, and each that is set beside it."""
    return own_pane(located, first), *(_rival(contest, rival) for rival in contest.rivals)


def own_pane(located: LocalizationEvent | None, title: str) -> PaneState:
    """The map of the studio itself."""
    if located is None:
        return PaneState(ComparePane(title))
    return _shown(
        located, ComparePane(title, located.localization, _picture(located.audio_embedding))
    )


def _rival(contest: CompareService, rival: ComparedModel) -> PaneState:
    reply, hears = contest.reply(rival), rival.way != "image"
    if reply is None:
        return PaneState(ComparePane(rival.name, uses_audio=hears))
    note = agreement_text(contest.agreement(rival))
    pane = ComparePane(rival.name, reply.found, _picture(reply.heard), uses_audio=hears, note=note)
    return PaneState(pane, reply.bout.frame.index, reply.bout.shown_at)


def _shown(located: LocalizationEvent | None, pane: ComparePane) -> PaneState:
    if located is None or pane.localization is None:
        return PaneState(pane)
    return PaneState(pane, located.frame_index, time.monotonic() - located.age_ms / 1000)


def _picture(heard: AudioEmbedding | None) -> NDArray[np.float32] | None:
    return None if heard is None else heard.spectrogram
