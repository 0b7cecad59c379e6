"""Roles and values of self-painted widgets, for screen readers.

Such a widget has a class attribute `accessible_role`, and where it shows a number a method
`accessible_value`; `set_accessible_number` lets a screen reader change it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, cast, runtime_checkable
from weakref import ref

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleValueInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

GRAPHIC, SLIDER = QAccessible.Role.Graphic, QAccessible.Role.Slider
BAR = QAccessible.Role.ProgressBar


@dataclass(frozen=True, slots=True)
class AccessibleValue:
    """A number from `low` to `high`, and its text."""

    text: str
    number: float
    low: float
    high: float


_NONE = AccessibleValue("", 0.0, 0.0, 0.0)


@runtime_checkable
class HasValue(Protocol):
    """A widget that shows a number."""

    def accessible_value(self) -> AccessibleValue:
        """The number that it shows now."""
        ...


@cache
def install_roles() -> None:
    """Make Qt use the roles and values of self-painted widgets; once for the process."""
    QAccessible.installFactory(_interface)


def _interface(_class_name: str, widget: QObject) -> QAccessibleInterface | None:
    role = getattr(type(widget), "accessible_role", None)
    if role is None or not isinstance(widget, QWidget):
        return None
    return _PaintedWidget(widget, role)


class _PaintedWidget(QAccessibleWidget):
    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)
        self._value = _Value(widget) if isinstance(widget, HasValue) else None

    def text(self, t: QAccessible.Text) -> str:
        widget = self.object()
        if t == QAccessible.Text.Value and isinstance(widget, HasValue):
            return widget.accessible_value().text
        return super().text(t)

    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:  # a pointer in C++
        if t == QAccessible.InterfaceType.ValueInterface and self._value is not None:
            return self._value
        return super().interface_cast(t)


class _Value(QAccessibleValueInterface):
    """The value of a widget; 0 when the widget is gone."""

    def __init__(self, widget: HasValue) -> None:
        super().__init__()
        self._widget = ref(widget)

    def _now(self) -> AccessibleValue:
        widget = self._widget()
        return _NONE if widget is None else widget.accessible_value()

    def currentValue(self) -> float:
        return self._now().number

    def minimumValue(self) -> float:
        return self._now().low

    def maximumValue(self) -> float:
        return self._now().high

    def minimumStepSize(self) -> float:
        return 0.0

    def setCurrentValue(self, value: object) -> None:
        change = getattr(self._widget(), "set_accessible_number", None)
        if change is not None:
            change(float(cast(float, value)))
