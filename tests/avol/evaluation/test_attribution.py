"""What drove a score: it adds up to the score, and it lies where the sound is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from avol.errors import WeightsError
from avol.evaluation.attribution import Attribution
from avol.localizer import Localizer
from avol.model_card import ModelCard
from avol.models import AVOLNet
from tests.support import checkpoints

BINS, COLUMNS = 64, 96
PLACE = np.linspace(-1, 1, 128, dtype=np.float32)


def hear_one_band(sounds: torch.Tensor) -> torch.Tensor:
    """Hears nothing but band 5, in the first of its 128 numbers."""
    return torch.nn.functional.pad(sounds[:, :1, 5].mean(dim=-1), (0, 127))


def of(card: ModelCard) -> tuple[Attribution, AVOLNet]:
    network = checkpoints.tiny_network(card)
    assert isinstance(network, AVOLNet)
    return Attribution(card, network), network


def spectrogram() -> np.ndarray:
    return np.random.default_rng(0).normal(-3, 1, (BINS, COLUMNS)).astype(np.float32)


def test_it_adds_up_to_the_logit_less_that_of_silence() -> None:
    card = checkpoints.tiny_card()
    attribution, network = of(card)
    heard, silent = spectrogram(), np.full((BINS, COLUMNS), np.log(1e-3), np.float32)
    with torch.inference_mode():
        both = network.encode_audio(torch.tensor(np.stack([heard, silent]))[:, None])
        logit, silence = network.conv7(both @ torch.tensor(PLACE)).tolist()
    drive = attribution(PLACE, heard)
    assert drive.shape == (BINS, COLUMNS)
    assert not drive.flags.writeable
    assert drive.sum() == pytest.approx(logit - silence, rel=0.1, abs=0.02)


def test_it_lies_where_the_network_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    attribution, network = of(checkpoints.tiny_card())
    monkeypatch.setattr(network, "encode_audio", hear_one_band)
    drive = attribution(np.eye(128, dtype=np.float32)[0], spectrogram())
    assert np.abs(drive[5]).min() > 0
    assert not np.delete(drive, 5, axis=0).any()


def test_the_weights_stay_as_they_are(tmp_path: Path) -> None:
    path = checkpoints.write_checkpoint(tmp_path)
    attribution = Attribution.load(path)
    first = attribution(PLACE, spectrogram())
    assert np.array_equal(attribution(PLACE, spectrogram()), first)
    heard = Localizer.load(path, "torch").encode_audio(np.zeros(48_000, np.float32))
    assert np.abs(attribution(PLACE, heard.spectrogram)).max() < 1e-6  # silence drives nothing


def test_a_network_without_a_map_is_refused(tmp_path: Path) -> None:
    path = checkpoints.write_checkpoint(tmp_path, checkpoints.tiny_card(network="ave", name="ave"))
    with pytest.raises(WeightsError, match="gives no map"):
        Attribution.load(path)
