"""The Ask panel: what was pointed at, how it does, and when it is to be heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from avol_studio.services.region_query.region_query_service import MAX_MATCHES, RegionQueryService
from avol_studio.ui.style import icons, theme
from avol_studio.ui.text.time_format import clock_text
from avol_studio.ui.viewport.heatmap_painter import DEFAULT_THRESHOLD
from avol_studio.ui.widgets.basic import ElidedLabel, IconButton, label, row

if TYPE_CHECKING:
    from avol_studio.services.region_query.state import AudioMatch

HINT = "Click a place of the picture, or drag over one: the timeline shows when it is heard."
EXPLAINED = "What is bright in the spectrogram above drove this score."


class MomentRow(QAbstractButton):
    """One second that matches: its time, its score as a bar and a number; a click plays it."""

    def __init__(self) -> None:
        super().__init__()
        self.moment: AudioMatch | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_moment(None, 0.0)

    def show_moment(self, moment: AudioMatch | None, start: float) -> None:
        """Another second of a file that begins at `start`, or none."""
        self.moment, self._start = moment, start
        self.setEnabled(moment is not None)
        time, score = (moment.time - start, moment.score) if moment else (0.0, 0.0)
        self.setAccessibleName(f"Play {clock_text(time, 1)}, score {score:.2f}")
        self.setToolTip(f"Play from half a second before {clock_text(time, 1)}")
        self.update()

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(theme.px(self, 200), theme.px(self, 30))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; Space is a key of the whole window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Play sign, time, bar, number; an empty ground where there is none."""
        painter, look = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.isEnabled() and (self.underMouse() or self.hasFocus())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.hover if lit else look.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), 6, 6)
        if self.moment is not None:
            self._paint_moment(painter, look, self.moment, look.accent if lit else look.muted)
        painter.end()

    def _paint_moment(
        self, painter: QPainter, look: theme.Theme, moment: AudioMatch, ink: str
    ) -> None:
        side, gap, middle = theme.px(self, 16), 8, Qt.AlignmentFlag.AlignVCenter
        icons.draw(painter, "play", QRectF(gap, (self.height() - side) / 2, side, side), ink)
        words = QRectF(self.rect()).adjusted(2 * gap + side, 0, -gap, 0)
        painter.setPen(QColor(look.text))
        painter.drawText(words, middle, clock_text(moment.time - self._start, 1))
        number = middle | Qt.AlignmentFlag.AlignRight
        painter.drawText(words, number, f"{moment.score:.2f}")
        metrics = painter.fontMetrics()
        left = words.left() + metrics.horizontalAdvance("0:00:00.0") + gap
        right = words.right() - metrics.horizontalAdvance("0.00") - gap
        painter.setPen(Qt.PenStyle.NoPen)
        for share, colour in ((1.0, look.line), (moment.score, look.caution)):
            painter.setBrush(QColor(colour))
            bar = QRectF(left, self.height() / 2 - 2, share * max(0.0, right - left), 4)
            painter.drawRoundedRect(bar, 2, 2)


class RegionQueryPanel(QWidget):
    """Follows the question."""

    chosen = Signal(object)  # Moment

    def __init__(self, asking: RegionQueryService, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._asking = asking
        self.start = 0.0
        self._what = ElidedLabel(Qt.AlignmentFlag.AlignLeft)
        self._note = label(HINT, "caption")
        self._note.setWordWrap(True)
        self.rows = [MomentRow() for _ in range(MAX_MATCHES)]
        buttons = [IconButton(actions[name], 30) for name in ("query.select", "query.clear")]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(4)
        column.addLayout(row(self._what, *buttons, spacing=2))
        for line in self.rows:
            column.addWidget(line)
            line.clicked.connect(lambda _=False, line=line: self.chosen.emit(line.moment))
        column.addWidget(self._note)
        asking.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Say what is asked and what was found; rows keep their place while they are empty."""
        found = self._asking.matches
        for n, line in enumerate(self.rows):
            line.setVisible(self._asking.query is not None)
            line.show_moment(found[n] if n < len(found) else None, self.start)
        self._what.setText(self._asked())
        self._note.setText(self._said())

    def _asked(self) -> str:
        question, cell = self._asking.query, self._asking.cell_rank
        if question is None:
            return "Nothing is asked"
        if cell is None:
            return "This place" if question.is_cell else "This part of the picture"
        return f"Score {cell.score:.2f}, rank {cell.rank} of {cell.cells}"

    def _said(self) -> str:
        asking, curve = self._asking, self._asking.curve
        if asking.query is None:
            return HINT
        if curve is None:
            return "Looking…"
        parts = []
        if curve.progress < 1:
            parts.append(f"{int(curve.progress * 100)} % of the sound track is heard.")
        elif not asking.matches:
            parts.append("No second of the sound track matches.")
        elif asking.matches[0].score < DEFAULT_THRESHOLD:
            parts.append(
                f"None reaches {DEFAULT_THRESHOLD:g}: no sound here is surely of this place."
            )
        if asking.computing_attribution:
            parts.append("Finding what in the sound drove the score…")
        elif asking.attribution is not None:
            parts.append(EXPLAINED)
        return " ".join(parts)
