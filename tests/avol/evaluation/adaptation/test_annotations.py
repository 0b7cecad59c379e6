"""Adaptation to annotated moments, on embeddings made for the purpose."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from avol.embedder import AudioEmbedding, ImageEmbedding
from avol.errors import InputError
from avol.evaluation.adaptation.annotations import adapt_to_encoded
from avol.evaluation.adaptation.class_factors import fit_class_factors
from avol.evaluation.localization.boxes import BoxItem
from avol.evaluation.localization.item_encoding import EncodedImage, ResolvedItem
from avol.evaluation.localization.media_resolver import AudioRef, ImageRef
from tests.support import class_heads

CLASSES = 6
NOISY = 6
"""A class that every sound has, and every image a little of."""


def _audio(kind: int, strength: float, noise: float) -> AudioEmbedding:
    vector = np.full(128, 1e-5, np.float32)
    vector[kind], vector[NOISY] = strength, noise
    return AudioEmbedding(vector, np.zeros((0, 0), np.float32), -20.0)


def _images(videos: int, seed: int = 0, noise: float = 0.0) -> list[EncodedImage]:
    """One moment of each video: its object fills the left half, its sound is of its class."""
    random = np.random.default_rng(seed)
    kinds = [number % CLASSES for number in range(videos)]
    strengths = random.uniform(0.1, 0.5, videos)
    noises = random.uniform(0, 1, videos) * noise
    audio = [_audio(k, s, n) for k, s, n in zip(kinds, strengths, noises, strict=True)]
    names = [chr(97 + number % 26) * (1 + number // 26) for number in range(videos)]
    paths = [Path(f"video-{name}.mp4") for name in names]
    images = []
    for number, kind in enumerate(kinds):
        cells = np.full((14, 14, 128), 1e-4, np.float32)
        cells[:, :7, kind] = random.uniform(0.3, 0.6)
        cells[:, 7:, NOISY] = random.uniform(0, 0.6) * (noise > 0)
        item = BoxItem(file=paths[number].name, label=f"kind {kind}", bbox=((0, 0, 0.5, 1),))
        resolved = ResolvedItem(item, ImageRef(paths[number]), AudioRef(paths[number]))
        others = [n for n in range(videos) if kinds[n] != kind][:8]
        images.append(
            EncodedImage(
                (resolved,),
                ImageEmbedding(cells),
                (audio[number],),
                tuple(audio[n] for n in others),
                tuple(paths[n] for n in others),
                (_audio(0, 1e-5, 0.0),),
            )
        )
    return images


def test_the_scale_is_fitted_to_the_moments() -> None:
    base = class_heads.localizer()
    result = adapt_to_encoded(base, _images(8))
    rows = {row.metric: row for row in result.adaptation.measurements}
    assert rows["pointing"].before.value == rows["pointing"].after.value == 1.0
    assert rows["match_auc"].before.value == pytest.approx(1.0)
    # The default scale of these weights rejects what matches; the fitted one does not.
    before, after = rows["ece"].before.value, rows["ece"].after.value
    assert before is not None
    assert after is not None
    assert after < before - 0.05
    assert result.adaptation.verdict.startswith("It helps: calibration error")
    assert result.adaptation.baselines["image centre: pointing"].value == 0.0
    assert (result.comparison.moments, result.comparison.files) == (8, 8)
    assert "8 videos are few" in result.warnings[0]
    adapted = base.with_scale(result.adaptation.adapt_scale(base.scale))
    image = _images(8)[0]
    assert adapted.localize(image.image, image.audio[0]).score > 0.5
    assert adapted.localize(image.image, image.mismatched[0]).score < 0.5


def test_a_class_that_every_sound_has_counts_less() -> None:
    factors = fit_class_factors(_images(24, noise=0.4))
    assert factors[NOISY] < 0.8
    assert factors[:CLASSES].min() > factors[NOISY]
    assert factors[CLASSES + 1 :] == pytest.approx(1.0, abs=0.02)


def test_few_videos_are_reported_and_one_is_refused() -> None:
    base = class_heads.localizer()
    two = adapt_to_encoded(base, _images(2))
    assert "2 videos are few" in two.warnings[0]
    assert two.adaptation.verdict.startswith("It does not help")
    with pytest.raises(InputError, match="Boxes in 2 videos or more are needed, and 1 was found"):
        adapt_to_encoded(base, _images(1))


def test_progress_can_cancel() -> None:
    class CancelledError(Exception):
        pass

    def progress(stage: str, done: int, total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        adapt_to_encoded(class_heads.localizer(), _images(3), (), progress)
