"""CudaEngine: equal to plain torch; raises EngineError without a CUDA device."""

from __future__ import annotations

import math
import threading

import numpy as np
import pytest
import torch
from torch.nn import functional

from avol.engines import cuda, depthwise
from avol.engines.cuda import SIZES, CudaEngine
from avol.engines.encoder_modules import AudioEncoderModule, ImageEncoderModule
from avol.engines.folding import fold
from avol.engines.onnxruntime_engine import relative_error
from avol.engines.torch_eager import TorchEngine
from avol.errors import EngineError
from avol.model_card import ModelCard
from tests.support import checkpoints

CARD = checkpoints.tiny_card()
ROUNDING = 0.04
"""Tolerance for random weights, which amplify rounding. Shipped weights stay below 0.01."""

needs_cuda = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")


def images(count: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (count, 64, 64, 3), dtype=np.uint8)


def spectrograms(count: int) -> np.ndarray:
    return np.random.default_rng(1).standard_normal((count, 64, 96)).astype(np.float32)


def test_missing_device_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(EngineError, match="no CUDA device"):
        CudaEngine(CARD, checkpoints.tiny_network(CARD))


@pytest.mark.parametrize("card", [CARD, checkpoints.paper_card()], ids=["light", "paper"])
def test_folded_network_gives_the_same_outputs(card: ModelCard) -> None:
    plain, folded = checkpoints.tiny_network(card), fold(checkpoints.tiny_network(card))
    assert not any(isinstance(layer, torch.nn.BatchNorm2d) for layer in folded.modules())
    side, spec = card.image_size, card.spectrogram
    image = torch.randint(0, 256, (1, side, side, 3), dtype=torch.uint8)
    audio = torch.randn(1, spec.bins, spec.columns)
    with torch.inference_mode():
        torch.testing.assert_close(
            ImageEncoderModule(folded, card)(image),
            ImageEncoderModule(plain, card)(image),
            rtol=1e-3,
            atol=1e-4,
        )
        torch.testing.assert_close(
            AudioEncoderModule(folded)(audio),
            AudioEncoderModule(plain)(audio),
            rtol=1e-3,
            atol=1e-4,
        )


def test_smaller_graph_is_used_when_memory_is_short(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Graph:
        def __init__(self, encoder: object, example: object, size: int) -> None:
            if size > 1 or hasattr(self, "captured"):
                raise torch.cuda.OutOfMemoryError("CUDA out of memory.")
            self.size, self.outputs = size, torch.zeros(size, 128)

    monkeypatch.setattr(cuda, "_Graph", Graph)
    encoder = cuda._Encoder(torch.nn.Identity(), torch.zeros(1))
    graphs = [encoder._graph(40, lane) for lane in (0, 1)]
    monkeypatch.setattr(Graph, "captured", True, raising=False)
    assert [graph.size for graph in (*graphs, encoder._graph(2, 1))] == [1, 1, 1]


@needs_cuda
@pytest.mark.parametrize("count", [1, 3, SIZES[-1] + 2])
def test_outputs_equal_plain_torch(count: int) -> None:
    plain = TorchEngine(CARD, checkpoints.tiny_network(CARD))
    engine = CudaEngine(CARD, checkpoints.tiny_network(CARD))
    output = engine.encode_images(images(count))
    assert relative_error(output, plain.encode_images(images(count))) < ROUNDING
    assert (
        relative_error(
            engine.encode_spectrograms(spectrograms(count)),
            plain.encode_spectrograms(spectrograms(count)),
        )
        < ROUNDING
    )
    np.testing.assert_array_equal(output, engine.encode_images(images(count)))


@needs_cuda
def test_read_only_and_empty_inputs_are_accepted() -> None:
    engine, image = CudaEngine(CARD, checkpoints.tiny_network(CARD)), images(1)
    image.flags.writeable = False
    assert engine.encode_images(image).shape == (1, 2, 2, 128)
    assert engine.encode_images(images(0)).shape == (0, 2, 2, 128)


@needs_cuda
def test_previous_memory_content_has_no_effect() -> None:
    """A fused kernel may read its output's memory and multiply it by 0, which keeps NaN."""
    network = fold(checkpoints.tiny_network(CARD), depthwise.available()).to("cuda", torch.float16)
    network = network.to(memory_format=torch.channels_last)
    half = ImageEncoderModule(network, CARD).to("cuda", torch.float16)
    torch.cuda.empty_cache()
    nans = [torch.full((n << 18,), math.nan, device="cuda") for n in (1, 1, 4, 4, 16, 64)]
    nans += [torch.full((n << 8,), math.nan, device="cuda") for n in range(1, 200)]
    del nans
    with torch.inference_mode():
        assert half(torch.tensor(images(16)).cuda()).isfinite().all()


@needs_cuda
def test_graph_capture_does_not_disturb_another_thread() -> None:
    worker, loaded = CudaEngine(CARD, checkpoints.tiny_network(CARD)), []
    expected = worker.encode_images(images(20))
    loader = threading.Thread(
        target=lambda: loaded.append(
            CudaEngine(CARD, checkpoints.tiny_network(CARD)).encode_images(images(20))
        )
    )
    loader.start()
    while loader.is_alive():
        np.testing.assert_array_equal(worker.encode_images(images(20)), expected)
    np.testing.assert_array_equal(loaded[0], expected)


@needs_cuda
@pytest.mark.parametrize(("side", "stride"), [(3, 1), (3, 2), (5, 1), (5, 2)])
def test_depthwise_kernel_convolves_and_clamps(side: int, stride: int) -> None:
    if not depthwise.available():
        pytest.skip("no Triton or no C compiler")
    grid = 3 * torch.randn(2, 48, 20, 20, device="cuda").half()
    weight, bias = (
        torch.randn(48, 1, side, side, device="cuda").half(),
        torch.randn(48).half().cuda(),
    )
    near, far = (side - stride) // 2, (side - stride + 1) // 2
    padded = functional.pad(grid.float().clamp(max=2.5), (near, far, near, far))
    expected = functional.conv2d(padded, weight.float(), bias.float(), stride, groups=48)
    expected = expected.clamp(0, 6)
    filters = weight[:, 0].permute(1, 2, 0).contiguous()
    output = depthwise.convolve(grid, filters, bias, stride, near, (2.5, 6.0))
    torch.testing.assert_close(output.float(), expected, rtol=2e-3, atol=2e-3)
