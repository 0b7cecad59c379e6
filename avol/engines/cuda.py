"""CUDA engine: torch in half precision, captured as CUDA graphs.

Replaying a graph avoids the cost of launching hundreds of kernels per image from Python. The input
of a graph has a fixed size, so there is a graph for each of a few batch sizes; the larger ones are
captured on first use.
"""

from __future__ import annotations

import logging
import threading

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from avol.engines import depthwise
from avol.engines.base import Encoded, Floats
from avol.engines.encoder_modules import (
    AudioEncoderModule,
    AudioFeaturesModule,
    ImageEncoderModule,
    ImageFeaturesModule,
    Network,
    split_features,
)
from avol.engines.folding import fold
from avol.errors import EngineError
from avol.model_card import ModelCard

log = logging.getLogger(__name__)

SIZES = (1, 16, 64)
"""Batch sizes of the graphs."""
LANES = 2
"""Graphs per size: the inputs of one are copied while the other one runs."""
WARM_UP = 3  # runs before the capture, in which libraries initialize, as torch requires

_capturing = threading.Lock()  # torch captures one graph at a time


class CudaEngine:
    """Any network on the first CUDA device.

    Raises:
        EngineError: there is no CUDA device, or it fails.
    """

    def __init__(self, card: ModelCard, network: Network) -> None:
        if not torch.cuda.is_available():
            raise EngineError("There is no CUDA device on this machine; choose “auto”.")
        self.name = "CUDA fp16"
        image = torch.zeros(card.image_size, card.image_size, 3, dtype=torch.uint8)
        spectrogram = torch.zeros(card.spectrogram.bins, card.spectrogram.columns)
        try:
            network = fold(network.eval(), depthwise.available()).to("cuda", torch.float16)
            network = network.to(memory_format=torch.channels_last)
            self._image_encoder = _Encoder(
                ImageEncoderModule(network, card).to("cuda", torch.float16), image
            )
            self._audio_encoder = _Encoder(AudioEncoderModule(network), spectrogram)
            self._image_features = _Encoder(
                ImageFeaturesModule(network, card).to("cuda", torch.float16), image
            )
            self._audio_features = _Encoder(AudioFeaturesModule(network), spectrogram)
            self._image_encoder.capture()
            self._audio_encoder.capture()
        except RuntimeError as error:  # out of memory, driver or GPU too old
            log.debug("CUDA failed", exc_info=True)
            cause = str(error).splitlines()[0].split(". ")[0]
            raise EngineError(f"The CUDA device failed ({cause}); choose “auto”.") from error

    def encode_images(self, images: NDArray[np.uint8]) -> Floats:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128)."""
        return self._image_encoder(images)

    def encode_spectrograms(self, spectrograms: Floats) -> Floats:
        """(N, bins, columns) -> (N, 128)."""
        return self._audio_encoder(spectrograms)

    def encode_images_with_features(self, images: NDArray[np.uint8]) -> Encoded:
        """(N, S, S, 3) RGB -> (N, 14, 14, 128) and (N, 14, 14, C)."""
        return split_features(self._image_features(images))

    def encode_spectrograms_with_features(self, spectrograms: Floats) -> Encoded:
        """(N, bins, columns) -> (N, 128) and (N, C)."""
        return split_features(self._audio_features(spectrograms))


class _Encoder:
    """An encoder as graphs of several sizes, captured on first use."""

    def __init__(self, encoder: nn.Module, example: Tensor) -> None:
        self._encoder, self._example, self._sizes = encoder, example, SIZES
        self._graphs: dict[tuple[int, int], _Graph] = {}

    def capture(self) -> None:
        """Capture the smallest graph before it is needed."""
        self._graph(1, 0)

    def __call__(self, inputs: np.ndarray) -> Floats:
        """Encode a batch into pinned memory, which the device writes directly."""
        shape = self._graph(1, 0).outputs.shape[1:]
        outputs = torch.empty(len(inputs), *shape, pin_memory=True)
        start, used = 0, []
        while start < len(inputs):
            graph = self._graph(len(inputs) - start, len(used) % LANES)
            part = slice(start, start + graph.size)
            graph.replay(inputs[part], outputs[part])
            used.append(graph)
            start += graph.size
        for graph in used[-LANES:]:
            graph.wait()
        return outputs.numpy()

    def _graph(self, count: int, lane: int) -> _Graph:
        """Return the smallest graph for `count` inputs, else the largest one."""
        size = next((size for size in self._sizes if size >= count), self._sizes[-1])
        lane = lane if size > 1 else 0  # the first graph always exists, whatever memory is left
        if (size, lane) not in self._graphs:
            try:
                self._graphs[size, lane] = _Graph(self._encoder, self._example, size)
            except torch.cuda.OutOfMemoryError:
                if size == 1:
                    raise
                log.info("CUDA: no memory for %d inputs at once", size)
                self._sizes = tuple(smaller for smaller in self._sizes if smaller < size)
                return self._graph(count, lane)
        return self._graphs[size, lane]


class _Graph:
    """An encoder captured for a batch size, with its own stream and pinned memory."""

    def __init__(self, encoder: nn.Module, example: Tensor, size: int) -> None:
        self.size, self._graph = size, torch.cuda.CUDAGraph()
        self._stream, self._copied = torch.cuda.Stream(), torch.cuda.Event()
        self._staged = torch.zeros(size, *example.shape, dtype=example.dtype).pin_memory()
        with _capturing, torch.inference_mode():
            self._inputs = self._staged.cuda()
            torch.cuda.synchronize()
            with torch.cuda.stream(self._stream):
                for _ in range(WARM_UP):
                    _run(encoder, self._inputs)
            with torch.cuda.graph(
                self._graph, stream=self._stream, capture_error_mode="thread_local"
            ):
                self.outputs = _run(encoder, self._inputs)

    def replay(self, inputs: np.ndarray, outputs: Tensor) -> None:
        """Enqueue up to `size` inputs; `outputs` holds their embeddings after `wait`."""
        count = len(inputs)
        self._copied.synchronize()
        self._staged[:count] = torch.from_numpy(np.require(inputs, requirements=("C", "W")))
        with torch.inference_mode(), torch.cuda.stream(self._stream):
            self._inputs[:count].copy_(self._staged[:count], non_blocking=True)
            self._copied.record()
            self._graph.replay()
            outputs.copy_(self.outputs[:count], non_blocking=True)

    def wait(self) -> None:
        """Wait until everything enqueued is done."""
        self._stream.synchronize()


def _run(encoder: nn.Module, inputs: Tensor) -> Tensor:
    half = inputs if inputs.dtype == torch.uint8 else inputs.half()
    return encoder(half).float().contiguous()
