"""Logging tries under five conditions, with intervals and a reliability curve."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from avol.lessons.activities.activity_record import Try
from avol.lessons.activities.pairs import load_demo_truth
from avol.lessons.activities.protocol import (
    CONDITIONS,
    TRIES,
    Moment,
    ReliabilityPoint,
    draw_moments,
    hit_rate,
    reliability_curve,
    wilson_interval,
)
from avol_studio.core.translation import QT_TR_NOOP, number, tr
from avol_studio.services.lessons.lesson_service import LessonService
from avol_studio.ui.lessons.activity import Activity
from avol_studio.ui.lessons.lesson_stage import LessonStage
from avol_studio.ui.lessons.sections import button
from avol_studio.ui.lessons.text_label import stacked, text_label
from avol_studio.ui.style import theme
from avol_studio.ui.text.verdict_labels import VERDICT_LABELS
from avol_studio.ui.widgets.basic import label

NAMES = {
    "real": QT_TR_NOOP("A source in view"),
    "hidden": QT_TR_NOOP("The source is hidden"),
    "picture": QT_TR_NOOP("A picture of the source"),
    "similar": QT_TR_NOOP("A similar instrument"),
    "silence": QT_TR_NOOP("Silence"),
}
assert NAMES.keys() == CONDITIONS.keys()


class ProtocolActivity(Activity):
    """The verdict of the network now, whether it is right, and the rates so far."""

    def __init__(self, service: LessonService, stage: LessonStage) -> None:
        super().__init__(service, stage)
        self.in_files = service.hand_in is not None and service.hand_in.mode == "file"
        self.moments: tuple[Moment, ...] = ()
        if self.in_files:
            self.moments = draw_moments(load_demo_truth(self.media), self.seed)
        self.condition = QComboBox()
        self.condition.setAccessibleName(tr("Condition"))
        for key, name in NAMES.items():
            self.condition.addItem(tr(name), key)
        self.title, self.verdict = text_label("", "title"), text_label("")
        self.right, self.wrong = button(tr("Verdict is right")), button(tr("Verdict is wrong"))
        self.undo, self.rates = button(tr("Undo the last one"), primary=False), QWidget()
        self.curve, self.groups = ReliabilityCurve(), text_label("", "caption")
        self.column.addWidget(self.title)
        self.column.addWidget(self.condition)
        self.column.addWidget(self.verdict)
        self.column.addLayout(stacked(self.right, self.wrong))
        self.column.addLayout(stacked(self.undo))
        for widget in (self.rates, self.curve, self.groups):
            self.column.addWidget(widget)
        self.condition.setVisible(not self.in_files)
        self.right.clicked.connect(lambda: self._log(True))
        self.wrong.clicked.connect(lambda: self._log(False))
        self.undo.clicked.connect(self._undo)
        self._update()

    @property
    def moment(self) -> Moment | None:
        """The try that the file provides now; None live, and when all are done."""
        done = len(self.service.activity.tries)
        return self.moments[done] if done < len(self.moments) else None

    def begin(self) -> None:
        """Show the moment of the next try."""
        self._show_moment()

    def on_localized(self) -> None:
        """Show the verdict on the frame."""
        self._update()

    def end(self) -> None:
        """Use the video's own audio again."""
        super().end()
        if self.in_files and self.moments:
            self.stage.show_moment(self.moments[0].time)

    def _show_moment(self) -> None:
        if (moment := self.moment) is not None:
            self.stage.show_moment(moment.time, moment.sound)
        self._update()

    def _log(self, right: bool) -> None:
        event, moment = self.stage.localization(), self.moment
        if event is None:
            return
        one = Try(
            condition=self.condition.currentData() if moment is None else moment.condition,
            score=min(max(event.localization.score, 0.0), 1.0),
            right=right,
            time=None if moment is None else moment.time,
        )
        self.service.update_activity(tries=(*self.service.activity.tries, one))
        self._show_moment()

    def _undo(self) -> None:
        self.service.update_activity(tries=self.service.activity.tries[:-1])
        self._show_moment()

    def _update(self) -> None:
        tries, event = self.service.activity.tries, self.stage.localization()
        total = len(self.moments) if self.in_files else TRIES * len(NAMES)
        text = tr("Try {number} of {total}").format(number=len(tries) + 1, total=total)
        done = len(tries) >= total
        self.title.setText(tr("All tries are logged") if done and self.in_files else text)
        if (moment := self.moment) is not None:
            self.title.setText(f"{text}: {tr(NAMES[moment.condition])}")
        open_ = event is not None and not (done and self.in_files)
        for widget in (self.right, self.wrong):
            widget.setEnabled(open_)
        self.verdict.setText(tr("Wait for the map…"))
        if event is not None:
            score = number(event.localization.score, 2)
            text = tr("The network says: **{verdict}**, score {score}.")
            self.verdict.setText(
                text.format(verdict=VERDICT_LABELS[event.localization.verdict].text, score=score)
            )
        self.undo.setVisible(bool(tries))
        self._fill_rates(tries)
        points = reliability_curve(tries)
        self.curve.show_points(points)
        self.groups.setText("\n".join(f"- {text}" for text in _point_texts(points)))

    def _fill_rates(self, tries: tuple[Try, ...]) -> None:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        for n, (key, name) in enumerate(NAMES.items() if tries else ()):
            hits, count = hit_rate(tries, key)
            low, high = wilson_interval(hits, count)
            rate = f"{hits}/{count}" if count else "–"
            interval = f"{number(low)}–{number(high)} %" if count else ""
            grid.addWidget(text_label(tr(name)), n, 0)
            grid.addWidget(label(rate), n, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(interval, "muted"), n, 2, Qt.AlignmentFlag.AlignRight)
        self.column.replaceWidget(self.rates, table)
        self.rates.hide()
        self.rates.deleteLater()
        self.rates = table


def _point_texts(points: tuple[ReliabilityPoint, ...]) -> list[str]:
    """Each group of tries as a text."""
    text = tr("score {score}: {matching} % of {count} matched")
    return [
        text.format(score=number(p.score, 2), matching=number(100 * p.matching), count=p.count)
        for p in points
    ]


class ReliabilityCurve(QWidget):
    """Scores (across) against the fraction of tries that matched (up); the diagonal is ideal."""

    def __init__(self) -> None:
        super().__init__()
        self._points: tuple[ReliabilityPoint, ...] = ()
        self.setAccessibleName(tr("Reliability curve"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_points(self, points: tuple[ReliabilityPoint, ...]) -> None:
        """Show the groups of tries."""
        self._points = points
        self.setVisible(bool(points))
        text = "; ".join(_point_texts(points))
        self.setAccessibleDescription(text)
        self.setToolTip(text)
        self.update()

    def sizeHint(self) -> QSize:
        """A square beside its axis texts."""
        return QSize(theme.px(self, 240), theme.px(self, 190))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, diagonal and points; the size of a point shows its number of tries."""
        painter, colors = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(self, 12))
        left, below, gap, line = (theme.px(self, size) for size in (40, 44, 10, 17))
        area = QRectF(left, 8, self.height() - below - 8, self.height() - below - 8)
        painter.setPen(QPen(QColor(colors.muted), 1))
        painter.drawRect(area)
        dashed = QPen(QColor(colors.muted), 1, Qt.PenStyle.DashLine)
        painter.setPen(dashed)
        painter.drawLine(area.bottomLeft(), area.topRight())
        painter.setPen(QColor(colors.text))
        centre, right = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
        across = area.bottom() + gap - 2  # the points on the axes stay clear of their numbers
        for value in (0.0, 0.5, 1.0):
            x, y = area.left() + value * area.width(), area.bottom() - value * area.height()
            painter.drawText(QRectF(x - line, across, 2 * line, line), centre, number(value, 1))
            middle = Qt.AlignmentFlag.AlignVCenter
            beside = QRectF(0, y - line / 2, left - gap, line)
            painter.drawText(beside, right | middle, number(value, 1))
        title = QRectF(area.left(), across + line, area.width(), line)
        painter.drawText(title, Qt.AlignmentFlag.AlignHCenter, tr("score"))
        text = QRectF(area.right() + 12, area.top(), self.width() - area.right() - 12, 4 * line)
        painter.drawText(text, Qt.TextFlag.TextWordWrap, tr("fraction that matched"))
        self._paint_points(painter, area, QColor(colors.accent))
        painter.end()

    def _paint_points(self, painter: QPainter, area: QRectF, colour: QColor) -> None:
        places = [
            QPointF(area.left() + p.score * area.width(),
                    area.bottom() - p.matching * area.height())
            for p in self._points
        ]  # fmt: skip
        painter.setPen(QPen(colour, 2))
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(colour)
        for place, point in zip(places, self._points, strict=True):
            size = 3 + min(point.count, 30) ** 0.5
            painter.drawEllipse(place, size, size)
