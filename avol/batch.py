"""Many inputs one after the other: a bar says how far it is, a bad one does not stop the rest."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from avol.errors import AvolError, InputError
from avol.localize import Drawing, Found, Model, localize


@dataclass(frozen=True)
class Done:
    """What became of one input: `found`, or the sentence of an `error`."""

    source: Path
    took_s: float
    found: Found | None = None
    error: str = ""

    @property
    def maps_per_second(self) -> float:
        """How fast it was, reading and writing included."""
        return self.found.maps / self.took_s if self.found else 0.0

    @property
    def text(self) -> str:
        """One line for a person."""
        if self.found is None:
            return self.error
        verdicts = ", ".join(f"{verdict}: {n}" for verdict, n in self.found.verdicts.items())
        picture, *others = self.found.files
        files = ", ".join([str(picture), *(file.suffix for file in others)])
        return f"{files}: {verdicts}; {self.maps_per_second:.0f} maps a second"

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
        }


def localize_all(
    sources: Sequence[Path],
    out: Path,
    model: Model,
    sound: Path | None = None,
    drawing: Drawing | None = None,
) -> Iterator[Done]:
    """Localize each source as `avol.localize` does, under a bar with the time left on a terminal.

    Of two sources that would write the same files only the first is done.
    """
    taken: set[str] = set()
    with _bar() as bar:
        for source in sources:
            started = time.perf_counter()
            task = bar.add_task(source.name, total=None)
            try:
                _take(source, taken)
                found = localize(
                    source,
                    out,
                    model,
                    sound=sound,
                    drawing=drawing or Drawing(),
                    progress=lambda done, total, task=task: bar.update(
                        task, completed=done, total=total
                    ),
                )
                yield Done(source, time.perf_counter() - started, found)
            except AvolError as error:
                yield Done(source, time.perf_counter() - started, error=str(error))
            bar.remove_task(task)


def _take(source: Path, taken: set[str]) -> None:
    if source.stem in taken:
        raise InputError(f"“{source}” has the name of an earlier input; give it another folder.")
    taken.add(source.stem)


def _bar() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
