"""The CUDA engine against plain torch; without such a device, that it says so."""

import numpy as np
import pytest
import torch

from avol.engines.cuda import BATCH, CudaEngine
from avol.engines.onnxruntime_engine import deviation
from avol.engines.torch_eager import TorchEngine
from avol.errors import EngineError
from tests.support import checkpoints

CARD = checkpoints.card()


def test_without_a_device_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(EngineError, match="no CUDA device"):
        CudaEngine(CARD, checkpoints.network(CARD))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
@pytest.mark.parametrize("count", [1, 3, BATCH + 1])
def test_it_answers_as_plain_torch_does(count: int) -> None:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (count, 64, 64, 3), dtype=np.uint8)
    sounds = rng.standard_normal((count, 64, 96)).astype(np.float32)
    plain = TorchEngine(CARD, checkpoints.network(CARD))
    fast = CudaEngine(CARD, checkpoints.network(CARD))
    assert deviation(fast.encode_images(images), plain.encode_images(images)) < 0.02
    assert deviation(fast.encode_spectrograms(sounds), plain.encode_spectrograms(sounds)) < 0.02
    np.testing.assert_array_equal(fast.encode_images(images), fast.encode_images(images))
