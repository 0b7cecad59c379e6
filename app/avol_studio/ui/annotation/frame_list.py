"""The list of annotated frames: time, labels and whether the map is correct."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from avol_studio.core.translation import tr
from avol_studio.ui.style import icons, theme

Index = QModelIndex | QPersistentModelIndex
ROWS = 6  # shown at once
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One annotated frame; `correct` is None until it is evaluated. reason: why it is wrong."""

    time: float
    clock: str
    description: str
    correct: bool | None = None
    reason: str = ""

    @property
    def verdict(self) -> str:
        """The result of the evaluation as text."""
        wrong = tr("wrong: {}").format(self.reason) if self.reason else tr("wrong")
        return {None: tr("not evaluated yet"), True: tr("correct"), False: wrong}[self.correct]


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[FrameRow, ...] = ()

    def set_rows(self, rows: tuple[FrameRow, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.clock}  {row.description}, {row.verdict}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr("{description}: {verdict}. Click to go there.").format(
                description=row.description, verdict=row.verdict
            )
        return row if role == Qt.ItemDataRole.UserRole else None


class _Line(QStyledItemDelegate):
    """Paints time, labels and result; wrong ones in words and colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.px(_widget(option), 26))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        widget, row = _widget(option), index.data(Qt.ItemDataRole.UserRole)
        palette, rect = theme.of(widget), QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(palette.hover))
        if state & QStyle.StateFlag.State_HasFocus:
            theme.paint_ring(painter, QRectF(rect), palette.accent)
        line = rect.adjusted(8, 0, -8, 0)
        painter.setPen(QColor(palette.muted))
        painter.drawText(line, _LEFT, row.clock)
        right = painter.fontMetrics().horizontalAdvance(row.reason) + theme.px(widget, 30)
        right = max(right, theme.px(widget, 62))
        middle = line.adjusted(theme.px(widget, 68), 0, -right, 0)
        painter.setPen(QColor(palette.text))
        cut = Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(row.description, cut, middle.width())
        painter.drawText(middle, _LEFT, text)
        self._paint_verdict(painter, line, row, palette)

    def _paint_verdict(
        self, painter: QPainter, line: QRect, row: FrameRow, palette: theme.Theme
    ) -> None:
        if row.correct is None:
            painter.setPen(QColor(palette.muted))
            painter.drawText(line, _RIGHT, "…")
            return
        name, colour = ("matches", palette.good) if row.correct else ("error", palette.bad)
        side = line.height() * 0.65
        area = QRectF(0, 0, side, side)
        area.moveCenter(QRectF(line).center())
        area.moveRight(line.right())
        icons.draw(painter, name, area, colour)
        if not row.correct:
            painter.setPen(QColor(colour))
            painter.drawText(
                line.adjusted(0, 0, -round(side) - 6, 0), _RIGHT, row.reason or tr("wrong")
            )


class FrameList(QListView):
    """Lists annotated frames; a click requests a frame."""

    chosen = Signal(object)  # float: its time

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Rows()
        self.setModel(self._rows)
        self.setItemDelegate(_Line(self))
        self.setAccessibleName(tr("Annotated frames"))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for signal in (self.clicked, self.activated):
            signal.connect(lambda index: self.chosen.emit(self._rows.rows[index.row()].time))

    def show_rows(self, rows: tuple[FrameRow, ...], now: float | None) -> None:
        """Show these frames, with the shown one selected."""
        if rows != self._rows.rows:
            self._rows.set_rows(rows)
            self.updateGeometry()
        self.show_time(now)

    def show_time(self, now: float | None) -> None:
        """Select the shown frame, if it is listed."""
        here = next((n for n, row in enumerate(self._rows.rows) if row.time == now), None)
        if here is None:
            self.clearSelection()
        elif self.currentIndex().row() != here or not self.selectedIndexes():
            self.setCurrentIndex(self._rows.index(here))

    def sizeHint(self) -> QSize:
        """As high as its rows, up to `ROWS`."""
        return QSize(200, theme.px(self, 26) * min(max(len(self._rows.rows), 1), ROWS) + 4)


def _widget(option: QStyleOptionViewItem) -> QWidget:
    return option.widget  # pyright: ignore[reportAttributeAccessIssue]
