"""The panes of a comparison, from the latest localizations."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from avol_studio.core.sound_names import sound_name
from avol_studio.core.translation import tr
from avol_studio.ui.compare.compare_view import PaneState
from avol_studio.ui.compare.labels import agreement_text
from avol_studio.ui.compare.layout import ComparePane
from avol_studio.ui.viewport.reference_outline import REFERENCE_STYLES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from avol.embedder import AudioEmbedding
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.services.compare.compare_service import CompareService
    from avol_studio.services.compare.state import ComparedModel
    from avol_studio.services.reference_sounds import ReferenceSounds


def sound_panes(
    located: LocalizationEvent | None, choice: ReferenceSounds
) -> tuple[PaneState, ...]:
    """One pane for the sound of the map and one for each pinned sound."""
    selected = choice.value.replacement
    first = own_pane(
        located, tr("Original audio") if selected is None else sound_name(selected.name)
    )
    if located is None:
        known = {}
    else:
        pairs = zip(
            located.sounds.compared, located.compared, located.compared_embeddings, strict=True
        )
        known = {
            sound: (localization, audio_embedding) for sound, localization, audio_embedding in pairs
        }
    panes = [first]
    for slot, sound in choice.pinned:
        localization, audio_embedding = known.get(sound, (None, None))
        pane = ComparePane(
            sound_name(sound.name), localization, _image(audio_embedding), REFERENCE_STYLES[slot]
        )
        panes.append(_shown(located, pane))
    return tuple(panes)


def model_panes(
    located: LocalizationEvent | None, first: str, service: CompareService
) -> tuple[PaneState, ...]:
    """One pane for the studio's model, named `first`, and one for each compared model."""
    return own_pane(located, first), *(_model_pane(service, model) for model in service.models)


def own_pane(located: LocalizationEvent | None, title: str) -> PaneState:
    """The pane of the studio's map."""
    if located is None:
        return PaneState(ComparePane(title))
    return _shown(
        located, ComparePane(title, located.localization, _image(located.audio_embedding))
    )


def _model_pane(service: CompareService, model: ComparedModel) -> PaneState:
    result, uses_audio = service.result(model), model.condition != "image"
    if result is None:
        return PaneState(ComparePane(model.name, uses_audio=uses_audio))
    note = agreement_text(service.agreement(model))
    pane = ComparePane(
        model.name,
        result.localization,
        _image(result.audio_embedding),
        uses_audio=uses_audio,
        note=note,
    )
    return PaneState(pane, result.request.frame.index, result.request.shown_at)


def _shown(located: LocalizationEvent | None, pane: ComparePane) -> PaneState:
    if located is None or pane.localization is None:
        return PaneState(pane)
    return PaneState(pane, located.frame_index, time.monotonic() - located.age_ms / 1000)


def _image(audio_embedding: AudioEmbedding | None) -> NDArray[np.float32] | None:
    return None if audio_embedding is None else audio_embedding.shown_spectrogram
