"""Activations from a network in torch, for checkpoints without compiled graphs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn

from avol.engines.encoder_modules import AudioEncoderModule, ImageEncoderModule
from avol.inspection.stages import Floats, Stage, as_activations, numbered, stage_of

if TYPE_CHECKING:
    from avol.checkpoints import EncoderKind, Network
    from avol.model_card import ModelCard


class TorchActivations:
    """Runs an encoder in torch and keeps the output of each stage; for one thread."""

    def __init__(self, card: ModelCard, network: Network, kind: EncoderKind) -> None:
        self._recorder = _Recorder(network, "vision" if kind == "image" else "sound")
        if kind == "image":
            self._encoder: nn.Module = ImageEncoderModule(network, card).eval()
            example = np.zeros((card.image_size, card.image_size, 3), np.uint8)
        else:
            self._encoder = AudioEncoderModule(network).eval()
            example = np.zeros((card.spectrogram.bins, card.spectrogram.columns), np.float32)
        self(example)
        outputs = self(example)
        self.stages = numbered(
            [
                Stage(name, values.shape, ms)
                for (name, ms), values in zip(self._recorder.times, outputs, strict=True)
            ]
        )

    def __call__(self, inputs: np.ndarray) -> tuple[Floats, ...]:
        """Return the output of each stage for one image (S, S, 3) or spectrogram."""
        if torch.get_num_threads() != 1:  # threads wait long for each other on busy cores
            torch.set_num_threads(1)
        self._recorder.begin()
        with torch.inference_mode():
            embedding = self._encoder(torch.tensor(inputs[None]))
        self._recorder.end(embedding)
        *inner, last = self._recorder.outputs
        found = [as_activations(value.numpy(), channels_last=False) for value in inner]
        return (*found, as_activations(last.numpy(), channels_last=True))


class _Recorder:
    """Keeps the stages that a network runs through: the input of one is the output before it."""

    def __init__(self, network: nn.Module, root: str) -> None:
        self.times: list[tuple[str, float]] = []
        self.outputs: list[Tensor] = []
        self._current, self._since = "", 0.0
        for path, module in network.named_modules():
            name = stage_of(path) if path.startswith((f"{root}.", f"{root}_head.")) else None
            if name is not None and not _is_container(path):
                module.register_forward_pre_hook(
                    lambda _, inputs, name=name: self._on_input(name, inputs[0])
                )
            if path == root:
                module.register_forward_hook(lambda *call: self._on_encoded(call[2]))

    def begin(self) -> None:
        """Begin a run."""
        self.times, self.outputs = [], []
        self._current = ""

    def end(self, output: Tensor) -> None:
        """End a run with the output of the last stage."""
        self._close(output)

    def _on_input(self, name: str, values: Tensor) -> None:
        if name == self._current:
            return
        if self._current == "pool" and values.shape[1:] == self.outputs[-1].shape[1:]:
            self._current = ""  # the head takes the whole grid
        self._close(values)
        self._current, self._since = name, time.perf_counter()

    def _on_encoded(self, grid: Tensor) -> None:
        """The encoder has ended; what follows, unless it is a head, pools its grid."""
        self._close(grid)
        self._current, self._since = "pool", time.perf_counter()

    def _close(self, output: Tensor) -> None:
        if self._current:
            self.times.append((self._current, 1000 * (time.perf_counter() - self._since)))
            self.outputs.append(output.clone())
        self._current = ""


def _is_container(path: str) -> bool:
    return path.endswith((".blocks", ".layers"))
