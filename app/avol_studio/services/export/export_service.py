"""Exports: `avol localize` for the file that is open, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import platformdirs
from PySide6.QtCore import QObject, Qt, Signal

from avol.errors import AvolError
from avol_studio.core.error_text import error_text
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.thread_priority import lower_thread_priority
from avol_studio.services.recording.recording_files import create_unique_folder

if TYPE_CHECKING:
    from avol.io import localize
    from avol.io.localize import OverlayStyle, Span
    from avol_studio.core.model_loader import Model


@dataclass(frozen=True, slots=True)
class ExportJob:
    """What is to be taken home: of which file, all of it or a span, drawn how.

    film: with a film, else only its table and maps.
    """

    source: Path
    span: Span | None
    drawing: OverlayStyle
    film: bool = True

    @property
    def name(self) -> str:
        """What the folder is named after: file and span."""
        what = "whole" if self.span is None else f"{self.span[0]:.3f}-{self.span[1]:.3f} s"
        return f"{self.source.stem} {what}"


class CancelledError(AvolError):
    """The export was not wanted any more."""


class ExportService(QObject):
    """Carries out one order at a time, each into a new folder; `begin` returns at once."""

    progressed = Signal(object)  # share 0..1 of what is exported; None: nothing is
    message = Signal(object)  # Message
    _happened = Signal(object)  # told by the thread, brought into this one

    def __init__(self, load_model: Callable[[], Model], root: Path | None, parent: QObject) -> None:
        super().__init__(parent)
        self._root = root or platformdirs.user_videos_path() / "AVOL"
        self.load_model = load_model
        self.share: float | None = None
        self._pool = ThreadPoolExecutor(1, "avol-export", initializer=lower_thread_priority)
        self._unwanted = threading.Event()
        self._happened.connect(self._on_event, Qt.ConnectionType.QueuedConnection)

    def begin(self, order: ExportJob) -> None:
        """Make the files; `progressed` tells how far they are, then `said` where they lie."""
        self._unwanted.clear()
        self._tell(0.0)
        self._pool.submit(self._work, order, self.load_model)

    def cancel(self) -> None:
        """Give up what is being made; nothing of it is left."""
        self._unwanted.set()

    def close(self) -> None:
        """Give up what is being made, and wait for that."""
        self.cancel()
        self._pool.shutdown()

    # -- the thread --------------------------------------------------------------------------

    def _work(self, order: ExportJob, load_model: Callable[[], Model]) -> None:
        try:
            where = self._make(order, load_model)
        except CancelledError as error:
            self._happened.emit(Message(str(error)))
        except Exception as error:
            text = f"“{order.source.name}” could not be exported ({error}); try a part of it."
            self._happened.emit(Message(error_text(error, text), "error"))
        else:
            self._happened.emit(Message(f"Saved in {where}.", folder=where))

    def _make(self, order: ExportJob, load_model: Callable[[], Model]) -> Path:
        from avol.io.localize import localize

        def go_on(done: int, total: int) -> None:
            self._happened.emit(done / total)
            if self._unwanted.is_set():
                raise CancelledError("The export was cancelled; nothing of it is left.")

        model = cast("localize.Model", load_model())  # a Localizer is both
        folder = create_unique_folder(self._root / order.name)
        try:
            localize(
                order.source, folder, model, drawing=order.drawing, span=order.span,
                film=order.film, progress=go_on,
            )  # fmt: skip
        except BaseException:
            folder.rmdir()  # nothing is left in it
            raise
        return folder

    # -- the GUI thread ----------------------------------------------------------------------

    def _on_event(self, event: float | Message) -> None:
        if isinstance(event, Message):
            self.message.emit(event)
        self._tell(None if isinstance(event, Message) else event)

    def _tell(self, share: float | None) -> None:
        self.share = share
        self.progressed.emit(share)
