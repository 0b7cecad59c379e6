"""The dialog with nDCG@30 of a library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from avol_studio.core.translation import number, tr
from avol_studio.ui.widgets.basic import label, paragraph

if TYPE_CHECKING:
    from avol.core.estimate import Estimate
    from avol_studio.services.search.state import LibraryMetrics

_NOTE = tr(
    "One item per file; an item is relevant if it has the label of the query. 1 is the best "
    "possible order. In brackets: 95 % interval. Same metric as avol evaluate retrieval."
)


class RetrievalMetricsDialog(QDialog):
    """One row per direction, with the value of a random order; Esc closes the dialog."""

    def __init__(self, parent: QWidget, judged: LibraryMetrics) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("nDCG@30 of {name}").format(name=judged.folder.name))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(label(tr("nDCG@30 of {name}").format(name=judged.folder.name), "title"))
        column.addLayout(_table(judged))
        note = paragraph(_NOTE, "caption")
        note.setMinimumWidth(420)
        column.addWidget(note)


def _table(judged: LibraryMetrics) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    for column, heading in enumerate(("", "nDCG@30", tr("random order"), tr("queries"))):
        grid.addWidget(label(heading, "muted"), 0, column, Qt.AlignmentFlag.AlignRight)
    for line, metric in enumerate(judged.metrics, 1):
        grid.addWidget(
            label(
                tr("{query} to {base}").format(
                    query=_modality(metric.query), base=_modality(metric.base)
                )
            ),
            line,
            0,
        )
        cells = (_text(metric.ndcg), _text(metric.chance, False), str(metric.queries))
        for column, cell in enumerate(cells, 1):
            grid.addWidget(label(cell), line, column, Qt.AlignmentFlag.AlignRight)
    return grid


def _modality(name: str) -> str:
    return {"image": tr("image"), "audio": tr("audio")}.get(name, name)


def _text(estimate: Estimate, interval: bool = True) -> str:
    if estimate.value is None:
        return "–"
    if not interval or estimate.low is None or estimate.high is None:
        return number(estimate.value, 3)
    return tr("{value} ({low} to {high})").format(
        value=number(estimate.value, 3), low=number(estimate.low, 3), high=number(estimate.high, 3)
    )
