"""Scheduling priority of background threads."""

import os
import sys
import threading

BACKGROUND = 5
"""Niceness of threads whose work can wait for playback and live maps."""


def lower_thread_priority(niceness: int = BACKGROUND) -> None:
    """Set the niceness (0..19) of the calling thread and of the threads that it starts later.

    A thread of lower priority keeps it: only an administrator may raise it. Only Linux has a
    niceness per thread; on other systems nothing changes.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        if os.getpriority(os.PRIO_PROCESS, thread) < niceness:
            os.setpriority(os.PRIO_PROCESS, thread, niceness)
