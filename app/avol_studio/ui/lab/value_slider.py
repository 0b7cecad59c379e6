"""A labelled slider with its value in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from avol_studio.ui.widgets.basic import label
from avol_studio.ui.widgets.controls import Slider


class ValueSlider(QWidget):
    """A slider from `low` to `high` in equal steps; `text` says what a value means."""

    changed = Signal(float)

    def __init__(
        self, name: str, tooltip: str, low: float, high: float, step: float,
        text: Callable[[float], str],
    ) -> None:  # fmt: skip
        super().__init__()
        self._low, self._step, self._text = low, step, text
        self.slider = Slider(name, tooltip)
        self.slider.setRange(0, round((high - low) / step))
        self.slider.valueChanged.connect(self._on_moved)
        self._value = label("", "muted")
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.addWidget(label(name), 0, 0)
        grid.addWidget(self._value, 0, 1)
        grid.addWidget(self.slider, 1, 0, 1, 2)

    @property
    def value(self) -> float:
        """The value of the handle."""
        return round(self._low + self.slider.value() * self._step, 6)

    def show_value(self, value: float) -> None:
        """Show a value without a signal."""
        self.slider.blockSignals(True)
        self.slider.setValue(round((value - self._low) / self._step))
        self.slider.blockSignals(False)
        self._value.setText(self._text(value))

    def _on_moved(self) -> None:
        self._value.setText(self._text(self.value))
        self.changed.emit(self.value)
