"""The body of a panel or dock, which is made when it is first shown or used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)


class LazyBody(QWidget, Generic[W]):
    """An empty widget that makes and shows its content at the first show.

    The window is painted sooner, and its modules are imported later. The controller that owns the
    body brings new content up to date in `make`, and updates it afterwards only while `made`.
    """

    def __init__(self, make: Callable[[], W]) -> None:
        super().__init__()
        self._make = make
        self._content: W | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def made(self) -> W | None:
        """The content, or None before it is made."""
        return self._content

    @property
    def content(self) -> W:
        """The content, which is made now if it was not."""
        if self._content is None:
            self._content = made = self._make()
            self._column.addWidget(made)
            made.show()
        return self._content

    def make(self) -> None:
        """Make the content if it is not made."""
        self.content  # noqa: B018

    def showEvent(self, event: QShowEvent) -> None:
        """Make the content."""
        super().showEvent(event)
        self.make()
