"""A slot for one item: the newest item replaces an older one, so nothing queues."""

from __future__ import annotations

from threading import Condition
from typing import Generic, TypeVar

T = TypeVar("T")


class LatestSlot(Generic[T]):
    """Passes the newest item from any thread to one consumer."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._item: T | None = None
        self._closed = False
        self._dropped = 0

    @property
    def dropped(self) -> int:
        """Number of items that were replaced before they were taken."""
        return self._dropped

    @property
    def closed(self) -> bool:
        """Whether `close` was called; a closed slot stays empty."""
        return self._closed

    @property
    def waiting(self) -> bool:
        """Whether an item waits to be taken."""
        return self._item is not None

    def put(self, item: T) -> T | None:
        """Put an item into the slot, unless closed; return the item that it replaced, if any."""
        with self._changed:
            if self._closed:
                return None
            replaced, self._item = self._item, item
            self._dropped += replaced is not None
            self._changed.notify()
            return replaced

    def offer(self, item: T) -> None:
        """Put an item into the slot only if it is empty; ignored after `close`."""
        with self._changed:
            if not self._closed and self._item is None:
                self._item = item
                self._changed.notify()

    def take(self, timeout: float | None = None) -> T | None:
        """Take the item; wait up to `timeout` seconds (None: unlimited); None if there is none."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._item is not None, timeout)
            item, self._item = self._item, None
            return item

    def wait(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for an item, without taking it; return whether one waits."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._item is not None, timeout)
            return self._item is not None

    def close(self) -> None:
        """Empty the slot and wake the consumer."""
        with self._changed:
            self._closed = True
            self._item = None
            self._changed.notify_all()
