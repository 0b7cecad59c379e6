"""Measures the CUDA engine on this machine: python scripts/gpu_check.py [FILE.json]

Agreement with torch, latency, throughput, memory, threads, training. Without CUDA: a dry run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from avol.audio.log_spectrogram import PAPER
from avol.checkpoints import load_network
from avol.core.opencv import cv2
from avol.embedder import AudioEmbedding, ImageEmbedding, resize_square
from avol.engines import depthwise
from avol.engines.encoder_modules import AudioEncoderModule, ImageEncoderModule
from avol.engines.folding import fold
from avol.engines.onnxruntime_engine import relative_error
from avol.errors import EngineError
from avol.evaluation.benchmark.random_inputs import synthetic_images
from avol.localizer import Localizer
from avol.model_card import ModelCard
from avol.models import build_network
from avol.models.correspondence import Correspondence
from avol.training.correspondence.config import CorrespondenceConfig
from avol.training.correspondence.objective import Batch
from avol.training.correspondence.process_group import ProcessGroup
from avol.training.correspondence.throughput import measure_throughput
from avol.training.correspondence.trainer import Trainer

ROOT = Path(__file__).parent.parent
CUDA = torch.cuda.is_available()
DEVICE = torch.device("cuda" if CUDA else "cpu")
ENGINE = "cuda" if CUDA else "torch"
HALF = torch.float16 if CUDA else torch.float32
SECONDS = 0.7 if CUDA else 0.0
BATCHES = (1, 16, 64, 256) if CUDA else (1,)
TUNED = (False, True) if CUDA else (False,)
PAIRS = 24 if CUDA else 1
RANDOM = np.random.default_rng(0)


def times_of(call: Callable[[], object], seconds: float = SECONDS) -> NDArray[np.float64]:
    """Seconds of each call, after a warm-up; the device has finished when one ends."""
    for _ in range(5 if CUDA else 0):
        call()
    spent, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(spent) < (3 if CUDA else 1):
        start = time.perf_counter()
        call()
        if CUDA:
            torch.cuda.synchronize()
        spent.append(time.perf_counter() - start)
    return np.array(spent)


def rate_of(call: Callable[[], object], count: float) -> float:
    """Items per second at the median, where one call takes `count` items."""
    return round(count / float(np.median(times_of(call))), 1)


def latency_of(call: Callable[[], object]) -> dict[str, float]:
    """Median and 95th percentile in milliseconds."""
    p50, p95 = np.percentile(1000 * times_of(call, 2 * SECONDS), (50, 95))
    return {"p50_ms": round(float(p50), 3), "p95_ms": round(float(p95), 3)}


def machine() -> dict[str, Any]:
    """The device, its software and what it reaches in a large matrix product."""
    query = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]
    side = 8192 if CUDA else 256
    matrix = torch.randn(side, side, device=DEVICE, dtype=HALF)
    return {
        "date": date.today().isoformat(),
        "device": torch.cuda.get_device_name() if CUDA else "CPU dry run",
        "driver": subprocess.check_output(query, text=True).strip() if CUDA else None,
        "torch": torch.__version__,
        "cudnn": torch.backends.cudnn.version(),
        "matmul_tflops": round(rate_of(lambda: matrix @ matrix, 2 * side**3) / 1e12, 1),
    }


def audio_windows(count: int) -> Iterator[NDArray[np.float32]]:
    """Harmonic tones of rising pitch with some noise, (48000,) each."""
    t = np.arange(48000) / 48000
    for i in range(count):
        pitch = 110 * 2 ** (i / 6) * t + 0.2 * np.sin(2 * np.pi * 5 * t)
        wave = sum(np.sin(2 * np.pi * k * pitch) / k for k in range(1, 9))
        yield (0.2 * wave + 0.01 * RANDOM.standard_normal(48000)).astype(np.float32)


def images(count: int) -> Iterator[NDArray[np.uint8]]:
    """Demo instruments and synthetic discs on random colours, (720, 1280, 3) each."""
    files = sorted((ROOT / "resources/demo/parts/cutouts").glob("*.webp"))
    for i in range(count):
        image = np.kron(RANDOM.integers(0, 256, (9, 16, 3)), np.ones((80, 80, 1))).astype(np.uint8)
        if i % 2 or not files:
            yield synthetic_images()[i % 3] if i % 4 == 1 else image
            continue
        cutout = cv2.imread(str(files[i // 2 % len(files)]), cv2.IMREAD_UNCHANGED)
        assert cutout is not None
        cutout = cv2.resize(cutout, (600, 600))
        mask = cutout[..., 3:] > 127 if cutout.shape[2] == 4 else np.ones((600, 600, 1), bool)
        image[60:660, 300:900] = np.where(mask, cutout[..., 2::-1], image[60:660, 300:900])
        yield image


def agreement(fast: Localizer, plain: Localizer) -> dict[str, Any]:
    """How far the maps and embeddings lie from those of plain torch in single precision."""
    off, same, image_off, audio_off = [], 0, [], []
    for image, wave in zip(images(PAIRS), audio_windows(PAIRS), strict=True):
        image_embedding, expected_image = fast.encode_image(image), plain.encode_image(image)
        audio_embedding, expected_audio = fast.encode_audio(wave), plain.encode_audio(wave)
        found = fast.localize(image_embedding, audio_embedding)
        right = plain.localize(expected_image, expected_audio)
        off.append(float(np.abs(found.map - right.map).max()))
        same += int(found.map.argmax() == right.map.argmax())
        image_off.append(relative_error(image_embedding.embedding, expected_image.embedding))
        audio_off.append(relative_error(audio_embedding.embedding, expected_audio.embedding))
    return {
        "pairs": PAIRS,
        "largest_map_difference": max(off),
        "same_best_cell": same,
        "largest_image_deviation": max(image_off),
        "largest_audio_deviation": max(audio_off),
    }


def latencies(localizer: Localizer) -> dict[str, Any]:
    """Single questions, copies to and from the device included."""
    image, wave = next(images(1)), next(audio_windows(1))
    square, spectrogram = inputs(localizer.card, 1)
    return {
        "resize of 720p, on the CPU": latency_of(
            lambda: resize_square(image, localizer.card.image_size)
        ),
        "image 720p, resize included": latency_of(lambda: localizer.encode_image(image)),
        "image of the network's size": latency_of(lambda: localizer.engine.encode_images(square)),
        "audio window, spectrogram included": latency_of(lambda: localizer.encode_audio(wave)),
        "spectrogram": latency_of(lambda: localizer.engine.encode_spectrograms(spectrogram)),
        "whole": latency_of(lambda: localizer(image, wave)),
    }


def inputs(card: ModelCard, count: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Random images and spectrograms as the network takes them."""
    shape = count, card.spectrogram.bins, card.spectrogram.columns
    pixels = RANDOM.integers(0, 256, (count, card.image_size, card.image_size, 3), np.uint8)
    return pixels, RANDOM.standard_normal(shape, np.float32)


def throughput(localizer: Localizer) -> dict[str, Any]:
    """Items per second by batch: the engine with its copies, eager torch, bare convolutions."""
    report = {}
    plain, folded = encoders(localizer.card, False), encoders(localizer.card, True)
    with torch.inference_mode():
        for batch in BATCHES:
            pixels, spectrograms = inputs(localizer.card, batch)
            image_s = bare_seconds(plain[0], pixels)
            audio_s = bare_seconds(plain[1], spectrograms)
            calls: dict[str, Callable[[], object]] = {
                "images": lambda p=pixels: localizer.engine.encode_images(p),
                "images, no graph": lambda p=pixels: eager(folded[0], p),
                "images, no graph, not folded": lambda p=pixels: eager(plain[0], p),
                "spectrograms": lambda s=spectrograms: localizer.engine.encode_spectrograms(s),
                "spectrograms, no graph": lambda s=spectrograms: eager(folded[1], s),
                "spectrograms, no graph, not folded": lambda s=spectrograms: eager(plain[1], s),
                "maps": lambda p=pixels, s=spectrograms: localize_all(localizer, p, s),
            }
            rates = {name: rate_of(call, batch) for name, call in calls.items()}
            rates["images, convolutions alone"] = round(batch / image_s, 1)
            rates["spectrograms, convolutions alone"] = round(batch / audio_s, 1)
            rates["images, share of convolutions"] = round(rates["images"] * image_s / batch, 3)
            share = rates["spectrograms"] * audio_s / batch
            rates["spectrograms, share of convolutions"] = round(share, 3)
            report[f"batch {batch}"] = rates
    return report


def encoders(card: ModelCard, folded: bool) -> tuple[nn.Module, nn.Module]:
    """Both encoders of a checkpoint in half precision, as they are or folded."""
    network = load_network(card.name)[1]
    network = fold(network, CUDA and depthwise.available()) if folded else network
    network = network.to(DEVICE, HALF).to(memory_format=torch.channels_last)
    return ImageEncoderModule(network, card).to(DEVICE, HALF), AudioEncoderModule(network)


def localize_all(
    localizer: Localizer, pixels: NDArray[np.uint8], spectrograms: NDArray[np.float32]
) -> list[NDArray[np.float32]]:
    """A map for each image and spectrogram, as the library computes them."""
    grids, vectors = (
        localizer.engine.encode_images(pixels),
        localizer.engine.encode_spectrograms(spectrograms),
    )
    return [
        localizer.localize(ImageEmbedding(grid), AudioEmbedding(vector, spectrogram, 0.0)).map
        for grid, vector, spectrogram in zip(grids, vectors, spectrograms, strict=True)
    ]


def eager(half: nn.Module, batch: np.ndarray) -> NDArray[np.float32]:
    """Half precision without graphs or pinned memory."""
    there = torch.from_numpy(batch).to(DEVICE)
    there = there if there.dtype == torch.uint8 else there.to(HALF)
    return half(there).float().contiguous().cpu().numpy()


def bare_seconds(half: nn.Module, batch: np.ndarray) -> float:
    """Seconds of the encoder's convolutions alone, without bias, each with its best algorithm."""
    calls: list[tuple[nn.Conv2d, Tensor]] = []
    total = 0.0

    def record(conv: nn.Module, args: tuple[Tensor, ...]) -> None:
        assert isinstance(conv, nn.Conv2d)
        calls.append((conv, torch.empty_like(args[0], device="meta")))

    convs = [module for module in half.modules() if isinstance(module, nn.Conv2d)]
    hooks = [conv.register_forward_pre_hook(record) for conv in convs]
    eager(half, batch)
    for hook in hooks:
        hook.remove()
    for conv, shape in calls:
        total += min(one_convolution(conv, shape, tuned) for tuned in TUNED)
    return total


def one_convolution(conv: nn.Conv2d, shape: Tensor, tuned: bool) -> float:
    """Seconds of one convolution on random input, padded evenly where its layer pads by itself."""
    grid = torch.randn(shape.shape, device=DEVICE, dtype=HALF)
    grid = grid.to(memory_format=torch.channels_last)
    padding = conv.padding if any(conv.padding) else tuple(k // 2 for k in conv.kernel_size)

    def call() -> Tensor:
        return nn.functional.conv2d(
            grid, conv.weight, None, conv.stride, padding, conv.dilation, conv.groups
        )

    with torch.backends.cudnn.flags(enabled=True, benchmark=tuned):
        if not CUDA:
            return float(times_of(call, 0)[0])
        return device_seconds(call, 10)


def device_seconds(call: Callable[[], object], repeats: int) -> float:
    """Seconds of one call on the device, the gaps between launches left out."""
    for _ in range(3):
        call()
    start, end = (torch.cuda.Event(enable_timing=True) for _ in "12")
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        for _ in range(repeats):
            call()
    graph.replay()
    start.record()
    graph.replay()
    end.record()
    torch.cuda.synchronize()
    return start.elapsed_time(end) / 1000 / repeats


@contextmanager
def memory_for(mebibytes: float) -> Iterator[None]:
    """Limits the device memory of this process to this much more than it has now."""
    torch.cuda.empty_cache()
    total = torch.cuda.get_device_properties(0).total_memory
    allowed = torch.cuda.memory_reserved() + mebibytes * 2**20
    torch.cuda.set_per_process_memory_fraction(allowed / total)
    try:
        yield
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)


def out_of_memory(name: str) -> dict[str, Any]:
    """Behaviour when memory runs out during loading and during inference."""
    report: dict[str, Any] = {}
    image, wave = next(images(1)), next(audio_windows(1))
    with memory_for(2):
        try:
            Localizer.load(name, "cuda")
        except EngineError as error:
            report["loading cuda"] = str(error)
        spare = Localizer.load(name, "auto")
        report["loading auto"] = f"{spare.engine_name}, score {spare(image, wave).score:.3f}"
    localizer = Localizer.load(name, "cuda")
    pixels, _ = inputs(localizer.card, 40)
    singles = [localizer.engine.encode_images(pixels[i : i + 1]) for i in range(40)]
    with memory_for(2):
        together = localizer.engine.encode_images(pixels)
    deviation = relative_error(together, np.concatenate(singles))
    report["batch of 40 without memory"] = f"{localizer.engine_name}, deviation {deviation:.5f}"
    again = Localizer.load(name, "cuda")
    report["afterwards"] = f"{again.engine_name}, score {again(image, wave).score:.3f}"
    return report


def two_threads(name: str) -> str:
    """One engine works while another thread loads two more, which capture their graphs."""
    worker, loaded, failures = Localizer.load(name, "cuda"), [], []
    pixels, _ = inputs(worker.card, 20)
    right = worker.engine.encode_images(pixels)

    def load() -> None:
        try:
            for _ in range(2):
                loaded.append(Localizer.load(name, "cuda"))
                loaded[-1].engine.encode_images(pixels)
        except Exception as error:
            failures.append(repr(error))

    thread, rounds = threading.Thread(target=load), 0
    thread.start()
    while thread.is_alive():
        if not np.array_equal(worker.engine.encode_images(pixels), right):
            failures.append(f"different result in round {rounds}")
        rounds += 1
    thread.join()
    names = {localizer.engine_name for localizer in (worker, *loaded)}
    return f"{rounds} rounds, engines {sorted(names)}, failures {failures}"


def training_step(kind: str, compiled: bool = False) -> dict[str, float]:
    """Pairs per second of whole training steps in bfloat16, and the share of the matrix peak."""
    encoder, batch, size = ("vgg", 128, 224) if CUDA else ("tiny", 2, 112)
    network = build_network(kind, encoder, encoder)
    config = CorrespondenceConfig(
        epochs=1, batch=batch, effective_batch=batch, bf16=CUDA, compile=compiled
    )
    model = Correspondence(network)  # pyright: ignore[reportArgumentType]
    trainer = Trainer(model, config, ProcessGroup(0, 1, DEVICE), Path(tempfile.mkdtemp()), 1000)
    pairs = Batch(
        torch.randn(batch, 3, size, size, device=DEVICE),
        torch.randn(batch, 1, PAPER.bins, PAPER.columns, device=DEVICE),
        torch.rand(batch, device=DEVICE).round(),
    )
    rate = rate_of(lambda: trainer.step(iter([pairs])), batch)
    speed = measure_throughput(trainer.model, pairs, CUDA)
    return {
        "pairs_per_s": rate,
        "gflop_per_pair": round(speed.flops / 1e9, 1),
        "peak_tflops": round(speed.peak / 1e12, 1),
        "share_of_peak": round(speed.utilization(rate), 3),
    }


def checkpoint(name: str) -> dict[str, Any]:
    """Everything about one checkpoint."""
    start = time.perf_counter()
    fast = Localizer.load(name, ENGINE)
    load_s = round(time.perf_counter() - start, 2)
    report: dict[str, Any] = {"engine": fast.engine_name, "load_s": load_s}
    report["memory_mib"] = torch.cuda.memory_reserved() // 2**20 if CUDA else None
    threads = torch.get_num_threads()
    report["agreement"] = agreement(fast, Localizer.load(name, "torch"))
    torch.set_num_threads(threads)  # plain torch runs on one
    report["latency"] = latencies(fast)
    report["throughput"] = throughput(fast)
    return report


def attempt(measure: Callable[[], Any]) -> Any:
    """What it measures, or why it could not: the other measurements shall go on."""
    try:
        return measure()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def main() -> None:
    """Measure everything and write it as JSON, to the terminal and to the file named."""
    report: dict[str, Any] = {"machine": machine()}
    for name in ("avol", "avol-paper") if CUDA else ("avol-paper",):
        report[name] = attempt(lambda name=name: checkpoint(name))
    report["training"] = {k: attempt(lambda k=k: training_step(k)) for k in ("avol", "ave", "l3")}
    if CUDA:
        report["training"]["avol, compiled"] = attempt(lambda: training_step("avol", True))
        report["two threads"] = attempt(lambda: two_threads("avol"))
        report["out of memory"] = attempt(lambda: out_of_memory("avol"))
    text = json.dumps(report, indent=1)
    sys.stdout.write(text + "\n")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
