"""The Query region panel: score of the selected region and when it sounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from avol_studio.core.time_format import format_time
from avol_studio.core.translation import number, tr
from avol_studio.services.region_query.region_query_service import MAX_MATCHES, RegionQueryService
from avol_studio.ui.style import icons, theme
from avol_studio.ui.viewport.heatmap_painter import DEFAULT_THRESHOLD
from avol_studio.ui.widgets.basic import ElidedLabel, IconButton, paragraph, row

if TYPE_CHECKING:
    from avol_studio.services.region_query.state import AudioMatch

HINT = tr(
    "When does this object sound? Click the object, or drag over it. The timeline shows the score."
)
EXPLAINED = tr("The bright parts of the spectrogram above drove this score.")


class MomentRow(QAbstractButton):
    """One matching second: time, score as bar and number; a click plays it."""

    def __init__(self) -> None:
        super().__init__()
        self.moment: AudioMatch | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_moment(None, 0.0)

    def show_moment(self, moment: AudioMatch | None, start: float) -> None:
        """Show a second of a file that starts at `start` seconds; None: an empty row."""
        self.moment, self._start = moment, start
        self.setEnabled(moment is not None)
        time, score = (moment.time - start, moment.score) if moment else (0.0, 0.0)
        self.setAccessibleName(
            tr("Play {time}, score {score}").format(
                time=format_time(time, 1), score=number(score, 2)
            )
        )
        self.setToolTip(
            tr("Play from half a second before {time}").format(time=format_time(time, 1))
        )
        self.update()

    def sizeHint(self) -> QSize:
        """The height of a line."""
        return QSize(theme.px(self, 200), theme.px(self, 30))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon, time, bar and score; only the background of an empty row."""
        painter, palette = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.isEnabled() and (self.underMouse() or self.hasFocus())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.hover if active else palette.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), 6, 6)
        if self.moment is not None:
            self._paint_moment(
                painter, palette, self.moment, palette.accent if active else palette.muted
            )
        if self.hasFocus():
            theme.paint_ring(painter, QRectF(self.rect()).adjusted(0, 1, 0, -1), palette.accent)
        painter.end()

    def _paint_moment(
        self, painter: QPainter, palette: theme.Theme, moment: AudioMatch, ink: str
    ) -> None:
        side, gap, middle = theme.px(self, 16), 8, Qt.AlignmentFlag.AlignVCenter
        icons.draw(painter, "play", QRectF(gap, (self.height() - side) / 2, side, side), ink)
        area = QRectF(self.rect()).adjusted(2 * gap + side, 0, -gap, 0)
        painter.setPen(QColor(palette.text))
        painter.drawText(area, middle, format_time(moment.time - self._start, 1))
        right_aligned = middle | Qt.AlignmentFlag.AlignRight
        painter.drawText(area, right_aligned, number(moment.score, 2))
        metrics = painter.fontMetrics()
        left = area.left() + metrics.horizontalAdvance("0:00:00.0") + gap
        right = area.right() - metrics.horizontalAdvance("0.00") - gap
        painter.setPen(Qt.PenStyle.NoPen)
        for part, colour in ((1.0, palette.line), (moment.score, palette.caution)):
            painter.setBrush(QColor(colour))
            bar = QRectF(left, self.height() / 2 - 2, part * max(0.0, right - left), 4)
            painter.drawRoundedRect(bar, 2, 2)


class RegionQueryPanel(QWidget):
    """Shows the state of the region query service."""

    chosen = Signal(object)  # Moment

    def __init__(self, service: RegionQueryService, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._service = service
        self.start = 0.0
        self._heading = ElidedLabel(Qt.AlignmentFlag.AlignLeft)
        self._note = paragraph(HINT, "caption")
        self.rows = [MomentRow() for _ in range(MAX_MATCHES)]
        buttons = [IconButton(actions[name], 30) for name in ("query.select", "query.clear")]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(4)
        column.addLayout(row(self._heading, *buttons, spacing=2))
        for line in self.rows:
            column.addWidget(line)
            line.clicked.connect(lambda _=False, line=line: self.chosen.emit(line.moment))
        column.addWidget(self._note)
        service.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show the selected region and its best seconds."""
        found = self._service.matches
        for n, line in enumerate(self.rows):
            line.setVisible(self._service.query is not None)
            line.show_moment(found[n] if n < len(found) else None, self.start)
        self._heading.setText(self._title())
        self._note.setText(self._status())

    def _title(self) -> str:
        question, cell = self._service.query, self._service.cell_rank
        if question is None:
            return tr("No region selected")
        if cell is None:
            return tr("One cell") if question.is_cell else tr("Selected region")
        return tr("Score {score} (rank {rank} of {cells} cells)").format(
            score=number(cell.score, 2), rank=cell.rank, cells=cell.cells
        )

    def _status(self) -> str:
        service, curve = self._service, self._service.curve
        if service.query is None:
            return HINT
        if curve is None:
            return tr("Computing scores…")
        parts = []
        if curve.progress < 1:
            parts.append(
                tr("{progress} % of the audio analysed.").format(progress=int(curve.progress * 100))
            )
        elif not service.matches:
            parts.append(tr("No matching second found."))
        elif service.matches[0].score < DEFAULT_THRESHOLD:
            parts.append(
                tr("No second reaches the threshold {threshold}.").format(
                    threshold=number(DEFAULT_THRESHOLD, 1)
                )
            )
        if service.computing_attribution:
            parts.append(tr("Computing attribution…"))
        elif service.attribution is not None:
            parts.append(EXPLAINED)
        return " ".join(parts)
