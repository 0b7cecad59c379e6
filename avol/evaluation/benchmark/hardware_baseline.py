"""Reference values of a benchmark: operations of a network, and peak throughput of the machine."""

import time
from collections.abc import Callable
from typing import Literal

import torch
from torch.utils.flop_counter import FlopCounterMode

from avol.engines.encoder_modules import AudioEncoderModule, ImageEncoderModule, Network
from avol.model_card import ModelCard

Arithmetic = Literal["fp32", "int8", "fp16 CUDA"]

SIDE = 1536
"""Side of the square matrices: fills the caches, fits a laptop."""


def count_gmacs(card: ModelCard, network: Network) -> dict[str, float]:
    """Multiply-accumulate operations per image and per audio window, in 1e9, by step."""
    image = torch.zeros(1, card.image_size, card.image_size, 3, dtype=torch.uint8)
    window = torch.zeros(1, card.spectrogram.bins, card.spectrogram.columns)
    counts = {}
    for step, encoder, inputs in (
        ("encode_image", ImageEncoderModule(network, card), image),
        ("encode_audio", AudioEncoderModule(network), window),
    ):
        with torch.inference_mode(), FlopCounterMode(display=False) as counter:
            encoder(inputs)
        counts[step] = counter.get_total_flops() / 2e9
    return counts


def peak_gflops(arithmetic: Arithmetic, threads: int, rounds: int = 5) -> float:
    """GFLOP/s of the fastest of a few square matrix products."""
    product = _product(arithmetic)
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        product()
        return 2 * SIDE**3 / min(_seconds(product) for _ in range(rounds)) / 1e9
    finally:
        torch.set_num_threads(before)


def _product(arithmetic: Arithmetic) -> Callable[[], object]:
    if arithmetic == "int8":
        bytes_ = torch.randint(-127, 127, (SIDE, SIDE), dtype=torch.int8)
        return lambda: torch.ops.aten._int_mm(bytes_, bytes_)
    if arithmetic == "fp32":
        floats = torch.rand(SIDE, SIDE)
        return lambda: floats @ floats
    halves = torch.rand(SIDE, SIDE, dtype=torch.float16, device="cuda")
    return lambda: (halves @ halves).sum().item()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
