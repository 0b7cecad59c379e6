"""Torch on a graphics card: half precision, captured once as a CUDA graph and replayed.

A captured graph saves the cost of launching some hundred kernels a picture from Python. It has
fixed inputs, so one is captured for a single question and one for a batch.
"""

import logging
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from avol.engines.encoder_modules import AudioEncoderModule, ImageEncoderModule, Network
from avol.errors import EngineError
from avol.model_card import ModelCard

log = logging.getLogger(__name__)

Floats = NDArray[np.float32]

BATCH = 16
WARM_UP = 3  # runs before the capture, as torch asks for: libraries set themselves up in them


class CudaEngine:
    """Any network on the first CUDA device.

    Raises:
        EngineError: there is no such device, or it refuses.
    """

    def __init__(self, card: ModelCard, network: Network) -> None:
        if not torch.cuda.is_available():
            raise EngineError("There is no CUDA device on this machine; choose “auto”.")
        self.name = "CUDA fp16"
        picture = torch.zeros(card.image_size, card.image_size, 3, dtype=torch.uint8)
        second = torch.zeros(card.spectrogram.bins, card.spectrogram.columns)
        network = network.eval().to("cuda", torch.float16).to(memory_format=torch.channels_last)
        try:
            self._see = _Captured(
                ImageEncoderModule(network, card).to("cuda", torch.float16), picture
            )
            self._hear = _Captured(AudioEncoderModule(network), second.to(torch.float16))
        except RuntimeError as error:  # out of memory, driver too old, card too old
            log.debug("CUDA refused", exc_info=True)
            why = str(error).splitlines()[0]
            raise EngineError(f"The CUDA device refuses ({why}); choose “auto”.") from error

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128)."""
        return self._see(torch.tensor(images))

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        """(N, bins, columns) -> (N, 128)."""
        return self._hear(torch.tensor(spectrograms))


class _Captured:
    """One half of the network as graphs of one question and of BATCH questions."""

    def __init__(self, half: nn.Module, example: Tensor) -> None:
        self._replays = {n: _capture(half, example.expand(n, *example.shape)) for n in (1, BATCH)}

    def __call__(self, inputs: Tensor) -> Floats:
        size = 1 if len(inputs) == 1 else BATCH
        return torch.cat([self._replays[size](part) for part in inputs.split(size)]).numpy()


def _capture(half: nn.Module, example: Tensor) -> Callable[[Tensor], Tensor]:
    """A function that copies (n, ...) inputs in, replays the graph and gives n answers back."""
    fixed = example.contiguous().cuda()
    graph = torch.cuda.CUDAGraph()
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.inference_mode(), torch.cuda.stream(side):
        for _ in range(WARM_UP):
            half(fixed)
    torch.cuda.current_stream().wait_stream(side)
    with torch.inference_mode(), torch.cuda.graph(graph):
        answer = half(fixed).float().contiguous()

    def replay(inputs: Tensor) -> Tensor:
        with torch.inference_mode():
            fixed[: len(inputs)].copy_(inputs)
            graph.replay()
            return answer[: len(inputs)].cpu()

    return replay
