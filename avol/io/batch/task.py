"""One input to localize: the same function for one process, several processes and Ray."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from avol.core.fingerprint import fingerprint
from avol.errors import AvolError
from avol.io.localize import FileResult, OverlayStyle, Progress, localize, output_files
from avol.io.results import load_origin, load_verdicts
from avol.localizer import Localizer


@dataclass(frozen=True)
class Task:
    """One input with all parameters of its results; serializable.

    resume: skip the input if results with the same weights, engine, audio and style exist.
    threads: cores for the model; None lets AVOL choose.
    """

    source: Path
    out: Path
    weights: str
    engine: str
    audio: Path | None = None
    style: OverlayStyle = OverlayStyle()  # noqa: RUF009 - it is frozen
    resume: bool = False
    threads: int | None = None


@dataclass(frozen=True)
class TaskResult:
    """The outcome of one input: a `result`, or the message of an `error`.

    resumed: the input was skipped, and `result` describes the existing files.
    """

    source: Path
    took_s: float
    result: FileResult | None = None
    error: str = ""
    resumed: bool = False

    @property
    def maps_per_second(self) -> float:
        """Speed including reading and writing of files; 0 if no map was computed."""
        return self.result.maps / self.took_s if self.result and not self.resumed else 0.0

    @property
    def summary(self) -> str:
        """One line of text for the terminal."""
        if self.result is None:
            return self.error
        verdicts = ", ".join(f"{verdict}: {n}" for verdict, n in self.result.verdicts.items())
        overlay, *others = self.result.files
        files = ", ".join([str(overlay), *(file.suffix for file in others)])
        speed = "already done" if self.resumed else f"{self.maps_per_second:.0f} maps per second"
        return f"{files}: {verdicts}; {speed}"

    def to_dict(self) -> dict[str, Any]:
        """The values for `avol localize --json`."""
        values: dict[str, Any] = {"input": str(self.source), "took_s": round(self.took_s, 3)}
        if self.result is None:
            return values | {"error": self.error}
        return values | {
            "files": [str(file) for file in self.result.files],
            "maps": self.result.maps,
            "media_s": round(self.result.media_s, 3),
            "maps_per_second": round(self.maps_per_second, 2),
            "verdicts": self.result.verdicts,
            "before": self.resumed,
        }


@lru_cache(maxsize=1)
def load_model(weights: str, engine: str, threads: int | None) -> Localizer:
    """Load the model of a task, once per process."""
    arguments = (weights, engine) if threads is None else (weights, engine, threads)
    return Localizer.load(*arguments)  # pyright: ignore[reportArgumentType] - it validates them


def run_task(task: Task, progress: Progress = lambda done, total: None) -> TaskResult:
    """Run one task, or skip it if it can be resumed; an AvolError becomes part of the result."""
    started = time.perf_counter()

    def elapsed() -> float:
        return time.perf_counter() - started

    try:
        model = load_model(task.weights, task.engine, task.threads)
        origin = _origin(task, model)
        if task.resume and (existing := _existing_result(task, origin)) is not None:
            return TaskResult(task.source, elapsed(), existing, resumed=True)
        result = localize(
            task.source, task.out, model,
            audio=task.audio, style=task.style, progress=progress, origin=origin,
        )  # fmt: skip
    except AvolError as error:
        return TaskResult(task.source, elapsed(), error=str(error))
    return TaskResult(task.source, elapsed(), result)


def _origin(task: Task, model: Localizer) -> Callable[[float], str]:
    """Return the function that gives the origin of an archive from the duration in seconds.

    The keys must not change: `--resume` compares them with the origin of existing archives.
    """
    values = {
        "source": task.source.name,
        "fingerprint": fingerprint(task.source),
        "model": model.identity,
        "sound": fingerprint(task.audio) if task.audio else None,
        "drawing": asdict(task.style),
    }
    return lambda media_s: json.dumps(values | {"media_s": media_s})


def _existing_result(task: Task, origin: Callable[[float], str]) -> FileResult | None:
    """The result in existing files with the same origin; None if incomplete or damaged."""
    files = output_files(task.source, task.out)
    stored = load_origin(files[2]) if all(file.exists() for file in files) else ""
    try:
        media_s = float(json.loads(stored)["media_s"])
        if stored != origin(media_s):
            return None
        verdicts = Counter(verdict.value for verdict in load_verdicts(files[1]))
    except (ValueError, KeyError, TypeError):
        return None
    return FileResult(files, dict(verdicts), media_s)
