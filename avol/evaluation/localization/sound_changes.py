"""How fast a map follows when a sound ends or another one begins (not in the paper).

The sound of each moment is cut 0.5 s later. Silence follows, or the sound of another moment. The
images stay: that of the moment, and that of the other one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from avol.audio.moment import silence_between_sounds
from avol.core.constants import SAMPLE_RATE
from avol.data.catalogue.confusable_classes import is_mismatch
from avol.evaluation.localization.boxes import BoxItem
from avol.evaluation.localization.folds import NO_FOLDS, FoldHeads
from avol.evaluation.localization.item_encoding import Progress
from avol.evaluation.localization.media_resolver import ImageRef, MediaFolder, load_image
from avol.evaluation.metrics import Pixels, box_mask, max_inside, resize_map
from avol.media import AudioTrack
from avol.score_scale import MATCH_SCORE

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding, ImageEmbedding
    from avol.localizer import Localizer

CUT = 0.5
"""Seconds from a moment to the cut of its sound."""
STEP = 0.05
TIMES = np.arange(-20, 31) * STEP
"""Times of the maps in seconds after the cut, -1..1.5."""
CANDIDATES = 12
"""How many other sounds are tried for each moment."""
SEED = 0
_LONG = 12 * SAMPLE_RATE
_HALF = SAMPLE_RATE // 2

Mode = Literal["files", "live"]
MODES: dict[Mode, int] = {"files": _HALF, "live": 0}
"""Samples that an audio window reaches beyond its moment: centred in files, looking back live."""

Wave = NDArray[np.float32]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Change:
    """The scores around one cut; the highest inside the boxes of a source, 0..1."""

    first: BoxItem
    second: BoxItem | None
    """The source whose sound follows; None: silence."""
    mode: Mode
    first_scores: Floats
    """Of the source whose sound ends, at `TIMES`."""
    second_scores: Floats | None

    @property
    def first_dark(self) -> float:
        """Seconds after the cut from which on the first source is dark; inf if it never is."""
        return _from_which_on(self.first_scores < MATCH_SCORE)

    @property
    def second_highlighted(self) -> float:
        """Seconds after the cut at which the second source is highlighted first; inf: never."""
        assert self.second_scores is not None
        highlighted = np.flatnonzero(self.second_scores >= MATCH_SCORE)
        return float(TIMES[highlighted[0]]) if highlighted.size else np.inf

    @property
    def second_above(self) -> float:
        """Seconds after the cut from which on the second source is no lower; inf: never."""
        assert self.second_scores is not None
        return _from_which_on(self.second_scores >= self.first_scores)


def measure_changes(
    model: Localizer,
    items: Iterable[BoxItem],
    media: MediaFolder,
    folds: FoldHeads = NO_FOLDS,
    progress: Progress = lambda stage, done, total: None,
) -> list[Change]:
    """Cut the sound of every moment that is highlighted, and localize around the cut.

    Each moment of a video counts at most once with silence, and once with the sound of another
    class. That sound alone must leave the first source dark and highlight its own.

    Args:
        model: the localizer.
        items: videos with boxes and a visible source; others are left out.
        media: the folder of the videos.
        folds: heads of cross-validation; only sounds of the same fold follow each other.
        progress: called after every moment.

    Raises:
        MediaError: a file is damaged.
        InputError: a file is missing.
    """
    changes = []
    visible = [one for one in items if not one.absent and one.sound is None]
    for one, group in folds.localizers(model, visible):
        moments = list(_highlighted(one, group, media))
        for number, moment in enumerate(moments):
            changes += moment.changes_to(None)
            changes += _change_of_class(moment, moments)
            progress("changes", number + 1, len(moments))
    return changes


@dataclass(frozen=True)
class Latency:
    """How late after the cut something holds, over several changes."""

    count: int
    median: float | None
    """Seconds; None if it never holds in half of the changes."""
    limit: float
    """Seconds."""
    within: float
    """Fraction of the changes in which it holds within the limit, 0..1."""

    @classmethod
    def of(cls, times: Iterable[float], limit: float) -> Latency:
        """Of the times of at least one change."""
        seconds = np.array(list(times))
        within = float(np.mean(seconds <= limit + STEP / 2))
        median = float(np.median(seconds))
        return cls(seconds.size, median if np.isfinite(median) else None, limit, within)


def latencies(changes: Iterable[Change], mode: Mode) -> dict[str, Latency]:
    """The latencies of one mode by what holds; what no change was found for is left out."""
    own = [one for one in changes if one.mode == mode]
    ended = [one for one in own if one.second is None]
    moved = [one for one in own if one.second is not None]
    times = {
        "dark, silence follows": ([one.first_dark for one in ended], 0.3),
        "dark, another sound follows": ([one.first_dark for one in moved], 0.5),
        "second source highlighted": ([one.second_highlighted for one in moved], 0.5),
        "second source above the first": ([one.second_above for one in moved], 0.5),
    }
    return {name: Latency.of(*values) for name, values in times.items() if values[0]}


def _from_which_on(holds: NDArray[np.bool_]) -> float:
    if not holds[-1]:
        return np.inf
    fails = np.flatnonzero(~holds)
    return float(TIMES[fails[-1] + 1] if fails.size else TIMES[0])


@dataclass(frozen=True, eq=False)
class _Moment:
    """A moment of a video whose source is highlighted."""

    model: Localizer
    item: BoxItem
    image: ImageEmbedding
    truth: Pixels
    wave: Wave
    """The sound from `_LONG` samples before the cut to as many after it; zeros outside the file."""

    def score(self, audio: AudioEmbedding) -> float:
        """The highest score inside the boxes."""
        return max_inside(resize_map(self.model.localize(self.image, audio).map), self.truth)

    def is_highlighted(self, audio: AudioEmbedding) -> bool:
        return self.score(audio) >= MATCH_SCORE

    def encode(self, wave: Wave, time: float, mode: Mode) -> AudioEmbedding:
        """Encode the window of the map `time` seconds after the cut."""
        moment, length = _LONG + round(time * SAMPLE_RATE), self.model.audio_window
        stop = moment + MODES[mode]
        window = wave[stop - length : stop]
        return self.model.encode_audio(silence_between_sounds(window, length - MODES[mode]))

    def own_sound(self) -> AudioEmbedding:
        return self.encode(self.wave, -CUT, "files")

    def changes_to(self, second: _Moment | None) -> Iterator[Change]:
        """Around the cut; the other sound begins half a second before its moment."""
        wave = self.wave.copy()
        if second is None:
            wave[_LONG:] = 0
        else:
            start = _LONG - round((CUT + 0.5) * SAMPLE_RATE)
            following = second.wave[start:]
            wave[_LONG:] = 0
            wave[_LONG : _LONG + following.size] = following[:_LONG]
        for mode in MODES:
            sounds = [self.encode(wave, time, mode) for time in TIMES]
            first = np.array([self.score(sound) for sound in sounds])
            other = None if second is None else np.array([second.score(one) for one in sounds])
            yield Change(self.item, second and second.item, mode, first, other)


def _highlighted(
    model: Localizer, items: Sequence[BoxItem], media: MediaFolder
) -> Iterator[_Moment]:
    for item in items:
        image, audio = media.resolve(item)
        if image.time is None or audio.path != image.path:
            continue
        with AudioTrack(audio.path) as track:
            cut = round((image.time + CUT) * SAMPLE_RATE)
            wave = track.mono(cut - _LONG, cut + _LONG)
        embedding = model.encode_image(load_image(ImageRef(image.path, image.time)))
        moment = _Moment(model, item, embedding, box_mask(item.bbox, item.votes), wave)
        if moment.is_highlighted(moment.own_sound()):
            yield moment


def _change_of_class(first: _Moment, moments: Sequence[_Moment]) -> Iterable[Change]:
    """The change to the first suitable sound of a few that are drawn."""
    others = [one for one in moments if is_mismatch(one.item.label, first.item.label)]
    random = np.random.default_rng(SEED)
    for number in random.permutation(len(others))[:CANDIDATES]:
        sound = others[number].own_sound()
        if not first.is_highlighted(sound):
            return first.changes_to(others[number])
    return ()
