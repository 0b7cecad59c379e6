"""Pairs of an image and an audio window that do or do not correspond (paper §2, §3.1).

A network exploits every difference between matched and mismatched pairs that is unrelated to their
content. Therefore both kinds are drawn, cut and computed by the same code; only the source of the
sound differs.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from avol.audio.log_spectrogram import PAPER, LogSpectrogram, SpectrogramSpec
from avol.data.pairs.image_augment import draw_augmentation, transform_images
from avol.data.pairs.motion import Motion, context_frames, optical_flow
from avol.data.shards.clips import FRAME_RATE, SAMPLES_PER_FRAME, Clip
from avol.model_card import RGB


class AVPair(NamedTuple):
    """One example of the correspondence task; torch's default collation builds batches.

    image: float32 (3, S, S), normalised; for AVE+MF (3, 25, S, S), the 25 frames around the centre
    frame; for AVE+OF (23, S, S), the centre frame and 10 flow fields (right, down), oldest first.
    spectrogram: float32 (1, bins, columns). match: 1 if the sound belongs to the image, else 0.
    """

    image: Tensor
    spectrogram: Tensor
    match: int


@dataclass(frozen=True)
class PairFormat:
    """Input format and augmentation of pairs; the defaults are for training (paper §2, §3.1).

    mean, std: normalisation of images scaled to 0 to 1. prevent_shortcut: whether the sound of a
    mismatched pair is centred on a frame too. Without it a network recognises mismatches by the
    phase of codec and resampling artefacts, and its accuracy is too high. misaligned: maximum
    random offset between image and sound, in seconds. augment: whether to crop, flip and jitter
    images. loudness: maximum relative change of the loudness (the value is not in the paper).
    """

    spectrogram: SpectrogramSpec = PAPER
    size: int = 224
    mean: RGB = (0.485, 0.456, 0.406)
    std: RGB = (0.229, 0.224, 0.225)
    motion: Motion = "none"
    prevent_shortcut: bool = True
    misaligned: float = 1.0
    augment: bool = True
    loudness: float = 0.1

    @property
    def for_evaluation(self) -> "PairFormat":
        """The same format without augmentation; only the position in the clip is random."""
        return replace(self, misaligned=0.0, augment=False, loudness=0.0)


@dataclass(frozen=True)
class PairTiming:
    """Frame of the image clip, and centre sample of the audio window in the audio clip."""

    frame: int
    audio_centre: int


def draw_timing(
    image_clip: Clip, audio_clip: Clip, form: PairFormat, random: np.random.Generator
) -> PairTiming:
    """Draws the timing of a matched pair (both clips are the same) or a mismatched pair.

    The audio window of a match is centred on the frame of the image; that of a mismatch on a frame
    of the audio clip with the same distribution. Both are then misaligned by some frames.
    """
    image_frame, audio_frame = (
        int(random.integers(c.centre_frames.start, c.centre_frames.stop))
        for c in (image_clip, audio_clip)
    )
    anchor = image_frame if audio_clip is image_clip else audio_frame
    reach = round(form.misaligned * FRAME_RATE)
    low = max(anchor - reach, audio_clip.centre_frames.start)
    high = min(anchor + reach, audio_clip.centre_frames.stop - 1)
    centre = int(random.integers(low, high + 1)) * SAMPLES_PER_FRAME
    if not form.prevent_shortcut and audio_clip is not image_clip:
        centre += int(random.integers(-SAMPLES_PER_FRAME // 2, SAMPLES_PER_FRAME // 2))
    return PairTiming(image_frame, centre)


class PairMaker:
    """Builds pairs from two clips; equal states of the random generator give equal pairs."""

    def __init__(self, form: PairFormat) -> None:
        self.form = form
        self._log_spectrogram = LogSpectrogram(form.spectrogram)
        self._mean, self._std = (torch.tensor(v)[:, None, None] for v in (form.mean, form.std))

    def __call__(self, image_clip: Clip, audio_clip: Clip, random: np.random.Generator) -> AVPair:
        """Builds a pair of an image of one clip and sound of the other.

        Raises:
            MediaError: a clip is damaged.
        """
        timing = draw_timing(image_clip, audio_clip, self.form, random)
        image = self.image(image_clip, timing.frame, random)
        gain = random.uniform(1 - self.form.loudness, 1 + self.form.loudness)
        spectrogram = self.spectrogram(audio_clip, timing.audio_centre, gain)
        return AVPair(image, spectrogram, int(audio_clip is image_clip))

    def image(self, clip: Clip, frame: int, random: np.random.Generator) -> Tensor:
        """The image input for a frame of a clip, as in AVPair."""
        form = self.form
        images = [clip.image(k) for k in context_frames(frame, form.motion)]
        augmentation = draw_augmentation(random) if form.augment else None
        pixels = transform_images(images, form.size, augmentation)
        normalised = (pixels.float() / 255 - self._mean) / self._std
        if form.motion == "frames":
            return normalised.transpose(0, 1)
        centre = normalised[len(normalised) // 2]
        return torch.cat([centre, optical_flow(pixels)]) if form.motion == "flow" else centre

    def spectrogram(self, clip: Clip, centre: int, gain: float = 1.0) -> Tensor:
        """The spectrogram (1, bins, columns) of the audio window around a sample of a clip."""
        wave = clip.audio_window(centre, self.form.spectrogram.samples) * np.float32(gain)
        return torch.from_numpy(self._log_spectrogram(wave))[None]
