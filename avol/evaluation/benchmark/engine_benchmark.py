"""Benchmark of the engines on this machine: time of each step, and agreement with torch.

Machines differ and drift, so each time comes with two references of the same run: torch on the same
input, and the machine's peak in a square matrix product. The engines take turns, round by round, so
that a busy moment affects all of them.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.audio.log_spectrogram import LogSpectrogram
from avol.checkpoints import DEFAULT_WEIGHTS, load_network
from avol.embedder import resize_square
from avol.engines import EngineKind
from avol.errors import EngineError
from avol.evaluation.benchmark.random_inputs import synthetic_images, synthetic_windows
from avol.evaluation.benchmark.report import (
    STEPS,
    Agreement,
    BenchmarkReport,
    Step,
    StepTiming,
)
from avol.localizer import Localizer

if TYPE_CHECKING:
    from avol.evaluation.benchmark.hardware_baseline import Arithmetic

Image = NDArray[np.uint8]
Wave = NDArray[np.float32]


@dataclass(frozen=True)
class _Candidate:
    kind: EngineKind
    threads: int
    localizer: Localizer

    @property
    def arithmetic(self) -> Arithmetic:
        return "int8" if self.kind == "int8" else "fp16 CUDA" if self.kind == "cuda" else "fp32"


def benchmark_engines(
    name_or_path: str | Path = DEFAULT_WEIGHTS,
    kinds: Sequence[EngineKind] = ("fp32", "int8", "cuda"),
    threads: Sequence[int] = (1, 2),
    rounds: int = 20,
) -> BenchmarkReport:
    """Measure engines against torch on this machine.

    Args:
        name_or_path: the checkpoint.
        kinds: engines besides torch, which always runs; the report names those that do not work.
        threads: numbers of threads to try.
        rounds: how often every step of every engine is timed.

    Raises:
        WeightsError: the checkpoint does not match its card.
    """
    from avol.evaluation.benchmark.hardware_baseline import count_gmacs, peak_gflops

    card, network = load_network(name_or_path)
    candidates, missing = _load(name_or_path, ("torch", *kinds), threads)
    times = _measure(candidates, rounds)
    gmacs = count_gmacs(card, network)
    ceilings = {(c.arithmetic, c.threads): peak_gflops(c.arithmetic, c.threads) for c in candidates}
    reference = {
        c.threads: spent for c, spent in zip(candidates, times, strict=True) if c.kind == "torch"
    }
    rows = [
        _timing(c, step, spent[step], reference[c.threads][step], gmacs, ceilings)
        for c, spent in zip(candidates, times, strict=True)
        for step in STEPS
    ]
    return BenchmarkReport(
        card.title,
        f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
        gmacs,
        {f"{arithmetic} x {n}": value for (arithmetic, n), value in ceilings.items()},
        tuple(rows),
        _agreements(candidates, synthetic_images(), synthetic_windows(card.audio_window)),
        missing,
    )


def _load(
    name_or_path: str | Path, kinds: Sequence[EngineKind], threads: Sequence[int]
) -> tuple[list[_Candidate], dict[str, str]]:
    candidates, missing = [], {}
    for kind, count in product(dict.fromkeys(kinds), threads):
        try:
            localizer = Localizer.load(name_or_path, kind, count)
        except EngineError as error:
            missing[kind] = str(error)
        else:
            candidates.append(_Candidate(kind, count, localizer))
    return candidates, missing


def _steps(localizer: Localizer) -> dict[Step, Callable[[], object]]:
    image, wave = synthetic_images()[0], synthetic_windows(localizer.audio_window)[0]
    card, engine = localizer.card, localizer.engine
    square = resize_square(image, card.image_size)[None]
    front_end = LogSpectrogram(card.spectrogram)
    spectrogram = front_end(wave)[None]
    image_embedding, audio_embedding = localizer.encode_image(image), localizer.encode_audio(wave)
    return {
        "resize": lambda: resize_square(image, card.image_size),
        "encode_image": lambda: engine.encode_images(square),
        "spectrogram": lambda: front_end(wave),
        "encode_audio": lambda: engine.encode_spectrograms(spectrogram),
        "localize": lambda: localizer.localize(image_embedding, audio_embedding),
        "total": lambda: localizer(image, wave),
    }


def _measure(candidates: Sequence[_Candidate], rounds: int) -> list[dict[Step, list[float]]]:
    """Milliseconds of every step of every engine, in turns."""
    steps_of = [_steps(candidate.localizer) for candidate in candidates]
    times: list[dict[Step, list[float]]] = [{step: [] for step in STEPS} for _ in candidates]
    for _ in range(rounds):
        for steps, spent in zip(steps_of, times, strict=True):
            steps["total"]()  # warm-up after the other engines, not timed
            for step, run in steps.items():
                start = time.perf_counter()
                run()
                spent[step].append(1000 * (time.perf_counter() - start))
    return times


def _timing(
    candidate: _Candidate,
    step: Step,
    spent: list[float],
    reference: list[float],
    gmacs: dict[str, float],
    ceilings: Mapping[tuple[str, int], float],
) -> StepTiming:
    p50, p95 = (float(value) for value in np.percentile(spent, (50, 95)))
    gflops = 2000 * gmacs[step] / p50 if step in gmacs else None
    fraction = gflops and gflops / ceilings[candidate.arithmetic, candidate.threads]
    name, speedup = candidate.localizer.engine_name, float(np.median(reference)) / p50
    return StepTiming(name, candidate.threads, step, p50, p95, speedup, gflops, fraction)


def _agreements(
    candidates: Sequence[_Candidate], images: Sequence[Image], waves: Sequence[Wave]
) -> tuple[Agreement, ...]:
    """Maps of all pairs of image and audio, each engine against the first, which is torch."""

    def maps(localizer: Localizer) -> NDArray[np.float32]:
        image_embeddings = [localizer.encode_image(image) for image in images]
        audio_embeddings = [localizer.encode_audio(wave) for wave in waves]
        return np.stack(
            [
                localizer.localize(image, audio).map.ravel()
                for image, audio in product(image_embeddings, audio_embeddings)
            ]
        )

    reference = maps(candidates[0].localizer)
    agreements = []
    for candidate in candidates:
        own = maps(candidate.localizer)
        difference = float(np.abs(own - reference).max())
        same = float(np.mean(own.argmax(1) == reference.argmax(1)))
        name = candidate.localizer.engine_name
        agreements.append(Agreement(name, candidate.threads, difference, same, len(reference)))
    return tuple(agreements)
