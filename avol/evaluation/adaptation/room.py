"""Adapts a localizer to a room and its microphone, from a recording without a performance.

The level of silence rises above the room's own level; a unit of the audio head, “noise of the
room”, takes probability away from the classes that the room sounds like; and what still lights the
image counts as less evidence. Each part is kept only as far as known sounds over the room's noise
are still found. The last part of the recording is held out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from avol.core.constants import SAMPLE_RATE
from avol.errors import InputError, WeightsError
from avol.evaluation.adaptation.comparison import verdict
from avol.evaluation.adaptation.known_sounds import KnownSound, mixtures
from avol.evaluation.bootstrap import FileBootstrap
from avol.score_scale import MATCH_SCORE
from avol.teaching import StoredExample, TaughtClasses
from avol.teaching.adaptation import Adaptation, Measurement
from avol.teaching.examples import AudioFeatures
from avol.teaching.fit import fit_units
from avol.teaching.teach import load_backgrounds
from avol.teaching.units import ClassUnit, log_partition

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding, ImageEmbedding
    from avol.localizer import Localizer
    from avol.teaching.units import Floats

MIN_SECONDS, ENOUGH_SECONDS, MAX_SECONDS = 20.0, 60.0, 600.0
"""Length of a recording: needed, recommended, and used at most."""
HELD_OUT = 0.3
"""Share of the recording, at its end, that is not fitted to."""
WINDOWS = 120
"""Most audio windows of the room that are fitted to; half as many are held out."""
MARGIN_DB, MAX_SPREAD_DB = 3.0, 6.0
"""Distance of the level of silence from the loud moments of the room; how far these count."""
LEVELS_DBFS = (-75.0, -35.0)
"""Range of the level of silence."""
SHOWN = 0.6
"""Probability of its class in a cell that shows an object clearly."""
MIN_EVIDENCE = 0.5
LOUD_QUANTILE = 0.95
PEAK_MARGIN = 1.25
"""By how much more evidence a match needs than loud moments of the room give."""
BLOCK_SECONDS = 10.0
"""Moments of a recording that are closer than this are not independent."""
_LEVEL_STEP_DB = 1.0
_BIAS_STEP, _BIAS_STEPS, _BIAS_START = 1.0, 18, 8.0
_SAFE_STEP = 2.0  # below the strongest unit without loss, for sounds that took no part
_EVIDENCE_STEPS = 6

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class RoomWindow:
    """An encoded audio window, without taught classes and adaptations."""

    audio: AudioEmbedding
    features: Floats
    block: str
    """Windows of the same block are not independent."""
    known: int = -1
    """Number of the class of a known sound in it; -1 without."""


@dataclass(frozen=True)
class RoomResult:
    """An adaptation, and what was found on the way."""

    adaptation: Adaptation
    silence_before: float
    seconds: float
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Part:
    """Windows of the room alone, and of known sounds over it."""

    room: tuple[RoomWindow, ...]
    known: tuple[RoomWindow, ...]


def adapt_to_room(
    model: Localizer,
    recordings: Sequence[Floats],
    images: Sequence[ImageEmbedding],
    known: Sequence[KnownSound],
    taught: TaughtClasses | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> RoomResult:
    """Fit an adaptation to recordings of a room, and measure it on their last part.

    Args:
        model: the localizer.
        recordings: (n,) mono samples at 48 kHz in -1..1; ten minutes of them are used.
        images: encoded images of the scene, in which the room should light nothing.
        known: sounds that must still be found (`known_sounds.bundled_known_sounds`).
        taught: taught classes and adaptations in use; one to a room is ignored.
        progress: called with the stage; it may raise an exception to cancel.

    Raises:
        InputError: the recordings are too short.
        WeightsError: the weights have no class heads.
    """
    if model.card.heads != "shares":
        raise WeightsError(f"{model.card.title} has no class heads; choose “avol”.")
    taught = (taught or TaughtClasses()).revert("room")
    base = model.with_classes(taught)
    samples = np.concatenate([np.asarray(one, np.float32).ravel() for one in recordings])
    samples = samples[: round(MAX_SECONDS * SAMPLE_RATE)]
    seconds = len(samples) / SAMPLE_RATE
    if seconds < MIN_SECONDS:
        raise InputError(
            f"The recording of the room has {seconds:.0f} s; record {MIN_SECONDS:.0f} s or more, "
            f"better {ENOUGH_SECONDS:.0f}."
        )
    split = round(len(samples) * (1 - HELD_OUT))
    fitted = _encode(model, samples[:split], known, WINDOWS, "room", progress)
    held_out = _encode(model, samples[split:], known, WINDOWS // 2, "held out", progress)
    fit = _RoomFit(base, taught, fitted, images)
    noise, warnings = _noise_unit(model, fitted, {sound.index for sound in known[::2]})
    level = silence_level([window.audio.level_dbfs for window in fitted.room])
    adaptation = fit.with_evidence(fit.limited(level, noise))
    rows = _measure(fit, adaptation, held_out)
    if seconds < ENOUGH_SECONDS:
        warnings = (*warnings, f"{seconds:.0f} s are short; record a minute or more.")
    card = model.card
    adaptation = replace(
        adaptation,
        created=datetime.now().astimezone().isoformat(timespec="seconds"),
        weights=f"{card.name} {card.version}",
        data=f"{seconds:.0f} s of the room, measured on the last {HELD_OUT:.0%}",
        measurements=rows,
        verdict=verdict(rows),
    )
    return RoomResult(adaptation, base.card.silence_dbfs, seconds, warnings)


def silence_level(levels: Sequence[float]) -> float:
    """Return the level in dBFS below which audio windows of a room count as silence.

    Loud moments of the room count only as far as they are near its usual level: a slamming door
    must not silence a performance.
    """
    usual, loud = np.quantile([max(level, -120.0) for level in levels], [0.5, LOUD_QUANTILE])
    level = usual + min(loud - usual, MAX_SPREAD_DB) + MARGIN_DB
    return float(np.clip(level, *LEVELS_DBFS))


def _encode(
    model: Localizer,
    samples: Floats,
    known: Sequence[KnownSound],
    count: int,
    stage: str,
    progress: Progress,
) -> _Part:
    """Encode evenly spread windows of the room, and known sounds over some of them."""
    length = model.audio_window
    last = max(len(samples) - length, 0)
    step = max(last / max(count - 1, 1), SAMPLE_RATE)
    starts = [round(n * step) for n in range(int(last / step) + 1)]
    waves = [np.resize(samples[start : start + length], length) for start in starts]
    blocks = [f"{start / SAMPLE_RATE // BLOCK_SECONDS:.0f}" for start in starts]
    mixed = mixtures(known, waves)
    total = len(waves) + len(mixed)
    room = []
    for number, (wave, block) in enumerate(zip(waves, blocks, strict=True)):
        room.append(RoomWindow(*model.audio_features(wave), block))
        progress(stage, number + 1, total)
    sounds = []
    for number, (sound, wave) in enumerate(mixed):
        encoded = model.audio_features(wave)
        sounds.append(RoomWindow(*encoded, sound.name, sound.index))
        progress(stage, len(waves) + number + 1, total)
    return _Part(tuple(room), tuple(sounds))


def _noise_unit(
    model: Localizer, part: _Part, contrast: Collection[int]
) -> tuple[ClassUnit | None, tuple[str, ...]]:
    """Fit the noise of the room as a class of the audio head alone.

    contrast: classes of the known sounds that are no noise; the others check the fit.
    """
    try:
        backgrounds = load_backgrounds(model)
    except WeightsError as error:
        return None, (f"The noise of the room is left out: {error}",)

    def example(window: RoomWindow) -> StoredExample:
        embedding = window.audio.embedding
        audio = AudioFeatures(
            backgrounds.audio.project(window.features),
            float(log_partition(embedding)),
            embedding,
            window.audio.level_dbfs,
        )
        return StoredExample("room", 0.0, window.known >= 0, None, None, audio, b"", b"")

    known = [window for window in part.known if window.known in contrast]
    examples = [example(window) for window in (*part.room, *known)]
    return fit_units(examples, backgrounds).audio, ()


class _RoomFit:
    """Compares adaptations on encoded windows."""

    def __init__(
        self,
        base: Localizer,
        taught: TaughtClasses,
        part: _Part,
        images: Sequence[ImageEmbedding],
    ) -> None:
        self._base, self._taught, self._part, self._images = base, taught, part, images
        self.empty = Adaptation("room", "", base.card.sha256, "", "")

    def limited(self, silence_dbfs: float, noise: ClassUnit | None) -> Adaptation:
        """Return the highest level and the strongest unit with which known sounds are found."""
        adaptation = replace(self.empty, silence_dbfs=silence_dbfs)
        while silence_dbfs > LEVELS_DBFS[0] and self._loses(adaptation):
            silence_dbfs = max(silence_dbfs - _LEVEL_STEP_DB, LEVELS_DBFS[0])
            adaptation = replace(adaptation, silence_dbfs=silence_dbfs)
        if noise is None:
            return adaptation
        for step in range(_BIAS_STEPS):
            weaker = ClassUnit(noise.weights, noise.bias + _BIAS_START - step * _BIAS_STEP)
            if not self._loses(replace(adaptation, noise=weaker)):
                safe = ClassUnit(noise.weights, weaker.bias - _SAFE_STEP)
                return replace(adaptation, noise=safe)
        return adaptation

    def with_evidence(self, adaptation: Adaptation) -> Adaptation:
        """Demand more evidence, as far as the room needs it and known sounds allow it."""
        localizer = self.localizer(adaptation)
        windows = [localizer.extend_audio(w.audio, w.features) for w in self._part.room]
        loud = [w for w in windows if w.level_dbfs >= localizer.card.silence_dbfs]
        if not loud or not self._images:
            return adaptation
        peaks = [
            float(np.einsum("ijk,k->ij", image.embedding, window.embedding).max())
            for image in self._images
            for window in loud
        ]
        peak = max(PEAK_MARGIN * float(np.quantile(peaks, LOUD_QUANTILE)), 1e-9)
        strongest = float(np.clip(even_product(localizer) / peak, MIN_EVIDENCE, 1))
        for evidence in np.linspace(strongest, 1, _EVIDENCE_STEPS, endpoint=False).tolist():
            changed = replace(adaptation, evidence=evidence)
            if not self._loses(changed):
                return changed
        return adaptation

    def localizer(self, adaptation: Adaptation | None) -> Localizer:
        """Return the localizer with an adaptation; None: without."""
        if adaptation is None:
            return self._base
        return self._base.with_classes(self._taught.adapt(adaptation))

    def found(self, adaptation: Adaptation | None, windows: Sequence[RoomWindow]) -> np.ndarray:
        """(n,) whether an object of the class of each known sound would match it."""
        localizer = self.localizer(adaptation)
        limit = even_product(localizer)
        found = []
        for window in windows:
            audio = localizer.extend_audio(window.audio, window.features)
            loud = audio.level_dbfs >= localizer.card.silence_dbfs
            found.append(loud and SHOWN * audio.embedding[window.known] >= limit)
        return np.array(found, float)

    def areas(self, adaptation: Adaptation | None, windows: Sequence[RoomWindow]) -> np.ndarray:
        """(n,) mean area above threshold of each window in the images."""
        localizer = self.localizer(adaptation)
        areas = []
        for window in windows:
            audio = localizer.extend_audio(window.audio, window.features)
            maps = [localizer.localize(image, audio).map for image in self._images]
            areas.append(np.mean([np.mean(one >= MATCH_SCORE) for one in maps]))
        return np.array(areas, float)

    def _loses(self, adaptation: Adaptation) -> bool:
        if not self._part.known:
            return False
        before = self.found(None, self._part.known).mean()
        return bool(self.found(adaptation, self._part.known).mean() < before)


def even_product(localizer: Localizer) -> float:
    """Return the scalar product of image and audio from which on they match."""
    scale = localizer.scale
    logit = float(np.interp(MATCH_SCORE, scale.scores, scale.raw))
    return (logit - scale.bias) / scale.gain


def _measure(fit: _RoomFit, adaptation: Adaptation, part: _Part) -> tuple[Measurement, ...]:
    """Measure area and known sounds on a part that was held out."""
    rows = []
    areas = [fit.areas(one, part.room) for one in (None, adaptation)]
    known = [fit.found(one, part.known) for one in (None, adaptation)]
    for metric, (before, after), windows in (
        ("room_area", areas, part.room),
        ("room_lit", [(area > 0).astype(float) for area in areas], part.room),
        ("known_found", known, part.known),
    ):
        if len(before):
            bootstrap = FileBootstrap([window.block for window in windows])
            values = (bootstrap.mean(one) for one in (before, after, after - before))
            rows.append(Measurement(metric, *values))
    return tuple(rows)
