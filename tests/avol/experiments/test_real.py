"""Experiments on real data: stored features, their pairs, and the networks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

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


def _features() -> CachedFeatures:
    """The features of clip n are n."""
    numbers = np.arange(6)
    grids = (ONES * numbers[:, None, None, None, None]).astype(np.float16)
    vectors = np.ones((6, 2, 5), np.float32) * numbers[:, None, None].astype(np.float32)
    return CachedFeatures(grids, vectors, tuple("aabcde"), (frozenset({"kind"}),) * 6)


def test_even_pairs_match_and_odd_pairs_do_not() -> None:
    pairs = FeaturePairs(_features(), seed=3)
    for number in range(100):
        image, sound, match = pairs[number]
        image_clip, audio_clip = int(image.flatten()[0]), int(sound.flatten()[0])
        assert match == (number % 2 == 0) == (image_clip == audio_clip)
        assert match or {image_clip, audio_clip} != {0, 1}
    assert torch.equal(pairs[17].image, pairs[17].image)


def test_features_have_the_shape_of_the_network_input() -> None:
    features = _features()
    assert features.image_features(1).shape == (6, 4, 3, 3)
    assert features.audio_features(1).shape == (6, 5, 1, 1)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(tmp_path_factory.mktemp("claims") / "data", 40)


@pytest.fixture
def backend(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RealBackend]:
    """A backend with tiny encoders and little training."""
    torch.manual_seed(0)
    vision, audio = TinyVisionEncoder(), TinyAudioEncoder()
    monkeypatch.setattr(real, "pretrained_vision_encoder", lambda: (vision, None))
    monkeypatch.setattr(real, "pretrained_audio_encoder", lambda path: (audio, None))
    monkeypatch.setattr(real, "TRAIN_PAIRS", 16)
    monkeypatch.setattr(real, "STEPS", 4)
    monkeypatch.setattr(real, "TRAINING_FORMAT", replace(TRAINING_FORMAT, size=32))
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield RealBackend(tmp_path / "work", data, 0, lambda done, count, words: None)
    torch.set_num_threads(threads)


def test_a_changed_catalogue_is_encoded_again(
    backend: RealBackend, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []

    def write(*arguments: Any) -> None:
        written.append(arguments[5])
        write_features(*arguments)

    monkeypatch.setattr(real, "write_features", write)
    for _ in range(2):
        backend._features("val")
    assert len(written) == 1
    with (data / "MANIFEST.tsv").open("a", encoding="utf-8") as manifest:
        manifest.write("\n")
    backend._features("val")
    assert len(written) == 2


def test_features_are_stored_unchanged(data: Path, tmp_path: Path) -> None:
    torch.manual_seed(0)
    vision, audio = TinyVisionEncoder().eval(), TinyAudioEncoder().eval()
    clips = load_class_pairs(data, "val", None)[0][:3]
    write_features(
        clips,
        TRAINING_FORMAT.for_evaluation,
        2,
        vision,
        audio,
        tmp_path / "val",
        lambda done, count, words: None,
    )
    features = load_features(tmp_path / "val")
    assert features.videos == tuple(clip.video for clip in clips)
    assert features.labels == tuple(frozenset(clip.info.labels) for clip in clips)
    pair = feature_cache.PairMaker(TRAINING_FORMAT.for_evaluation)(
        clips[1], clips[1], np.random.default_rng(1)
    )
    with torch.inference_mode():
        image_clip, audio_clip = vision(pair.image[None])[0], audio(pair.spectrogram[None])[0]
    np.testing.assert_allclose(features.image_features(0)[1], image_clip, atol=0.01)
    np.testing.assert_allclose(
        features.audio_features(0)[1, :, 0, 0], audio_clip.amax(dim=(1, 2)), atol=1e-4
    )


def test_experiments_return_their_rows(backend: RealBackend) -> None:
    rows = alignment(backend)
    assert list(rows) == [
        "chance", "frozen encoders", "frozen encoders + CCA", "L3-Net", "L3-Net + CCA", "AVE-Net",
    ]  # fmt: skip
    assert [len(row) for row in rows.values()] == [4, 2, 4, 4, 4, 4]
    accuracies = accuracy(backend)
    assert list(accuracies) == ["L3-Net", "AVE-Net", "AVOL-Net"]
    states = sorted(path.name for path in backend.folder.glob("*.state.safetensors"))
    assert states == [f"{kind}-0.state.safetensors" for kind in ("ave", "avol", "l3")]


def test_trained_networks_are_reused(backend: RealBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    first = backend.embeddings("ave")
    monkeypatch.setattr(real.Trainer, "step", None)
    monkeypatch.setattr(real, "load_class_pairs", None)
    again = backend.embeddings("ave")
    assert torch.equal(first.image, again.image)
    assert first.videos == again.videos
