"""A mailbox with one slot: the newest item wins, so nothing that is shown live ever queues."""

from __future__ import annotations

from threading import Condition
from typing import Generic, TypeVar

T = TypeVar("T")


class LatestSlot(Generic[T]):
    """Hands the newest item from any thread to one taker; a newer item replaces an untaken one."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._item: T | None = None
        self._closed = False
        self._dropped = 0

    @property
    def dropped(self) -> int:
        """How many items were replaced before anybody took them."""
        return self._dropped

    @property
    def closed(self) -> bool:
        """Whether `close` was called; a closed mailbox gives and takes nothing."""
        return self._closed

    @property
    def waiting(self) -> bool:
        """Whether an item waits to be taken."""
        return self._item is not None

    def put(self, item: T) -> T | None:
        """Leave `item` in the slot, unless closed; the item that it took the place of, if any."""
        with self._changed:
            if self._closed:
                return None
            replaced, self._item = self._item, item
            self._dropped += replaced is not None
            self._changed.notify()
            return replaced

    def offer(self, item: T) -> None:
        """Leave `item` in the slot only where nothing lies there; ignored after `close`."""
        with self._changed:
            if not self._closed and self._item is None:
                self._item = item
                self._changed.notify()

    def take(self, timeout: float | None = None) -> T | None:
        """Wait up to `timeout` seconds (None: for ever) for an item; None when none came."""
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
        """Empty the slot and wake the taker for good."""
        with self._changed:
            self._closed = True
            self._item = None
            self._changed.notify_all()
