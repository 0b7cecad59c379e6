"""FallbackEngine: replacement of an engine that runs out of memory."""

from __future__ import annotations

import numpy as np
import pytest

from avol.engines.fallback import FallbackEngine


class FakeEngine:
    """Returns arrays filled with its number, or runs out of memory."""

    def __init__(self, name: str, number: float) -> None:
        self.name, self.number, self.full = name, number, False

    def encode_images(self, images: np.ndarray) -> np.ndarray:
        if self.full:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return np.full((len(images), 14, 14, 128), self.number, np.float32)

    def encode_spectrograms(self, spectrograms: np.ndarray) -> np.ndarray:
        return self.encode_images(spectrograms)[:, 0, 0]


def test_fallback_engine_replaces_a_device_without_memory_permanently() -> None:
    gpu, cpu = FakeEngine("CUDA fp16", 1.0), FakeEngine("CPU int8", 2.0)
    started: list[FakeEngine] = []

    def create_fallback() -> FakeEngine:
        started.append(cpu)
        return cpu

    engine = FallbackEngine(gpu, create_fallback)
    images = np.zeros((2, 224, 224, 3), np.uint8)
    assert engine.encode_images(images)[0, 0, 0, 0] == 1
    assert (engine.name, started) == ("CUDA fp16", [])
    gpu.full = True
    assert engine.encode_images(images)[0, 0, 0, 0] == 2
    assert engine.name == "CPU int8"
    gpu.full = False
    assert engine.encode_spectrograms(np.zeros((1, 257, 200), np.float32))[0, 0] == 2
    assert started == [cpu]
    cpu.full = True
    with pytest.raises(RuntimeError):
        engine.encode_images(images)
