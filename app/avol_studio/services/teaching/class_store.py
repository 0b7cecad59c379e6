"""The taught classes of the user: kept in one file, and every change can be undone."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from avol.errors import AvolError, MediaError
from avol_studio.core.class_names import class_name
from avol_studio.core.error_text import error_text
from avol_studio.core.library_messages import translated
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.task_thread import TaskThread
from avol_studio.core.translation import tr
from avol_studio.services.base import WorkerService

if TYPE_CHECKING:
    from avol.teaching import TaughtClass, TaughtClasses
    from avol.teaching.adaptation import Adaptation, AdaptationKind
    from avol_studio.core.model_selection import ModelSelection

_log = logging.getLogger("avol.teaching")


def default_classes_file() -> Path:
    """Return the file of the taught classes in the user's data folder."""
    folder = platformdirs.user_data_path("avol", appauthor=False)
    return folder / "taught-classes.safetensors"


class TaughtClassStore(WorkerService):
    """The taught classes; the model in use follows every change, the file too.

    The file is read and written in a thread. A damaged file is kept under another name.
    """

    changed = Signal()

    def __init__(self, models: ModelSelection, path: Path | None, parent: QObject) -> None:
        super().__init__(parent)
        self._models, self._path = models, path or default_classes_file()
        self._classes: TaughtClasses | None = None
        self._thread = self._start_worker(lambda notify: TaskThread("avol-taught", notify))
        self._told = ""
        self.undo_stack = QUndoStack(self)
        self.ready = False
        """Whether the file was read."""
        models.changed.connect(self._check_weights)

    @property
    def classes(self) -> TaughtClasses:
        """All taught classes."""
        from avol.teaching import TaughtClasses

        if self._classes is None:
            self._classes = TaughtClasses()
        return self._classes

    def find(self, name: str) -> TaughtClass | None:
        """Return a class by its name; None if there is none."""
        return self.classes[name] if name in self.classes else None  # noqa: SIM401 - no mapping

    @property
    def off_reason(self) -> str:
        """Why classes are not used although they are enabled, one sentence, or ""."""
        if not len(self.classes) and not self.classes.adaptations:
            return ""
        return translated(self.classes.unusable_text(self._models.card().sha256))

    # -- changes -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the file of the classes."""
        self._thread.submit(self._read, self._on_read)

    def add(self, taught: TaughtClass) -> None:
        """Add a class, or replace the one of its name."""
        classes = self.classes
        known = taught.name in classes
        text = tr("Teach {name}").format(name=class_name(taught.name))
        self._change(text, lambda: classes.replace(taught) if known else classes.add(taught))

    def remove(self, name: str) -> None:
        """Delete a class."""
        text = tr("Delete {name}").format(name=class_name(name))
        self._change(text, lambda: self.classes.remove(name))

    def rename(self, name: str, new: str) -> None:
        """Rename a class; a message explains why it cannot be."""
        text = tr("Rename {name}").format(name=class_name(name))
        self._change(text, lambda: self.classes.rename(name, new))

    def enable(self, name: str, enabled: bool) -> None:
        """Use a class, or not."""
        text = tr("Switch {name}").format(name=class_name(name))
        self._change(text, lambda: self.classes.enable(name, enabled))

    def adapt(self, adaptation: Adaptation) -> None:
        """Use an adaptation, in place of one of its kind."""
        self._change(tr("Adapt the model"), lambda: self.classes.adapt(adaptation))

    def revert(self, kind: AdaptationKind) -> None:
        """Remove the adaptation of a kind."""
        self._change(tr("Revert the adaptation"), lambda: self.classes.revert(kind))

    def import_from(self, path: Path) -> None:
        """Add the classes of a file."""

        def imported(found: TaughtClasses) -> None:
            names = ", ".join(map(class_name, found.names))
            text = tr("Imported {names}.").format(names=names)
            if self._change(tr("Import {names}").format(names=names), lambda: self._joined(found)):
                self.message.emit(Message(text))

        self._thread.submit(lambda: self._load_file(path), imported)

    def export_to(self, name: str, path: Path) -> None:
        """Write a class to a file."""
        classes = self.classes
        text = tr("Exported “{name}” to {file}.").format(name=class_name(name), file=path.name)
        self._thread.submit(
            lambda: classes.export(name, path),
            lambda _: self.message.emit(Message(text, folder=path.parent)),
        )

    def apply(self, classes: TaughtClasses) -> None:
        """Use and save these classes without an undo step."""
        self._classes = classes
        self._models.set_taught(classes)
        self._thread.submit(lambda: self._save(classes), self._on_saved)
        self.changed.emit()

    # -- internals ---------------------------------------------------------------------------

    def _change(self, text: str, make: Callable[[], TaughtClasses]) -> bool:
        try:
            classes = make()
        except AvolError as error:
            self.message.emit(Message(error_text(error, ""), "warning"))
            self.changed.emit()  # a list shows what is stored
            return False
        self.undo_stack.push(_ClassesCommand(self, text, classes))
        return True

    def _joined(self, found: TaughtClasses) -> TaughtClasses:
        joined = self.classes
        for taught in found:
            joined = joined.add(taught)
        for adaptation in found.adaptations:
            joined = joined.adapt(adaptation)
        return joined

    def _check_weights(self) -> None:
        """Tell once that the classes do not fit the selected weights."""
        reason = self.off_reason
        if reason and reason != self._told:
            self.message.emit(Message(reason, "warning"))
        self._told = reason
        self.changed.emit()

    def _on_read(self, read: tuple[TaughtClasses, str]) -> None:
        self.ready = True
        classes, problem = read
        if problem:
            self.message.emit(Message(problem, "warning"))
        if len(classes) or classes.adaptations:
            self._classes = classes
            self._models.set_taught(classes)
            self._check_weights()

    def _on_saved(self, problem: str) -> None:
        if problem:
            self.message.emit(Message(problem, "warning"))

    # -- the thread --------------------------------------------------------------------------

    def _read(self) -> tuple[TaughtClasses, str]:
        from avol.teaching import TaughtClasses

        if not self._path.is_file():
            return TaughtClasses(), ""
        try:
            return TaughtClasses.load(self._path), ""
        except AvolError as error:
            kept = self._path.with_suffix(".bad")
            text = tr("The taught classes cannot be read ({error}) The file is kept as “{name}”.")
            try:
                self._path.replace(kept)
            except OSError:
                kept = self._path
            return TaughtClasses(), text.format(error=error_text(error, ""), name=kept.name)

    def _save(self, classes: TaughtClasses) -> str:
        """Write the file; return why it could not be, one sentence, or ""."""
        from avol.core.atomic import make_folder

        try:
            make_folder(self._path.parent)
            classes.save(self._path)
        except MediaError as error:
            _log.info("taught classes not saved: %s", error)
            return tr("The taught classes cannot be saved; free some space, or export them.")
        return ""

    @staticmethod
    def _load_file(path: Path) -> TaughtClasses:
        from avol.teaching import TaughtClasses

        return TaughtClasses.load(path)


class _ClassesCommand(QUndoCommand):
    def __init__(self, store: TaughtClassStore, text: str, after: TaughtClasses) -> None:
        super().__init__(text)
        self._store, self._before, self._after = store, store.classes, after

    def redo(self) -> None:
        """Apply the change."""
        self._store.apply(self._after)

    def undo(self) -> None:
        """Revert the change."""
        self._store.apply(self._before)
