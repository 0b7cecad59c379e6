"""The export dialog: range, files, overlays and folder; then progress and result."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.core.time_format import format_time, parse_time
from avol_studio.core.translation import tr
from avol_studio.services.export.export_service import Part
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import label, paragraph, radio, row
from avol_studio.ui.widgets.controls import CheckBox

Span = tuple[float, float]
PARTS = {
    "video": (
        tr("Video with map (MP4)"),
        tr("The video with the map drawn into it, and its audio"),
    ),
    "table": (tr("Table (CSV)"), tr("Score, peak and verdict of each frame")),
    "maps": (tr("Maps (NPZ)"), tr("All 14 × 14 maps as a NumPy archive")),
}
OVERLAYS = {
    "map": (tr("Map"), tr("Draw the map into the video")),
    "verdict": (tr("Verdict"), tr("Write verdict and score into the video")),
    "legend": (tr("Legend"), tr("Draw the colours of the scores into the video")),
}


class ExportDialog(QDialog):
    """Emits `export_requested`; shows the progress of the export and where it was saved."""

    export_requested = Signal()
    cancel_requested = Signal()
    folder_requested = Signal()

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.folder = folder
        self._media: OpenedMedia | None = None
        self._loop: Span | None = None
        self._ranges = QButtonGroup(self)
        self._whole = radio(tr("Whole file"), tr("Export all frames"))
        self._looped = radio(tr("Loop A to B"), tr("Export the frames from A to B"))
        self._part = radio(tr("From"), tr("Export the frames between two times"))
        self._first, self._last = (
            _time_entry(tr("Start of the export")),
            _time_entry(tr("End of the export")),
        )
        self.parts = _checks(PARTS)
        self.overlays = _checks(OVERLAYS)
        self._input = paragraph("", "caption")
        self._place = paragraph("", "muted")
        self._error = paragraph("", "caption")
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Export progress"))
        self._result = paragraph("", "muted")
        self.show_button = _button(
            tr("Show in folder"), tr("Open the folder of the exported files")
        )
        self._change = _button(tr("Change…"), tr("Choose another folder"))
        self._close = _button(
            tr("Close"), tr("Close this window; a running export continues (Esc)")
        )
        self.start_button = _button(tr("Export"), tr("Start the export (Enter)"))
        self.start_button.setProperty("primary", True)
        self.start_button.setDefault(True)
        self._lay_out()
        self._connect()
        self.show_progress(None)
        self.show_result(Message(""))

    # -- content -----------------------------------------------------------------------------

    def set_media(self, media: OpenedMedia, loop: tuple[float | None, float | None]) -> None:
        """Offer the ranges of a file; A to B is chosen where both are set."""
        a, b = loop
        self._media, self._loop = media, None if a is None or b is None else (a, b)
        self._looped.setEnabled(self._loop is not None)
        (self._whole if self._loop is None else self._looped).setChecked(True)
        start, stop = self._loop or (media.info.start, media.info.start + media.info.duration)
        self._first.setText(format_time(start - media.info.start))
        self._last.setText(format_time(stop - media.info.start))
        self._show_place()

    @property
    def span(self) -> Span | None:
        """The chosen times on the axis of the file; None: the whole file."""
        if self._whole.isChecked() or self._media is None:
            return None
        if self._looped.isChecked():
            return self._loop
        first, last = parse_time(self._first.text()), parse_time(self._last.text())
        if first is None or last is None:
            return None
        start = self._media.info.start
        return start + min(first, last), start + max(first, last)

    @property
    def chosen_parts(self) -> frozenset[Part]:
        """The kinds of files to write."""
        return frozenset(cast(Part, name) for name, box in self.parts.items() if box.isChecked())

    def has_overlay(self, name: str) -> bool:
        """Whether "map", "verdict" or "legend" is to be drawn into the video."""
        return self.overlays[name].isChecked()

    def show_input(self, note: str) -> None:
        """Say what the maps will belong to; "": the file's own audio and images."""
        text = tr("Maps as on screen ({note}). The video keeps its own audio.")
        self._input.setText(text.format(note=note))
        self._input.setVisible(bool(note))
        self._grow()

    def show_progress(self, fraction: float | None) -> None:
        """Show the progress of an export, 0..1; None: no export runs."""
        running = fraction is not None
        self.progress.setVisible(running)
        self.progress.setValue(round(100 * (fraction or 0.0)))
        self.start_button.setText(tr("Cancel export") if running else tr("Export"))
        self._running = running
        if running:
            self.show_result(Message(""))
        self._grow()

    def show_result(self, message: Message) -> None:
        """Show where the files were saved, or the error, until the next export."""
        done = message.folder is not None
        self._result.setText(tr("Done. {}").format(message.text) if done else message.text)
        self._result.setVisible(bool(message.text))
        self.show_button.setVisible(done)
        self._grow()

    def _grow(self) -> None:
        """Make room for what has appeared: texts that wrap would squeeze the rest."""
        if (layout := self.layout()) is not None:
            layout.activate()
            needed = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), max(self.height(), needed))

    # -- parts -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(tr("Range"), "title"))
        for button in (self._whole, self._looped, self._part):
            self._ranges.addButton(button)
        column.addWidget(self._whole)
        column.addWidget(self._looped)
        column.addLayout(row(self._part, self._first, label(tr("to")), self._last, None))
        column.addWidget(label(tr("Files"), "title"))
        for box in self.parts.values():
            column.addWidget(box)
        column.addWidget(self._input)
        column.addWidget(label(tr("In the video"), "title"))
        column.addLayout(row(*self.overlays.values(), None, spacing=24))
        column.addWidget(label(tr("Folder"), "title"))
        place = row(self._place, self._change)
        place.setStretch(0, 1)
        column.addLayout(place)
        column.addWidget(self._error)
        column.addWidget(self.progress)
        result = row(self._result, self.show_button)
        result.setStretch(0, 1)
        column.addLayout(result)
        column.addLayout(row(None, self._close, self.start_button))
        self.setMinimumWidth(min(theme.px(self, 460), self.screen().availableSize().width() - 40))

    def _connect(self) -> None:
        for box in self.parts.values():
            box.toggled.connect(self._check)
        for button in self._ranges.buttons():
            button.toggled.connect(self._check)
        for entry in (self._first, self._last):
            entry.textEdited.connect(lambda _: self._part.setChecked(True))
            entry.textEdited.connect(lambda _: self._check())
        self._change.clicked.connect(self._choose_folder)
        self._close.clicked.connect(self.close)
        self.show_button.clicked.connect(self.folder_requested)
        self.start_button.clicked.connect(self._start)

    def _start(self) -> None:
        signal = self.cancel_requested if self._running else self.export_requested
        signal.emit()

    def _check(self) -> None:
        """Explain what is missing; without it the export cannot start."""
        error = "" if self.chosen_parts else tr("Choose at least one kind of file.")
        if self._part.isChecked() and self.span is None:
            error = tr("Write times as 12.5 or 1:02.5.")
        self._error.setText(error)
        self._error.setVisible(bool(error))
        self.start_button.setEnabled(not error)
        for box in self.overlays.values():
            box.setEnabled("video" in self.chosen_parts)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Folder of the export"), str(self.folder))
        if name:
            self.folder = Path(name)
            self._show_place()

    def _show_place(self) -> None:
        self._place.setText(tr("A new folder in {}").format(self.folder))
        self._check()


def _checks(texts: dict[str, tuple[str, str]]) -> dict[str, CheckBox]:
    boxes = {}
    for name, (text, help) in texts.items():
        box = boxes[name] = CheckBox(text, help, text)
        box.setChecked(True)
    return boxes


def _button(text: str, help: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(help)
    button.setAccessibleName(text)
    button.setAutoDefault(False)
    return button


def _time_entry(name: str) -> QLineEdit:
    entry = QLineEdit()
    entry.setAccessibleName(name)
    entry.setToolTip(tr("{} as seconds, m:ss or h:mm:ss").format(name))
    entry.setMaximumWidth(120)
    return entry
