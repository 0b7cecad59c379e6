"""Twenty pairs of an image and a sound: does this belong together?

A pair belongs together if image and sound are from the same moment of the clip, as in the training
task of the paper. A sound of the same class from another recording does not, although nobody can
tell: the paper's negatives contain such pairs too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.evaluation.demo.ground_truth import GroundTruth, load_ground_truth
from avol.reference_sounds import SILENCE, bundled_sounds, load_reference_sound
from avol.score_scale import MATCH_SCORE

if TYPE_CHECKING:
    from avol.localizer import Localizer

PairKind = Literal["own", "same_class", "other", "silence"]
PAIRS = 20
OWN, SILENT = 9, 2
SAME_CLASS = (3, 5)
"""Smallest and largest number of pairs of the same class."""


@dataclass(frozen=True)
class Pair:
    """A frame of the clip and a sound; sound "" is the clip's own audio around that frame."""

    time: float
    sound: str
    kind: PairKind

    @property
    def belongs(self) -> bool:
        """Whether both are from the same moment."""
        return self.kind == "own"


def draw_pairs(truth: GroundTruth, seed: int) -> tuple[Pair, ...]:
    """Draw `PAIRS` pairs; equal seeds give equal pairs."""
    random = np.random.default_rng(seed)
    same = int(random.integers(SAME_CLASS[0], SAME_CLASS[1] + 1))
    counts: dict[PairKind, int] = {"own": OWN, "silence": SILENT, "same_class": same}
    counts["other"] = PAIRS - sum(counts.values())
    kinds = [kind for kind, count in counts.items() for _ in range(count)]
    return tuple(_draw_pair(truth, kinds[n], random) for n in random.permutation(PAIRS))


def load_demo_truth(media: Path) -> GroundTruth:
    """Load the ground truth beside the demo clip; InputError if there is none."""
    return load_ground_truth(media.with_name("truth.json"))


def pair_wave(pair: Pair, media: Path, samples: int = SAMPLE_RATE) -> NDArray[np.float32]:
    """The audio window of a pair (samples,) at 48 kHz; raises MediaError."""
    from avol.media import AudioTrack

    if pair.kind == "silence":
        return np.zeros(samples, np.float32)
    if pair.sound:
        return sound_window(pair.sound, samples)
    with AudioTrack(media) as track:
        return track.window_at(pair.time, samples)


def sound_window(name: str, samples: int) -> NDArray[np.float32]:
    """The audio window (samples,) in the middle of a bundled sound, or silence."""
    from avol.media import AudioTrack

    if name == SILENCE.name:
        return np.zeros(samples, np.float32)
    path = {sound.name: sound.path for sound in bundled_sounds()}.get(name)
    if path is None:
        wave = load_reference_sound(name).wave
        return np.resize(wave, samples)
    with AudioTrack(path) as track:
        return track.excerpt_at((track.start + track.stop) / 2 / SAMPLE_RATE, samples)


def network_judgements(
    model: Localizer, pairs: tuple[Pair, ...], media: Path
) -> tuple[tuple[float, bool], ...]:
    """The score of each pair, and whether the network says that it belongs together; cached."""
    return _judge(model, pairs, media)


@lru_cache(maxsize=4)
def _judge(
    model: Localizer, pairs: tuple[Pair, ...], media: Path
) -> tuple[tuple[float, bool], ...]:
    from avol.media import VideoFile

    judged: list[tuple[float, bool]] = []
    with VideoFile(media) as video:
        for pair in pairs:
            image = video.frame(video.index.at(pair.time)).image
            score = model(image, pair_wave(pair, media, model.audio_window)).score
            judged.append((score, score >= MATCH_SCORE))
    return tuple(judged)


def accuracy(judged: tuple[bool, ...], pairs: tuple[Pair, ...]) -> float:
    """Percentage of the pairs that were judged correctly; of the judged ones."""
    right = [yes == pair.belongs for yes, pair in zip(judged, pairs, strict=False)]
    return 100 * sum(right) / len(right) if right else 0.0


def _draw_pair(truth: GroundTruth, kind: PairKind, random: np.random.Generator) -> Pair:
    wanted = ("one", "two")
    moments = [
        (truth.frames[number], segment)
        for number, segment in truth.scorable
        if segment.kind in wanted
    ]
    frame, segment = moments[int(random.integers(len(moments)))]
    visible = sorted(frame.boxes)
    if kind == "own":
        return Pair(frame.time, "", kind)
    if kind == "silence":
        return Pair(frame.time, SILENCE.name, kind)
    names = [sound.name for sound in bundled_sounds()]
    if kind == "same_class":
        names = [name for name in names if name.lower() in segment.sounding]
    else:
        names = [name for name in names if name.lower() not in visible]
    return Pair(frame.time, names[int(random.integers(len(names)))], kind)
