"""How fast each engine runs each step here, and how near it stays to plain torch.

Machines differ and drift, so every figure stands beside two yardsticks of the same run: plain torch
on the same question, and what the machine reaches at best in a square matrix product. All engines
are asked in turn, round by round, so that a busy moment hits them alike.
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
from avol.engines import EngineKind
from avol.errors import EngineError
from avol.evaluation.benchmark.random_inputs import made_up_pictures, made_up_waves
from avol.evaluation.benchmark.report import STEPS, Agreement, Report, Row, Step
from avol.localizer import AudioEmbedding, ImageEmbedding, Localizer, resize_square

if TYPE_CHECKING:
    from avol.evaluation.benchmark.hardware_baseline import Arithmetic

__all__ = ["STEPS", "Agreement", "Report", "Row", "Step", "bench_engine"]

Picture = NDArray[np.uint8]
Wave = NDArray[np.float32]


@dataclass(frozen=True)
class _Entrant:
    kind: EngineKind
    threads: int
    localizer: Localizer

    @property
    def arithmetic(self) -> Arithmetic:
        return "int8" if self.kind == "int8" else "fp16 CUDA" if self.kind == "cuda" else "fp32"


def bench_engine(
    name_or_path: str | Path = DEFAULT_WEIGHTS,
    kinds: Sequence[EngineKind] = ("fp32", "int8", "cuda"),
    threads: Sequence[int] = (1, 2),
    rounds: int = 20,
    pictures: Sequence[Picture] = (),
    waves: Sequence[Wave] = (),
) -> Report:
    """Measure engines against plain torch on this machine.

    Args:
        name_or_path: the checkpoint.
        kinds: engines besides plain torch, which always runs; those that do not work are named.
        threads: how many cores a question may use, each tried.
        rounds: how often every step of every engine is timed.
        pictures: (H, W, 3) RGB to compare maps on; made-up ones where there are none.
        waves: (48000,) seconds of sound, likewise.

    Raises:
        WeightsError: the checkpoint does not fit its card.
    """
    from avol.evaluation.benchmark.hardware_baseline import ceiling, gmacs

    card, network = load_network(name_or_path)
    entrants, missing = _enter(name_or_path, ("torch", *kinds), threads)
    times = _times(entrants, rounds)
    needed = gmacs(card, network)
    ceilings = {(e.arithmetic, e.threads): ceiling(e.arithmetic, e.threads) for e in entrants}
    plain = {e.threads: spent for e, spent in zip(entrants, times, strict=True) if _is_plain(e)}
    rows = [
        _row(e, step, spent[step], plain[e.threads][step], needed, ceilings)
        for e, spent in zip(entrants, times, strict=True)
        for step in STEPS
    ]
    return Report(
        card.title,
        f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
        needed,
        {f"{arithmetic} x {n}": value for (arithmetic, n), value in ceilings.items()},
        tuple(rows),
        _agreements(entrants, pictures or made_up_pictures(), waves or made_up_waves()),
        missing,
    )


def _enter(
    name_or_path: str | Path, kinds: Sequence[EngineKind], threads: Sequence[int]
) -> tuple[list[_Entrant], dict[str, str]]:
    entrants, missing = [], {}
    for kind, count in product(dict.fromkeys(kinds), threads):
        try:
            localizer = Localizer.load(name_or_path, kind, count)
        except EngineError as error:
            missing[kind] = str(error)
        else:
            entrants.append(_Entrant(kind, count, localizer))
    return entrants, missing


def _is_plain(entrant: _Entrant) -> bool:
    return entrant.kind == "torch"


def _steps(localizer: Localizer) -> dict[Step, Callable[[], object]]:
    picture, wave = made_up_pictures()[0], made_up_waves()[0]
    card, engine = localizer.card, localizer.engine
    square = resize_square(picture, card.image_size)[None]
    front_end = LogSpectrogram(card.spectrogram)
    spectrogram = front_end(wave)[None]
    seen, heard = localizer.encode_image(picture), localizer.encode_audio(wave)
    return {
        "resize": lambda: resize_square(picture, card.image_size),
        "see": lambda: engine.encode_images(square),
        "front end": lambda: front_end(wave),
        "hear": lambda: engine.encode_spectrograms(spectrogram),
        "compare": lambda: localizer.localize(seen, heard),
        "whole": lambda: localizer(picture, wave),
    }


def _times(entrants: Sequence[_Entrant], rounds: int) -> list[dict[Step, list[float]]]:
    """Milliseconds of every step of every entrant, asked in turn."""
    work = [_steps(entrant.localizer) for entrant in entrants]
    spent: list[dict[Step, list[float]]] = [{step: [] for step in STEPS} for _ in entrants]
    for _ in range(rounds):
        for steps, kept in zip(work, spent, strict=True):
            steps["whole"]()  # changes over to this entrant, untimed
            for step, ask in steps.items():
                start = time.perf_counter()
                ask()
                kept[step].append(1000 * (time.perf_counter() - start))
    return spent


def _row(
    entrant: _Entrant,
    step: Step,
    spent: list[float],
    plain: list[float],
    gmacs: dict[str, float],
    ceilings: Mapping[tuple[str, int], float],
) -> Row:
    p50, p95 = (float(value) for value in np.percentile(spent, (50, 95)))
    gflops = 2000 * gmacs[step] / p50 if step in gmacs else None
    share = gflops and gflops / ceilings[entrant.arithmetic, entrant.threads]
    name, speedup = entrant.localizer.engine_name, float(np.median(plain)) / p50
    return Row(name, entrant.threads, step, p50, p95, speedup, gflops, share)


def _agreements(
    entrants: Sequence[_Entrant], pictures: Sequence[Picture], waves: Sequence[Wave]
) -> tuple[Agreement, ...]:
    """Every picture against every sound, each engine against the first, which is plain torch."""

    def maps(localizer: Localizer) -> NDArray[np.float32]:
        seen: list[ImageEmbedding] = [localizer.encode_image(picture) for picture in pictures]
        heard: list[AudioEmbedding] = [localizer.encode_audio(wave) for wave in waves]
        return np.stack([localizer.localize(s, h).map.ravel() for s in seen for h in heard])

    right = maps(entrants[0].localizer)
    found = []
    for entrant in entrants:
        answers = maps(entrant.localizer)
        off = float(np.abs(answers - right).max())
        same = float(np.mean(answers.argmax(1) == right.argmax(1)))
        name = entrant.localizer.engine_name
        found.append(Agreement(name, entrant.threads, off, same, len(right)))
    return tuple(found)
