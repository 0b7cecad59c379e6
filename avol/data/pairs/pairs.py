"""Pairs of a picture and a second of sound that do or do not belong together (paper §2, §3.1).

A network that is asked whether they belong together finds every way to answer without
understanding either. So matches and mismatches are drawn, cut and computed by the same lines here;
only whose sound it is differs.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from avol.audio.log_spectrogram import PAPER, LogSpectrogram, SpectrogramSpec
from avol.data.pairs.image_augment import draw_look, looked_at
from avol.data.pairs.motion import Motion, in_flow, seen_with
from avol.data.shards.clips import FRAME, RATE, Clip
from avol.model_card import Three


class AVPair(NamedTuple):
    """One question of the correspondence task; torch's default collation makes batches of them.

    picture: float32 (3, S, S), normalised; for AVE+MF (3, 25, S, S), the 25 frames of the second
    around the drawn one; for AVE+OF (23, S, S), the frame and 10 flows (right, down), oldest first.
    spectrogram: float32 (1, bins, columns). match: 1 where the sound is the picture's own, else 0.
    """

    picture: Tensor
    spectrogram: Tensor
    match: int


@dataclass(frozen=True)
class PairForm:
    """What a pair looks and sounds like; the defaults are for training (paper §2, §3.1).

    prevent_shortcut: whether the sound of a mismatch, too, is centred on a frame. Without it a
    network tells mismatches by where the grain of codec and resampling lies, and its accuracy is
    too good to be true: for the lesson. misaligned: seconds by which picture and sound of a pair
    may be apart at random. augment: whether pictures are cropped, flipped and tinted. loudness:
    share by which the sound is made louder or quieter at random (that of L3-Net; this paper names
    none). mean, std: of the pictures, scaled to 0…1.
    """

    spectrogram: SpectrogramSpec = PAPER
    size: int = 224
    mean: Three = (0.485, 0.456, 0.406)
    std: Three = (0.229, 0.224, 0.225)
    motion: Motion = "none"
    prevent_shortcut: bool = True
    misaligned: float = 1.0
    augment: bool = True
    loudness: float = 0.1

    @property
    def plain(self) -> "PairForm":
        """The same without anything random but which moment it is: for evaluation."""
        return replace(self, misaligned=0.0, augment=False, loudness=0.0)


@dataclass(frozen=True)
class Moment:
    """What is taken of two clips: a frame of the one, the second around a sample of the other."""

    frame: int
    centre: int


def draw_moment(seen: Clip, heard: Clip, form: PairForm, random: np.random.Generator) -> Moment:
    """A moment of a match (`heard` is `seen`) or a mismatch.

    The sound lies around the frame of the picture, or around a frame of the other clip that is
    drawn as that of the picture is; then, for both alike, some frames away from it.
    """
    own, other = (int(random.integers(c.centres.start, c.centres.stop)) for c in (seen, heard))
    near = own if heard is seen else other
    reach = round(form.misaligned * RATE)
    low = max(near - reach, heard.centres.start)
    high = min(near + reach, heard.centres.stop - 1)
    centre = int(random.integers(low, high + 1)) * FRAME
    if not form.prevent_shortcut and heard is not seen:
        centre += int(random.integers(-FRAME // 2, FRAME // 2))
    return Moment(own, centre)


class PairMaker:
    """Makes pairs of two clips; the same generator gives the same pair."""

    def __init__(self, form: PairForm) -> None:
        self.form = form
        self._spectrogram = LogSpectrogram(form.spectrogram)
        self._mean, self._std = (torch.tensor(v)[:, None, None] for v in (form.mean, form.std))

    def __call__(self, seen: Clip, heard: Clip, random: np.random.Generator) -> AVPair:
        """A picture of `seen` with sound of `heard`; raises MediaError where either is damaged."""
        moment = draw_moment(seen, heard, self.form, random)
        picture = self.picture(seen, moment.frame, random)
        gain = random.uniform(1 - self.form.loudness, 1 + self.form.loudness)
        return AVPair(picture, self.sound(heard, moment.centre, gain), int(heard is seen))

    def picture(self, clip: Clip, frame: int, random: np.random.Generator) -> Tensor:
        """What of a clip around a frame is seen, as in AVPair."""
        form = self.form
        pictures = [clip.picture(k) for k in seen_with(frame, form.motion)]
        look = draw_look(random) if form.augment else None
        shown = looked_at(pictures, form.size, look)
        normal = (shown.float() / 255 - self._mean) / self._std
        if form.motion == "frames":
            return normal.transpose(0, 1)
        middle = normal[len(normal) // 2]
        return torch.cat([middle, in_flow(shown)]) if form.motion == "flow" else middle

    def sound(self, clip: Clip, centre: int, gain: float = 1.0) -> Tensor:
        """The spectrogram (1, bins, columns) of the second around a sample of a clip."""
        wave = clip.second(centre) * np.float32(gain)
        return torch.from_numpy(self._spectrogram(wave))[None]
