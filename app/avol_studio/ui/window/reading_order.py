"""The tab stops of a window in reading order, whatever the order of their creation."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QSplitter, QWidget


def tab_stops(*roots: QWidget) -> list[QWidget]:
    """All visible, enabled widgets that Tab reaches, in the order of the layouts."""
    return [
        widget
        for root in roots
        for widget in _widgets(root)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.isVisible()
        and widget.focusProxy() is None
    ]


def focus_next(
    current: QWidget | None, stops: list[QWidget], forward: bool, start: QWidget | None = None
) -> bool:
    """Focus the next or previous tab stop, and scroll to it; returns whether there is one.

    start: where Tab begins if nothing is focused; None: at the first tab stop.
    """
    if not stops:
        return False
    step = 1 if forward else -1
    first = stops.index(start) if start in stops else 0
    here = stops.index(current) if current in stops else first - (step > 0)
    target = stops[(here + step) % len(stops)]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    parent = target.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(target)
        parent = parent.parentWidget()
    return True


def _widgets(root: QWidget) -> Iterator[QWidget]:
    """A widget and everything in it: first along its layout, then what floats over it."""
    if not root.isVisible():
        return
    yield root
    laid_out = list(_in_layout(root.layout()))
    if isinstance(root, QSplitter):
        parts = (root.widget(n) for n in range(root.count()))
        laid_out = [part for part in parts if part is not None]
    for child in laid_out:
        yield from _widgets(child)
    for child in root.children():
        if isinstance(child, QWidget) and not child.isWindow() and child not in laid_out:
            yield from _widgets(child)


def _in_layout(layout: QLayout | None) -> Iterator[QWidget]:
    if layout is None:
        return
    numbers = range(layout.count())
    if isinstance(layout, QGridLayout):
        numbers = sorted(numbers, key=lambda n: layout.getItemPosition(n)[:2])  # pyright: ignore
    for n in numbers:
        item = layout.itemAt(n)
        if item is not None and (widget := item.widget()) is not None:
            yield widget
        elif item is not None:
            yield from _in_layout(item.layout())
