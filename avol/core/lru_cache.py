"""Least-recently-used cache with a size limit."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class LRUCache(Generic[K, T]):
    """Cache whose items together weigh at most `capacity`, in any unit such as bytes.

    The least recently used items are evicted first; the newest item stays whatever its weight.
    Not thread-safe.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity, self._weight = capacity, 0
        self._items: OrderedDict[K, tuple[T, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._items)

    def put(self, key: K, item: T, weight: int = 1) -> None:
        """Store an item and replace the one with the same key."""
        self._weight += weight - self._items.pop(key, (None, 0))[1]
        self._items[key] = item, weight
        while self._weight > self._capacity and len(self._items) > 1:
            self._weight -= self._items.popitem(last=False)[1][1]

    def get(self, key: K) -> T | None:
        """Return the item of a key and mark it as used; None if there is none."""
        if key not in self._items:
            return None
        self._items.move_to_end(key)
        return self._items[key][0]

    def clear(self) -> None:
        """Remove all items."""
        self._items.clear()
        self._weight = 0
