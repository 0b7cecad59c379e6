"""Threads that give way to the show."""

import os
import sys
import threading


def give_way(nice: int) -> None:
    """Let the calling thread, and those that it starts, run after others by `nice` steps (0..19).

    Only Linux counts threads one by one; elsewhere nothing changes.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), nice)
