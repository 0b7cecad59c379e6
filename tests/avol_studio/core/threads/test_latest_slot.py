from __future__ import annotations

import threading
import time

from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from avol_studio.core.threads.latest_slot import LatestSlot


class _Machine(RuleBasedStateMachine):
    """Put and take in any order: what is taken is the newest, and nothing comes twice."""

    def __init__(self) -> None:
        super().__init__()
        self.box: LatestSlot[int] = LatestSlot()
        self.put_last = self.taken_last = self.taken = 0

    @rule()
    def put(self) -> None:
        self.put_last += 1
        self.box.put(self.put_last)

    @rule()
    def take(self) -> None:
        item = self.box.take(timeout=0)
        if self.put_last == self.taken_last:
            assert item is None
        else:
            assert item == self.put_last
            self.taken_last = self.put_last
            self.taken += 1

    @invariant()
    def counts(self) -> None:
        waiting = self.put_last != self.taken_last
        assert self.box.dropped == self.put_last - self.taken - waiting


TestMailbox = _Machine.TestCase


def test_nothing_older_is_delivered_across_threads() -> None:
    box: LatestSlot[int] = LatestSlot()
    got: list[int] = []

    def taker() -> None:
        while not box.closed:
            if (item := box.take()) is not None:
                got.append(item)

    thread = threading.Thread(target=taker)
    thread.start()
    for item in range(1, 3001):
        box.put(item)
    while got[-1:] != [3000]:
        time.sleep(0.001)
    box.close()
    thread.join(1)
    assert got == sorted(set(got))
    assert len(got) + box.dropped == 3000


def test_close_wakes_the_taker_and_empties_the_slot() -> None:
    box: LatestSlot[int] = LatestSlot()
    got: list[int | None] = []
    thread = threading.Thread(target=lambda: got.append(box.take()))
    thread.start()
    box.close()
    thread.join(1)
    box.put(1)
    assert got == [None]
    assert box.take() is None


def test_take_gives_up_after_its_time() -> None:
    begun = time.monotonic()
    assert LatestSlot[int]().take(timeout=0.05) is None
    assert time.monotonic() - begun >= 0.04
