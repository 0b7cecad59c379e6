"""The stages of one encoder in a row, with shapes and times."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from avol.inspection.stages import Stage
from avol_studio.core.translation import QT_TR_NOOP, number, tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import label

_NAMES = frozenset({
    QT_TR_NOOP("input"), QT_TR_NOOP("block"), QT_TR_NOOP("pool"), QT_TR_NOOP("head"),
    QT_TR_NOOP("recent"), QT_TR_NOOP("long"),
})  # fmt: skip
"""Words in the names of stages; others, such as “conv5” and “softmax”, are those of papers."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def stage_name(stage: Stage) -> str:
    """The name of a stage, such as “block 5”, in the language of the window."""
    word = stage.name.rstrip(" 0123456789")
    return tr(word) + stage.name[len(word) :] if word in _NAMES else stage.name


class StageButton(QAbstractButton):
    """A stage: name, shape, time. The bar below shows its share of the time."""

    def __init__(self, stage: Stage, share: float) -> None:
        super().__init__()
        self.stage, self._share = stage, share
        self.setText(stage_name(stage))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{self.text()}, {self.shape_text}, {self.time_text}")
        kilobytes = number(stage.values * 4 / 1024)
        self.setToolTip(
            tr("{name}: {values} numbers, {kilobytes} KB, {time}; click to see them").format(
                name=self.text(), values=stage.values, kilobytes=kilobytes, time=self.time_text
            )
        )

    @property
    def shape_text(self) -> str:
        """Rows, columns and channels, or the count of numbers."""
        return " × ".join(str(size) for size in self.stage.shape)

    @property
    def time_text(self) -> str:
        """The time in milliseconds."""
        if not self.stage.milliseconds:
            return "–"
        return tr("{time} ms").format(time=number(self.stage.milliseconds, 2))

    def sizeHint(self) -> QSize:
        """Wide enough for the shape."""
        wide = self.fontMetrics().horizontalAdvance(self.shape_text)
        return QSize(max(theme.px(self, 72), wide + theme.px(self, 12)), theme.px(self, 62))

    def minimumSizeHint(self) -> QSize:
        """The button does not shrink."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a card with three lines and the bar of the time."""
        painter, palette = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        painter.setPen(QColor(palette.accent if chosen else palette.line))
        painter.setBrush(QColor(palette.hover if self.underMouse() or chosen else palette.raised))
        painter.drawRoundedRect(card, 6, 6)
        line = theme.px(self, 17)
        rows = (
            (self.text(), theme.font(self, 12, bold=True), palette.text),
            (self.shape_text, theme.font(self, 12), palette.muted),
            (self.time_text, theme.font(self, 12), palette.muted),
        )
        for n, (text, font, colour) in enumerate(rows):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            area = QRectF(card.left(), card.top() + 2 + n * line, card.width(), line)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        bar = QRectF(card.left() + 6, card.bottom() - 5, (card.width() - 12) * self._share, 3)
        painter.fillRect(bar, QColor(palette.accent))
        if self.hasFocus():
            theme.paint_ring(painter, card, palette.text)
        painter.end()


class StageStrip(QWidget):
    """The stages of an encoder from the input to the embedding; one may be chosen."""

    chosen = Signal(int)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title, self._stages = title, ()
        self._heading = label(title, "caption")
        self.setAccessibleName(title)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._heading)
        column.addWidget(self.area)

    @property
    def buttons(self) -> list[StageButton]:
        """The stages in their order."""
        return [b for b in self._group.buttons() if isinstance(b, StageButton)]

    def show_stages(self, stages: tuple[Stage, ...]) -> None:
        """Show the stages of an encoder; nothing changes if they are shown already."""
        if stages == self._stages:
            return
        self._stages = stages
        for button in self._group.buttons():
            self._group.removeButton(button)
        inner = QWidget()
        line = QHBoxLayout(inner)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        longest = max((stage.milliseconds for stage in stages), default=0.0) or 1.0
        for n, stage in enumerate(stages):
            button = StageButton(stage, stage.milliseconds / longest)
            button.installEventFilter(self)
            self._group.addButton(button, n)
            line.addWidget(button)
        line.addStretch(1)
        self.area.setWidget(inner)  # deletes the former stages
        total = sum(stage.milliseconds for stage in stages)
        text = tr("{title}: {count} stages, {time} ms").format(
            title=self._title, count=len(stages), time=number(total, 1)
        )
        self._heading.setText(text if stages else self._title)
        self._fit()

    def choose(self, index: int | None) -> None:
        """Mark a stage; None: none."""
        self._group.setExclusive(False)
        for n, button in enumerate(self.buttons):
            button.setChecked(n == index)
        self._group.setExclusive(True)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Left and right go to the next stage, and scroll to it."""
        if isinstance(event, QKeyEvent) and event.key() in _STEPS and not event.modifiers():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._step(watched, _STEPS[Qt.Key(event.key())])
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Adapt the height to the text size."""
        super().changeEvent(event)
        self._fit()

    def _step(self, button: object, step: int) -> None:
        buttons = self.buttons
        target = buttons.index(button) + step if button in buttons else -1  # pyright: ignore
        if 0 <= target < len(buttons):
            buttons[target].setFocus(Qt.FocusReason.OtherFocusReason)
            buttons[target].click()
            self.area.ensureWidgetVisible(buttons[target])

    def _fit(self) -> None:
        if hasattr(self, "area"):
            bar = self.area.horizontalScrollBar().sizeHint().height()
            self.area.setFixedHeight(theme.px(self, 62) + bar + 2)
