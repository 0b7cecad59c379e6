"""The bound holds, and what was used last is what is kept."""

from hypothesis import given
from hypothesis import strategies as st

from avol.core.lru_cache import LRUCache


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 6)), max_size=60))
def test_the_bound_holds_and_the_newest_stays(puts: list[tuple[int, int]]) -> None:
    kept: LRUCache[int, tuple[int, int]] = LRUCache(12)
    held: list[tuple[int, int]] = []
    for key, weight in puts:
        kept.put(key, (key, weight), weight)
        held = [item for item in held if item[0] != key] + [(key, weight)]
        while sum(weight for _, weight in held) > 12:
            held.pop(0)
        assert len(kept) == len(held)
    for item in held:
        assert kept.get(item[0]) == item


def test_asking_keeps_and_a_giant_stays_alone() -> None:
    kept: LRUCache[str, int] = LRUCache(2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert kept.get("b") is None
    assert kept.get("a") == 1
    kept.put("d", 4, weight=99)
    assert (kept.get("a"), kept.get("d")) == (None, 4)
    kept.clear()
    assert len(kept) == 0
