"""What each thread of this process has cost: the measure that a busy machine does not falsify."""

from __future__ import annotations

import threading

OTHERS = "others"
"""Threads that Python did not start: of the engine, the decoder, the encoder, the sound system."""


def seconds_by_thread() -> dict[str, float]:
    """Processor seconds so far by name of thread; those of threads that have ended are missing."""
    import psutil

    names = {thread.native_id: thread.name for thread in threading.enumerate()}
    spent: dict[str, float] = {}
    for thread in psutil.Process().threads():
        name = names.get(thread.id, OTHERS)
        spent[name] = spent.get(name, 0.0) + thread.user_time + thread.system_time
    return spent


class Spending:
    """What the threads cost from the moment that it is made."""

    def __init__(self) -> None:
        self._before = seconds_by_thread()

    def ms_per(self, count: int) -> dict[str, float]:
        """Milliseconds of processor time for one of `count`: of all threads, then the dearest.

        A thread that cost less than 5 µs is left out; the clock of the system counts in 10 ms.
        """
        each = {
            name: round(1000 * (spent - self._before.get(name, 0.0)) / max(1, count), 2)
            for name, spent in seconds_by_thread().items()
        }
        dearest = sorted(each.items(), key=lambda one: -one[1])
        return {"all": round(sum(each.values()), 2)} | {name: ms for name, ms in dearest if ms > 0}
