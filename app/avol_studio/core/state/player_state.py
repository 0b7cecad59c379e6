"""State values and events of the player: frozen, so that they can cross threads.

All times are in seconds on the time axis of the file (`MediaInfo.start` is where the file begins).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding
    from avol.localization import Localization
    from avol.media import FrameIndex, MediaInfo
    from avol.perturbation import Perturbation
    from avol.reference_sounds import ReferenceSound

MessageKind = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class OpenedMedia:
    """The file that is open; `session` is the first session id that belongs to it."""

    path: Path
    info: MediaInfo
    index: FrameIndex
    session: int

    @property
    def name(self) -> str:
        """The name in the window title."""
        return self.path.name

    @property
    def stem(self) -> str:
        """The name of files made from it."""
        return self.path.stem


@dataclass(frozen=True, slots=True)
class PlayerState:
    """The state of the player.

    speed is 0.25..4 (1 = as recorded), volume 0..1. `loop` holds the loop start A and end B;
    either may be None. Playback returns to A when both are set, and to the start of the file when
    `looping`. For a live source, `playing` is False while the image is frozen, `start` is the
    monotonic time at which it began, and there is no duration.
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
    has_audio: bool = False
    loaded: bool = False
    live: bool = False

    @property
    def end(self) -> float:
        """The time at which both video and audio have ended."""
        return self.start + self.duration

    @property
    def has_file(self) -> bool:
        """Whether a file is open, not a live source."""
        return self.loaded and not self.live

    @property
    def frozen(self) -> bool:
        """Whether a live image stands still."""
        return self.live and not self.playing

    def with_file(self, info: MediaInfo | None) -> PlayerState:
        """Return the state at the start of a file (None: no file); speed and volume stay."""
        return replace(
            self,
            playing=False,
            loop=(None, None),
            time=info.start if info else 0.0,
            start=info.start if info else 0.0,
            duration=info.duration if info else 0.0,
            has_audio=bool(info and info.has_audio),
            loaded=info is not None,
            live=False,
        )

    def with_live(self, start: float) -> PlayerState:
        """Return the state at the start of a live source, at monotonic time `start`."""
        opened = replace(self.with_file(None), playing=True, has_audio=True, loaded=True, live=True)
        return replace(opened, time=start, start=start)


@dataclass(frozen=True, slots=True)
class SoundSelection:
    """The sounds that every frame is localized with.

    The first is the original audio, or its `replacement`; the `compared` sounds follow.
    """

    replacement: ReferenceSound | None = None
    compared: tuple[ReferenceSound, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalizationEvent:
    """The map of one frame.

    exact: requested while playback was paused, so that it belongs to the frame on screen.
    age_ms: from showing the frame to this event. audio_embedding is None only for a cached map
    whose spectrogram is no longer in memory; a complete event follows when paused. sounds: the
    selection that was used. compared, compared_embeddings: one per sound of
    `sounds.compared`, in that order. perturbation: how the input was altered, None if it was not.
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
    perturbation: Perturbation | None = None

    @property
    def is_of_file(self) -> bool:
        """Whether the map is that of the file's own image and audio, whatever is compared."""
        return self.sounds.replacement is None and self.perturbation is None

    @property
    def is_original(self) -> bool:
        """Whether the map is that of the file's own image and audio, and of nothing else."""
        return self.sounds == SoundSelection() and self.perturbation is None


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that a message offers to do."""

    text: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for the user, shown without a modal dialog.

    folder: the folder of the files that it names, if any. offers: what the user may want to do.
    """

    text: str
    kind: MessageKind = "info"
    folder: Path | None = None
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaybackStats:
    """Playback statistics: totals since opening, rates and ages over the last seconds.

    drops: frames that were not shown although their time came during playback (a fault).
    skipped: shown frames without a map because a newer frame was waiting (intended during
    playback). Ages are from showing a frame to its map, NaN before the first map.
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
    """Level of the played or captured audio in dBFS; digital silence is -120.

    clipped: for a live source, whether samples reached full scale within the last second.
    """

    rms_db: float = -120.0
    peak_db: float = -120.0
    clipped: bool = False
