"""The sheet of all keys, read from the table of actions."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.actions import SPECS, Spec, key_text
from app.views import theme
from app.views.widgets import label

_COLUMNS = (
    ("File", "Play"),
    ("Live", "Go", "Sound"),
    ("Map", "Inspect"),
    ("Search", "View", "Help"),
)


def lines(menu: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(words, keys) of every command of a menu that has a key; a family is one line."""
    family: list[Spec] = []
    for spec in SPECS:
        if spec.family and menu == "Go":
            family.append(spec)
        elif spec.keys and spec.menu.split("/")[0] == menu:
            yield spec.text.rstrip("…"), spec.keys
    if family:
        yield family[0].family, (family[0].keys[0], "…", family[-1].keys[0])


class KeyCap(QWidget):
    """A key as it is drawn on keyboards."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.text = key_text(key) if key != "…" else key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        wide = self.fontMetrics().horizontalAdvance(self.text) + theme.px(self, 14)
        return QSize(max(wide, theme.px(self, 26)), theme.px(self, 26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words on a raised ground."""
        painter, look = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.text != "…":
            painter.setPen(QColor(look.line))
            painter.setBrush(QColor(look.raised))
            painter.drawRoundedRect(QRect(self.rect()).adjusted(0, 1, -1, -2), 5, 5)
        painter.setPen(QColor(look.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text)
        painter.end()


class HelpSheet(QDialog):
    """All keys at a glance; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("AVOL: keys")
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(24, 16, 24, 24)
        columns.setSpacing(theme.px(self, 40))
        for menus in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(4)
            for menu in menus:
                column.addWidget(label(menu, "title"))
                column.addLayout(_table(menu))
                column.addSpacing(16)
            column.addStretch(1)
            columns.addLayout(column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        room, wanted = parent.screen().availableSize(), sheet.sizeHint()
        self.resize(
            min(wanted.width() + 16, room.width() - 40),
            min(wanted.height() + 4, room.height() - 80),
        )


def _table(menu: str) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(0, 1)
    for n, (words, keys) in enumerate(lines(menu)):
        grid.addWidget(QLabel(words), n, 0)
        caps = QHBoxLayout()
        caps.setSpacing(4)
        caps.addStretch(1)
        for key in keys:
            caps.addWidget(KeyCap(key))
        grid.addLayout(caps, n, 1)
    return grid
