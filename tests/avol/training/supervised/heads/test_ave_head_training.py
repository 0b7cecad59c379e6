"""AVE-Net's heads: the loss by hand, training on known features, and features of files."""

from pathlib import Path

import numpy as np
import pytest
import torch

from avol.audio.log_spectrogram import YAMNET_MN04
from avol.data.catalogue.manifest import Split, load_catalogue
from avol.models import AVENet
from avol.models.encoders.base import Encoder
from avol.models.encoders.tiny import TinyAudioEncoder, TinyVisionEncoder
from avol.packed_weights import pack, unpack
from avol.training.supervised.build import _train_ave
from avol.training.supervised.config import AveHeadConfig, load_supervised_config
from avol.training.supervised.context import TrainingContext
from avol.training.supervised.heads.ave_features import (
    LabelledVectors,
    photograph_vectors,
    window_vectors,
)
from avol.training.supervised.heads.ave_head_training import (
    match_loss,
    train_ave_heads,
    validate_ave,
)
from avol.training.supervised.split_data import SplitData, load_split_data
from tests.avol.data.catalogue.test_class_pairs import write_catalogue

CHANNELS, LABELS = 16, 5


class _StubEncoder(Encoder):
    channels = CHANNELS
    pooling = "mean"


class _MeanEncoder(Encoder):
    """The mean of a spectrogram's rows, as one cell."""

    channels = YAMNET_MN04.bins
    pooling = "mean"

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        return inputs.mean(3, keepdim=True).transpose(1, 2)


def _vectors(seed: int, count: int = 200) -> LabelledVectors:
    """Each label is a direction; the features have an offset and very different deviations."""
    random = np.random.default_rng(seed)
    labels = np.arange(count) % LABELS
    vectors = np.eye(CHANNELS)[labels] + 0.2 * random.normal(size=(count, CHANNELS))
    scales = np.logspace(-0.5, 0.5, CHANNELS)
    return LabelledVectors((vectors * scales + 5 * scales).astype(np.float32), labels)


def test_loss_by_hand() -> None:
    similarity = torch.tensor([[2.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
    match = torch.tensor([[True, True, False], [False, False, False]])
    expected = (np.log1p(np.exp(-2)) + np.log1p(np.exp(-1))) / 2  # a row without a match: nothing
    assert float(match_loss(similarity, match)) == pytest.approx(expected)
    assert float(match_loss(similarity, torch.zeros(2, 3, dtype=torch.bool))) == 0
    assert float(match_loss(similarity, torch.ones(2, 3, dtype=torch.bool))) == 0


def test_trained_heads_retrieve_other_features() -> None:
    torch.manual_seed(0)
    network = AVENet(_StubEncoder(), _StubEncoder())
    before = validate_ave(network, _vectors(2), _vectors(3))
    config = AveHeadConfig(steps=60, batch=64, dropout=0.1)
    losses = list(train_ave_heads(network, _vectors(0), _vectors(1), config))
    assert losses[-1] < losses[0] / 3
    after = validate_ave(network.eval(), _vectors(2), _vectors(3))
    for name in ("image_to_audio", "audio_to_image"):
        assert before[name].value < 0.6
        assert after[name].value > 0.95
        assert after[name].n == 200


def test_threshold_separates_matches_from_mismatches() -> None:
    network = AVENet(_StubEncoder(), _StubEncoder())
    config = AveHeadConfig(steps=60, batch=64, dropout=0.1)
    assert len(list(train_ave_heads(network, _vectors(0), _vectors(1), config))) == 60
    images, windows = _vectors(2), _vectors(3)
    with torch.inference_mode():
        image = torch.nn.functional.normalize(network.vision_head(torch.tensor(images.vectors)))
        audio = torch.nn.functional.normalize(network.sound_head(torch.tensor(windows.vectors)))
        logits = network.logits(image, audio), network.logits(image, audio.roll(1, 0))
    assert (logits[0][:, 1] > logits[0][:, 0]).float().mean() > 0.9
    assert (logits[1][:, 1] < logits[1][:, 0]).float().mean() > 0.9


def test_features_of_files(tmp_path: Path) -> None:
    items = load_catalogue(write_catalogue(tmp_path, 6))
    labels = sorted({item.label for item in items})
    images = [item for item in items if "images" in item.path.parts]
    rows = list(photograph_vectors(TinyVisionEncoder(), 112, images, labels, 2, 0))
    assert [label for _, label in rows] == [labels.index(i.label) for i in images for _ in range(3)]
    whole, part = rows[0][0], rows[1][0]
    assert whole.shape == (TinyVisionEncoder.channels,)
    assert (part <= whole).all()  # the maximum of fewer cells
    recordings = [item for item in items if "audio" in item.path.parts]
    windows = list(window_vectors(_MeanEncoder(), YAMNET_MN04, recordings, labels, 2, 0))
    assert {label for _, label in windows} == {labels.index(item.label) for item in recordings}
    assert len(recordings) <= len(windows) <= 2 * len(recordings)
    assert windows[0][0].shape == (192,)


def test_stage_of_the_build_trains_on_encoders_as_they_are_stored(tmp_path: Path) -> None:
    data = write_catalogue(tmp_path / "data", 24)
    config = load_supervised_config("ave").model_copy(
        update={"ave_heads": AveHeadConfig(steps=2, batch=8, crops=1, windows=1)}
    )
    splits: dict[Split, SplitData] = {
        split: load_split_data(config, data, split) for split in ("train", "val")
    }
    context = TrainingContext(config, data, tmp_path, splits, [])
    network = AVENet(TinyVisionEncoder(), TinyAudioEncoder()).eval()
    trained = _train_ave(network, context, lambda *_: None)
    assert set(trained.figures) == {"image_to_audio", "audio_to_image"}
    state = network.state_dict()
    for name, value in unpack(pack(state)).items():
        torch.testing.assert_close(state[name], value)
