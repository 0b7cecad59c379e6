"""The arithmetic of a score, compared with the networks in torch and with the localizer."""

from pathlib import Path

import numpy as np
import pytest
import torch

from avol.checkpoints import load_network
from avol.embedder import AudioEmbedding, ImageEmbedding
from avol.inspection.inspector import Inspector
from avol.localizer import Localizer
from tests.support.checkpoints import tiny_card, write_checkpoint

IMAGE = np.random.default_rng(0).integers(0, 256, (64, 64, 3)).astype(np.uint8)
WAVE = (np.random.default_rng(1).standard_normal(48_000) / 10).astype(np.float32)


def inspected(folder: Path, network: str) -> tuple[Inspector, ImageEmbedding, AudioEmbedding, Path]:
    path = write_checkpoint(folder, tiny_card(network=network))
    inspector = Inspector.load(path, "torch")
    return inspector, inspector.encode_image(IMAGE), inspector.encode_audio(WAVE), path


def test_every_cell_of_avol_net_has_the_number_of_the_map(tmp_path: Path) -> None:
    inspector, image, audio, path = inspected(tmp_path, "avol")
    located = Localizer.load(path, "torch").localize(image, audio)
    for row, column in np.ndindex(located.map.shape):
        found = inspector.arithmetic(image, audio, (row, column))
        assert found.score == located.map[row, column]
        assert found.logit == located.logits[row, column]
        assert found.terms.sum() == pytest.approx(found.total, abs=1e-5)
        assert found.logit == pytest.approx(found.scale * found.total + found.bias, abs=1e-5)
        assert found.sigmoid == pytest.approx(1 / (1 + np.exp(-found.logit)))
        np.testing.assert_array_equal(found.image, image.embedding[row, column])
    best = inspector.arithmetic(image, audio)
    assert best.logit == located.logits.max()


@pytest.mark.parametrize("network", ["ave", "l3"])
def test_a_pair_of_vectors_has_the_probability_of_the_network(tmp_path: Path, network: str) -> None:
    inspector, image, audio, path = inspected(tmp_path, network)
    assert not inspector.has_map
    assert inspector.localize(image, audio) is None
    found = inspector.arithmetic(image, audio)
    _, reference = load_network(path)
    with torch.inference_mode():
        vectors = (torch.tensor(e.embedding)[None] for e in (image, audio))
        expected = reference.logits(*vectors)[0].softmax(dim=0)[1]
    assert found.sigmoid == pytest.approx(float(expected), abs=1e-5)
    assert found.score == found.sigmoid
    total = found.terms.sum() if network == "l3" else np.sqrt(found.terms.sum())
    assert found.total == pytest.approx(float(total), abs=1e-5)
    assert found.logit == pytest.approx(found.scale * found.total + found.bias, abs=1e-5)
    assert len(found.terms) == 128
