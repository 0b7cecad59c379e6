"""The body of a panel or dock, which is created when it is first shown or used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)


class LazyBody(QWidget, Generic[W]):
    """An empty widget that creates and shows its content at the first show.

    The window is painted sooner, and the modules of the content are imported later. The controller
    that owns the body brings new content up to date as it creates it, and afterwards updates only
    what is `created`.
    """

    def __init__(self, create_content: Callable[[], W]) -> None:
        super().__init__()
        self._create_content = create_content
        self._content: W | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def created(self) -> W | None:
        """The content, or None before it is created."""
        return self._content

    @property
    def content(self) -> W:
        """The content, which is created now if it was not."""
        if self._content is None:
            self._content = content = self._create_content()
            self._column.addWidget(content)
            content.show()
        return self._content

    def ensure_created(self) -> None:
        """Create the content, once."""
        self.content  # noqa: B018

    def showEvent(self, event: QShowEvent) -> None:
        """Create the content."""
        super().showEvent(event)
        self.ensure_created()
