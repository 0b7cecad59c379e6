"""One input to be done: the same function for one process, for many, and for machines far away."""

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
from avol.io.localize import Found, OverlayStyle, Progress, localize, names
from avol.io.results import read_origin, read_verdicts
from avol.localizer import Localizer


@dataclass(frozen=True)
class Task:
    """One input and all that decides what is made of it; it can be sent anywhere.

    resume: leave it where it was done already, with the same weights, engine, sound and drawing.
    threads: cores for the model; None lets AVOL choose.
    """

    source: Path
    out: Path
    weights: str
    engine: str
    sound: Path | None = None
    drawing: OverlayStyle = OverlayStyle()  # noqa: RUF009 - it is frozen
    resume: bool = False
    threads: int | None = None


@dataclass(frozen=True)
class Done:
    """What became of one input: `found`, or the sentence of an `error`.

    before: it was done already, and `found` is read from what is there.
    """

    source: Path
    took_s: float
    found: Found | None = None
    error: str = ""
    before: bool = False

    @property
    def maps_per_second(self) -> float:
        """How fast it was, reading and writing included."""
        return self.found.maps / self.took_s if self.found and not self.before else 0.0

    @property
    def text(self) -> str:
        """One line for a person."""
        if self.found is None:
            return self.error
        verdicts = ", ".join(f"{verdict}: {n}" for verdict, n in self.found.verdicts.items())
        picture, *others = self.found.files
        files = ", ".join([str(picture), *(file.suffix for file in others)])
        how = "was done before" if self.before else f"{self.maps_per_second:.0f} maps a second"
        return f"{files}: {verdicts}; {how}"

    @property
    def figures(self) -> dict[str, Any]:
        """The same for a program."""
        figures: dict[str, Any] = {"input": str(self.source), "took_s": round(self.took_s, 3)}
        if self.found is None:
            return figures | {"error": self.error}
        return figures | {
            "files": [str(file) for file in self.found.files],
            "maps": self.found.maps,
            "media_s": round(self.found.media_s, 3),
            "maps_per_second": round(self.maps_per_second, 2),
            "verdicts": self.found.verdicts,
            "before": self.before,
        }


@lru_cache(maxsize=1)
def model_of(weights: str, engine: str, threads: int | None) -> Localizer:
    """The model of a task, loaded once in a process."""
    given = (weights, engine) if threads is None else (weights, engine, threads)
    return Localizer.load(*given)  # pyright: ignore[reportArgumentType] - it checks


def carry_out(task: Task, progress: Progress = lambda done, total: None) -> Done:
    """Do one task, unless it is to be left as it was done before; no AvolError is raised."""
    started = time.perf_counter()

    def since() -> float:
        return time.perf_counter() - started

    try:
        model = model_of(task.weights, task.engine, task.threads)
        origin = _origin(task, model)
        if task.resume and (found := _found_before(task, origin)) is not None:
            return Done(task.source, since(), found, before=True)
        found = localize(
            task.source, task.out, model,
            sound=task.sound, drawing=task.drawing, progress=progress, origin=origin,
        )  # fmt: skip
    except AvolError as error:
        return Done(task.source, since(), error=str(error))
    return Done(task.source, since(), found)


def _origin(task: Task, model: Localizer) -> Callable[[float], str]:
    """What the archive says of how it came about, told how long the video lasts."""
    facts = {
        "source": task.source.name,
        "fingerprint": fingerprint(task.source),
        "model": model.identity,
        "sound": fingerprint(task.sound) if task.sound else None,
        "drawing": asdict(task.drawing),
    }
    return lambda media_s: json.dumps(facts | {"media_s": media_s})


def _found_before(task: Task, origin: Callable[[float], str]) -> Found | None:
    """What is there already of this very task, if it is whole."""
    files = names(task.source, task.out)
    kept = read_origin(files[2]) if all(file.exists() for file in files) else ""
    try:
        media_s = float(json.loads(kept)["media_s"])
    except (ValueError, KeyError, TypeError):
        return None
    if kept != origin(media_s):
        return None
    return Found(files, dict(Counter(read_verdicts(files[1]))), media_s)
