"""Two-dimensional maps of search libraries, side by side to compare them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from avol_studio.core.translation import number, tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import label, row
from avol_studio.ui.widgets.plot_library import plot_library

if TYPE_CHECKING:
    from avol_studio.services.search.state import EmbeddingMap

SYMBOLS = {"image": ("o", "#4cb8d4"), "audio": ("t1", "#f0b04a")}
"""Symbol and colour of a modality; colour is not the only difference."""
SYMBOL_TEXTS = {"image": "●", "audio": "▲"}


class EmbeddingPlot(QWidget):
    """The map of one library: a dot per item; a click plays it."""

    clicked = Signal(object)  # Item

    def __init__(self, mapped: EmbeddingMap) -> None:
        super().__init__()
        plot_library.finish()
        import pyqtgraph

        self._mapped = mapped
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(mapped.title, "title"))
        self.plot = pyqtgraph.PlotWidget(background=theme.of(self).window)
        self.plot.setAccessibleName(tr("Map of {name}").format(name=mapped.folder.name))
        self.plot.setToolTip(tr("Near dots have similar embeddings; a click plays a dot"))
        self.plot.setAspectLocked(True)
        self.plot.hideAxis("left")
        self.plot.hideAxis("bottom")
        self.plot.setMenuEnabled(False)
        column.addWidget(self.plot, 1)
        self.scatters = {kind: self._scatter(kind) for kind in SYMBOLS}

    def _scatter(self, kind: str) -> Any:
        import pyqtgraph

        flat = self._mapped.projection
        chosen = np.flatnonzero(np.array(flat.modalities) == kind)
        symbol, colour = SYMBOLS[kind]
        pen = pyqtgraph.mkPen(QColor(theme.of(self).window), width=0.5)
        scatter = pyqtgraph.ScatterPlotItem(
            pos=flat.points[chosen],
            data=chosen,
            symbol=symbol,
            size=10,
            brush=QColor(colour),
            pen=pen,
            hoverable=True,
            hoverSize=15,
            tip=lambda x, y, data: self._tip(int(data)),
        )
        scatter.sigClicked.connect(self._on_clicked)
        self.plot.addItem(scatter)
        return scatter

    def _tip(self, index: int) -> str:
        item = self._mapped.projection.items[index]
        return tr("{name} at {time} s").format(name=item.path.name, time=number(item.time, 1))

    def _on_clicked(self, _: object, points: Any) -> None:
        if len(points):
            self.clicked.emit(self._mapped.projection.items[int(points[0].data())])


class EmbeddingMapDialog(QDialog):
    """The map of the library and optionally a second one; Esc closes the dialog."""

    clicked = Signal(object)  # Item
    library_requested = Signal(object)  # Path of a library to compare
    unaligned_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Library map (2-D)"))
        self.resize(960, 640)
        self.plots: list[EmbeddingPlot] = []
        self._line = QHBoxLayout()
        self._line.setSpacing(16)
        unaligned = _button(
            tr("Compare with L3-Net"),
            tr("Show the same files in the space of L3-Net, which does not align images and audio"),
        )
        unaligned.clicked.connect(self.unaligned_requested)
        another = _button(
            tr("Compare with library…"), tr("Show the map of another library beside this one")
        )
        another.clicked.connect(self._ask)
        note = label(
            tr("t-SNE: near dots have similar embeddings. Click a dot to play it."), "caption"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addLayout(self._line, 1)
        kinds = [label(_legend(kind)) for kind in SYMBOLS]
        column.addLayout(row(*kinds, note, None, unaligned, another, spacing=16))

    def show_embedding_map(self, mapped: EmbeddingMap, compare: bool) -> None:
        """Show a library in place of the current maps, or beside the first."""
        kept = self.plots[:1] if compare else []
        for old in self.plots[len(kept) :]:
            self._line.removeWidget(old)
            old.deleteLater()
        made = EmbeddingPlot(mapped)
        made.clicked.connect(self.clicked)
        self.plots = [*kept, made]
        self._line.addWidget(made, 1)

    def _ask(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Choose a library to compare"))
        if name:
            self.library_requested.emit(Path(name))


def _legend(kind: str) -> str:
    name = {"image": tr("image"), "audio": tr("audio")}[kind]
    return f'<span style="color: {SYMBOLS[kind][1]}">{SYMBOL_TEXTS[kind]}</span> {name}'


def _button(text: str, tooltip: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.setToolTip(tooltip)
    return button


def bring_to_front(dialog: QDialog) -> None:
    """Show a non-modal dialog in front."""
    dialog.setWindowModality(Qt.WindowModality.NonModal)
    dialog.show()
    dialog.raise_()
