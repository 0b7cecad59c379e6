"""Sliders and choices, as the studio draws them."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QSlider,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionSlider,
    QStylePainter,
)

from avol_studio.ui.style import icons, theme


class Slider(QSlider):
    """A slider 0..1 that jumps to where it is pressed and speaks in fractions."""

    value_moved = Signal(float)

    def __init__(self, name: str, tooltip: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, 100)
        self.setPageStep(5)
        self.setAccessibleName(name)
        self.setToolTip(tooltip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.valueChanged.connect(lambda value: self.value_moved.emit(value / 100))

    def set_value_silently(self, value: float) -> None:
        """Follow a value without telling anyone."""
        self.blockSignals(True)
        self.setValue(round(value * 100))
        self.blockSignals(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the handle under the mouse, then drag as usual."""
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            handle = self.style().subControlRect(
                QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
            )
            span = self.width() - handle.width()
            place = round(event.position().x() - handle.width() / 2)
            self.setValue(QStyle.sliderValueFromPosition(0, 100, place, span))
        super().mousePressEvent(event)


class Combo(QComboBox):
    """A choice with a chevron of our own; Up and Down stay keys of the window."""

    def __init__(self, name: str, tooltip: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(tooltip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The usual box, its words cut with … where they are too long, and the chevron."""
        painter, option, side = QStylePainter(self), QStyleOptionComboBox(), theme.px(self, 16)
        self.initStyleOption(option)
        option.currentText = self.shown_text(self.width() - 3 * 8 - side)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        rect = QRectF(self.width() - side - 8, (self.height() - side) / 2, side, side)
        icons.draw(painter, "chevron-down", rect, theme.of(self).muted)
        painter.end()

    def shown_text(self, room: float) -> str:
        """What of the choice fits into so many px."""
        cut = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.currentText(), cut, round(room))


class Switch(QAbstractButton):
    """On or off, with the word beside it."""

    def __init__(self, name: str, tooltip: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(tooltip)

    def sizeHint(self) -> QSize:
        """A pill and a word."""
        return QSize(theme.px(self, 96), theme.px(self, 28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The knob at the right is on."""
        painter, look, on = QPainter(self), theme.of(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = theme.px(self, 20)
        pill = QRectF(1, (self.height() - high) / 2, high * 1.8, high)
        painter.setPen(QPen(QColor(look.text if self.hasFocus() else look.muted), 1.2))
        painter.setBrush(QColor(look.accent if on else look.raised))
        painter.drawRoundedRect(pill, high / 2, high / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.on_accent if on else look.muted))
        left = pill.right() - high + 3 if on else pill.left() + 3
        painter.drawEllipse(QRectF(left, pill.top() + 3, high - 6, high - 6))
        painter.setPen(QColor(look.text))
        words = QRectF(pill.right() + 10, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, "On" if on else "Off")
        painter.end()
