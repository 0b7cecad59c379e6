"""Slider and combo box in the style of the studio."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QSlider,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionSlider,
    QStylePainter,
)

from avol_studio.ui.style import icons, theme


class CheckBox(QCheckBox):
    """A check box; without a text, its name stands beside it in another label."""

    def __init__(self, name: str, tooltip: str, text: str = "") -> None:
        super().__init__(text)
        self.setAccessibleName(name)
        self.setToolTip(tooltip)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the check mark too, which the style sheet leaves out."""
        super().paintEvent(event)
        if self.isChecked():
            option = QStyleOptionButton()
            self.initStyleOption(option)
            part = QStyle.SubElement.SE_CheckBoxIndicator
            box = QRectF(self.style().subElementRect(part, option, self))
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.of(self).on_accent), box.width() / 8))
            places = ((0.26, 0.52), (0.43, 0.69), (0.75, 0.33))
            points = [box.topLeft() + QPointF(x * box.width(), y * box.height()) for x, y in places]
            painter.drawPolyline(points)
            painter.end()


class Slider(QSlider):
    """A slider of 0..1 in steps of 0.01, unless its range is set; its handle jumps to the mouse."""

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
        """Show a value without a signal."""
        self.blockSignals(True)
        self.setValue(round(value * 100))
        self.blockSignals(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the handle to the mouse, then drag as usual."""
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            handle = self.style().subControlRect(
                QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
            )
            span = self.width() - handle.width()
            position = round(event.position().x() - handle.width() / 2)
            value = QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), position, span)
            self.setValue(value)
        super().mousePressEvent(event)


class Combo(QComboBox):
    """A combo box with a chevron and an elided text."""

    def __init__(self, name: str, tooltip: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(tooltip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, the elided text and the chevron."""
        painter, option, side = QStylePainter(self), QStyleOptionComboBox(), theme.px(self, 16)
        self.initStyleOption(option)
        option.currentText = self.shown_text(self.width() - 3 * 8 - side)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        rect = QRectF(self.width() - side - 8, (self.height() - side) / 2, side, side)
        icons.draw(painter, "chevron-down", rect, theme.of(self).muted)
        painter.end()

    def shown_text(self, room: float) -> str:
        """The current text, elided to `room` pixels; of “Automatic: X”, X is shown before that."""
        cut, letters, text = Qt.TextElideMode.ElideRight, self.fontMetrics(), self.currentText()
        if letters.horizontalAdvance(text) > room:
            text = text.rpartition(": ")[2]
        return letters.elidedText(text, cut, round(room))
