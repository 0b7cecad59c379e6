"""nDCG@30 of a library as a small table; Esc closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from avol_studio.ui.widgets.basic import label

if TYPE_CHECKING:
    from avol.evaluation.bootstrap import Estimate
    from avol_studio.services.search.state import LibraryMetrics

_NOTE = (
    "One moment of each file, found by every other's label among the first 30; 1 is the best order "
    "there could be. In brackets the 95 % interval. The same measure as avol evaluate retrieval."
)


class RetrievalMetricsDialog(QDialog):
    """One row for each direction, beside what a random order reaches."""

    def __init__(self, parent: QWidget, judged: LibraryMetrics) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"nDCG@30 of {judged.folder.name}")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(label(f"nDCG@30 of {judged.folder.name}", "title"))
        column.addLayout(_table(judged))
        note = label(_NOTE, "caption")
        note.setWordWrap(True)
        note.setMinimumWidth(420)
        column.addWidget(note)


def _table(judged: LibraryMetrics) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    for place, heading in enumerate(("", "reached", "at random", "questions")):
        grid.addWidget(label(heading, "muted"), 0, place, Qt.AlignmentFlag.AlignRight)
    for line, figure in enumerate(judged.metrics, 1):
        grid.addWidget(label(f"{figure.query} to {figure.base}"), line, 0)
        cells = (_words(figure.reached), _words(figure.at_random, False), str(figure.queries))
        for place, cell in enumerate(cells, 1):
            grid.addWidget(label(cell), line, place, Qt.AlignmentFlag.AlignRight)
    return grid


def _words(estimate: Estimate, interval: bool = True) -> str:
    if estimate.value is None:
        return "–"
    if not interval or estimate.low is None or estimate.high is None:
        return f"{estimate.value:.3f}"
    return f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"
