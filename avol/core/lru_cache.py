"""Keeping what was used last, as much of it as a bound allows."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class LRUCache(Generic[K, T]):
    """Items by key, together no heavier than `most` (bytes, or whatever `put` is told).

    What was put or asked for longest ago gives way first; the newest item stays, however heavy.
    For one thread.
    """

    def __init__(self, most: int) -> None:
        self._most, self._weight = most, 0
        self._items: OrderedDict[K, tuple[T, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._items)

    def put(self, key: K, item: T, weight: int = 1) -> None:
        """Keep an item, in place of the one under this key."""
        self._weight += weight - self._items.pop(key, (None, 0))[1]
        self._items[key] = item, weight
        while self._weight > self._most and len(self._items) > 1:
            self._weight -= self._items.popitem(last=False)[1][1]

    def get(self, key: K) -> T | None:
        """The item under a key, which counts as used; None where there is none."""
        if key not in self._items:
            return None
        self._items.move_to_end(key)
        return self._items[key][0]

    def clear(self) -> None:
        """Forget all."""
        self._items.clear()
        self._weight = 0
