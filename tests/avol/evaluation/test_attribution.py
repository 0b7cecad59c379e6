"""Attribution: the sum equals the logit, and the band of the audio is found."""

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
CELL = np.linspace(-1, 1, 128, dtype=np.float32)


def encode_one_band(spectrograms: torch.Tensor) -> torch.Tensor:
    """Mean of band 5 in the first of 128 values."""
    return torch.nn.functional.pad(spectrograms[:, :1, 5].mean(dim=-1), (0, 127))


def attribution_of(card: ModelCard) -> tuple[Attribution, AVOLNet]:
    network = checkpoints.tiny_network(card)
    assert isinstance(network, AVOLNet)
    return Attribution(card, network), network


def spectrogram() -> np.ndarray:
    return np.random.default_rng(0).normal(-3, 1, (BINS, COLUMNS)).astype(np.float32)


def test_sum_is_logit_minus_logit_of_silence() -> None:
    card = checkpoints.tiny_card()
    attribution, network = attribution_of(card)
    signal, silence_input = spectrogram(), np.full((BINS, COLUMNS), np.log(1e-3), np.float32)
    with torch.inference_mode():
        both = network.encode_audio(torch.tensor(np.stack([signal, silence_input]))[:, None])
        logit, silence = network.conv7(both @ torch.tensor(CELL)).tolist()
    result = attribution(CELL, signal)
    assert result.shape == (BINS, COLUMNS)
    assert not result.flags.writeable
    assert result.sum() == pytest.approx(logit - silence, rel=0.1, abs=0.02)


def test_attribution_lies_in_the_band_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    attribution, network = attribution_of(checkpoints.tiny_card())
    monkeypatch.setattr(network, "encode_audio", encode_one_band)
    result = attribution(np.eye(128, dtype=np.float32)[0], spectrogram())
    assert np.abs(result[5]).min() > 0
    assert not np.delete(result, 5, axis=0).any()


def test_weights_do_not_change(tmp_path: Path) -> None:
    path = checkpoints.write_checkpoint(tmp_path)
    attribution = Attribution.load(path)
    first = attribution(CELL, spectrogram())
    assert np.array_equal(attribution(CELL, spectrogram()), first)
    silence = Localizer.load(path, "torch").encode_audio(np.zeros(48_000, np.float32))
    assert (
        np.abs(attribution(CELL, silence.spectrogram)).max() < 1e-6
    )  # silence contributes nothing


def test_network_without_map_is_rejected(tmp_path: Path) -> None:
    path = checkpoints.write_checkpoint(tmp_path, checkpoints.tiny_card(network="ave", name="ave"))
    with pytest.raises(WeightsError, match="has no map"):
        Attribution.load(path)
