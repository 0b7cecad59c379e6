"""LRUCache: capacity and eviction order."""

from hypothesis import given
from hypothesis import strategies as st

from avol.core.lru_cache import LRUCache


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 6)), max_size=60))
def test_capacity_and_eviction_order(puts: list[tuple[int, int]]) -> None:
    cache: LRUCache[int, tuple[int, int]] = LRUCache(12)
    expected: list[tuple[int, int]] = []
    for key, weight in puts:
        cache.put(key, (key, weight), weight)
        expected = [item for item in expected if item[0] != key] + [(key, weight)]
        while sum(weight for _, weight in expected) > 12:
            expected.pop(0)
        assert len(cache) == len(expected)
    for item in expected:
        assert cache.get(item[0]) == item


def test_get_refreshes_an_item_and_a_heavy_newest_item_is_kept() -> None:
    cache: LRUCache[str, int] = LRUCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert cache.get("b") is None
    assert cache.get("a") == 1
    cache.put("d", 4, weight=99)
    assert (cache.get("a"), cache.get("d")) == (None, 4)
    cache.clear()
    assert len(cache) == 0
