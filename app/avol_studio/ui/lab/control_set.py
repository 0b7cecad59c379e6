"""The controls of a panel of the teaching lab by their ids, to show some of them."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QWidget


class ControlSet:
    """Controls by stable ids such as “perturbation.pitch”; a lesson shows those that it needs.

    An id may stand for several widgets. The id is also the object name of the first one.
    """

    def __init__(self) -> None:
        self._widgets: dict[str, tuple[QWidget, ...]] = {}
        self._shown: frozenset[str] | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids, in the order of the panel."""
        return tuple(self._widgets)

    def add(self, id: str, *widgets: QWidget) -> None:
        """Add the widgets of an id."""
        widgets[0].setObjectName(id)
        self._widgets[id] = widgets

    def show(self, ids: Collection[str] | None) -> None:
        """Show the controls with these ids and hide the others; None shows all.

        Ids of other panels are ignored. If none of the ids is of this panel, it shows all.
        """
        known = None if ids is None else frozenset(ids) & frozenset(self._widgets)
        self._shown = known or None
        for id in self._widgets:
            for widget in self._widgets[id]:
                widget.setVisible(self.is_shown(id))

    def is_shown(self, id: str) -> bool:
        """Whether the controls of an id are shown."""
        return self._shown is None or id in self._shown
