"""The figures of the scaling benchmark, each at three sizes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from avol_studio.bench.scaling.growth import Growth

REPEATS = 5
"""Measurements of each figure, whose median counts."""
VIDEO_SIZE, VIDEO_FRAMES = (160, 90), 200
BATCH_FRAMES = 24  # of one video of a batch


def file_growth(demo: Path, folder: Path, minutes: Sequence[float]) -> Iterator[Growth]:
    """Measure opening a video and seeking in it; the video repeats the demo at a small size."""
    from avol.media import VideoFile
    from avol_studio.bench.test_video import make_test_video

    opened, previews, exact = list[float](), list[float](), list[float]()
    for number, length in enumerate(minutes):
        path = folder / f"{number}.mp4"
        make_test_video(path, demo, length, VIDEO_SIZE, VIDEO_FRAMES)
        opened.append(_median_ms([lambda path=path: VideoFile(path).close()] * REPEATS))
        with VideoFile(path) as video:
            spread = np.linspace(10, len(video.index) - 1, 4 * REPEATS).astype(int).tolist()
            previews.append(_median_ms([lambda i=i: video.preview(i) for i in spread[::2]]))
            exact.append(_median_ms([lambda i=i: video.frame(i) for i in spread[1::2]]))
    sizes = tuple(minutes)
    yield Growth("opening a video, CPU ms", "minutes", sizes, tuple(opened))
    yield Growth("preview in it, CPU ms", "minutes", sizes, tuple(previews))
    yield Growth("exact frame in it, CPU ms", "minutes", sizes, tuple(exact))


def library_growth(items: Sequence[int]) -> Iterator[Growth]:
    """Measure searches in libraries of random vectors."""
    from avol.retrieval.benchmark.search_benchmark import benchmark_search

    values = tuple(benchmark_search(count, queries=20).query_ms["p50"] for count in items)
    yield Growth("search in a library, ms", "items", tuple(items), values)


def batch_growth(
    demo: Path, folder: Path, workers: Sequence[int], weights: str, engine: str
) -> Iterator[Growth]:
    """Measure localizing as many short videos as the largest number of workers."""
    from avol.io.batch.executor import run_tasks
    from avol.io.batch.task import Task
    from avol_studio.bench.test_video import make_test_video

    source = folder / "batch.mp4"
    make_test_video(source, demo, 0, VIDEO_SIZE, BATCH_FRAMES)
    sources = [folder / f"batch{n}.mp4" for n in range(max(workers))]
    for copy in sources:
        copy.write_bytes(source.read_bytes())
    rates = list[float]()
    for count in workers:
        out = folder / f"out{count}"
        tasks = [Task(copy, out, weights, engine, threads=1) for copy in sources]
        start = time.perf_counter()
        results = [each.result for each in run_tasks(tasks, count) if each.result is not None]
        rates.append(sum(result.maps for result in results) / (time.perf_counter() - start))
    yield Growth("maps of a batch, each second", "workers", tuple(workers), tuple(rates))


def training_growth(processes: Sequence[int]) -> Iterator[Growth]:
    """Measure a training by correspondence with as many pairs in each process."""
    from avol_studio.bench.scaling.training_rate import pairs_per_second

    rates = tuple(pairs_per_second(count) for count in processes)
    yield Growth("pairs of a training, each second", "processes", tuple(processes), rates)


def _median_ms(calls: Sequence[Callable[[], object]]) -> float:
    """The processor time of all threads, which other programs hardly change."""
    times = list[float]()
    for call in calls:
        start = time.process_time()
        call()
        times.append(1000 * (time.process_time() - start))
    return float(np.median(times))
