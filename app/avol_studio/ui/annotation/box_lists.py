"""Import and export of box lists at one window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from avol.errors import AvolError
from avol_studio.core.library_messages import translated
from avol_studio.core.state.player_state import Message
from avol_studio.core.translation import tr
from avol_studio.services.annotation.box_io import export_boxes, import_boxes
from avol_studio.ui.commands import Command

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from avol_studio.services.analysis.analysis_service import AnalysisService
    from avol_studio.services.annotation.annotation_store import AnnotationStore
    from avol_studio.ui.commands.condition import Condition

LISTS = tr("Box lists (*.json);;All files (*)")


class BoxLists(QObject):
    """Reads the annotations of the open file from box lists, and writes them."""

    message = Signal(object)  # Message

    def __init__(self, store: AnnotationStore, analysis: AnalysisService, window: QWidget) -> None:
        super().__init__(window)
        self._store, self._analysis, self._window = store, analysis, window

    def commands(self, has_file: Condition, has_annotations: Condition) -> list[Command]:
        """Importing and exporting a box list."""
        return [
            Command(
                "box.import",
                tr("Import boxes…"),
                ("Ctrl+Shift+I",),
                self._import,
                tr("Import the rows of a box list (VGG-SS and others) that belong to this file"),
                "import",
                has_file,
            ),
            Command(
                "box.export",
                tr("Export boxes…"),
                ("Ctrl+Shift+E",),
                self._export,
                tr(
                    "Export the boxes as a list for  avol evaluate localization; rows of other "
                    "files in the list are kept"
                ),
                "export",
                has_annotations,
            ),
        ]

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Import boxes"), "", LISTS)
        if name:
            self.import_from(Path(name))

    def import_from(self, path: Path) -> None:
        """Import the rows of a box list that belong to the open file; a message reports them."""
        media = self._analysis.media
        if media is None:
            return
        try:
            result = import_boxes(path, media)
        except AvolError as error:
            self.message.emit(Message(translated(str(error)), "error"))
            return
        self._store.set_frames(tr("Import boxes"), result.frames)
        text = tr("Imported %n annotated frames from {name}", "", len(result.frames))
        text = text.format(name=path.name)
        if result.skipped:
            text += tr("; skipped %n rows of other sounds", "", result.skipped)
        self.message.emit(Message(f"{text}."))

    def _export(self) -> None:
        media = self._analysis.media
        start = "" if media is None else str(media.path.with_name("boxes.json"))
        # An existing list is extended, not replaced: there is nothing to confirm.
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            tr("Export boxes"),
            start,
            LISTS,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the boxes of the open file into a list; a message reports the result."""
        media = self._analysis.media
        if media is None:
            return
        try:
            others = export_boxes(path, media.name, self._store.frames)
        except AvolError as error:
            self.message.emit(Message(translated(str(error)), "error"))
            return
        kept = tr("; kept %n rows of other files", "", others) if others else ""
        self.message.emit(
            Message(
                tr("Exported the boxes of {name} to {name2}{kept}.").format(
                    name=media.name, name2=path.name, kept=kept
                )
            )
        )
