"""The export service: runs `avol localize` on the open file in a thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import QObject, Signal

from avol.errors import AvolError
from avol_studio.core.model_input_note import english_note, model_input_note, with_note
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.threads.thread_priority import BACKGROUND
from avol_studio.core.translation import tr
from avol_studio.services.base import WorkerService
from avol_studio.services.recording.recording_files import create_unique_folder

if TYPE_CHECKING:
    from avol.io import localize
    from avol.io.localize import OverlayStyle, Span
    from avol.perturbation import Perturbation
    from avol.reference_sounds import ReferenceSound
    from avol_studio.core.model_loader import Model


Part = Literal["video", "table", "maps"]
ALL_PARTS: frozenset[Part] = frozenset({"video", "table", "maps"})
PART_OF: dict[str, Part] = {".mp4": "video", ".png": "video", ".csv": "table", ".npz": "maps"}
"""The part that a file with a suffix is."""


@dataclass(frozen=True, slots=True)
class ExportJob:
    """What to export: the file `source` or a span of it (seconds), with this overlay style.

    parts: the kinds of files to write. root: the folder for the new folder of the export; None:
    the videos folder. audio_track: number of the audio track, from 1; None: the default one. start:
    seconds at which the file begins; the window counts from there. sound: takes the place of the
    audio for the maps, not in the video; None: the file's own. perturbation: alters what the model
    gets; None: nothing is altered.
    """

    source: Path
    span: Span | None
    style: OverlayStyle
    parts: frozenset[Part] = ALL_PARTS
    root: Path | None = None
    audio_track: int | None = None
    start: float = 0.0
    sound: ReferenceSound | None = None
    perturbation: Perturbation | None = None

    @property
    def name(self) -> str:
        """The name of the export folder: file, span in the times of the window, and input."""
        part = "whole"
        if self.span is not None:
            low, high = (time - self.start for time in self.span)
            part = f"{low:.3f}-{high:.3f} s"
        return with_note(f"{self.source.stem} {part}", self.note)

    @property
    def note(self) -> str:
        """What the maps belong to, in English; "" for the file as it is."""
        return english_note(self.sound, self.perturbation)

    @property
    def result_text(self) -> str:
        """The sentence about the maps below the result; "" for those of the file as it is."""
        note = model_input_note(self.sound, self.perturbation)
        text = tr("The maps are those on screen ({note}), not those of the file as it is.")
        return text.format(note=note) if note else ""


class ExportCancelledError(AvolError):
    """The export was cancelled."""


class ExportService(WorkerService):
    """Exports to new folders below `root`, one job after another."""

    progress_changed = Signal(object)  # exported fraction 0..1; None: no export is running

    def __init__(self, load_model: Callable[[], Model], root: Path, parent: QObject) -> None:
        super().__init__(parent)
        self.root = root
        self.load_model = load_model
        self.progress: float | None = None
        self._cancelled = threading.Event()
        self._exporter = self._start_worker(
            lambda notify: TaskThread("avol-export", notify, BACKGROUND)
        )
        self._handle(float, self._set_progress)
        self._handle(Message, self._on_finished)

    def start(self, job: ExportJob) -> None:
        """Start an export; `progress_changed` follows, then `message` with the folder."""
        self._cancelled.clear()
        self._set_progress(0.0)
        load_model = self.load_model
        self._exporter.submit(
            lambda: self._export(job, load_model),
            self._on_finished,
            tr("“{name}” could not be exported").format(name=job.source.name),
            tr("export a part of the file"),
        )

    def cancel(self) -> None:
        """Cancel the running export and remove its files."""
        self._cancelled.set()

    def close(self) -> None:
        """Cancel the running export, which removes its files, and request the thread to end."""
        self.cancel()
        super().close()

    # -- the thread --------------------------------------------------------------------------

    def _export(self, job: ExportJob, load_model: Callable[[], Model]) -> Message:
        from avol.io.localize import localize
        from avol.io.model_input import ModelInput

        def on_progress(done: int, total: int) -> None:
            self._exporter.notify(done / total)
            if self._cancelled.is_set():
                raise ExportCancelledError(tr("The export was cancelled; its files were removed."))

        model = cast("localize.Model", load_model())  # a Localizer fits both protocols
        folder = create_unique_folder((job.root or self.root) / job.name)
        try:
            result = localize(
                job.source, folder, model,
                audio_track=job.audio_track, span=job.span,
                style=replace(job.style, note=job.note),
                with_video="video" in job.parts, progress=on_progress,
                origin=lambda media_s: job.note,
                model_input=ModelInput(job.sound, job.perturbation),
            )  # fmt: skip
            for path in result.files:
                if PART_OF[path.suffix] not in job.parts:
                    path.unlink()
        except BaseException as error:
            with suppress(OSError):  # the folder may contain other files
                folder.rmdir()  # `localize` has removed its files
            if isinstance(error, ExportCancelledError):
                return Message(str(error))
            raise
        texts = (tr("Saved in {folder}.").format(folder=folder), job.result_text)
        return Message(" ".join(filter(None, texts)), folder=folder)

    # -- events ------------------------------------------------------------------------------

    def _on_finished(self, message: Message) -> None:
        self.message.emit(message)
        self._set_progress(None)

    def _set_progress(self, progress: float | None) -> None:
        self.progress = progress
        self.progress_changed.emit(progress)
