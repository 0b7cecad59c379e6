"""The Files panel: the files that are open one after another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from avol_studio.core.file_queue import FileQueue
from avol_studio.core.translation import tr
from avol_studio.ui.style import theme

ROWS = 6  # shown at once


class QueuePanel(QWidget):
    """Lists the files of a queue, with the open one selected."""

    chosen = Signal(object)  # Path

    def __init__(self, queue: FileQueue) -> None:
        super().__init__()
        self._queue = queue
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Files in the queue"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.addWidget(self.list)
        for signal in (self.list.itemClicked, self.list.itemActivated):
            signal.connect(lambda item: self.chosen.emit(queue.files[self.list.row(item)]))
        queue.changed.connect(self._show)

    def _show(self) -> None:
        files = self._queue.files
        self.list.clear()
        self.list.addItems([path.name for path in files])
        for n, path in enumerate(files):
            self.list.item(n).setToolTip(str(path))
        self.list.setCurrentRow(self._queue.index)
        rows = min(max(len(files), 1), ROWS)
        self.list.setFixedHeight(rows * theme.px(self, 26) + 4)
