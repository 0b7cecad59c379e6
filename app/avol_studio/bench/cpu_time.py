"""CPU time of each thread of this process, which other processes do not falsify."""

from __future__ import annotations

import threading

OTHERS = "others"
"""Threads that Python did not start: engine, decoder, encoder, audio system."""


def seconds_by_thread() -> dict[str, float]:
    """CPU seconds so far by name of thread, without threads that have ended."""
    import psutil

    names = {thread.native_id: thread.name for thread in threading.enumerate()}
    spent: dict[str, float] = {}
    for thread in psutil.Process().threads():
        name = names.get(thread.id, OTHERS)
        spent[name] = spent.get(name, 0.0) + thread.user_time + thread.system_time
    return spent


class CpuTime:
    """CPU time of all threads since this object was created."""

    def __init__(self) -> None:
        self._before = seconds_by_thread()

    def ms_per(self, count: int) -> dict[str, float]:
        """CPU milliseconds per item of `count`: of all threads, then by thread, largest first.

        Threads below 5 µs per item are left out; the clock of the system counts in 10 ms.
        """
        each = {
            name: round(1000 * (spent - self._before.get(name, 0.0)) / max(1, count), 2)
            for name, spent in seconds_by_thread().items()
        }
        largest = sorted(each.items(), key=lambda item: -item[1])
        return {"all": round(sum(each.values()), 2)} | {name: ms for name, ms in largest if ms > 0}
