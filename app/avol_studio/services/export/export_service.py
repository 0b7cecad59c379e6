"""The export service: runs `avol localize` on the open file in a thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import platformdirs
from PySide6.QtCore import QObject, Signal

from avol.errors import AvolError
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.threads.thread_priority import BACKGROUND
from avol_studio.services.base import WorkerService
from avol_studio.services.recording.recording_files import create_unique_folder

if TYPE_CHECKING:
    from avol.io import localize
    from avol.io.localize import OverlayStyle, Span
    from avol_studio.core.model_loader import Model


@dataclass(frozen=True, slots=True)
class ExportJob:
    """What to export: the file `source` or a span of it (seconds), with this overlay style.

    with_video: also write the video with the overlay; the table and the maps are always written.
    """

    source: Path
    span: Span | None
    style: OverlayStyle
    with_video: bool = True

    @property
    def name(self) -> str:
        """The name of the export folder: file and span."""
        span = "whole" if self.span is None else f"{self.span[0]:.3f}-{self.span[1]:.3f} s"
        return f"{self.source.stem} {span}"


class ExportCancelledError(AvolError):
    """The export was cancelled."""


class ExportService(WorkerService):
    """Exports to new folders below `root`, one job after another."""

    shutdown_timeout = 60.0  # a cancelled export still removes its files

    progress_changed = Signal(object)  # exported fraction 0..1; None: no export is running

    def __init__(self, load_model: Callable[[], Model], root: Path | None, parent: QObject) -> None:
        super().__init__(parent)
        self._root = root or platformdirs.user_videos_path() / "AVOL"
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
            f"“{job.source.name}” could not be exported",
            "export a part of the file",
        )

    def cancel(self) -> None:
        """Cancel the running export and remove its files."""
        self._cancelled.set()

    def close(self) -> None:
        """Cancel the running export and wait until its files are removed."""
        self.cancel()
        super().close()

    # -- the thread --------------------------------------------------------------------------

    def _export(self, job: ExportJob, load_model: Callable[[], Model]) -> Message:
        from avol.io.localize import localize

        def on_progress(done: int, total: int) -> None:
            self._exporter.notify(done / total)
            if self._cancelled.is_set():
                raise ExportCancelledError("The export was cancelled; its files were removed.")

        model = cast("localize.Model", load_model())  # a Localizer fits both protocols
        folder = create_unique_folder(self._root / job.name)
        try:
            localize(
                job.source, folder, model, style=job.style, span=job.span,
                with_video=job.with_video, progress=on_progress,
            )  # fmt: skip
        except BaseException as error:
            folder.rmdir()  # `localize` has removed its files
            if isinstance(error, ExportCancelledError):
                return Message(str(error))
            raise
        return Message(f"Saved in {folder}.", folder=folder)

    # -- events ------------------------------------------------------------------------------

    def _on_finished(self, message: Message) -> None:
        self.message.emit(message)
        self._set_progress(None)

    def _set_progress(self, progress: float | None) -> None:
        self.progress = progress
        self.progress_changed.emit(progress)
