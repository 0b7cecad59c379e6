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

from avol.core.fingerprint import fingerprint, former_fingerprint
from avol.core.paths import path_to_text
from avol.errors import MediaError, describe_error
from avol.io.completeness import load_complete_verdicts
from avol.io.localize import FileResult, OverlayStyle, Progress, localize, output_files
from avol.io.results import load_origin
from avol.localizer import Localizer


@dataclass(frozen=True)
class Task:
    """One input with all parameters of its results; serializable.

    listed: the line and the list that name the input, for messages.
    audio_track: number of the audio track, from 1; None for the default one.
    resume: skip the input if results with the same weights, engine, audio and style exist.
    overwrite: replace files that AVOL has not written.
    threads: cores for the model; None lets AVOL choose.
    classes: file of taught classes.
    fine: encode enlarged parts of each image too.
    """

    source: Path
    out: Path
    weights: str
    engine: str
    audio: Path | None = None
    style: OverlayStyle = OverlayStyle()  # noqa: RUF009 - it is frozen
    resume: bool = False
    overwrite: bool = False
    threads: int | None = None
    listed: str = ""
    audio_track: int | None = None
    classes: Path | None = None
    fine: bool = False


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
        if not self.result.has_audio:
            verdicts = f"no audio (add a file with --sound), {verdicts}"
        overlay, *others = self.result.files
        files = ", ".join([str(overlay), *(file.suffix for file in others)])
        speed = (
            "skipped, already done"
            if self.resumed
            else f"{self.maps_per_second:.0f} maps per second"
        )
        return f"{files}: {verdicts}; {speed}"

    def to_dict(self) -> dict[str, Any]:
        """The values for `avol localize --json`."""
        values: dict[str, Any] = {
            "input": path_to_text(self.source),
            "took_s": round(self.took_s, 3),
        }
        if self.result is None:
            return values | {"error": self.error}
        return values | {
            "files": [path_to_text(file) for file in self.result.files],
            "maps": self.result.maps,
            "media_s": round(self.result.media_s, 3),
            "maps_per_second": round(self.maps_per_second, 2),
            "verdicts": self.result.verdicts,
            "has_audio": self.result.has_audio,
            "skipped": self.resumed,
        }


def dead_worker_result(task: Task) -> TaskResult:
    """The result of a task whose worker process was killed or crashed."""
    error = f"A worker process died at “{task.source.name}”; if memory ran out, use fewer workers."
    return TaskResult(task.source, 0.0, error=error)


@lru_cache(maxsize=1)
def task_model(
    weights: str,
    engine: str,
    threads: int | None,
    classes: Path | None = None,
    fine: bool = False,
) -> Localizer:
    """Load the model of a task, once per process."""
    return Localizer.load(weights, engine, threads, classes, fine)  # pyright: ignore[reportArgumentType]


def run_task(task: Task, progress: Progress = lambda done, total: None) -> TaskResult:
    """Run one task, or skip it if it can be resumed; an error becomes part of the result."""
    started = time.perf_counter()
    result, error, resumed = None, "", False
    try:
        model = task_model(task.weights, task.engine, task.threads, task.classes, task.fine)
        origin = _origin(task, model)
        result = _existing_result(task, model) if task.resume else None
        resumed = result is not None
        if result is None:
            result = localize(
                task.source, task.out, model,
                audio=task.audio, audio_track=task.audio_track, style=task.style,
                progress=progress, origin=origin, overwrite=task.overwrite,
            )  # fmt: skip
    except Exception as cause:  # a fault of AVOL in one input must not end the others
        error = describe_error(task.source, cause)
    if error and task.listed:
        error = f"{error.rstrip('.')} ({task.listed})."
    return TaskResult(task.source, time.perf_counter() - started, result, error, resumed)


def _origin(
    task: Task, model: Localizer, identify: Callable[[Path], str] = fingerprint
) -> Callable[[float], str]:
    """Return the function that gives the origin of an archive from the duration in seconds.

    The keys must not change: `--resume` compares them with the origin of existing archives.
    """
    drawing = asdict(task.style)
    for later in ("verdict", "legend", "note"):  # added after the first archives
        if not drawing[later]:
            del drawing[later]
    values = {
        "source": task.source.name,
        "fingerprint": identify(task.source),
        "model": model.identity,
        "sound": identify(task.audio) if task.audio else None,
        "drawing": drawing,
    }
    if task.audio_track is not None:
        values["audio_track"] = task.audio_track
    return lambda media_s: json.dumps(values | {"media_s": media_s})


def _existing_result(task: Task, model: Localizer) -> FileResult | None:
    """The result in existing files with the same origin; None if incomplete or damaged."""
    files = output_files(task.source, task.out)
    stored = load_origin(files[2])
    try:
        media_s = float(json.loads(stored)["media_s"])
        origins = (
            _origin(task, model, identify)(media_s)
            for identify in (fingerprint, former_fingerprint)
        )
        if stored not in origins:
            return None
        verdicts = Counter(verdict.value for verdict in load_complete_verdicts(*files))
    except (ValueError, KeyError, TypeError, OSError, MediaError):
        return None
    return FileResult(files, dict(verdicts), media_s)
