"""Claims on photographs and recordings: what towers answered, pairs of it, networks on it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from avol.data.catalogue.class_pairs import load_class_pairs
from avol.experiments import feature_cache, real
from avol.experiments.definitions import accuracy, alignment
from avol.experiments.feature_cache import (
    TRAINING_FORMAT,
    CachedFeatures,
    FeaturePairs,
    load_features,
    write_features,
)
from avol.experiments.real import RealBackend
from avol.models.encoders.tiny import TinyAudioEncoder, TinyVisionEncoder
from tests.avol.data.catalogue.test_class_pairs import write_catalogue

ONES = np.ones((6, 2, 4, 3, 3), np.float16)


def _known() -> CachedFeatures:
    """Clip n answers n."""
    numbers = np.arange(6)
    grids = (ONES * numbers[:, None, None, None, None]).astype(np.float16)
    vectors = np.ones((6, 2, 5), np.float32) * numbers[:, None, None].astype(np.float32)
    return CachedFeatures(grids, vectors, tuple("aabcde"), (frozenset({"kind"}),) * 6)


def test_even_pairs_match_and_odd_ones_are_of_two_videos() -> None:
    pairs = FeaturePairs(_known(), seed=3)
    for number in range(100):
        picture, sound, match = pairs[number]
        seen, heard = int(picture.flatten()[0]), int(sound.flatten()[0])
        assert match == (number % 2 == 0) == (seen == heard)
        assert match or {seen, heard} != {0, 1}
    assert torch.equal(pairs[17].image, pairs[17].image)


def test_moments_are_laid_out_as_networks_take_them() -> None:
    known = _known()
    assert known.image_features(1).shape == (6, 4, 3, 3)
    assert known.audio_features(1).shape == (6, 5, 1, 1)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(tmp_path_factory.mktemp("claims") / "data", 40)


@pytest.fixture
def bench(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RealBackend]:
    """Tiny towers for the pretrained ones, little to learn from."""
    torch.manual_seed(0)
    eye, ear = TinyVisionEncoder(), TinyAudioEncoder()
    monkeypatch.setattr(real, "pretrained_eye", lambda: (eye, None))
    monkeypatch.setattr(real, "pretrained_ear", lambda path: (ear, None))
    monkeypatch.setattr(real, "TRAIN_PAIRS", 16)
    monkeypatch.setattr(real, "STEPS", 4)
    monkeypatch.setattr(real, "TRAINING_FORMAT", replace(TRAINING_FORMAT, size=32))
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield RealBackend(tmp_path / "work", data, 0, lambda done, count, words: None)
    torch.set_num_threads(threads)


def test_answers_are_kept_as_the_towers_gave_them(data: Path, tmp_path: Path) -> None:
    torch.manual_seed(0)
    eye, ear = TinyVisionEncoder().eval(), TinyAudioEncoder().eval()
    clips = load_class_pairs(data, "val", None)[0][:3]
    write_features(
        clips,
        TRAINING_FORMAT.for_evaluation,
        2,
        eye,
        ear,
        tmp_path / "val",
        lambda done, count, words: None,
    )
    known = load_features(tmp_path / "val")
    assert known.videos == tuple(clip.video for clip in clips)
    assert known.labels == tuple(frozenset(clip.info.labels) for clip in clips)
    pair = feature_cache.PairMaker(TRAINING_FORMAT.for_evaluation)(
        clips[1], clips[1], np.random.default_rng(1)
    )
    with torch.inference_mode():
        seen, heard = eye(pair.image[None])[0], ear(pair.spectrogram[None])[0]
    np.testing.assert_allclose(known.image_features(0)[1], seen, atol=0.01)
    np.testing.assert_allclose(
        known.audio_features(0)[1, :, 0, 0], heard.amax(dim=(1, 2)), atol=1e-4
    )


def test_the_claims_come_with_their_rows(bench: RealBackend) -> None:
    rows = alignment(bench)
    assert list(rows) == [
        "chance", "frozen encoders", "frozen encoders + CCA", "L3-Net", "L3-Net + CCA", "AVE-Net",
    ]  # fmt: skip
    assert [len(row) for row in rows.values()] == [4, 2, 4, 4, 4, 4]
    told = accuracy(bench)
    assert list(told) == ["L3-Net", "AVE-Net", "AVOL-Net"]
    states = sorted(path.name for path in bench.folder.glob("*.state.safetensors"))
    assert states == [f"{kind}-0.state.safetensors" for kind in ("ave", "avol", "l3")]


def test_what_was_trained_is_used_again(
    bench: RealBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bench.embeddings("ave")
    monkeypatch.setattr(real.Trainer, "step", None)
    monkeypatch.setattr(real, "load_class_pairs", None)
    again = bench.embeddings("ave")
    assert torch.equal(first.seen, again.seen)
    assert first.videos == again.videos
