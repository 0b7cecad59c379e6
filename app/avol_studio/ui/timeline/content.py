"""What the timeline shows besides the playhead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from avol_studio.services.analysis.audio_overview import AudioOverview
from avol_studio.ui.timeline.score_track import ScoreTrack

AudioTrack = Literal["waveform", "spectrogram", "none"]


@dataclass(frozen=True, slots=True)
class TimelineContent:
    """Audio, scores and marks."""

    overview: AudioOverview | None = None
    detail: AudioOverview | None = None
    audio_track: AudioTrack = "waveform"
    scores: ScoreTrack | None = None
    query_scores: ScoreTrack | None = None
    own_input: bool = True
    """Whether the map on screen is of the file as it is, like the scores."""
    markers: tuple[float, ...] = ()
    loop: tuple[float | None, float | None] = (None, None)
