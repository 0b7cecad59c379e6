from __future__ import annotations

import threading
import time

from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from avol_studio.core.threads.latest_slot import LatestSlot


class _Machine(RuleBasedStateMachine):
    """With puts and takes in any order, `take` returns the newest item, and each only once."""

    def __init__(self) -> None:
        super().__init__()
        self.slot: LatestSlot[int] = LatestSlot()
        self.put_last = self.taken_last = self.taken = 0

    @rule()
    def put(self) -> None:
        self.put_last += 1
        self.slot.put(self.put_last)

    @rule()
    def take(self) -> None:
        item = self.slot.take(timeout=0)
        if self.put_last == self.taken_last:
            assert item is None
        else:
            assert item == self.put_last
            self.taken_last = self.put_last
            self.taken += 1

    @invariant()
    def counts(self) -> None:
        waiting = self.put_last != self.taken_last
        assert self.slot.dropped == self.put_last - self.taken - waiting


TestMailbox = _Machine.TestCase


def test_items_are_taken_in_order_across_threads() -> None:
    slot: LatestSlot[int] = LatestSlot()
    got: list[int] = []

    def taker() -> None:
        while not slot.closed:
            if (item := slot.take()) is not None:
                got.append(item)

    thread = threading.Thread(target=taker)
    thread.start()
    for item in range(1, 3001):
        slot.put(item)
    while got[-1:] != [3000]:
        time.sleep(0.001)
    slot.close()
    thread.join(1)
    assert got == sorted(set(got))
    assert len(got) + slot.dropped == 3000


def test_close_wakes_the_taker_and_empties_the_slot() -> None:
    slot: LatestSlot[int] = LatestSlot()
    got: list[int | None] = []
    thread = threading.Thread(target=lambda: got.append(slot.take()))
    thread.start()
    slot.close()
    thread.join(1)
    slot.put(1)
    assert got == [None]
    assert slot.take() is None


def test_take_ends_after_its_timeout() -> None:
    begun = time.monotonic()
    assert LatestSlot[int]().take(timeout=0.05) is None
    assert time.monotonic() - begun >= 0.04
