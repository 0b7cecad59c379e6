"""What the player tells the window: frozen values that may cross threads.

Every time is in seconds on the file's own axis (`MediaInfo.start` says where the file begins).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from avol.localizer import AudioEmbedding, Localization
    from avol.media import FrameIndex, MediaInfo
    from avol.reference_sounds import ReferenceSound

MessageKind = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class OpenedMedia:
    """A file that is open now; `session` is the first session id that belongs to it."""

    path: Path
    info: MediaInfo
    index: FrameIndex
    session: int

    @property
    def name(self) -> str:
        """What the title of the window says."""
        return self.path.name

    @property
    def stem(self) -> str:
        """What files made of it are named after."""
        return self.path.stem


@dataclass(frozen=True, slots=True)
class PlayerState:
    """How the player stands.

    speed is 0.25..4 (1 = as recorded), volume 0..1. `loop` holds the marks A and B, either may be
    None; playing turns back at B when both are set, and at the end of the file when `looping`.
    Where it is `live`, `playing` is False while the picture is frozen, `start` is the monotonic
    second at which it began, and there is no duration.
    """

    playing: bool = False
    speed: float = 1.0
    volume: float = 1.0
    muted: bool = False
    loop: tuple[float | None, float | None] = (None, None)
    looping: bool = False
    time: float = 0.0
    start: float = 0.0
    duration: float = 0.0
    has_sound: bool = False
    loaded: bool = False
    live: bool = False

    @property
    def end(self) -> float:
        """Where picture and sound are both over, in seconds on the file's axis."""
        return self.start + self.duration

    @property
    def has_file(self) -> bool:
        """Whether a file is open, and nothing live."""
        return self.loaded and not self.live

    def with_file(self, facts: MediaInfo | None) -> PlayerState:
        """At the start of another file (None: of none), with speed and loudness as they are."""
        return replace(
            self,
            playing=False,
            loop=(None, None),
            time=facts.start if facts else 0.0,
            start=facts.start if facts else 0.0,
            duration=facts.duration if facts else 0.0,
            has_sound=bool(facts and facts.has_sound),
            loaded=facts is not None,
            live=False,
        )

    def with_live(self, start: float) -> PlayerState:
        """At the start of something live, at monotonic second `start`."""
        begun = replace(self.with_file(None), playing=True, has_sound=True, loaded=True, live=True)
        return replace(begun, time=start, start=start)


@dataclass(frozen=True, slots=True)
class SoundSelection:
    """What every picture is asked about: the sound that goes with it, or another one `instead`;
    and some more `beside` it.
    """

    replacement: ReferenceSound | None = None
    compared: tuple[ReferenceSound, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalizationEvent:
    """The map of one frame.

    exact: asked for while the picture stood still, so it belongs to the very frame on screen.
    age_ms: from the frame being shown to this answer. heard is None only in an answer from the
    cache that is old enough to have lost its spectrogram; a full answer follows when paused.
    sounds: what it was asked about; beside: the maps of `sounds.compared`, in that order, and others:
    what was heard of those.
    """

    session: int
    frame_index: int
    time: float
    localization: Localization
    audio_embedding: AudioEmbedding | None
    exact: bool
    age_ms: float
    from_cache: bool
    sounds: SoundSelection = SoundSelection()
    compared: tuple[Localization, ...] = ()
    compared_embeddings: tuple[AudioEmbedding, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for the person, shown without a modal box.

    folder: where that lies which it says was saved.
    """

    text: str
    kind: MessageKind = "info"
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class PlaybackStats:
    """How the flow does: totals since the file was opened, rates and ages over the last seconds.

    drops: frames that never reached the screen although their time came while playing (a fault).
    skipped: frames shown whose map was not computed because a newer frame was there already, which
    is the policy while playing. Ages are from frame shown to map arriving, NaN before the first.
    """

    frames_shown: int = 0
    maps: int = 0
    maps_per_second: float = 0.0
    map_age_ms_p50: float = math.nan
    map_age_ms_p95: float = math.nan
    drops: int = 0
    skipped: int = 0
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """Loudness of the sound being played or captured, in dB re full scale; digital silence is -120.

    clipped: live, whether samples reached full scale within the last second or so.
    """

    rms_db: float = -120.0
    peak_db: float = -120.0
    clipped: bool = False
